import { type CalendarDate, dateOf, type Instant } from '../kernel/clock.ts';
import type { Currency } from '../kernel/currency.ts';
import type { DecisionId, TenantId } from '../kernel/ids.ts';
import type { Money } from '../kernel/money.ts';

/** A yes that was given without the facts, out of the allowance of an account and a day. */
export type StandInYes = {
  /** Of the decision that it becomes, once decisions can be written. */
  readonly decisionId: DecisionId;
  readonly tenantId: TenantId;
  readonly installation: string;
  readonly accountId: string;
  readonly basketId: string;
  readonly amountMinor: bigint;
  readonly currency: Currency;
  /** What was missing, as a code. */
  readonly cause: string;
  readonly at: Instant;
};

/**
 * Where such a yes is durable before it is told, whatever became of the database. It belongs to one
 * server: several servers have an allowance each.
 */
export type StandInSpool = {
  /** What an account was given, as far as the spool remembers: the last two days at least. */
  readonly given: (
    account: Pick<StandInYes, 'tenantId' | 'installation' | 'accountId'>,
  ) => Promise<readonly StandInYes[]>;
  /** Throws where it cannot be made durable. */
  readonly append: (yes: StandInYes) => Promise<void>;
  /** What was given and is not settled, oldest first. */
  readonly pending: () => Promise<readonly StandInYes[]>;
  readonly settle: (decisionId: DecisionId) => Promise<void>;
};

/**
 * Whether a basket may have a yes out of the allowance. What it had already on this day counts once:
 * `again` needs nothing new. Amounts of another currency than the allowance's never do.
 */
export function judgeStandIn(
  asked: { readonly basketId: string; readonly total: Money },
  allowance: Money,
  given: readonly StandInYes[],
  today: CalendarDate,
): 'again' | 'allowed' | 'refused' {
  const { basketId, total } = asked;
  if (total.currency !== allowance.currency) return 'refused';
  const ofToday = given.filter(({ at }) => dateOf(at) === today);
  const byBasket = new Map<string, bigint>();
  for (const yes of ofToday) {
    const before = byBasket.get(yes.basketId) ?? 0n;
    if (yes.amountMinor > before) byBasket.set(yes.basketId, yes.amountMinor);
  }
  const before = byBasket.get(basketId);
  if (before !== undefined && total.amountMinor <= before) return 'again';
  byBasket.set(basketId, total.amountMinor);
  const sum = [...byBasket.values()].reduce((all, amount) => all + amount, 0n);
  return sum <= allowance.amountMinor ? 'allowed' : 'refused';
}
