import { isCurrency } from '../kernel/currency.ts';
import { type Money, money, parseAmount } from '../kernel/money.ts';
import type { FulfilmentOperation } from './operation.ts';
import type { Catalogue } from './stored-service.ts';
import type { QuantityDifference } from './value-difference.ts';

/** What a change is worth; `unpriced` names the first product without a usable price. */
export type PricedDifference =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'amount'; readonly amount: Money }
  | { readonly kind: 'unpriced'; readonly productId: string };

/**
 * The new value of a change, by the gross prices of the catalogue for one month: what grows counts,
 * what shrinks frees nothing. A change of plan is worth what the new plan costs more than the old
 * one. Prices of several currencies cannot be added, so that the second one is no usable price.
 */
export function priceDifference(
  operation: FulfilmentOperation,
  { products, addons }: Pick<Catalogue, 'products' | 'addons'>,
  differences: readonly QuantityDifference[],
): PricedDifference {
  const isPlanChange = operation === 'subscription.change_plan';
  const counted = differences.filter(({ before, after }) => after > before || isPlanChange);
  if (!counted.some(({ before, after }) => after > before)) return { kind: 'nothing' };
  let sum: Money | null = null;
  for (const { productId, before, after } of counted) {
    const item = [...products, ...addons].find((one) => one.productId === productId);
    const gross = grossOf(item?.price ?? null);
    if (gross === null || (sum !== null && sum.currency !== gross.currency)) {
      return { kind: 'unpriced', productId };
    }
    const sumMinor: bigint = sum?.amountMinor ?? 0n;
    sum = money(sumMinor + gross.amountMinor * BigInt(after - before), gross.currency);
  }
  if (sum === null || sum.amountMinor <= 0n) return { kind: 'nothing' };
  return { kind: 'amount', amount: sum };
}

function grossOf(price: Catalogue['products'][number]['price']): Money | null {
  if (price === null || !isCurrency(price.currency)) return null;
  return parseAmount(price.gross, price.currency);
}
