import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Defect } from './assert.ts';
import {
  calendarDate,
  calendarDateMax,
  createMonotoneClock,
  dateOf,
  day,
  dayAfter,
  formatInstant,
  hour,
  type Instant,
  instant,
  minute,
  parseCalendarDate,
  parseInstant,
  plus,
  toMilliseconds,
} from './clock.ts';

const endOfTime = 253_402_300_799_999_999n;
const anInstant = fc.bigInt(0n, endOfTime).map(instant);

describe('instants as texts', () => {
  test('are read back to the microsecond', () => {
    fc.assert(
      fc.property(anInstant, (at) => {
        expect(parseInstant(formatInstant(at))).toBe(at);
      }),
    );
  });

  test('sort as their instants do, where they have the same form', () => {
    fc.assert(
      fc.property(anInstant, anInstant, (left, right) => {
        const [first, second] = [left, right].map((at) =>
          formatInstant(instant(at - (at % 1_000_000n))),
        );
        if (left / 1_000_000n < right / 1_000_000n)
          expect(String(first) < String(second)).toBe(true);
      }),
    );
  });

  test('are written in UTC with a fraction where there is one', () => {
    expect(formatInstant(instant(0n))).toBe('1970-01-01T00:00:00Z');
    expect(formatInstant(instant(1_774_958_400_500_000n))).toBe('2026-03-31T12:00:00.5Z');
    expect(formatInstant(instant(1n))).toBe('1970-01-01T00:00:00.000001Z');
    expect(formatInstant(instant(endOfTime))).toBe('9999-12-31T23:59:59.999999Z');
  });

  test('may carry an offset, small letters, and digits beyond ours, which fall off', () => {
    const noon = instant(1_774_958_400_000_000n);
    expect(parseInstant('2026-03-31T14:00:00+02:00')).toBe(noon);
    expect(parseInstant('2026-03-31T06:30:00-05:30')).toBe(noon);
    expect(parseInstant('2026-03-31t12:00:00z')).toBe(noon);
    expect(parseInstant('2026-03-31T12:00:00.1234569Z')).toBe(plus(noon, 123_456n));
    expect(parseInstant('1970-01-01T01:00:00+01:00')).toBe(0n);
  });

  test.each([
    ...['2026-02-29T00:00:00Z', '2026-13-01T00:00:00Z', '2026-03-31T24:00:00Z'],
    ...['2026-03-31T12:60:00Z', '2026-03-31T12:00:60Z', '2026-03-31T12:00:00'],
    ...['2026-03-31T12:00:00+24:00', '2026-03-31 12:00:00Z', '2026-03-31T12:00:00.Z', ''],
    ...['1969-12-31T23:59:59Z', '1970-01-01T00:00:00+00:01', '9999-12-31T23:59:59-00:01'],
  ])('%j is no instant', (text) => {
    expect(parseInstant(text)).toBeNull();
  });
});

describe('calendar dates', () => {
  test('are the days that exist', () => {
    expect(parseCalendarDate('2028-02-29')).toBe('2028-02-29');
    for (const text of ['2026-02-29', '2026-00-10', '2026-4-1', '1969-12-31', '', '2026-03-31T']) {
      expect(parseCalendarDate(text)).toBeNull();
    }
    expect(() => calendarDate('2026-02-30')).toThrow(Defect);
  });

  test('an instant lies in its day, and the day after begins when it ends', () => {
    fc.assert(
      fc.property(fc.bigInt(0n, endOfTime - day).map(instant), (at) => {
        const date = dateOf(at);
        expect(parseCalendarDate(date)).toBe(date);
        expect(dayAfter(date)).toBe(dateOf(plus(at, day)));
        expect(date < dayAfter(date)).toBe(true);
      }),
    );
    expect(dayAfter(calendarDate('2026-12-31'))).toBe('2027-01-01');
    expect(() => dayAfter(calendarDateMax)).toThrow(Defect);
  });
});

test('a monotone clock never stands still and never goes back, and follows the machine forward', () => {
  const readings = [5n, 5n, 3n, 100n, 99n].map(instant);
  const source = { now: (): Instant => readings.shift() ?? instant(0n) };
  const clock = createMonotoneClock(source, instant(4n));
  expect([1, 2, 3, 4, 5].map(() => clock.now())).toEqual([5n, 6n, 7n, 100n, 101n]);
});

test('spans are microseconds', () => {
  expect(hour).toBe(60n * minute);
  expect(toMilliseconds(plus(instant(1_999n), 1n))).toBe(2);
});
