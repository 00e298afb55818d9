import { expect, test } from 'vitest';
import { showResult } from '../feel/show-result.ts';

const cases = (pairs: Readonly<Record<string, string>>): void => {
  for (const [text, expected] of Object.entries(pairs))
    expect(showResult(text), text).toBe(expected);
};

test('contexts are read, made and merged', () => {
  cases({
    'get value({a: 1}, "a")': '1',
    'get value({a: 1}, null)': 'null',
    'get entries({a: 1})': '[{key: "a", value: 1}]',
    'context([{key: "a", value: 1}, {key: "b", value: 2}])': '{a: 1, b: 2}',
    'context([{key: "a", value: 1}, {key: "a", value: 2}])': 'null',
    'context merge([{a: 1, b: 1}, {b: 2}])': '{a: 1, b: 2}',
    'context merge([1])': 'null',
  });
});

test('putting a value copies the contexts on the way to it', () => {
  cases({
    'context put({x: 1, y: {a: 0}}, ["y", "a"], 2)': '{x: 1, y: {a: 2}}',
    'context put({x: 1}, ["y", "a"], 2)': 'null',
    'context put({}, null, 1)': 'null',
    '{o: {a: 1}, n: context put(o, "a", 2), r: o.a}.r': '1',
  });
});

test('a key twice makes a context null', () => {
  cases({ '{a: 1, a: 2}': 'null' });
});
