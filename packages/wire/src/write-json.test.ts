import { expect, test } from 'vitest';
import { JsonNumber } from './json-value.ts';
import { type WritableJson, writeJson } from './write-json.ts';

test('amounts are written with the digits that they were given', () => {
  const body = { creditValue: new JsonNumber('10000.50'), nextId: 2n ** 63n, left: -5 };
  expect(writeJson(body)).toBe('{"creditValue":10000.50,"nextId":9223372036854775808,"left":-5}');
});

test('texts are escaped, undefined members left out', () => {
  const body = { 'a"b': 'line\nbreak', gone: undefined, list: [null, true, {}], none: [] };
  expect(writeJson(body)).toBe('{"a\\"b":"line\\nbreak","list":[null,true,{}],"none":[]}');
});

test('what JSON cannot say is a mistake, not a null', () => {
  const wrong = [Number.NaN, Number.POSITIVE_INFINITY, undefined, new Date(0), new Map(), () => 1];
  for (const value of wrong) {
    expect(() => writeJson([value as WritableJson])).toThrow(TypeError);
  }
  let deep: WritableJson = [];
  for (let level = 0; level < 10_000; level++) deep = [deep];
  expect(() => writeJson(deep)).toThrow(TypeError);
});
