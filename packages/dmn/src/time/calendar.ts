import type { DateValue } from '../value/value.ts';

export const yearMax = 999_999_999;
export const secondNanos = 1_000_000_000;
export const minuteNanos = 60 * secondNanos;
export const hourNanos = 60 * minuteNanos;
export const dayNanos = 24 * hourNanos;

/** A day of the Gregorian calendar, also before its introduction; `null` when there is none. */
export function makeDate(year: number, month: number, day: number): DateValue | null {
  if (!Number.isInteger(year) || year < -yearMax || year > yearMax) return null;
  if (!Number.isInteger(month) || month < 1 || month > 12) return null;
  if (!Number.isInteger(day) || day < 1 || day > daysInMonth(year, month)) return null;
  return { kind: 'date', year, month, day };
}

export function isLeapYear(year: number): boolean {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
}

export function daysInMonth(year: number, month: number): number {
  if (month === 2) return isLeapYear(year) ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

/** Days since 1970-01-01. Years run from March here, so that the leap day is their last. */
export function epochDayOf(date: DateValue): number {
  const year = date.month <= 2 ? date.year - 1 : date.year;
  const era = Math.floor(year / 400);
  const yearOfEra = year - era * 400;
  const monthFromMarch = (date.month + 9) % 12;
  const dayOfYear = Math.floor((153 * monthFromMarch + 2) / 5) + date.day - 1;
  const dayOfEra =
    yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * daysPerEra + dayOfEra - daysToEpoch;
}

/** `null` when the day lies outside the years that a date can have. */
export function dateOfEpochDay(epochDay: number): DateValue | null {
  const shifted = epochDay + daysToEpoch;
  const era = Math.floor(shifted / daysPerEra);
  const dayOfEra = shifted - era * daysPerEra;
  const yearOfEra = Math.floor(
    (dayOfEra -
      Math.floor(dayOfEra / 1460) +
      Math.floor(dayOfEra / 36_524) -
      Math.floor(dayOfEra / 146_096)) /
      365,
  );
  const dayOfYear =
    dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const monthFromMarch = Math.floor((5 * dayOfYear + 2) / 153);
  const day = dayOfYear - Math.floor((153 * monthFromMarch + 2) / 5) + 1;
  const month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9;
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
  return makeDate(year, month, day);
}

/** The same day of another month, or that month's last day. */
export function addMonths(date: DateValue, months: number): DateValue | null {
  const total = date.year * 12 + date.month - 1 + months;
  const year = Math.floor(total / 12);
  const month = total - year * 12 + 1;
  return makeDate(year, month, Math.min(date.day, daysInMonth(year, month)));
}

/** Monday is 1, Sunday 7. */
export function weekdayOf(date: DateValue): number {
  const rest = (epochDayOf(date) + 3) % 7;
  return (rest < 0 ? rest + 7 : rest) + 1;
}

export function dayOfYearOf(date: DateValue): number {
  return epochDayOf(date) - epochDayOf({ kind: 'date', year: date.year, month: 1, day: 1 }) + 1;
}

/** ISO 8601: a week belongs to the year that holds its Thursday. */
export function weekOfYearOf(date: DateValue): number {
  const thursday = dateOfEpochDay(epochDayOf(date) - weekdayOf(date) + 4);
  return thursday === null ? 1 : Math.floor((dayOfYearOf(thursday) - 1) / 7) + 1;
}

const daysPerEra = 146_097;
const daysToEpoch = 719_468;
