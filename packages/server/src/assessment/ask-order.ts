import { withTotalOf } from './judge-order.ts';
import type { CheckRules, InstallationOf, OrderAnswer, Platform } from './ports.ts';
import { withRecurring } from './recurring-total.ts';

/** The order as the platform tells it, with the total that counts for the tenant. */
export async function askOrder(
  platform: Pick<Platform, 'order'>,
  { at, orderId, rules }: AskedOrder,
  deadlineMs: number,
): Promise<OrderAnswer> {
  if (rules.recurringBase === 'first-invoice') {
    return withTotalOf(await platform.order(at, orderId, deadlineMs), rules.amountBase);
  }
  const answer = await platform.order(at, orderId, deadlineMs, { recurring: true });
  return withRecurring(withTotalOf(answer, rules.amountBase), rules);
}

export type AskedOrder = {
  readonly at: InstallationOf;
  readonly orderId: string;
  readonly rules: CheckRules;
};
