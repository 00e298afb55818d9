import { makeDecimal } from '../decimal/decimal.ts';
import { roundDecimal, toBigInt } from '../decimal/round.ts';
import { decimalOfInteger } from '../decimal/text.ts';
import { currentInstant } from '../evaluation.ts';
import {
  dayNanos,
  dayOfYearOf,
  hourNanos,
  makeDate,
  minuteNanos,
  secondNanos,
  weekdayOf,
  weekOfYearOf,
} from '../time/calendar.ts';
import { parseDate, parseDateTime, parseDuration, parseTime } from '../time/parse-time.ts';
import { midnightOf, monthsBetween } from '../time/time-arithmetic.ts';
import { offsetMax } from '../time/zone.ts';
import {
  type DateTimeValue,
  type DateValue,
  type FunctionValue,
  isList,
  type Signature,
  singleOf,
  type Value,
  type Zone,
} from '../value/value.ts';
import { asInteger, asNumber, define, defineForms } from './define.ts';

const byParts = (...parameters: string[]): Signature => ({ parameters });

/** Functions that make dates, times and durations or look at them. */
export const temporalFunctions: readonly FunctionValue[] = [
  defineForms('date', [byParts('from'), byParts('year', 'month', 'day')], makeDateOf),
  defineForms(
    'time',
    [byParts('from'), { parameters: ['hour', 'minute', 'second', 'offset'], optional: 1 }],
    makeTimeOf,
  ),
  defineForms(
    'date and time',
    [byParts('from'), byParts('date', 'time'), byParts('date', 'time', 'timezone')],
    makeDateTimeOf,
  ),
  define('duration', ['from'], (from) => {
    const value = singleOf(from ?? null);
    if (typeof value === 'string') return parseDuration(value);
    return hasKind(value, 'days and time duration') || hasKind(value, 'years and months duration')
      ? value
      : null;
  }),
  define('years and months duration', ['from', 'to'], (from, to) => {
    const start = momentOf(from);
    const end = momentOf(to);
    return start === null || end === null ? null : monthsBetween(start, end);
  }),
  define('now', [], () => currentInstant()),
  define('today', [], () => currentInstant()?.date ?? null),
  define('day of week', ['date'], (date) => onDate(date, (day) => weekdays[weekdayOf(day) - 1])),
  define('month of year', ['date'], (date) => onDate(date, (day) => months[day.month - 1])),
  define('day of year', ['date'], (date) =>
    onDate(date, (day) => decimalOfInteger(dayOfYearOf(day))),
  ),
  define('week of year', ['date'], (date) =>
    onDate(date, (day) => decimalOfInteger(weekOfYearOf(day))),
  ),
];

const weekdays = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];
const months =
  'January February March April May June July August September October November December'.split(
    ' ',
  );

function hasKind(value: Value, kind: string): boolean {
  return value !== null && typeof value === 'object' && !isList(value) && value.kind === kind;
}

/** The date of a date, a moment or a text of either. */
function dateOf(value: Value | undefined): DateValue | null {
  const single = singleOf(value ?? null);
  if (single === null || typeof single !== 'object' || isList(single)) return null;
  if (single.kind === 'date') return single;
  return single.kind === 'date and time' ? single.date : null;
}

function momentOf(value: Value | undefined): DateTimeValue | null {
  const single = singleOf(value ?? null);
  if (single === null || typeof single !== 'object' || isList(single)) return null;
  if (single.kind === 'date and time') return single;
  return single.kind === 'date' ? midnightOf(single) : null;
}

function onDate(value: Value | undefined, call: (date: DateValue) => Value | undefined): Value {
  const date = dateOf(value);
  return date === null ? null : (call(date) ?? null);
}

function makeDateOf(args: readonly Value[]): Value {
  if (args.length === 1) {
    const from = singleOf(args[0] ?? null);
    return typeof from === 'string' ? parseDate(from) : dateOf(from);
  }
  const [year, month, day] = args.map(asInteger);
  if (year === null || month === null || day === null) return null;
  return makeDate(year ?? Number.NaN, month ?? 0, day ?? 0);
}

function makeTimeOf(args: readonly Value[]): Value {
  if (args.length === 1) {
    const from = singleOf(args[0] ?? null);
    if (typeof from === 'string') return parseTime(from);
    if (from === null || typeof from !== 'object' || isList(from)) return null;
    if (from.kind === 'time') return from;
    if (from.kind === 'date') return { kind: 'time', nanos: 0, zone: 0 };
    return from.kind === 'date and time'
      ? { kind: 'time', nanos: from.nanos, zone: from.zone }
      : null;
  }
  const [hour, minute] = args.map(asInteger);
  const nanos = secondsToNanos(args[2]);
  if (hour === null || hour === undefined || minute === null || minute === undefined) return null;
  if (nanos === null || hour < 0 || hour > 23 || minute < 0 || minute > 59) return null;
  const zone = offsetOf(args[3]);
  if (zone === undefined) return null;
  return { kind: 'time', nanos: hour * hourNanos + minute * minuteNanos + nanos, zone };
}

function secondsToNanos(value: Value | undefined): number | null {
  const seconds = asNumber(value);
  const cut = seconds === null ? null : roundDecimal(seconds, 9, 'down');
  if (cut === null) return null;
  const scaled = makeDecimal(BigInt(cut.coefficient), cut.exponent + 9);
  const nanos = scaled === null ? null : toBigInt(scaled);
  if (nanos === null || nanos < 0n || nanos >= 60n * BigInt(secondNanos)) return null;
  return Number(nanos);
}

function offsetOf(value: Value | undefined): Zone | undefined {
  const offset = singleOf(value ?? null);
  if (offset === null) return null;
  if (typeof offset !== 'object' || isList(offset)) return undefined;
  if (offset.kind !== 'days and time duration') return undefined;
  const seconds = Number(offset.nanos / 1_000_000_000n);
  return Math.abs(seconds) > offsetMax || Math.abs(seconds) >= dayNanos ? undefined : seconds;
}

function makeDateTimeOf(args: readonly Value[]): Value {
  if (args.length === 1) {
    const from = singleOf(args[0] ?? null);
    return typeof from === 'string' ? parseDateTime(from) : momentOf(from);
  }
  const date = dateOf(args[0]);
  const time = singleOf(args[1] ?? null);
  if (date === null || time === null || typeof time !== 'object' || isList(time)) return null;
  if (time.kind !== 'time') return null;
  const zone = args[2];
  if (zone === undefined || zone === null) {
    return { kind: 'date and time', date, nanos: time.nanos, zone: time.zone };
  }
  const parsed = typeof zone === 'string' ? parseTime(`00:00:00@${zone}`) : null;
  if (parsed === null) return null;
  return { kind: 'date and time', date, nanos: time.nanos, zone: parsed.zone };
}
