import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  addMonths,
  dateOfEpochDay,
  dayOfYearOf,
  epochDayOf,
  makeDate,
  weekdayOf,
  weekOfYearOf,
} from './calendar.ts';
import { formatTemporal } from './format-time.ts';
import { parseDate, parseDateTime, parseDuration, parseTemporal, parseTime } from './parse-time.ts';
import { momentOfMicros } from './time-arithmetic.ts';
import { offsetAt } from './zone.ts';

const anEpochDay = fc.integer({ min: -200_000_000, max: 200_000_000 });

test('a day survives the way through its number', () => {
  fc.assert(
    fc.property(anEpochDay, (day) => {
      const date = dateOfEpochDay(day);
      expect(date !== null && epochDayOf(date)).toBe(day);
    }),
  );
});

test('days agree with the calendar of the host where it has one', () => {
  fc.assert(
    fc.property(fc.integer({ min: -100_000, max: 100_000 }), (day) => {
      const host = new Date(day * 86_400_000);
      const date = dateOfEpochDay(day);
      expect(date).toEqual(
        makeDate(host.getUTCFullYear(), host.getUTCMonth() + 1, host.getUTCDate()),
      );
      expect(date !== null && weekdayOf(date) % 7).toBe(host.getUTCDay());
    }),
  );
});

test('a date, a time and a duration survive the way through their text', () => {
  fc.assert(
    fc.property(anEpochDay, (day) => {
      const date = dateOfEpochDay(day);
      expect(date !== null && parseDate(formatTemporal(date))).toEqual(date);
    }),
  );
  const aZone = fc.oneof(
    fc.constant(null),
    fc.integer({ min: -64_800, max: 64_800 }),
    fc.constantFrom('Europe/Amsterdam', 'Asia/Dhaka', 'America/Argentina/Ushuaia'),
  );
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 86_399_999_999_999 }), aZone, (nanos, zone) => {
      const time = { kind: 'time', nanos, zone } as const;
      expect(parseTime(formatTemporal(time))).toEqual(time);
    }),
  );
  fc.assert(
    fc.property(fc.bigInt({ min: -(10n ** 24n), max: 10n ** 24n }), (nanos) => {
      const duration = { kind: 'days and time duration', nanos } as const;
      expect(parseDuration(formatTemporal(duration))).toEqual(duration);
    }),
  );
});

test('adding months keeps the day or takes the last of the month', () => {
  const add = (text: string, months: number): string => {
    const date = parseDate(text);
    const moved = date === null ? null : addMonths(date, months);
    return moved === null ? 'none' : formatTemporal(moved);
  };
  expect(add('2024-01-31', 1)).toBe('2024-02-29');
  expect(add('2024-02-29', 12)).toBe('2025-02-28');
  expect(add('2024-01-15', -13)).toBe('2022-12-15');
  expect(add('999999999-12-31', 1)).toBe('none');
});

test('a week belongs to the year of its Thursday', () => {
  const week = (year: number, month: number, day: number) => {
    const date = makeDate(year, month, day);
    return date === null ? 0 : weekOfYearOf(date);
  };
  expect(week(2021, 1, 3)).toBe(53);
  expect(week(2021, 1, 4)).toBe(1);
  expect(week(2024, 12, 30)).toBe(1);
  expect(dayOfYearOf({ kind: 'date', year: 2024, month: 12, day: 31 })).toBe(366);
});

test('texts that are no date, time or duration are refused', () => {
  const wrong = ['2023-02-29', '02023-01-01', '998-12-31', '24:00:00', '12:60:00', '12:00'];
  wrong.push('12:00:00+19:00', '12:00:00@Nowhere/Land', '12:00:00@+01', '2023-01-01T', 'P', 'PT');
  wrong.push('P1Y1D', 'P1H', 'P1M1Y', '--P1D', 'P1.5D', '2023-1-1', '12:00:00+02:00@Europe/Paris');
  for (const text of wrong) expect(parseTemporal(text), text).toBe(null);
  expect(parseDateTime('2023-12-31T24:00:00')).toEqual(parseDateTime('2024-01-01T00:00:00'));
});

test('an instant is a moment in UTC', () => {
  const text = (micros: bigint): string => {
    const moment = momentOfMicros(micros);
    return moment === null ? 'none' : formatTemporal(moment);
  };
  expect(text(0n)).toBe('1970-01-01T00:00:00Z');
  expect(text(-1n)).toBe('1969-12-31T23:59:59.999999Z');
  expect(text(1_782_907_200_000_000n)).toBe('2026-07-01T12:00:00Z');
});

test('a zone has the offset that its clocks had', () => {
  const offset = (text: string): number | null => {
    const moment = parseDateTime(text);
    return moment === null ? null : offsetAt(moment.date, moment.nanos, moment.zone);
  };
  expect(offset('2026-01-15T12:00:00@Europe/Amsterdam')).toBe(3600);
  expect(offset('2026-07-15T12:00:00@Europe/Amsterdam')).toBe(7200);
  expect(offset('2026-10-25T02:30:00@Europe/Amsterdam')).toBe(7200);
  expect(offset('2026-03-29T02:30:00@Europe/Amsterdam')).toBe(3600);
  expect(offset('999999999-07-15T12:00:00@Etc/UTC')).toBe(0);
});
