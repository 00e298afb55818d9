import {
  type PlatformField,
  type ResolvedAccount,
  type ResolvedBillingInfo,
  type ResolvedOrder,
  readGuid,
  toMinorRounded,
} from '@aval/wire';
import type { AccountAnswer, BillingAnswer, OrderAnswer, OrderFacts } from '../assessment/index.ts';
import { type Currency, exponentOf, isCurrency } from '../kernel/currency.ts';
import { amountMinorMax, type Money, money } from '../kernel/money.ts';

/** An order as the desk needs it, or the fields that did not resolve. Pure. */
export function orderFactsOf(orderId: string, order: ResolvedOrder): OrderAnswer {
  const total = amountIn(order.currency, order.grossTotal);
  const { accountId, statusType, billToAccountId } = order;
  const netTotal = amountIn(order.currency, order.netTotal);
  // A payer that is there and cannot be read may be anybody: it is no reason to take the customer.
  const hasOddPayer = order.gaps.some(
    ({ field, why }) => field === 'order.billToAccountId' && why === 'unusable',
  );
  const isOther = order.id !== null && (readGuid(order.id) ?? order.id) !== orderId;
  if (accountId !== null && statusType !== null && total !== null && !isOther && !hasOddPayer) {
    const facts: OrderFacts = {
      orderId,
      accountId,
      ...(billToAccountId === null || billToAccountId === accountId ? {} : { billToAccountId }),
      total,
      ...(netTotal === null ? {} : { netTotal }),
      statusType,
      ...roundedOf(total, order),
    };
    return { kind: 'found', order: facts };
  }
  const hasCurrency = order.currency !== null && isCurrency(order.currency);
  return incomplete([
    ['order.id', isOther],
    ['order.accountId', accountId === null],
    ['order.billToAccountId', hasOddPayer],
    ['order.statusType', statusType === null],
    ['order.currency', !hasCurrency],
    ['order.grossTotal', order.grossTotal === null || (hasCurrency && total === null)],
  ]);
}

/**
 * What a customer owes. Figures that name no currency are in `fallback`; a currency that is there and cannot be read is a gap.
 */
export function billingFactsOf(billing: ResolvedBillingInfo, fallback: Currency): BillingAnswer {
  const isUnreadable = billing.gaps.some(
    ({ field, why }) => field === 'billing.currency' && why === 'unusable',
  );
  const code = billing.currency ?? (isUnreadable ? null : fallback);
  const overdue = amountIn(code, billing.overdue);
  if (overdue !== null) return { kind: 'found', billing: { overdue } };
  const hasCurrency = code !== null && isCurrency(code);
  return incomplete([
    ['billing.currency', !hasCurrency],
    ['billing.overdue', billing.overdue === null || hasCurrency],
  ]);
}

/** A customer as the rules need it. */
export function accountFactsOf({ isOrderingEnabled }: ResolvedAccount): AccountAnswer {
  if (isOrderingEnabled === null) return incomplete([['account.orderingEnabled', true]]);
  return { kind: 'found', account: { mayOrder: isOrderingEnabled } };
}

/** Which totals were rounded on their way in: noted, so that a decision can be understood. */
function roundedOf(
  { currency }: Money,
  { grossTotal, netTotal }: ResolvedOrder,
): Pick<OrderFacts, 'rounded'> {
  const exponent = exponentOf(currency);
  const isRounded = (text: string | null) => {
    const decimals = text === null ? 0 : text.length - (text.indexOf('.') + 1 || text.length);
    if (text === null || decimals <= exponent) return false;
    const read = toMinorRounded(text, exponent);
    return read.ok && read.value.isRounded;
  };
  const rounded = [
    ...(isRounded(grossTotal) ? ['order.grossTotal'] : []),
    ...(isRounded(netTotal) ? ['order.netTotal'] : []),
  ];
  return rounded.length === 0 ? {} : { rounded };
}

/** Null for what is no amount of a currency. More decimals than it has are rounded half up (our choice). */
export function amountIn(currency: string | null, text: string | null): Money | null {
  if (currency === null || text === null || !isCurrency(currency)) return null;
  const read = toMinorRounded(text, exponentOf(currency));
  if (!read.ok) return null;
  const { minor } = read.value;
  return minor > amountMinorMax || minor < -amountMinorMax ? null : money(minor, currency);
}

function incomplete(missing: readonly (readonly [PlatformField, boolean])[]) {
  const gaps = missing.filter(([, is]) => is).map(([field]) => field);
  return { kind: 'incomplete', gaps } as const;
}
