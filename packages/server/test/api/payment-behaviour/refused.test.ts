import { afterAll, beforeAll, expect, test } from 'vitest';
import { anOrganization } from '../builders.ts';
import { dumpOf } from '../dump.ts';
import { nobody } from '../sample-calls.ts';
import { startApi, type TestApi } from '../start-api.ts';

let api: TestApi;
let path: string;
let params: { readonly organizationId: string };
beforeAll(async () => {
  api = await startApi();
  const { organizationId } = await anOrganization(api.client());
  params = { organizationId };
  path = `/v1/organizations/${organizationId}/payment-behaviour`;
});
afterAll(() => api.close());

const asOf = '2030-03-01';
const eur = (amount: string) => ({ amount, currency: 'EUR' });

test.each<readonly [string, number, string, object]>([
  ['no day', 400, 'request.invalid', { overdueDays: 1 }],
  ['a day that is none', 400, 'request.invalid', { asOf: '2030-02-30' }],
  ['negative days', 400, 'request.invalid', { asOf, overdueDays: -1 }],
  ['a part of a day', 400, 'request.invalid', { asOf, oldestOpenItemDays: 1.5 }],
  ['days as a text', 400, 'request.invalid', { asOf, overdueDays: '12' }],
  ['more than a hundred years', 400, 'request.invalid', { asOf, overdueDays: 36_501 }],
  ['a class that rules do not know', 400, 'request.invalid', { asOf, paymentBehaviour: 'late' }],
  ['an amount below 0', 400, 'request.invalid', { asOf, overdueAmount: eur('-1.00') }],
  [
    'an amount that is too fine',
    400,
    'money.too_many_decimals',
    { asOf, overdueAmount: eur('1.001') },
  ],
  [
    'a currency that is none',
    400,
    'money.unknown_currency',
    { asOf, overdueAmount: { amount: '1.00', currency: 'ZZZ' } },
  ],
  ['a member that is not known', 400, 'request.unknown_member', { asOf, dso: 30 }],
  [
    'an amount in another currency',
    422,
    'parties.payment_behaviour_invalid',
    { asOf, overdueAmount: { amount: '1.00', currency: 'USD' } },
  ],
  ['a day to come', 422, 'parties.payment_behaviour_invalid', { asOf: '2030-03-03' }],
])('%s is refused, and nothing is written', async (_name, status, code, body) => {
  const before = await dumpOf(api);
  const answer = await api.call({ method: 'PUT', path, body });
  expect([answer.status, answer.problem.code]).toEqual([status, code]);
  expect(answer.headers['content-type']).toContain('application/problem+json');
  expect(await dumpOf(api)).toEqual(before);
});

test('nothing is known of an organization of which nobody said anything, or that is none', async () => {
  const client = api.client();
  expect(await client.getPaymentBehaviour({ params })).toMatchObject({ status: 404 });
  const { organizationId } = nobody;
  const put = { params: { organizationId }, body: { asOf } };
  expect(await client.putPaymentBehaviour(put)).toMatchObject({ status: 404 });
});

test('figures of an earlier day, and another version than the one in force, are refused', async () => {
  const client = api.client();
  await client.putPaymentBehaviour({ params, body: { asOf, overdueDays: 3 } });
  const before = await dumpOf(api);
  const body = { asOf: '2030-02-27', overdueDays: 1 };
  expect(await client.putPaymentBehaviour({ params, body })).toMatchObject({
    status: 409,
    problem: { code: 'parties.payment_behaviour_older', params: { asOf } },
  });
  for (const expected of [7, 'absent'] as const) {
    expect(await client.putPaymentBehaviour({ params, body, expected })).toMatchObject({
      status: 412,
      problem: { code: 'parties.version_changed', params: { version: 1 } },
    });
  }
  expect(await dumpOf(api)).toEqual(before);
  expect(await client.putPaymentBehaviour({ params, body, expected: 1 })).toMatchObject({
    status: 200,
    body: { version: 2, overdueDays: 1 },
  });
});
