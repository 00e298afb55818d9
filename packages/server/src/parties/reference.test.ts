import { expect, test } from 'vitest';
import { readReference } from './reference.ts';

const read = (source: string, kind: string, value: string) => {
  const result = readReference({ source, kind, value });
  return result.ok ? [result.value.value, result.value.valueKey] : result.refusal.code;
};

test.each([
  ['org:8872D4F8-cf33', 'org:8872D4F8-cf33', 'org:8872d4f8-cf33'],
  ['8872d4f8', 'org:8872d4f8', 'org:8872d4f8'],
  ['ORG:Abc', 'org:Abc', 'org:abc'],
])('the ONE id %s is shown as %s and compared as %s', (value, shown, key) => {
  expect(read('one', 'client', value)).toEqual([shown, key]);
});

test.each(['ind:1', 'IND:8872d4f8'])('%s is an individual, who has no credit', (value) => {
  expect(read('one', 'client', value)).toBe('parties.individual_refused');
});

test.each([
  ['interworks', 'account', '151', '151'],
  ['interworks', 'account', '9007199254740991', '9007199254740991'],
  ['interworks', 'account', 'north/151', 'north/151'],
  [
    'interworks',
    'account',
    'BSS of the north/9007199254740991',
    'BSS of the north/9007199254740991',
  ],
  ['interworks', 'contact', 'anybody', 'anybody'],
  ['kvk', 'number', '28092355', '28092355'],
  ['erp', 'number', 'D 10/4-ü', 'D 10/4-ü'],
  ['shop', 'customer-id', 'A:1', 'A:1'],
])('%s/%s takes %s', (source, kind, value, key) => {
  expect(read(source, kind, value)).toEqual([key, key]);
});

test('leading zeros of an account say nothing', () => {
  expect(read('interworks', 'account', '000151')).toEqual(['151', '151']);
  expect(read('interworks', 'account', 'north/000151')).toEqual(['north/151', 'north/151']);
});

test.each([
  ['interworks', 'account', '0'],
  ['interworks', 'account', '-1'],
  ['interworks', 'account', '9007199254740992'],
  ['interworks', 'account', '1.5'],
  ['interworks', 'account', '/151'],
  ['interworks', 'account', 'north/0'],
  ['interworks', 'account', 'north/9007199254740992'],
  ['interworks', 'account', 'north/'],
  ['kvk', 'number', '2809235'],
  ['one', 'client', 'org:'],
  ['one', 'client', 'org:a b'],
  ['one', 'client', `org:${'a'.repeat(129)}`],
  ['erp', 'number', ' D1'],
  ['erp', 'number', 'D\n1'],
  ['erp', 'number', ''],
  ['shop', 'customer', 'x'.repeat(129)],
  ['Shop', 'customer', 'x'],
  ['shop', '', 'x'],
  ['shop', '__proto__', 'x'],
])('%s/%s refuses %j', (source, kind, value) => {
  expect(read(source, kind, value)).toBe('parties.reference_invalid');
});
