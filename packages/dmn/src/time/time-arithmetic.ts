import type {
  DateTimeValue,
  DateValue,
  DaysDuration,
  MonthsDuration,
  TimeValue,
} from '../value/value.ts';
import { addMonths, dateOfEpochDay, dayNanos, epochDayOf } from './calendar.ts';
import { offsetAt, offsetOfTime, toUtc } from './zone.ts';

const dayNanosBig = BigInt(dayNanos);

export function daysDuration(nanos: bigint): DaysDuration {
  return { kind: 'days and time duration', nanos };
}

/** `null` when there are more months than can be counted exactly. */
export function monthsDuration(months: number): MonthsDuration | null {
  if (!Number.isSafeInteger(months)) return null;
  return { kind: 'years and months duration', months: months + 0 };
}

/** A date moves by whole days: its midnight plus the duration, cut to the day. */
export function addDaysToDate(date: DateValue, nanos: bigint): DateValue | null {
  const days = floorDivide(nanos, dayNanosBig);
  return addDays(date, days);
}

export function addDaysToDateTime(value: DateTimeValue, nanos: bigint): DateTimeValue | null {
  const total = BigInt(value.nanos) + nanos;
  const days = floorDivide(total, dayNanosBig);
  const date = addDays(value.date, days);
  if (date === null) return null;
  return { ...value, date, nanos: Number(total - days * dayNanosBig) };
}

export function addMonthsToDateTime(value: DateTimeValue, months: number): DateTimeValue | null {
  const date = addMonths(value.date, months);
  return date === null ? null : { ...value, date };
}

/** Past midnight a time goes on at the other end of the day. */
export function addToTime(value: TimeValue, nanos: bigint): TimeValue {
  const total = BigInt(value.nanos) + nanos;
  const days = floorDivide(total, dayNanosBig);
  return { ...value, nanos: Number(total - days * dayNanosBig) };
}

/** Time between two moments; `null` when only one of them says where its clock stands. */
export function subtractDateTimes(left: DateTimeValue, right: DateTimeValue): DaysDuration | null {
  const moments = commonMoments(left, right);
  if (moments === null) return null;
  const [a, b] = moments;
  return daysDuration(BigInt(a.day - b.day) * dayNanosBig + BigInt(a.nanos - b.nanos));
}

export function subtractTimes(left: TimeValue, right: TimeValue): DaysDuration | null {
  const difference = compareTimes(left, right);
  return difference === null ? null : daysDuration(BigInt(difference));
}

/** Nanoseconds between two times; `null` when only one of them has a zone. */
export function compareTimes(left: TimeValue, right: TimeValue): number | null {
  if (left.zone === right.zone) return left.nanos - right.nanos;
  const a = offsetOfTime(left.nanos, left.zone);
  const b = offsetOfTime(right.nanos, right.zone);
  if (a === null || b === null) return null;
  return left.nanos - right.nanos - (a - b) * 1_000_000_000;
}

/** Below zero, zero or above; `null` when only one of them has a zone. */
export function compareDateTimes(left: DateTimeValue, right: DateTimeValue): number | null {
  const moments = commonMoments(left, right);
  if (moments === null) return null;
  return moments[0].day - moments[1].day || moments[0].nanos - moments[1].nanos;
}

export function compareDates(left: DateValue, right: DateValue): number {
  return left.year - right.year || left.month - right.month || left.day - right.day;
}

/** Whole months from one moment to another; an unfinished month does not count. */
export function monthsBetween(from: DateTimeValue, to: DateTimeValue): MonthsDuration | null {
  const months = (to.date.year - from.date.year) * 12 + to.date.month - from.date.month;
  const rest = to.date.day - from.date.day || to.nanos - from.nanos;
  if (months > 0 && rest < 0) return monthsDuration(months - 1);
  if (months < 0 && rest > 0) return monthsDuration(months + 1);
  return monthsDuration(months);
}

export function midnightOf(date: DateValue): DateTimeValue {
  return { kind: 'date and time', date, nanos: 0, zone: null };
}

/** An instant in microseconds since 1970, as a moment in UTC; `null` outside the years of FEEL. */
export function momentOfMicros(instantUs: bigint): DateTimeValue | null {
  const days = floorDivide(instantUs, dayMicrosBig);
  const date = addDays({ kind: 'date', year: 1970, month: 1, day: 1 }, days);
  if (date === null) return null;
  const nanos = Number(instantUs - days * dayMicrosBig) * 1000;
  return { kind: 'date and time', date, nanos, zone: 0 };
}

const dayMicrosBig = 86_400_000_000n;

type Moment = { readonly day: number; readonly nanos: number };

function addDays(date: DateValue, days: bigint): DateValue | null {
  const total = BigInt(epochDayOf(date)) + days;
  const number = Number(total);
  return Number.isSafeInteger(number) ? dateOfEpochDay(number) : null;
}

function floorDivide(value: bigint, divisor: bigint): bigint {
  const quotient = value / divisor;
  return value % divisor < 0n ? quotient - 1n : quotient;
}

function commonMoments(left: DateTimeValue, right: DateTimeValue): [Moment, Moment] | null {
  if (left.zone === null && right.zone === null) {
    return [
      { day: epochDayOf(left.date), nanos: left.nanos },
      { day: epochDayOf(right.date), nanos: right.nanos },
    ];
  }
  const a = offsetAt(left.date, left.nanos, left.zone);
  const b = offsetAt(right.date, right.nanos, right.zone);
  if (a === null || b === null) return null;
  return [toUtc(left.date, left.nanos, a), toUtc(right.date, right.nanos, b)];
}
