import { expect, test } from 'vitest';
import { arrayText, columnArrays, insertText, updateOne } from './bulk-sql.ts';

test('texts are quoted in an array, whatever they contain', () => {
  const texts = ['plain', 'a "b" \\ c', '{x,y}', '', 'NULL', 'ü'];
  expect(arrayText('text', texts)).toBe('{"plain","a \\"b\\" \\\\ c","{x,y}","","NULL","ü"}');
});

test('null is null in an array, and no text', () => {
  expect(arrayText('text', [null, 'null'])).toBe('{NULL,"null"}');
  expect(arrayText('bigint', [1n, null, -9_007_199_254_740_993n])).toBe(
    '{1,NULL,-9007199254740993}',
  );
});

test('bytes travel as hexadecimal digits', () => {
  expect(arrayText('blob', [Uint8Array.of(0, 255)])).toBe('{"\\\\x00ff"}');
});

test('a column is one array over the rows, and null where a row leaves it out', () => {
  const rows = [{ tenant_id: 'a', account_id: 1n, data: '{}' }, { tenant_id: 'b' }];
  expect(columnArrays('platform_account', ['tenant_id', 'account_id'], rows)).toEqual([
    '{"a","b"}',
    '{1,NULL}',
  ]);
});

test('a name that is none of the schema never reaches a statement', () => {
  expect(() => insertText('credit_line', ['version; drop table x'])).toThrow('missing column');
  expect(() => insertText('pg_user', ['usename'])).toThrow('missing column');
  expect(() => updateOne('connection', { nothing: 'x' }, { version: 1n })).toThrow(
    'missing column',
  );
});
