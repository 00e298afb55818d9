import {
  type CalendarDate,
  dateOf,
  day,
  type Instant,
  instant,
  millisecond,
} from '../kernel/clock.ts';
import type { Money } from '../kernel/money.ts';

/** How far a person's approval reaches. */
export type ApprovalPolicy = {
  /** Growth of the amount that it still covers, in hundredths of a percent. */
  readonly deviationBasisPoints: bigint;
  /** For so many days, the day of the approval being the first; 0: until the order ends. */
  readonly validDays: number;
};

export type Approval = { readonly amount: Money; readonly at: Instant };

/**
 * Whether a later step is within what a person approved: the same currency, no more than the amount
 * with its deviation, and not too late. Outside of it the rules are asked again.
 */
export function isCovered(approval: Approval, later: Approval, policy: ApprovalPolicy): boolean {
  const { amount } = approval;
  if (later.amount.currency !== amount.currency) return false;
  // Multiplied, never divided: a cent too much is too much.
  const grown = amount.amountMinor * (wholeBasisPoints + policy.deviationBasisPoints);
  if (later.amount.amountMinor * wholeBasisPoints > grown) return false;
  const { validDays } = policy;
  return validDays === 0 || daysFrom(approval.at, later.at) < validDays;
}

/**
 * Whether a step is within the days of grace after a yes of the rules: until then they are not asked
 * again. 0: every step is checked.
 */
export function isWithinGrace(confirmedAt: Instant, at: Instant, graceDays: number): boolean {
  return graceDays > 0 && daysFrom(confirmedAt, at) <= graceDays;
}

const wholeBasisPoints = 10_000n;

/** Days of the calendar (UTC) from one moment to another; below 0 where the second is earlier. */
function daysFrom(from: Instant, to: Instant): number {
  return Number((midnightOf(dateOf(to)) - midnightOf(dateOf(from))) / day);
}

function midnightOf(date: CalendarDate): Instant {
  return instant(BigInt(Date.parse(date)) * millisecond);
}
