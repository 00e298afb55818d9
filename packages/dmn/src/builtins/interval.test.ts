import { expect, test } from 'vitest';
import { showResult } from '../feel/show-result.ts';

const cases = (pairs: Readonly<Record<string, string>>): void => {
  for (const [text, expected] of Object.entries(pairs))
    expect(showResult(text), text).toBe(expected);
};

test('points and intervals stand to each other as Allen has it', () => {
  cases({
    'before(1, [2..3])': 'true',
    'before([1..5), [5..8])': 'true',
    'before([1..5], [5..8])': 'false',
    'after((5..8], [1..5])': 'true',
    'meets([1..5], [5..10])': 'true',
    'met by([5..10], [1..5))': 'false',
    'overlaps([1..5], [3..8])': 'true',
    'overlaps before([1..5], (1..5])': 'true',
    'overlaps after([3..8], [1..5])': 'true',
    'finishes(10, [1..10])': 'true',
    'finished by([1..10), 10)': 'false',
    'includes([1..10], (2..3))': 'true',
    'during(1, (1..10])': 'false',
    'starts(1, [1..10])': 'true',
    'started by([1..10], [1..5])': 'true',
    'coincides([1..5], (1..5])': 'false',
  });
});

test('what has no order stands in no relation', () => {
  cases({
    'before(1, "a")': 'null',
    'before(null, 1)': 'null',
    'during(1, [@"2026-01-01"..@"2026-01-02"])': 'null',
  });
});

test('`is` wants the same zone in the same words', () => {
  cases({
    'is(@"10:00:00Z", @"10:00:00+00:00")': 'true',
    'is(@"10:00:00Z", @"11:00:00+01:00")': 'false',
    'is(@"P1D", @"PT24H")': 'true',
    'is(@"2026-01-01", @"2026-01-01T00:00:00")': 'false',
  });
});

test('a range is read from a text of literals only', () => {
  cases({
    'range("[1..3]") = [1..3]': 'true',
    'range("[3..1]")': 'null',
    'range("[date(\\"2026-01-01\\")..@\\"2026-01-02\\"]").end': '2026-01-02',
    'range("[count([1])..3]")': 'null',
    'range("[1..\\"a\\"]")': 'null',
  });
});
