import { expect, test } from 'vitest';
import { readJson } from '../strict-json.ts';
import { defaultPlatformMapping as mapping } from './mapping.ts';
import { resolveAccount, resolveBillingInfo, resolveOrder } from './resolve.ts';

const order = (text: string) => resolveOrder(readJson(text, { inexactNumbers: 'keep' }), mapping);
const gapsOf = (text: string) => order(text).gaps.map(({ field, why }) => `${field} ${why}`);

test('the first path that exists wins, whatever its letter case', () => {
  const found = order('{"GrandTotal":1,"total":3,"TOTALAMOUNT":2,"ID":"a","orderId":"b"}');
  expect(found).toMatchObject({ grossTotal: '1', id: 'a' });
  expect(found.paths.get('order.grossTotal')).toBe('grandTotal');
});

test('nested candidates are reached past a plain value or an object of the same name', () => {
  expect(order('{"currency":{"code":"eur"}}').currency).toBe('EUR');
  expect(order('{"currency":"EUR"}').currency).toBe('EUR');
  expect(order('{"status":{"name":"Draft","type":"In progress"}}')).toMatchObject({
    statusName: 'Draft',
    statusType: 'In progress',
  });
  expect(order('{"status":"Draft"}')).toMatchObject({ statusName: 'Draft', statusType: null });
});

test('a total that cannot be used is a gap, never a reason to take another', () => {
  for (const total of ['null', '1e3', '12345678901234567', '"x"', 'true', '""']) {
    const found = order(`{"totalWithTax":${total},"total":5}`);
    expect(found.grossTotal).toBeNull();
    expect(found.gaps).toContainEqual({
      field: 'order.grossTotal',
      why: 'unusable',
      path: 'totalWithTax',
    });
  }
});

test('amounts keep their text, ids become texts', () => {
  const found = order(
    '{"totalWithTax":240.10,"netTotal":"200.00","accountId":"0151","billToAccountId":152,"id":7}',
  );
  expect(found).toMatchObject({
    grossTotal: '240.10',
    netTotal: '200.00',
    accountId: '151',
    billToAccountId: '152',
    id: '7',
  });
});

test('lines that are no objects or lack a field are gaps, told once per field', () => {
  const found = order(
    '{"items":[{"product":{"id":"P"},"quantity":2.5,"total":3},{"quantity":1},{"quantity":1},7]}',
  );
  expect(found.lines).toEqual([
    { productId: 'P', quantity: '2.5', gross: '3' },
    { productId: null, quantity: '1', gross: null },
    { productId: null, quantity: '1', gross: null },
    { productId: null, quantity: null, gross: null },
  ]);
  const lineGaps = found.gaps.map(({ field }) => field).filter((field) => field.startsWith('line'));
  expect(lineGaps.sort()).toEqual(['line.gross', 'line.productId', 'line.quantity']);
});

test('nothing at all is nothing but gaps', () => {
  expect(gapsOf('{}')).toHaveLength(9);
  expect(gapsOf('[]')).toEqual(gapsOf('{}'));
  expect(gapsOf('null').every((gap) => gap.endsWith('absent'))).toBe(true);
});

test('account and billing info resolve by their own candidates', () => {
  const json = readJson('{"creditLimitAmount":10000.5,"Unlimited":false,"EnableOrdering":true}');
  expect(resolveAccount(json, mapping)).toMatchObject({
    creditLimit: '10000.5',
    isUnlimited: false,
    isOrderingEnabled: true,
    gaps: [],
  });
  const billing = readJson('{"accountBalance":-1,"overdue":0,"runRate":"2.50","currency":"EUR"}');
  expect(resolveBillingInfo(billing, mapping)).toMatchObject({
    balance: '-1',
    overdue: '0',
    monthlyRunRate: '2.50',
    gaps: [],
  });
});

test('an installation can keep its fields elsewhere', () => {
  const own = { ...mapping, 'order.grossTotal': ['data.sums.gross'] };
  const json = readJson('{"totalWithTax":1,"Data":{"Sums":{"Gross":2}}}');
  expect(resolveOrder(json, own).grossTotal).toBe('2');
});
