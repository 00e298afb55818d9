import { type CalendarDate, dateOf, hour, type Instant, plus } from '../kernel/clock.ts';
import type { Currency } from '../kernel/currency.ts';
import type { OrganizationId, TenantId } from '../kernel/ids.ts';
import type { Money } from '../kernel/money.ts';
import type { PaymentBehaviourRefusal } from './refusals.ts';

export const paymentClasses = ['prompt', 'slow', 'bad'] as const;
export type PaymentClass = (typeof paymentClasses)[number];

/** Who brought it: a file, or a call of the API. */
export type PaymentBehaviourSource = 'import' | 'api';

/** What somebody's books say of how an organization pays. Null: they do not say, never 0. */
export type PaymentFigures = {
  /** In the tenant's currency. */
  readonly overdue: Money | null;
  /** How long the oldest overdue item is past its due date on that day; 0: nothing is overdue. */
  readonly overdueDays: number | null;
  /** How long the oldest open item stands on that day; 0: nothing is open. */
  readonly oldestOpenItemDays: number | null;
  readonly paymentBehaviour: PaymentClass | null;
  /** The day that the figures speak of. */
  readonly asOf: CalendarDate;
};

/** The figures in force of an organization. */
export type PaymentBehaviour = PaymentFigures & {
  readonly tenantId: TenantId;
  readonly organizationId: OrganizationId;
  readonly source: PaymentBehaviourSource;
  readonly recordedBy: string;
  readonly recordedAt: Instant;
  /** The version up to which open reviews were looked at again; behind: they are to be. */
  readonly followedVersion: bigint;
  readonly version: bigint;
};

/** A hundred years. */
export const paymentDaysMax = 36_500;

/** What is wrong with figures that somebody wants to have recorded; null where nothing is. */
export function invalidFigure(
  figures: PaymentFigures,
  currency: Currency,
  now: Instant,
): PaymentBehaviourRefusal | null {
  const { overdue, overdueDays, oldestOpenItemDays, asOf } = figures;
  if (overdue !== null && overdue.currency !== currency) {
    return invalid('overdueAmount', `an amount in ${currency}`);
  }
  if (overdue !== null && overdue.amountMinor < 0n) {
    return invalid('overdueAmount', 'an amount of 0 or more');
  }
  if (!isDays(overdueDays)) return invalid('overdueDays', daysExpected);
  if (!isDays(oldestOpenItemDays)) return invalid('oldestOpenItemDays', daysExpected);
  // The day of the books, which begins in the east before it does in UTC.
  if (asOf > dateOf(plus(now, easternmostUs))) return invalid('asOf', 'today or a day before');
  return null;
}

export function isSamePayment(left: PaymentFigures, right: PaymentFigures): boolean {
  return (
    left.overdue?.amountMinor === right.overdue?.amountMinor &&
    left.overdue?.currency === right.overdue?.currency &&
    left.overdueDays === right.overdueDays &&
    left.oldestOpenItemDays === right.oldestOpenItemDays &&
    left.paymentBehaviour === right.paymentBehaviour &&
    left.asOf === right.asOf
  );
}

export function invalid(member: string, expected: string): PaymentBehaviourRefusal {
  return { code: 'parties.payment_behaviour_invalid', member, expected };
}

export const daysExpected = `a whole number of days from 0 to ${paymentDaysMax}`;

/** UTC+14 is the first to have a day. */
const easternmostUs = 14n * hour;

function isDays(days: number | null): boolean {
  return days === null || (Number.isInteger(days) && days >= 0 && days <= paymentDaysMax);
}
