import { afterEach, beforeEach, expect, test } from 'vitest';
import { demo } from '../protocols/fixture-seed.ts';
import { aCall, aCreate, lineOfAcme } from '../protocols/service-manager-caller.ts';
import { type DeskWithProvider, openDeskWithProvider } from './desk-with-provider.ts';

/**
 * A platform heard yes, the provider's own system says no for good, and a person gives it up: nothing
 * was delivered, so nothing may stay behind on the customer's credit line.
 */
let rig: DeskWithProvider;
beforeEach(async () => {
  rig = await openDeskWithProvider();
});
afterEach(() => rig.close());

test('a create that is given up ends its subscription and gives its credit back', async () => {
  const { api, call, desk, giveUp, later, provider } = rig;
  provider.behave({ status: 422 });
  const before = await lineOfAcme(desk);
  const body = aCreate({ Quantity: 3 });
  const { Result: id } = (await call('Subscriptions/Create', body)).body;
  expect((await call('Subscriptions/Update', aCall(id, { Quantity: 5 }))).body.Code).toBe(0);
  expect((await lineOfAcme(desk)).capturedMinor - before.capturedMinor).toBe(60_00n);
  await later('2020-03-01T12:00:01Z');

  const given = await giveUp(id);
  expect(given).toMatchObject({ status: 200, body: { status: 'given_up' } });
  expect(await lineOfAcme(desk)).toEqual(before);
  expect((await api(`subscriptions/${id}`)).body).toMatchObject({
    state: 'cancelled',
    steps: [{ status: 'given_up' }, { status: 'given_up' }],
  });
  const { items } = (await api(`subscriptions/${id}/events`)).body;
  expect(items[0]).toMatchObject({
    ...{ kind: 'given_up', operation: 'subscription.create', after: { state: 'cancelled' } },
    actor: expect.stringMatching(/^user:user_/),
  });
  const query = { from: 1n, limit: 500, contexts: null, organizationId: null };
  const { entries } = await desk.storage.credit.entries(demo, query);
  expect(entries.at(-1)).toMatchObject({
    ...{ kind: 'capture.seen', amountMinor: 60_00n, reason: 'The provider has no such plan' },
    ...{ context: 'BACKOFFICE', actor: expect.stringMatching(/^user:user_/) },
  });

  // The platform's words about it are refused, but for the end that it has.
  expect((await call('Subscriptions/Update', aCall(id, { Quantity: 9 }))).body.Code).toBe(-1041);
  expect((await call('Subscriptions/Cancel', aCall(id))).body.Code).toBe(0);
  expect(await lineOfAcme(desk)).toEqual(before);
});

test('a Create that comes again afterwards is judged anew', async () => {
  const { api, call, desk, giveUp, later, provider } = rig;
  provider.behave({ status: 422 });
  const before = await lineOfAcme(desk);
  const body = aCreate({ Quantity: 3 });
  const { Result: id } = (await call('Subscriptions/Create', body)).body;
  await later('2020-03-01T12:00:01Z');
  await giveUp(id);
  provider.behave({ status: 200 });
  const again = (await call('Subscriptions/Create', body)).body;
  expect(again).toMatchObject({ Code: 0, Result: expect.any(String) });
  expect(again.Result).not.toBe(id);
  expect((await lineOfAcme(desk)).capturedMinor - before.capturedMinor).toBe(36_00n);
  await later('2020-03-01T12:00:02Z');
  expect((await api(`subscriptions/${again.Result}`)).body).toMatchObject({
    state: 'active',
    steps: [{ status: 'done' }],
  });
});

test('two persons at once give it back once', async () => {
  const { call, desk, giveUp, later, provider } = rig;
  provider.behave({ status: 422 });
  const before = await lineOfAcme(desk);
  const { Result: id } = (await call('Subscriptions/Create', aCreate({ Quantity: 3 }))).body;
  await later('2020-03-01T12:00:01Z');
  const [first, second] = await Promise.all([giveUp(id), giveUp(id)]);
  expect([first?.status, second?.status].sort()).toEqual([200, 409]);
  expect(await lineOfAcme(desk)).toEqual(before);
});
