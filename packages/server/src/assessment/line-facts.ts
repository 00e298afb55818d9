import {
  type CreditPolicy,
  effectiveLimitOf,
  exposureOf,
  headroomOf,
  type Levels,
} from '../credit/index.ts';
import type { CreditFacts } from '../decisions/index.ts';
import type { CalendarDate } from '../kernel/clock.ts';
import type { Currency } from '../kernel/currency.ts';
import { formatAmount, money } from '../kernel/money.ts';

type LineFacts = Pick<CreditFacts, 'limit' | 'headroom' | 'utilisation'>;

/** The line as rules are told of it, before the order. One in another currency tells nothing. */
export function lineFactsOf(
  levels: Levels | null,
  currency: Currency,
  policy: CreditPolicy,
  today: CalendarDate,
): LineFacts {
  const own = levels?.[0];
  if (levels === null || own === undefined || own.currency !== currency) {
    return { limit: null, headroom: null, utilisation: null };
  }
  const text = (minor: bigint | null) =>
    minor === null ? null : formatAmount(money(minor, currency));
  const limit = own.unlimited ? null : effectiveLimitOf(own, policy, today);
  const { headroomMinor } = headroomOf(levels, policy, today);
  const utilisation =
    limit === null || limit <= 0n ? null : String((exposureOf(own) * 100n) / limit);
  return { limit: text(limit), headroom: text(headroomMinor), utilisation };
}
