import { spend } from '../evaluation.ts';
import type { DateValue, Zone } from '../value/value.ts';
import { dayNanos, epochDayOf, secondNanos } from './calendar.ts';

/** Offsets reach from -18:00 to +18:00, in seconds. */
export const offsetMax = 18 * 3600;

/** Whether the name is in the tz database that the runtime carries. */
export function isKnownZone(name: string): boolean {
  return formatterOf(name) !== null;
}

/**
 * The offset in seconds of a clock that shows this local time; `null` without zone. Where the
 * clock is set back, the earlier reading counts; where it is set forward, the offset before.
 */
export function offsetAt(date: DateValue, nanos: number, zone: Zone): number | null {
  if (zone === null || typeof zone === 'number') return zone;
  const formatter = formatterOf(zone);
  if (formatter === null) return null;
  spend(offsetSteps);
  const seconds = representableDay(date) * 86_400 + Math.floor(nanos / secondNanos);
  const before = offsetOfInstant(formatter, seconds - 86_400);
  if (offsetOfInstant(formatter, seconds - before) === before) return before;
  const after = offsetOfInstant(formatter, seconds + 86_400);
  if (offsetOfInstant(formatter, seconds - after) === after) return after;
  return before;
}

/** Offset of a time without a date: zones are read on 1 January 1970, so that it never moves. */
export function offsetOfTime(nanos: number, zone: Zone): number | null {
  return offsetAt(referenceDay, nanos, zone);
}

/** Day number and nanoseconds of day in UTC, for values whose zone is known. */
export function toUtc(
  date: DateValue,
  nanos: number,
  offset: number,
): { readonly day: number; readonly nanos: number } {
  const shifted = nanos - offset * secondNanos;
  const carry = Math.floor(shifted / dayNanos);
  return { day: epochDayOf(date) + carry, nanos: shifted - carry * dayNanos };
}

const referenceDay: DateValue = { kind: 'date', year: 1970, month: 1, day: 1 };
/** Setting up a zone and reading its clock take the runtime that many times longer than a step. */
const zoneSteps = 400;
const offsetSteps = 40;
const formattersMax = 700;
const formatters = new Map<string, Intl.DateTimeFormat | null>();

function formatterOf(name: string): Intl.DateTimeFormat | null {
  const known = formatters.get(name);
  if (known !== undefined) return known;
  const made = makeFormatter(name);
  if (formatters.size >= formattersMax) formatters.clear();
  formatters.set(name, made);
  return made;
}

function makeFormatter(name: string): Intl.DateTimeFormat | null {
  spend(zoneSteps);
  // The runtime also takes offsets such as "+01" for zones; FEEL writes those without a name.
  if (name.length > 64 || !isZoneName(name)) return null;
  try {
    return new Intl.DateTimeFormat('en-US', {
      timeZone: name,
      calendar: 'gregory',
      numberingSystem: 'latn',
      hourCycle: 'h23',
      era: 'short',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
  } catch {
    return null;
  }
}

function isZoneName(name: string): boolean {
  const first = name.charCodeAt(0) | 32;
  return first >= 97 && first <= 122;
}

function offsetOfInstant(formatter: Intl.DateTimeFormat, utcSeconds: number): number {
  const fields: Record<string, string> = {};
  for (const part of formatter.formatToParts(utcSeconds * 1000)) fields[part.type] = part.value;
  const read = (name: string): number => Number(fields[name]);
  const year = fields['era'] === 'BC' ? 1 - read('year') : read('year');
  const day = epochDayOf({ kind: 'date', year, month: read('month'), day: read('day') });
  const local = day * 86_400 + read('hour') * 3600 + read('minute') * 60 + read('second');
  return local - utcSeconds;
}

/** The calendar repeats every 400 years; the runtime's clock does not reach all years of FEEL. */
function representableDay(date: DateValue): number {
  if (date.year > -200_000 && date.year < 200_000) return epochDayOf(date);
  const year = 2400 + (date.year % 400);
  return epochDayOf({ kind: 'date', year, month: date.month, day: Math.min(date.day, 28) });
}
