import { type CalendarDate, calendarDateMax, dayAfter } from '../kernel/clock.ts';
import { shareOf } from '../kernel/rounding.ts';
import type { LineTerms } from './credit-line.ts';
import { limitOfTheDay } from './headroom.ts';

/**
 * Whether new terms grant more than the old ones on some day from today on, and more than one person
 * may grant. Day by day, because a temporary limit that has ended, or that lasts one day, is no
 * measure for a lasting one. Who leaves a group is judged as though nothing had been granted: the
 * group bound the line until now, whatever its own limit says.
 */
export function raisesAbove(
  thresholdMinor: bigint | null,
  before: LineTerms,
  after: LineTerms,
  today: CalendarDate,
): boolean {
  if (thresholdMinor === null) return false;
  const leavesGroup = before.parentLineId !== null && before.parentLineId !== after.parentLineId;
  return daysOfChange([before, after], today).some((day) => {
    const granted = leavesGroup ? 0n : grantOn(before, day);
    return isMore(grantOn(after, day), granted, thresholdMinor);
  });
}

/** What terms let through by themselves: an amount, what the group grants, or everything. */
type Grant = bigint | 'group' | 'all';

function grantOn(terms: LineTerms, day: CalendarDate): Grant {
  if (terms.unlimited) return 'all';
  const limit = limitOfTheDay(terms, day);
  if (limit === null) return terms.parentLineId === null ? 0n : 'group';
  if (limit === 0n) return 0n;
  // A tolerance that is not the line's own is the tenant's setting, which nobody raises here.
  const share = shareOf(limit, terms.toleranceBasisPoints ?? 0n, 'up');
  return limit + share + (terms.toleranceMinor ?? 0n);
}

function isMore(after: Grant, before: Grant, thresholdMinor: bigint): boolean {
  if (before === 'all') return false;
  if (after === 'all') return true;
  if (after === 'group') return before !== 'group';
  // An own limit below a group narrows what the group grants.
  return after > thresholdMinor && before !== 'group' && after > before;
}

/** A day of every span, from today on, in which the terms stay as they are. */
function daysOfChange(terms: readonly LineTerms[], today: CalendarDate): readonly CalendarDate[] {
  const days = terms
    .flatMap(({ temporaryLimits }) => temporaryLimits)
    .flatMap(({ from, to }) => (to < calendarDateMax ? [from, dayAfter(to)] : [from]));
  return [today, ...days.filter((day) => day > today)];
}
