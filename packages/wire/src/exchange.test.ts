import { expect, test } from 'vitest';
import { fillHeaders, fillRequest, matchBody } from './exchange.ts';
import { JsonNumber } from './json-value.ts';

const none = new Map<string, string>();

test('order of members and spelling of numbers do not matter', () => {
  const actual = { b: new JsonNumber('1.50'), a: new JsonNumber('1E1') };
  expect(matchBody({ a: 10, b: 1.5 }, actual, none)).toEqual({ ok: true, captures: none });
  expect(matchBody(false, false, none).ok).toBe(true);
});

test('the first difference is named by its path', () => {
  const expected = { id: 'x', lines: [{ name: 'a' }, { name: 'b' }] };
  const cases: [unknown, string][] = [
    [{ id: 'x', lines: [{ name: 'a' }, { name: 'c' }] }, '$.lines[1].name'],
    [{ id: 'x', lines: [{ name: 'a' }] }, '$.lines[1]'],
    [{ id: 'x', lines: [{ name: 'a' }, { name: 'b' }, {}] }, '$.lines[2]'],
    [{ id: 'x' }, '$.lines'],
    [{ id: 'x', lines: {} }, '$.lines'],
    [{ id: null, lines: [] }, '$.id'],
    [{ ...expected, 'X-More': 1 }, "$['X-More']"],
    [[], '$'],
    [undefined, '$'],
  ];
  for (const [actual, path] of cases) {
    expect(matchBody(expected, actual, none)).toMatchObject({ ok: false, path });
  }
});

test('values of another kind never match', () => {
  for (const [expected, actual] of [
    [1, '1'],
    ['1', 1],
    [1, 1.0000001],
    [0, null],
    [null, undefined],
    [false, 0],
    [new JsonNumber('0.1'), new JsonNumber('0.10000000000000001')],
    [{}, null],
  ] as const) {
    expect(matchBody(expected, actual, none).ok).toBe(false);
  }
});

test('wildcards stand for any value of their kind and for nothing else', () => {
  expect(matchBody(['<any-string>', '<any-array>'], ['', [1]], none).ok).toBe(true);
  expect(matchBody('<any-string>', 1, none).ok).toBe(false);
  expect(matchBody('<any-array>', 'x', none).ok).toBe(false);
  expect(matchBody('<Errors>', 'x', none).ok).toBe(false);
});

test('a capture takes any text once and must be equal afterwards', () => {
  const first = matchBody({ Result: '<capture:sub>' }, { Result: 'sub-7' }, none);
  if (!first.ok) throw new Error(first.reason);
  expect(first.captures).toEqual(new Map([['sub', 'sub-7']]));
  expect(none.size).toBe(0);

  expect(matchBody('<capture:sub>', 'sub-7', first.captures).ok).toBe(true);
  expect(matchBody('<capture:sub>', 'sub-8', first.captures).ok).toBe(false);
  expect(matchBody('<capture:sub>', '', none).ok).toBe(false);
  expect(matchBody(['<capture:a>', '<capture:a>'], ['x', 'y'], none)).toMatchObject({
    path: '$[1]',
  });
});

test('a request is filled with what was captured, and never sent with a gap', () => {
  const captures = new Map([['sub', 'sub-7']]);
  const body = { SubscriptionID: '<capture:sub>', list: ['a/<capture:sub>/b', 1, null] };
  expect(fillRequest(body, captures)).toEqual({
    SubscriptionID: 'sub-7',
    list: ['a/sub-7/b', 1, null],
  });
  expect(() => fillRequest('<capture:other>', captures)).toThrow('other');
});

test('placeholders of the documents become values of the fixture', () => {
  const placeholders = { '{tenant}': 'demo', 'X-Token: XXX': 'test-token' };
  const headers = { 'one-tenant': '{tenant}', 'X-Token': 'XXX', accept: '*/*', other: '{none}' };
  expect(fillHeaders(headers, placeholders)).toEqual({
    'one-tenant': 'demo',
    'X-Token': 'test-token',
    accept: '*/*',
    other: '{none}',
  });
});
