import { afterAll, beforeAll, expect, test } from 'vitest';
import { aLine, anOrganization, eur } from '../builders.ts';
import { startApi, type TestApi } from '../start-api.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.close());

test('a hold within the limit is approved, and says what is left', async () => {
  const client = api.client();
  const organizationId = await aLine(client, '1000.00');
  const answer = await client.placeHold({ body: { organizationId, amount: eur('999.99') } });
  expect(answer).toMatchObject({
    ok: true,
    status: 200,
    body: {
      approved: true,
      changed: true,
      hold: { organizationId, state: 'open', kind: 'native', amount: eur('999.99') },
      headroom: eur('0.01'),
    },
  });
});

test('an amount equal to what is left passes, and one cent more is refused with the shortfall', async () => {
  const client = api.client();
  const organizationId = await aLine(client, '100.00');
  const tooMuch = await client.placeHold({ body: { organizationId, amount: eur('100.01') } });
  expect(tooMuch).toMatchObject({
    ok: true,
    status: 200,
    body: {
      approved: false,
      reasons: [
        {
          code: 'credit.insufficient',
          headroom: eur('100.00'),
          shortfall: eur('0.01'),
          bindingOrganizationId: organizationId,
        },
      ],
    },
  });
  const equal = await client.placeHold({ body: { organizationId, amount: eur('100.00') } });
  expect(equal).toMatchObject({ body: { approved: true, headroom: eur('0.00') } });
});

test('no line, a stopped line and a closed line are a no with its reason', async () => {
  const client = api.client();
  const { organizationId: without } = await anOrganization(client);
  const stopped = await aLine(client, '10.00');
  await client.stopCreditLine({
    params: { organizationId: stopped },
    body: { reason: 'invoices are overdue' },
  });
  const closed = await aLine(client);
  await client.closeCreditLine({ params: { organizationId: closed } });
  const codesOf = async (organizationId: string) => {
    const answer = await client.placeHold({ body: { organizationId, amount: eur('20.00') } });
    if (!answer.ok || answer.body.approved) return [];
    return answer.body.reasons.map(({ code }) => code);
  };
  expect(await codesOf(without)).toEqual(['credit.no_line']);
  expect(await codesOf(stopped)).toEqual(['credit.line_stopped', 'credit.insufficient']);
  expect(await codesOf(closed)).toEqual(['credit.line_closed', 'credit.insufficient']);
});

test('the level that binds is named, where it is not the own line', async () => {
  const client = api.client();
  const above = await aLine(client, '50.00');
  const parent = await client.getCreditLine({ params: { organizationId: above } });
  const parentLineId = parent.ok ? parent.body.lineId : '';
  const { organizationId } = await anOrganization(client);
  const limit = eur('1000.00');
  const body = { currency: 'EUR', limit, parentLineId };
  await client.setCreditLine({ params: { organizationId }, body });
  const answer = await client.placeHold({ body: { organizationId, amount: eur('60.00') } });
  expect(answer).toMatchObject({
    body: {
      reasons: [
        { bindingLineId: parentLineId, bindingOrganizationId: above, shortfall: eur('10.00') },
      ],
    },
  });
});

test('an unlimited line lets everything pass and has no headroom to name', async () => {
  const client = api.client();
  const organizationId = await aLine(client, null, { unlimited: true });
  const answer = await client.placeHold({
    body: { organizationId, amount: eur('9999999999999.99') },
  });
  expect(answer).toMatchObject({ body: { approved: true, headroom: null, bindingLineId: null } });
});

test('the same source again is the same hold; another amount re-prices it', async () => {
  const client = api.client();
  const organizationId = await aLine(client, '100.00');
  const place = (amount: string) =>
    client.placeHold({ body: { organizationId, amount: eur(amount), source: 'shop.order:1' } });
  const first = await place('80.00');
  const again = await place('80.00');
  const holdId = first.ok && first.body.approved ? first.body.hold.holdId : 'none';
  expect(again).toMatchObject({ body: { approved: true, changed: false, hold: { holdId } } });
  expect(await place('100.00')).toMatchObject({
    body: { approved: true, changed: true, hold: { holdId, amount: eur('100.00') } },
  });
  expect(await place('100.01')).toMatchObject({
    body: { approved: false, reasons: [{ shortfall: eur('0.01') }] },
  });
});

test('without a key, and without a source, every call is a hold of its own', async () => {
  const client = api.client();
  const organizationId = await aLine(client, '100.00');
  const body = { organizationId, amount: eur('60.00') };
  expect(await client.placeHold({ body })).toMatchObject({ body: { approved: true } });
  expect(await client.placeHold({ body })).toMatchObject({ body: { approved: false } });
});

test('a hold in another currency is converted by the rate of the day, rounded up', async () => {
  const client = api.client();
  const organizationId = await aLine(client, '100.00');
  const body = { organizationId, amount: { amount: '10.01', currency: 'USD' } };
  expect(await client.placeHold({ body })).toMatchObject({
    body: { approved: false, reasons: [{ code: 'credit.no_rate', from: 'USD', to: 'EUR' }] },
  });
  for (const [rate, validFrom] of [
    ['0.5', '2029-01-01'],
    ['0.925', '2030-03-01'],
    ['2', '2030-03-02'],
  ] as const) {
    await client.addRate({ body: { from: 'USD', to: 'EUR', rate, validFrom } });
  }
  expect(await client.placeHold({ body })).toMatchObject({
    body: {
      approved: true,
      hold: { amount: eur('9.26'), asked: { amount: '10.01', currency: 'USD' } },
      headroom: eur('90.74'),
    },
  });
});

test('with a key, a missing rate is remembered and a found one too', async () => {
  const client = api.client();
  const organizationId = await aLine(client, '1000');
  const body = { organizationId, amount: { amount: '10.00', currency: 'GBP' } };
  const before = await client.placeHold({ body, idempotencyKey: 'gbp-1' });
  const rate = { from: 'GBP', to: 'EUR', rate: '1.2', validFrom: '2030-01-01' };
  await client.addRate({ body: rate });
  expect(await client.placeHold({ body, idempotencyKey: 'gbp-1' })).toEqual({
    ...before,
    replayed: true,
  });
  const found = await client.placeHold({ body, idempotencyKey: 'gbp-2' });
  expect(found).toMatchObject({ body: { approved: true, hold: { amount: eur('12.00') } } });
  expect(await client.placeHold({ body, idempotencyKey: 'gbp-2' })).toEqual({
    ...found,
    replayed: true,
  });
});

test('a hold falls due when the request says, else after the time of its kind', async () => {
  const client = api.client();
  const organizationId = await aLine(client);
  const dueOf = async (more: object) => {
    const body = { organizationId, amount: eur('1.00'), ...more };
    const answer = await client.placeHold({ body });
    return answer.ok && answer.body.approved
      ? Date.parse(answer.body.hold.dueAt) - Date.parse(answer.body.hold.placedAt)
      : null;
  };
  expect(await dueOf({})).toBe(7 * 86_400_000);
  expect(await dueOf({ kind: 'soft' })).toBe(600_000);
  expect(await dueOf({ dueAfterSeconds: 90 })).toBe(90_000);
});

test('many holds at once never take a line past its limit', async () => {
  const client = api.client();
  const organizationId = await aLine(client, '100.00');
  const answers = await Promise.all(
    Array.from({ length: 50 }, () =>
      client.placeHold({ body: { organizationId, amount: eur('10.00') } }),
    ),
  );
  const approved = answers.filter((answer) => answer.ok && answer.body.approved);
  expect(approved.length).toBe(10);
});
