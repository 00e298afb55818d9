import { convert, type Rate } from '../credit/index.ts';
import type { CreditFacts } from '../decisions/index.ts';
import { type CalendarDate, day } from '../kernel/clock.ts';
import type { Currency } from '../kernel/currency.ts';
import { formatAmount, type Money } from '../kernel/money.ts';
import type { PaymentBehaviour } from '../parties/index.ts';

export type PaymentFacts = Pick<
  CreditFacts,
  'overdueDays' | 'overdueAmount' | 'oldestOpenItemDays' | 'paymentBehaviour'
>;

/** The names of what rules are told of how an organization pays. */
export const paymentFactNames: readonly (keyof PaymentFacts)[] = [
  'overdueDays',
  'overdueAmount',
  'oldestOpenItemDays',
  'paymentBehaviour',
];

export type PaymentTerms = {
  /** That in which rules are told amounts. */
  readonly currency: Currency;
  /** Stored rates at hand; an amount that none of them converts is not known. */
  readonly rates: readonly (Rate | null)[];
  /** A record of an earlier day than this is not known any more; null: of any day. */
  readonly maxAgeUs: bigint | null;
  readonly today: CalendarDate;
};

/**
 * What the record of an organization says, as rules are told on this day. What was overdue or open on
 * the day of the record is so until a newer one says otherwise, so that its days grow with the
 * calendar; 0 is nothing, which does not grow. A record that is too old says nothing at all.
 */
export function paymentFactsOf(
  record: PaymentBehaviour | null,
  { currency, rates, maxAgeUs, today }: PaymentTerms,
): PaymentFacts {
  if (record === null) return nothingKnown;
  const age = daysFrom(record.asOf, today);
  if (maxAgeUs !== null && BigInt(age) * day > maxAgeUs) return nothingKnown;
  const grown = (days: number | null) => (days === null || days === 0 ? days : days + age);
  return {
    overdueDays: grown(record.overdueDays),
    overdueAmount: amountIn(currency, record.overdue, rates),
    oldestOpenItemDays: grown(record.oldestOpenItemDays),
    paymentBehaviour: record.paymentBehaviour,
  };
}

/** As rules are told it; null where it is not known, or would have to be guessed in that currency. */
export function amountIn(
  currency: Currency,
  amount: Money | null,
  rates: readonly (Rate | null)[],
): string | null {
  if (amount === null) return null;
  if (amount.currency === currency) return formatAmount(amount);
  const rate = rates.find((each) => each?.from === amount.currency && each.to === currency);
  return rate === undefined || rate === null ? null : formatAmount(convert(amount, rate));
}

const nothingKnown: PaymentFacts = Object.freeze({
  overdueDays: null,
  overdueAmount: null,
  oldestOpenItemDays: null,
  paymentBehaviour: null,
});

/** The books of a desk in the east may be a day ahead of ours: that is no age. */
function daysFrom(asOf: CalendarDate, today: CalendarDate): number {
  const dayMs = Number(day / 1_000n);
  return Math.max(0, Math.round((Date.parse(today) - Date.parse(asOf)) / dayMs));
}
