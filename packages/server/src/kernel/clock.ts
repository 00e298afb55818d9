import { assert } from './assert.ts';

declare const brand: unique symbol;

/** Microseconds since 1970-01-01T00:00:00Z. */
export type Instant = bigint & { readonly [brand]: 'Instant' };

/** A day without a time: `2026-03-31`. */
export type CalendarDate = string & { readonly [brand]: 'CalendarDate' };

/** Where time comes from. Rules never read it: they are given one instant per batch. */
export type Clock = { readonly now: () => Instant };

export function instant(microseconds: bigint): Instant {
  return microseconds as Instant;
}

export const millisecond = 1_000n;
export const second = 1_000_000n;
export const minute = 60n * second;
export const hour = 60n * minute;
export const day = 24n * hour;

export function plus(start: Instant, durationUs: bigint): Instant {
  return instant(start + durationUs);
}

export function toMilliseconds(at: Instant): number {
  return Number(at / millisecond);
}

/** RFC 3339 in UTC with microseconds where there are any: `2026-03-31T12:00:00Z`. */
export function formatInstant(at: Instant): string {
  let milliseconds = Number(at / millisecond);
  let rest = Number(at % millisecond);
  if (rest < 0) {
    milliseconds -= 1;
    rest += 1_000;
  }
  const text = new Date(milliseconds).toISOString();
  const fraction = text.slice(20, 23) + String(rest).padStart(3, '0');
  const digits = fraction.replace(/0+$/, '');
  return digits === '' ? `${text.slice(0, 19)}Z` : `${text.slice(0, 19)}.${digits}Z`;
}

/** The last moment that a text of ours can name. */
const instantMax = 253_402_300_799_999_999n;

const instantForm =
  /^(\d{4})-(\d\d)-(\d\d)[Tt](\d\d):(\d\d):(\d\d)(?:\.(\d{1,9}))?(?:[Zz]|([+-])(\d\d):(\d\d))$/;

/** Reads an RFC 3339 instant of the years 1970 to 9999, or null. Digits beyond microseconds fall off. */
export function parseInstant(text: string): Instant | null {
  const match = instantForm.exec(text);
  if (match === null) return null;
  const [, year = '', month = '', dayOfMonth = '', hours = '', minutes = '', seconds = ''] = match;
  const [fraction = '', sign = '+', offsetHours = '00', offsetMinutes = '00'] = match.slice(7);
  if (parseCalendarDate(`${year}-${month}-${dayOfMonth}`) === null) return null;
  if (hours > '23' || minutes > '59' || seconds > '59') return null;
  if (offsetHours > '23' || offsetMinutes > '59') return null;
  const base = Date.UTC(
    Number(year),
    Number(month) - 1,
    Number(dayOfMonth),
    Number(hours),
    Number(minutes),
    Number(seconds),
  );
  const offset = BigInt(offsetHours) * hour + BigInt(offsetMinutes) * minute;
  const micros = BigInt(base) * millisecond + BigInt(fraction.padEnd(6, '0').slice(0, 6));
  const at = sign === '-' ? micros + offset : micros - offset;
  return at < 0n || at > instantMax ? null : instant(at);
}

const dateForm = /^(\d{4})-(\d\d)-(\d\d)$/;

export function parseCalendarDate(text: string): CalendarDate | null {
  const match = dateForm.exec(text);
  if (match === null) return null;
  const [, year = '', month = '', dayOfMonth = ''] = match;
  const at = new Date(Date.UTC(Number(year), Number(month) - 1, Number(dayOfMonth)));
  return Number(year) >= 1970 && at.toISOString().slice(0, 10) === text
    ? (text as CalendarDate)
    : null;
}

export function calendarDate(text: string): CalendarDate {
  const date = parseCalendarDate(text);
  assert(date !== null, `no calendar date: ${text}`);
  return date;
}

/** The last day that a date can name. */
export const calendarDateMax: CalendarDate = '9999-12-31' as CalendarDate;

export function dayAfter(date: CalendarDate): CalendarDate {
  assert(date < calendarDateMax, 'no day after the last one');
  const next = new Date(Date.parse(date) + Number(day / millisecond));
  return next.toISOString().slice(0, 10) as CalendarDate;
}

let lastDay: { readonly from: bigint; readonly date: CalendarDate } | null = null;

/** The day of an instant in UTC. Rules ask for the same day again and again: the last is kept. */
export function dateOf(at: Instant): CalendarDate {
  if (lastDay !== null && at >= lastDay.from && at - lastDay.from < day) return lastDay.date;
  const date = formatInstant(at).slice(0, 10) as CalendarDate;
  lastDay = { from: at - (((at % day) + day) % day), date };
  return date;
}

/**
 * A clock that never goes back or stands still: each reading is at least one microsecond after the
 * last, whatever the machine's clock does.
 */
export function createMonotoneClock(source: Clock, last: Instant = instant(0n)): Clock {
  let latest = last;
  return {
    now: () => {
      const current = source.now();
      latest = current > latest ? current : instant(latest + 1n);
      return latest;
    },
  };
}
