import type { CalendarDate } from '../kernel/clock.ts';
import type { Company, CompanyActivity } from './company.ts';

/**
 * Complete months from the founding of a company to a day; 0 before it was founded, null where the
 * day of founding is not known.
 */
export function ageInMonths(
  { foundedOn }: Pick<Company, 'foundedOn'>,
  on: CalendarDate,
): number | null {
  if (foundedOn === null) return null;
  const [fromYear = 0, fromMonth = 0, fromDay = 0] = foundedOn.split('-').map(Number);
  const [year = 0, month = 0, day = 0] = on.split('-').map(Number);
  const months = (year - fromYear) * 12 + (month - fromMonth) - (day < fromDay ? 1 : 0);
  return Math.max(0, months);
}

/** The main activity, or the only one; null where none is marked among several. */
export function mainActivityOf({
  activities,
}: Pick<Company, 'activities'>): CompanyActivity | null {
  const [first, ...others] = activities;
  const main = activities.find(({ isMain }) => isMain);
  return main ?? (others.length === 0 ? (first ?? null) : null);
}

/**
 * Whether a company has an activity whose code begins so. Points and the letter of a section do not
 * count: `01.13`, `A0113` and `0113` are one prefix.
 */
export function hasActivity({ activities }: Pick<Company, 'activities'>, prefix: string): boolean {
  const digits = readActivityCode(prefix);
  return digits !== null && activities.some(({ code }) => code.startsWith(digits));
}

/** The digits of a code of activities or of the beginning of one; null where it is none. */
export function readActivityCode(text: string): string | null {
  const match = /^[A-Z]?(\d{1,6})$/i.exec(text.trim().replaceAll('.', ''));
  return match?.[1] ?? null;
}
