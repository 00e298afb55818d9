import { afterAll, beforeAll, expect, test } from 'vitest';
import { dumpOf } from '../dump.ts';
import { startApi, type TestApi } from '../start-api.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.close());

test('a rate is stored once for a pair and a day, and listed as it was given', async () => {
  const client = api.client();
  const body = { from: 'USD', to: 'EUR', rate: '0.92500', validFrom: '2030-01-01' };
  const added = await client.addRate({ body });
  expect(added).toMatchObject({ status: 201, body: { ...body, rate: '0.925' } });
  expect(await client.addRate({ body })).toMatchObject({
    status: 409,
    problem: { code: 'rate.exists' },
  });
  const list = await client.listRates({});
  expect(list.ok && list.body.items).toEqual([added.ok && added.body]);
});

test.each<readonly [string, object, string]>([
  ['no rate at all', { rate: '0' }, 'request.invalid'],
  ['a negative rate', { rate: '-1' }, 'request.invalid'],
  ['a number', { rate: 1 }, 'request.invalid'],
  ['more than 15 digits', { rate: '1234567890.123456' }, 'request.invalid'],
  ['more than 12 decimals', { rate: '0.1234567890123' }, 'request.invalid'],
  ['a rate to itself', { to: 'USD' }, 'request.invalid'],
  ['an unknown currency', { to: 'EUX' }, 'money.unknown_currency'],
  ['a day that does not exist', { validFrom: '2031-02-29' }, 'request.invalid'],
])('%s is refused, and nothing is written', async (_name, more, code) => {
  const before = await dumpOf(api);
  const body = { from: 'USD', to: 'EUR', rate: '0.9', validFrom: '2031-01-01', ...more };
  const answer = await api.call({ method: 'POST', path: '/v1/rates', body });
  expect([answer.status, answer.problem.code]).toEqual([400, code]);
  expect(await dumpOf(api)).toEqual(before);
});
