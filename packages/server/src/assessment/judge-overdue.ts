import {
  type CreditPolicy,
  convert,
  effectiveLimitOf,
  exposureOf,
  type Levels,
  type Rate,
} from '../credit/index.ts';
import { blockedBy } from '../decisions/index.ts';
import type { CalendarDate } from '../kernel/clock.ts';
import type { Currency } from '../kernel/currency.ts';
import type { Money } from '../kernel/money.ts';
import type { BillingAnswer, CheckRules } from './ports.ts';
import type { AssessmentRefusal } from './refusals.ts';

export type OverdueFacts = {
  /** Null where the tenant's settings do not use it, so that it was not asked for. */
  readonly billing: BillingAnswer | null;
  /** From the currency of the billing information to the tenant's, where they differ. */
  readonly rate: Rate | null;
  readonly levels: Levels | null;
};

/**
 * Overdue invoices: more than the tenant allows is a no, so little that it does not count is none, and
 * where the rule needs a used line, a line that is used less passes. Facts that did not come are a no.
 */
export function judgeOverdue(
  { billing, rate, levels }: OverdueFacts,
  settings: {
    readonly rules: CheckRules;
    readonly currency: Currency;
    readonly policy: CreditPolicy;
  },
  today: CalendarDate,
): AssessmentRefusal | null {
  const { overdueMaxMinor, overdueToleranceMinor, overdueNeedsPercent } = settings.rules;
  if (overdueMaxMinor === null || billing === null) return null;
  switch (billing.kind) {
    case 'unavailable':
      return { code: 'assessment.billing_unavailable', cause: billing.reason };
    case 'unregistered':
      return { code: 'assessment.installation_unknown', installation: billing.installation };
    case 'unknown':
      return { code: 'assessment.billing_unknown' };
    case 'incomplete':
      return { code: 'assessment.billing_incomplete', gaps: billing.gaps };
    case 'found':
      break;
  }
  const { currency } = settings;
  const overdue = inCurrency(billing.billing.overdue, currency, rate);
  if (overdue === null) {
    const { currency: from } = billing.billing.overdue;
    return { code: 'assessment.overdue_no_rate', from, to: currency };
  }
  const [stopping] = blockedBy(
    [
      {
        kind: 'overdueAmount',
        scope: 'all',
        stopsAbove: overdueMaxMinor,
        needsUtilisationPercent: overdueNeedsPercent,
      },
    ],
    [],
    {
      daysOverdue: null,
      overdueAmount: overdue,
      toleranceMinor: overdueToleranceMinor,
      isUsed: (percent) => isUsed(levels, percent, settings.policy, today),
    },
  );
  if (stopping === undefined) return null;
  return {
    code: 'assessment.overdue',
    currency,
    overdueMinor: overdue,
    allowedMinor: overdueMaxMinor,
  };
}

function inCurrency(amount: Money, currency: Currency, rate: Rate | null): bigint | null {
  if (amount.currency === currency) return amount.amountMinor;
  const isRight = rate !== null && rate.from === amount.currency && rate.to === currency;
  return isRight ? convert(amount, rate).amountMinor : null;
}

/** Whether so much of the own limit is used. A line without a limit of its own counts as used. */
function isUsed(
  levels: Levels | null,
  percent: bigint,
  policy: CreditPolicy,
  today: CalendarDate,
): boolean {
  if (levels === null) return true;
  const [line] = levels;
  if (line.unlimited) return false;
  const limit = effectiveLimitOf(line, policy, today);
  return limit === null || exposureOf(line) * 100n >= limit * percent;
}
