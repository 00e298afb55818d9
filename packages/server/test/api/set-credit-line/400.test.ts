import { afterAll, beforeAll, expect, test } from 'vitest';
import { aLine } from '../builders.ts';
import { dumpOf } from '../dump.ts';
import { startApi, type TestApi } from '../start-api.ts';

let api: TestApi;
let organizationId: string;
beforeAll(async () => {
  api = await startApi();
  organizationId = await aLine(api.client());
});
afterAll(() => api.close());

const limit = { amount: '1.00', currency: 'EUR' };
const span = { mode: 'override', amount: limit, from: '2030-01-01', to: '2030-01-31' };

test.each<readonly [string, object, string]>([
  [
    'a limit in another currency',
    { limit: { amount: '1.00', currency: 'USD' } },
    'money.currency_mismatch',
  ],
  ['a negative limit', { limit: { amount: '-1.00', currency: 'EUR' } }, 'request.invalid'],
  ['a currency that is none', { currency: 'ZZZ' }, 'money.unknown_currency'],
  ['no currency', { currency: undefined }, 'request.invalid'],
  ['no limit', { limit: undefined }, 'request.invalid'],
  ['a tolerance below zero', { toleranceBasisPoints: -1 }, 'request.invalid'],
  ['a tolerance with a fraction', { toleranceBasisPoints: 0.5 }, 'request.invalid'],
  [
    'a span that ends before it begins',
    { temporaryLimits: [{ ...span, to: '2029-12-31' }] },
    'request.invalid',
  ],
  [
    'a day that does not exist',
    { temporaryLimits: [{ ...span, to: '2030-02-30' }] },
    'request.invalid',
  ],
  ['an unknown mode', { temporaryLimits: [{ ...span, mode: 'both' }] }, 'request.invalid'],
  ['unlimited as a text', { unlimited: 'true' }, 'request.invalid'],
  [
    'a parent that is no line',
    { parentLineId: 'org_01jh0000000000000000000000' },
    'request.invalid',
  ],
])('%s is refused, and nothing is written', async (_name, more, code) => {
  const before = await dumpOf(api);
  const answer = await api.call({
    method: 'PUT',
    path: `/v1/credit-lines/${organizationId}`,
    body: { currency: 'EUR', limit, ...more },
  });
  expect([answer.status, answer.problem.code]).toEqual([400, code]);
  expect(await dumpOf(api)).toEqual(before);
});

test('a group that does not fit is refused', async () => {
  const client = api.client();
  const parentLineId = 'line_01jh0000000000000000000000';
  const params = { organizationId };
  const own = await client.getCreditLine({ params });
  const body = { currency: 'EUR', limit };
  expect(await client.setCreditLine({ params, body: { ...body, parentLineId } })).toMatchObject({
    status: 422,
    problem: { code: 'credit.group_unknown' },
  });
  const itself = own.ok ? own.body.lineId : '';
  expect(
    await client.setCreditLine({ params, body: { ...body, parentLineId: itself } }),
  ).toMatchObject({ status: 422, problem: { code: 'credit.group_cycle' } });
  const dollars = { currency: 'USD', limit: { amount: '1.00', currency: 'USD' } };
  expect(await client.setCreditLine({ params, body: dollars })).toMatchObject({
    status: 409,
    problem: { code: 'credit.currency_fixed', params: { currency: 'EUR' } },
  });
});
