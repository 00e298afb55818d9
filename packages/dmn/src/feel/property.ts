import { makeDecimal } from '../decimal/decimal.ts';
import { decimalOfInteger } from '../decimal/text.ts';
import { spend } from '../evaluation.ts';
import { hourNanos, minuteNanos, secondNanos, weekdayOf } from '../time/calendar.ts';
import { daysDuration } from '../time/time-arithmetic.ts';
import { offsetAt, offsetOfTime } from '../time/zone.ts';
import {
  type DateTimeValue,
  type DateValue,
  isList,
  type TimeValue,
  type Value,
  type Zone,
} from '../value/value.ts';

/** Names of properties with a space: the parser must know them behind a dot. */
export const propertyNames: readonly string[] = ['time offset', 'start included', 'end included'];

/** What `value.name` is: of a list, the list of its elements' properties; else null if unknown. */
export function propertyOf(value: Value, name: string): Value {
  if (value === null || typeof value !== 'object') return null;
  if (isList(value)) {
    spend(value.length);
    return value.map((item) => propertyOf(item, name));
  }
  switch (value.kind) {
    case 'context':
      return value.entries.get(name) ?? null;
    case 'date':
      return dateProperty(value, name);
    case 'time':
      return clockProperty(value, name, () => offsetOfTime(value.nanos, value.zone));
    case 'date and time':
      return dateProperty(value.date, name) ?? momentProperty(value, name);
    case 'days and time duration':
      return daysProperty(value.nanos, name);
    case 'years and months duration':
      if (name === 'years') return decimalOfInteger(Math.trunc(value.months / 12) + 0);
      return name === 'months' ? decimalOfInteger((value.months % 12) + 0) : null;
    case 'range':
      if (name === 'start') return value.start;
      if (name === 'end') return value.end;
      if (name === 'start included') return value.startIncluded;
      return name === 'end included' ? value.endIncluded : null;
    default:
      return null;
  }
}

function dateProperty(date: DateValue, name: string): Value {
  if (name === 'year') return decimalOfInteger(date.year);
  if (name === 'month') return decimalOfInteger(date.month);
  if (name === 'day') return decimalOfInteger(date.day);
  return name === 'weekday' ? decimalOfInteger(weekdayOf(date)) : null;
}

function momentProperty(value: DateTimeValue, name: string): Value {
  return clockProperty(value, name, () => offsetAt(value.date, value.nanos, value.zone));
}

function clockProperty(
  value: TimeValue | DateTimeValue,
  name: string,
  offset: () => number | null,
): Value {
  const { nanos } = value;
  if (name === 'hour') return decimalOfInteger(Math.floor(nanos / hourNanos));
  if (name === 'minute') return decimalOfInteger(Math.floor(nanos / minuteNanos) % 60);
  if (name === 'second') return secondsOf(nanos);
  if (name === 'timezone') return zoneName(value.zone);
  if (name !== 'time offset') return null;
  const seconds = offset();
  return seconds === null ? null : daysDuration(BigInt(seconds) * 1_000_000_000n);
}

function secondsOf(nanos: number): Value {
  const rest = nanos % minuteNanos;
  if (rest % secondNanos === 0) return decimalOfInteger(rest / secondNanos);
  return makeDecimal(BigInt(rest), -9);
}

function zoneName(zone: Zone): Value {
  return typeof zone === 'string' ? zone : null;
}

function daysProperty(nanos: bigint, name: string): Value {
  const seconds = nanos / 1_000_000_000n;
  if (name === 'days') return makeDecimal(seconds / 86_400n, 0);
  if (name === 'hours') return makeDecimal((seconds / 3600n) % 24n, 0);
  if (name === 'minutes') return makeDecimal((seconds / 60n) % 60n, 0);
  if (name !== 'seconds') return null;
  const rest = nanos % 60_000_000_000n;
  return rest % 1_000_000_000n === 0n
    ? makeDecimal(rest / 1_000_000_000n, 0)
    : makeDecimal(rest, -9);
}
