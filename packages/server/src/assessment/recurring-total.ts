import { amountMinorMax, formatAmount, type Money, money } from '../kernel/money.ts';
import type { CheckRules, OrderAnswer, OrderFacts, RecurringCharge } from './ports.ts';

/**
 * The answer with the total that counts where services are charged again and again: that of the
 * order, which is the first invoice, and what each line charges for the other periods that the
 * tenant counts. A line that does not tell its charge or its periods makes the order incomplete:
 * to leave it out would be a guess. Our choice on an open point; the setting is `hook.recurringBase`.
 */
export function withRecurring(
  answer: OrderAnswer,
  { recurringBase, amountBase }: Pick<CheckRules, 'recurringBase' | 'amountBase'>,
): OrderAnswer {
  if (recurringBase === 'first-invoice' || answer.kind !== 'found') return answer;
  const { order } = answer;
  if (order.recurring === undefined) return { kind: 'incomplete', gaps: ['order.lines'] };
  const gaps = new Set<string>();
  let minor = order.total.amountMinor;
  for (const charge of order.recurring) {
    const amount = amountOf(charge, amountBase, gaps);
    if (amount === null || amount.amountMinor === 0n) continue;
    minor += amount.amountMinor * furtherPeriods(charge, recurringBase, gaps);
  }
  if (gaps.size > 0) return { kind: 'incomplete', gaps: [...gaps] };
  const isTooMuch = minor > amountMinorMax || minor < -amountMinorMax;
  if (isTooMuch) return { kind: 'incomplete', gaps: ['line.recurringGross'] };
  return { kind: 'found', order: { ...order, total: money(minor, order.total.currency) } };
}

/** The charges as a decision keeps them; undefined where the tenant does not count them. */
export function plainRecurring({ recurring }: OrderFacts) {
  return recurring?.map(({ gross, net, periodMonths, termMonths }) => ({
    gross: gross === null ? null : formatAmount(gross),
    net: net === null ? null : formatAmount(net),
    periodMonths,
    termMonths,
  }));
}

function amountOf(
  { gross, net }: RecurringCharge,
  amountBase: CheckRules['amountBase'],
  gaps: Set<string>,
): Money | null {
  const amount = amountBase === 'net' ? net : gross;
  if (amount === null) gaps.add(amountBase === 'net' ? 'line.recurringNet' : 'line.recurringGross');
  return amount;
}

/** Periods that begin within the months that count, but for the first, which the order bills. */
function furtherPeriods(
  { periodMonths, termMonths }: RecurringCharge,
  base: Exclude<CheckRules['recurringBase'], 'first-invoice'>,
  gaps: Set<string>,
): bigint {
  const months = base === 'term' ? termMonths : base.months;
  if (periodMonths === null) gaps.add('line.periodMonths');
  if (months === null) gaps.add('line.termMonths');
  if (periodMonths === null || months === null) return 0n;
  return BigInt(Math.ceil(months / periodMonths) - 1);
}
