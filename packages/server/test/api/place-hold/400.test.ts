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

const amounts: readonly (readonly [string, unknown, string])[] = [
  ['a negative amount', { amount: '-1.00', currency: 'EUR' }, 'request.invalid'],
  ['nothing', { amount: '0.00', currency: 'EUR' }, 'request.invalid'],
  [
    'one decimal more than the euro has',
    { amount: '1.001', currency: 'EUR' },
    'money.too_many_decimals',
  ],
  [
    'one decimal more than the yen has',
    { amount: '1.0', currency: 'JPY' },
    'money.too_many_decimals',
  ],
  [
    'one decimal more than the dinar has',
    { amount: '1.0001', currency: 'KWD' },
    'money.too_many_decimals',
  ],
  ['more than 15 digits', { amount: '99999999999999.99', currency: 'EUR' }, 'money.out_of_range'],
  ['a currency that is none', { amount: '1.00', currency: 'EUX' }, 'money.unknown_currency'],
  ['a currency in lower case', { amount: '1.00', currency: 'eur' }, 'request.invalid'],
  ['a number', { amount: 1, currency: 'EUR' }, 'request.invalid'],
  ['a fraction', { amount: 1.5, currency: 'EUR' }, 'request.invalid'],
  ['an exponent', { amount: '1e3', currency: 'EUR' }, 'request.invalid'],
  ['grouping', { amount: '1,000.00', currency: 'EUR' }, 'request.invalid'],
  ['a comma', { amount: '1,00', currency: 'EUR' }, 'request.invalid'],
  ['a plus', { amount: '+1.00', currency: 'EUR' }, 'request.invalid'],
  ['white space', { amount: ' 1.00', currency: 'EUR' }, 'request.invalid'],
  ['digits of another script', { amount: '١٢', currency: 'EUR' }, 'request.invalid'],
  ['a point at the end', { amount: '1.', currency: 'EUR' }, 'request.invalid'],
  ['no amount', { currency: 'EUR' }, 'request.invalid'],
  ['no currency', { amount: '1.00' }, 'request.invalid'],
  ['a text', '1.00 EUR', 'request.invalid'],
  ['more than an amount', { amount: '1.00', currency: 'EUR', scale: 2 }, 'request.unknown_member'],
];

test.each(amounts)('%s is refused, and nothing is written', async (_name, amount, code) => {
  const before = await dumpOf(api);
  const answer = await api.call({
    method: 'POST',
    path: '/v1/holds',
    headers: { 'idempotency-key': 'amount' },
    body: { organizationId, amount },
  });
  expect([answer.status, answer.problem.code]).toEqual([400, code]);
  expect(String(answer.problem.params)).not.toBe('');
  expect(await dumpOf(api)).toEqual(before);
});

test('the place of the mistake is named', async () => {
  const call = { method: 'POST', path: '/v1/holds' } as const;
  const amount = { amount: '1.001', currency: 'EUR' };
  const answer = await api.call({ ...call, body: { organizationId, amount } });
  expect(answer.problem).toMatchObject({
    title: 'The amount has more decimals than its currency.',
    params: { at: 'body/amount/amount' },
    retryable: false,
    outcome: 'none',
  });
  const missing = await api.call({ ...call, body: { organizationId } });
  expect(missing.problem.params).toEqual({ at: 'body/amount', rule: 'required' });
});

test.each([
  ['both ways of falling due', { dueAfterSeconds: 60, dueAt: '2030-03-02T00:00:00Z' }],
  ['a day that does not exist', { dueAt: '2030-02-30T00:00:00Z' }],
  ['a time without a zone', { dueAt: '2030-03-02T00:00:00' }],
  ['no time at all', { dueAfterSeconds: 0 }],
  ['a fraction of a second', { dueAfterSeconds: 1.5 }],
  ['a number as a text', { dueAfterSeconds: '60' }],
  ['a kind that callers do not have', { kind: 'basket' }],
  ['an empty source', { source: '' }],
  ['a source with a line break', { source: 'a\nb' }],
  ['a source that is too long', { source: 'x'.repeat(201) }],
])('%s is refused', async (_name, more) => {
  const amount = { amount: '1.00', currency: 'EUR' };
  const body = { organizationId, amount, ...more };
  const answer = await api.call({ method: 'POST', path: '/v1/holds', body });
  expect([answer.status, answer.problem.code]).toEqual([400, 'request.invalid']);
});
