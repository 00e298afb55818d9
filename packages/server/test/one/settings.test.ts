import { afterAll, beforeAll, expect, test } from 'vitest';
import { defaultPolicy } from '../../src/credit/index.ts';
import { present } from '../../src/kernel/assert.ts';
import { currency } from '../../src/kernel/currency.ts';
import { parseAmount } from '../../src/kernel/money.ts';
import { demo, seedFixture } from '../protocols/fixture-seed.ts';
import { type OpenDesk, openDesk } from '../protocols/open-desk.ts';
import { createOneClient, tripleText, withSettings } from './one-client.ts';

let desk: OpenDesk;
let call: ReturnType<typeof createOneClient>;
beforeAll(async () => {
  desk = await openDesk();
  await seedFixture(desk);
  call = createOneClient(desk.url);
});
afterAll(() => desk.close());

const put = (client: string, limit: number, used: number) =>
  call('PUT', client, { body: tripleText(limit, used) });

async function feedFrom(startId: number) {
  const { json } = await call('GET', `synchronization?startId=${startId}`);
  return json as { readonly nextId: number; readonly events: readonly { readonly type: string }[] };
}

test('one.feedCreateType: a trade credit that begins is an UPDATE, or a CREATE where wanted', async () => {
  const from = 60;
  await put('org%3Abegins', 100, 0);
  await put('org%3Abegins', 200, 0);
  await call('DELETE', 'org%3Abegins');
  await put('org%3Abegins', 300, 0);
  const typesNow = async () => (await feedFrom(from)).events.map(({ type }) => type);
  expect(await typesNow()).toEqual(['UPDATE', 'UPDATE', 'DELETE', 'UPDATE']);
  await withSettings(desk, { 'one.feedCreateType': 'CREATE' }, async () => {
    expect(await typesNow()).toEqual(['CREATE', 'UPDATE', 'DELETE', 'CREATE']);
  });
});

test('one.unknownOrganization: a PUT makes no organization where that is refused', async () => {
  await withSettings(desk, { 'one.unknownOrganization': 'refuse' }, async () => {
    const { nextId } = await feedFrom(60);
    const refused = { status: 404, json: { code: 404, error: 'CLIENT_NOT_FOUND' } };
    expect(await put('org%3Arefused', 100, 0)).toMatchObject(refused);
    expect(await call('GET', 'org%3Arefused')).toMatchObject(refused);
    expect(await feedFrom(nextId)).toEqual({ nextId, events: [] });
    const known = 'org%3A3d7a4e56-7f8b-4c9d-8e1f-2a3b4c5d6e7f';
    expect(await put(known, 100, 0)).toMatchObject({ status: 200 });
    expect(await call('DELETE', known)).toMatchObject({ status: 204 });
  });
});

test('one.currency: its decimals are those of the values, and other lines are no trade credit here', async () => {
  await put('org%3Aeuro', 100, 0);
  const fraction = tripleText(10, 0).replaceAll('10', '10.5');
  await withSettings(desk, { 'one.currency': 'JPY' }, async () => {
    expect(await call('PUT', 'org%3Ayen', { body: fraction })).toMatchObject({
      status: 400,
      json: { message: 'availableCreditValue has more decimals than the currency.' },
    });
    expect(await put('org%3Ayen', 10, 3)).toMatchObject({
      json: { creditValue: 10, availableCreditValue: 7 },
    });
    const other = { status: 404, json: { error: 'TRADE_CREDIT_NOT_FOUND' } };
    expect(await call('GET', 'org%3Aeuro')).toMatchObject(other);
    expect(await put('org%3Aeuro', 50, 0)).toMatchObject({
      status: 400,
      json: { error: 'INVALID_VALUE' },
    });
  });
  await withSettings(desk, { 'one.currency': 'BHD' }, async () => {
    const body = fraction.replaceAll('10.5', '10.555');
    const dinars = await call('PUT', 'org%3Adinar', { body });
    expect(dinars.text).toContain('"creditValue":10.555');
  });
  expect(await call('GET', 'org%3Aeuro')).toMatchObject({ json: { creditValue: 100 } });
});

test('one.sameFigure: a figure that repeats ours contains what is held, or counts beside it', async () => {
  for (const [mode, used] of [
    ['contain', 340],
    ['countTwice', 580],
  ] as const) {
    const client = `org%3A${mode}`;
    await put(client, 1_000, 100);
    await hold(`org:${mode}`, '240.00');
    expect(await call('GET', client)).toMatchObject({ json: { creditValueUsed: 340 } });
    await withSettings(desk, { 'one.sameFigure': mode }, async () => {
      expect(await put(client, 1_000, 340), mode).toMatchObject({
        json: { creditValueUsed: used, availableCreditValue: 1_000 - used },
      });
    });
  }
});

test('one.strictTriple: values that do not add up are taken as they are, or refused', async () => {
  const body = '{"availableCreditValue":95,"creditValue":100,"creditValueUsed":10}';
  expect(await call('PUT', 'org%3Aloose', { body })).toMatchObject({
    json: { creditValue: 100, creditValueUsed: 10, availableCreditValue: 90 },
  });
  await withSettings(desk, { 'one.strictTriple': 'true' }, async () => {
    const { nextId } = await feedFrom(60);
    expect(await call('PUT', 'org%3Aloose', { body })).toMatchObject({
      status: 400,
      json: { message: 'The three values do not add up.' },
    });
    expect(await put('org%3Aloose', 100, 20)).toMatchObject({ status: 200 });
    expect((await feedFrom(nextId)).events).toHaveLength(1);
  });
});

test('one.rateLimit: a key that calls too often is told when to come again, and writes nothing', async () => {
  await put('org%3Alimited', 100, 0);
  const { nextId } = await feedFrom(60);
  await withSettings(desk, { 'one.rateLimit': '2' }, async () => {
    expect(await call('GET', 'org%3Alimited')).toMatchObject({ status: 200 });
    expect(await call('GET', 'org%3Alimited')).toMatchObject({ status: 200 });
    const answer = await put('org%3Alimited', 77, 0);
    expect(answer).toMatchObject({
      status: 429,
      json: { code: 429, error: 'TOO_MANY_REQUESTS', message: 'Too many requests.' },
      headers: { 'retry-after': '30' },
    });
  });
  expect(await feedFrom(nextId)).toEqual({ nextId, events: [] });
});

async function hold(clientId: string, amount: string): Promise<void> {
  const reference = { source: 'one', kind: 'client', value: clientId };
  const found = await desk.parties.organizationOf(demo, reference);
  const { organizationId } = present(found, clientId);
  const outcome = await desk.storage.commit({
    tenantId: demo,
    key: null,
    credit: [
      {
        type: 'placeHold',
        origin: { context: 'APPLICATION', actor: 'job:test' },
        policy: defaultPolicy,
        organizationId,
        holdId: desk.ports.ids.next('hold'),
        kind: 'native',
        amount: present(parseAmount(amount, currency('EUR')), amount),
        rate: null,
        source: null,
        ifLive: 'refuse',
        due: { afterUs: 3_600_000_000n },
      },
    ],
    rows: { ifDone: [], ifRefused: [] },
    deadlineAt: null,
  });
  expect(outcome.kind).toBe('done');
}
