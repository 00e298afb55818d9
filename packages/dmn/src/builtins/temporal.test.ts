import { expect, test } from 'vitest';
import { showResult } from '../feel/show-result.ts';

const cases = (pairs: Readonly<Record<string, string>>): void => {
  for (const [text, expected] of Object.entries(pairs))
    expect(showResult(text), text).toBe(expected);
};

test('dates, times and durations are made of texts and of parts', () => {
  cases({
    'date("2026-02-29")': 'null',
    'date(2024, 2, 29)': '2024-02-29',
    'date(date and time("2026-07-01T10:00:00"))': '2026-07-01',
    'time(12, 30, 15.5, @"PT2H")': '12:30:15.5+02:00',
    'time(24, 0, 0)': 'null',
    'date and time(@"2026-07-01", @"10:00:00Z")': '2026-07-01T10:00:00Z',
    'duration("P1Y14M")': 'P2Y2M',
    'years and months duration(@"2011-12-22", @"2013-08-24")': 'P1Y8M',
    'years and months duration(@"2016-01-21", @"2015-01-21")': '-P1Y',
  });
});

test('the calendar answers', () => {
  cases({
    'day of week(@"2026-07-01")': '"Wednesday"',
    'month of year(@"2026-07-01")': '"July"',
    'day of year(@"2026-02-01")': '32',
    'week of year(@"2005-01-01")': '53',
  });
});

test('moments and durations add up', () => {
  cases({
    '@"2026-01-31" + @"P1M"': '2026-02-28',
    '@"2026-07-01" + @"P1D"': '2026-07-02',
    '@"2026-07-01" - @"2026-06-01"': 'P30D',
    '@"2026-07-01T10:00:00Z" - @"2026-07-01T10:00:00+02:00"': 'PT2H',
    '@"2026-07-01T10:00:00" - @"2026-07-01T10:00:00Z"': 'null',
    '@"23:00:00" + @"PT2H"': '01:00:00',
    '@"P1D" * 1.5': 'P1DT12H',
    '@"P1Y" / @"P1M"': '12',
    '@"P1D" / 0': 'null',
    '@"2026-07-01" < @"2026-07-02"': 'true',
  });
});

test('now and today are what the caller says, and nothing without a caller', () => {
  cases({ 'now()': '2026-07-01T12:00:00Z', 'today()': '2026-07-01' });
});
