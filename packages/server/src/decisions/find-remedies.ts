import { exponentOf } from '../kernel/currency.ts';
import { formatAmount, money, parseAmount } from '../kernel/money.ts';
import { evaluate } from './evaluate.ts';
import type { CreditFacts } from './facts.ts';
import type { JudgementRemedy } from './judgement.ts';
import { limits } from './prepare-content.ts';
import type { RulesetContent } from './ruleset.ts';

/**
 * What would have made a no a yes: a smaller amount, paying what is overdue, or both. Each amount is
 * tried by the rules themselves: it passes, and one unit more (cents for a check, whole units for an
 * application) does not. Rules that say no to less and yes to more may pass at other amounts too.
 * Rules that take so many steps that the search would keep others waiting end it early: what it then
 * gives passes, and may not be the most that does.
 */
export function findRemedies(
  content: RulesetContent,
  facts: CreditFacts,
): readonly JudgementRemedy[] {
  const asked = minorOf(facts.amount, facts);
  if (asked === null) return [];
  let stepsLeft = searchStepsMax;
  const passes = (changed: Partial<CreditFacts>): boolean => {
    if (stepsLeft < 0) return false;
    const evaluated = evaluate(content, { ...facts, ...changed });
    stepsLeft -= evaluated.ok ? evaluated.steps : limits.stepsMax;
    return evaluated.ok && evaluated.verdict === 'approved';
  };
  const text = (minor: bigint): string => formatAmount(money(minor, facts.currency));
  const { currency } = facts;
  const remedies: JudgementRemedy[] = [];

  const lower = largestAmount(asked, facts, (minor) => passes({ amount: text(minor) }));
  if (lower !== null) {
    remedies.push({ code: 'amount.lower', params: { amount: text(lower), currency } });
  }
  const overdue = facts.overdueAmount === null ? null : minorOf(facts.overdueAmount, facts);
  if (overdue === null || overdue <= 0n) return remedies;

  const paid = { overdueAmount: text(0n), overdueDays: facts.overdueDays === null ? null : 0 };
  if (passes(paid)) {
    const partly = (minor: bigint) => passes({ overdueAmount: text(overdue - minor) });
    const pay = smallestPassing(overdue, partly) ?? overdue;
    remedies.push({ code: 'overdue.pay', params: { amount: text(pay), currency } });
  } else if (lower === null) {
    const both = largestAmount(asked, facts, (minor) => passes({ ...paid, amount: text(minor) }));
    if (both !== null) {
      const params = { pay: text(overdue), amount: text(both), currency };
      remedies.push({ code: 'overdue.pay_and_lower', params });
    }
  }
  return remedies;
}

/** Of one search, in which some dozens of evaluations are usual, of a hundred steps each. */
const searchStepsMax = 50_000;

/** The largest amount below the one asked for that passes while the next one does not. */
function largestAmount(
  askedMinor: bigint,
  { purpose, currency }: CreditFacts,
  passes: (minor: bigint) => boolean,
): bigint | null {
  const unit = purpose === 'application' ? 10n ** BigInt(exponentOf(currency)) : 1n;
  // Counted in units; `low` passes, and `high` is the amount that was refused, or above it.
  let high = (askedMinor + unit - 1n) / unit;
  let low = 1n;
  if (low >= high || !passes(low * unit)) return null;
  while (high - low > 1n) {
    const middle = (low + high) / 2n;
    if (passes(middle * unit)) low = middle;
    else high = middle;
  }
  return low * unit;
}

/** The smallest part of what is overdue that is enough when the oldest items stay; null: no part is. */
function smallestPassing(overdue: bigint, passes: (minor: bigint) => boolean): bigint | null {
  if (!passes(overdue)) return null;
  let low = 0n;
  let high = overdue;
  while (high - low > 1n) {
    const middle = (low + high) / 2n;
    if (passes(middle)) high = middle;
    else low = middle;
  }
  return high;
}

function minorOf(amount: string, { currency }: CreditFacts): bigint | null {
  return parseAmount(amount, currency)?.amountMinor ?? null;
}
