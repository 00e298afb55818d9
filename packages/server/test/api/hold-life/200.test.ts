import { afterAll, beforeAll, expect, test } from 'vitest';
import { aHold, aLine, eur } from '../builders.ts';
import { expireHold } from '../expire-hold.ts';
import { startApi, type TestApi } from '../start-api.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.close());

test('a hold is captured in parts, and the last part ends it', async () => {
  const client = api.client();
  const organizationId = await aLine(client, '100.00');
  const holdId = await aHold(client, organizationId, '100.00');
  const params = { holdId };
  const first = await client.captureHold({
    params,
    body: { amount: eur('30.00'), reference: 'INV-1' },
  });
  expect(first).toMatchObject({
    body: {
      approved: true,
      capture: { amount: eur('30.00'), reference: 'INV-1', overCaptured: eur('0.00') },
      hold: { state: 'open', held: eur('70.00'), captured: eur('30.00') },
      headroom: eur('0.00'),
      overLimit: false,
    },
  });
  const last = await client.captureHold({ params, body: { amount: eur('20.00'), final: true } });
  expect(last).toMatchObject({
    body: { hold: { state: 'captured', held: eur('0.00') }, headroom: eur('50.00') },
  });
  const read = await client.getHold({ params });
  expect(read.ok && read.body.captures.map(({ amount }) => amount.amount)).toEqual([
    '30.00',
    '20.00',
  ]);
});

test('more than is held waits for a person; shipped goods are booked and flagged', async () => {
  const client = api.client();
  const organizationId = await aLine(client, '100.00');
  const params = { holdId: await aHold(client, organizationId, '100.00') };
  const over = await client.captureHold({ params, body: { amount: eur('120.00') } });
  expect(over).toMatchObject({
    status: 200,
    body: { approved: false, reasons: [{ code: 'credit.over_capture_review' }] },
  });
  const shipped = await client.captureHold({
    params,
    body: { amount: eur('120.00'), shipped: true },
  });
  expect(shipped).toMatchObject({
    body: {
      approved: true,
      capture: { amount: eur('120.00'), overCaptured: eur('20.00') },
      overLimit: true,
      headroom: eur('-20.00'),
    },
  });
});

test('a release gives back what is left, and a second one changes nothing', async () => {
  const client = api.client();
  const organizationId = await aLine(client, '100.00');
  const params = { holdId: await aHold(client, organizationId, '40.00') };
  expect(await client.releaseHold({ params, body: { reason: 'cancelled' } })).toMatchObject({
    body: { approved: true, changed: true, hold: { state: 'released' }, headroom: eur('100.00') },
  });
  expect(await client.releaseHold({ params })).toMatchObject({ body: { changed: false } });
});

test('a resize up checks the difference alone, and a refusal leaves the hold', async () => {
  const client = api.client();
  const organizationId = await aLine(client, '100.00');
  const params = { holdId: await aHold(client, organizationId, '60.00') };
  expect(await client.resizeHold({ params, body: { amount: eur('100.01') } })).toMatchObject({
    body: { approved: false, reasons: [{ code: 'credit.insufficient', shortfall: eur('0.01') }] },
  });
  expect(await client.getHold({ params })).toMatchObject({
    body: { hold: { amount: eur('60.00') } },
  });
  expect(await client.resizeHold({ params, body: { amount: eur('100.00') } })).toMatchObject({
    body: { approved: true, headroom: eur('0.00') },
  });
  expect(await client.resizeHold({ params, body: { amount: eur('1.00') } })).toMatchObject({
    body: { approved: true, headroom: eur('99.00') },
  });
});

test('an extended hold falls due later', async () => {
  const client = api.client();
  const organizationId = await aLine(client);
  const params = { holdId: await aHold(client, organizationId, '1.00', { dueAfterSeconds: 60 }) };
  const dueAt = '2030-04-01T00:00:00Z';
  expect(await client.extendHold({ params, body: { dueAt } })).toMatchObject({
    body: { changed: true, hold: { dueAt } },
  });
});

test('an expired hold is made again while there is headroom, as a new one', async () => {
  const client = api.client();
  const organizationId = await aLine(client, '100.00');
  const holdId = await aHold(client, organizationId, '70.00', { dueAfterSeconds: 1 });
  await expireHold(api, holdId);
  const revived = await client.reviveHold({ params: { holdId } });
  expect(revived).toMatchObject({
    body: { approved: true, hold: { revivedFrom: holdId, amount: eur('70.00'), state: 'open' } },
  });
  expect(await client.getHold({ params: { holdId } })).toMatchObject({
    body: { hold: { state: 'expired' } },
  });
});

test('a list of holds is filtered by organization and state', async () => {
  const client = api.client();
  const organizationId = await aLine(client);
  const kept = await aHold(client, organizationId, '1.00');
  const gone = await aHold(client, organizationId, '2.00');
  await client.releaseHold({ params: { holdId: gone } });
  const idsOf = async (state?: 'open' | 'released') => {
    const query = { organizationId, ...(state === undefined ? {} : { state }) };
    const list = await client.listHolds({ query });
    return list.ok ? list.body.items.map(({ holdId }) => holdId) : [];
  };
  expect(await idsOf()).toEqual([kept, gone]);
  expect(await idsOf('open')).toEqual([kept]);
  expect(await idsOf('released')).toEqual([gone]);
});
