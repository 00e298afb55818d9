import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { operatorActor } from '../../src/access/index.ts';
import { type FakeProvider, signingSecret, startFakeProvider } from '../outbound/fake-provider.ts';
import { demo, ok, seedFixture } from '../protocols/fixture-seed.ts';
import { type OpenDesk, openDesk } from '../protocols/open-desk.ts';
import {
  aCall,
  aCreate,
  type Call,
  callerOf,
  lineOfAcme,
} from '../protocols/service-manager-caller.ts';
import { fixtureService, seedServiceManager } from '../protocols/service-manager-seed.ts';

/**
 * A platform heard yes, the provider's own system says no for good, and a person gives it up: nothing
 * was delivered, so nothing may stay behind on the customer's credit line.
 */
let folder = '';
let provider: FakeProvider;
let desk: OpenDesk;
let call: Call;
let token = '';

beforeEach(async () => {
  provider = await startFakeProvider();
  folder = mkdtempSync(join(tmpdir(), 'aval-given-up-'));
  desk = await openDesk({ folder });
  await seedFixture(desk);
  await seedServiceManager(desk);
  const { serviceId } = await fixtureService(desk);
  const driver = { driver: 'http', driverSettings: { connection: 'mail' } } as const;
  ok(await desk.services.change(demo, serviceId, driver, null));
  ok(
    await desk.access.addConnection(demo, {
      ...{ kind: 'provider-system', name: 'mail', baseUri: provider.baseUri },
      ...{ secret: { signingSecret }, settings: {} },
    }),
  );
  call = callerOf(desk);
  const anna = { email: 'anna@example.com', password: 'the long password of anna' };
  const input = { ...anna, name: 'Anna', roles: ['controller'] };
  ok(await desk.access.addUser(demo, input as never, operatorActor));
  token = ok(await desk.access.signIn({ ...anna, source: '127.0.0.1' })).token;
});
afterEach(async () => {
  expect((await desk.storage.verify()).difference).toBeNull();
  await desk.close();
  await provider.close();
  rmSync(folder, { recursive: true, force: true });
});

const api = async (path: string, body?: object) => {
  const answer = await fetch(`${desk.url}/v1/${path}`, {
    method: body === undefined ? 'GET' : 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: body === undefined ? null : JSON.stringify(body),
  });
  // biome-ignore lint/suspicious/noExplicitAny: what a test expects of an answer is in the test.
  return { status: answer.status, body: (await answer.json()) as any };
};
const later = async (at: string) => {
  desk.clock.set(at);
  await desk.sweep();
};
const giveUp = async (id: string, reason = 'The provider has no such plan') => {
  const { items } = (await api(`provider-steps?externalId=${id}`)).body;
  const { stepId, version } = items.at(-1);
  return api(`provider-steps/${stepId}/give-up`, { version, reason });
};

test('a create that is given up ends its subscription and gives its credit back', async () => {
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
  provider.behave({ status: 422 });
  const before = await lineOfAcme(desk);
  const { Result: id } = (await call('Subscriptions/Create', aCreate({ Quantity: 3 }))).body;
  await later('2020-03-01T12:00:01Z');
  const [first, second] = await Promise.all([giveUp(id), giveUp(id)]);
  expect([first?.status, second?.status].sort()).toEqual([200, 409]);
  expect(await lineOfAcme(desk)).toEqual(before);
});
