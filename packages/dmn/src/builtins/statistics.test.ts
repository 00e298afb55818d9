import { expect, test } from 'vitest';
import { showResult } from '../feel/show-result.ts';

const cases = (pairs: Readonly<Record<string, string>>): void => {
  for (const [text, expected] of Object.entries(pairs))
    expect(showResult(text), text).toBe(expected);
};

test('a list comes down to one value, and an empty one to none', () => {
  cases({
    'sum([0.1, 0.2])': '0.3',
    'sum(1, 2, 3)': '6',
    'sum([])': 'null',
    'sum([1, null])': 'null',
    'sum(["a", "b"])': 'null',
    'sum([@"P1D", @"PT12H"])': 'P1DT12H',
    'min(["b", "a"])': '"a"',
    'max([@"2026-01-01", @"2025-01-01"])': '2026-01-01',
    'max([1, "a"])': 'null',
    'mean([1, 2])': '1.5',
    'median([8, 2, 5, 7])': '6',
    'median([])': 'null',
    'mode([6, 3, 9, 6, 3])': '[3, 6]',
    'mode([])': '[]',
    'stddev([2, 4, 7, 5])': '2.081665999466132735282297706979931',
    'stddev([1])': 'null',
    'product([2, 3, 4])': '24',
  });
});

test('sorting keeps equal elements in order and takes a function of its own', () => {
  cases({
    'sort([3, 1, 2])': '[1, 2, 3]',
    'sort([{k: 1, v: "a"}, {k: 0, v: "b"}, {k: 1, v: "c"}], function(x, y) x.k < y.k).v':
      '["b", "a", "c"]',
    'sort([1, "a"])': 'null',
    'sort([2, 1], function(x) x)': 'null',
  });
});
