import { expect, test } from 'vitest';
import { showResult } from '../feel/show-result.ts';

const cases = (pairs: Readonly<Record<string, string>>): void => {
  for (const [text, expected] of Object.entries(pairs))
    expect(showResult(text), text).toBe(expected);
};

test('lists are looked into', () => {
  cases({
    'list contains([1, [2]], [2])': 'true',
    'list contains([1, null], null)': 'true',
    'count([])': '0',
    'index of([1, 2, 1], 1)': '[1, 3]',
    'all([true, null])': 'null',
    'all([false, null])': 'false',
    'any([])': 'false',
    'any(true, "x")': 'true',
  });
});

test('new lists are made, and the old ones stay as they are', () => {
  cases({
    'append([1], 2, [3])': '[1, 2, [3]]',
    'concatenate([1], [2, 3])': '[1, 2, 3]',
    'insert before([1, 3], 2, 2)': '[1, 2, 3]',
    'insert before([1], 3, 2)': 'null',
    'remove([1, 2, 3], -1)': '[1, 2]',
    'reverse([1, 2])': '[2, 1]',
    'union([1, 2], [2, 3])': '[1, 2, 3]',
    'distinct values([1, 1.0, "1"])': '[1, "1"]',
    'flatten([1, [2, [3]]])': '[1, 2, 3]',
    'sublist([1, 2, 3], 2)': '[2, 3]',
    'sublist([1, 2, 3], -2, 1)': '[2]',
    'sublist([1, 2, 3], 2, 5)': 'null',
    'list replace([2, 4, 7], function(item, newItem) item < newItem, 5)': '[5, 5, 7]',
    'list replace([1, 2], 3, 0)': 'null',
    '{a: [1], b: append(a, 2), c: a}.c': '[1]',
  });
});
