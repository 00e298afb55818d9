import type { Asset, Subscription } from './subscription.ts';

/** How many of a product are paid for, before and after a call. */
export type QuantityDifference = {
  readonly productId: string;
  readonly before: number;
  readonly after: number;
};

/**
 * What a call changes in paid quantities: the subscription's own product and its add-ons, those that
 * differ. What is cancelled counts nothing; nor does a trial, all of which is new when it becomes a
 * paid subscription (our choice). A suspended subscription keeps its value.
 */
export function valueDifference(
  before: Subscription | Asset | null,
  after: Subscription | Asset,
): readonly QuantityDifference[] {
  const [old, now] = [quantitiesOf(before), quantitiesOf(after)];
  const products = new Set([...old.keys(), ...now.keys()]);
  return [...products]
    .map((productId) => ({
      productId,
      before: old.get(productId) ?? 0,
      after: now.get(productId) ?? 0,
    }))
    .filter((difference) => difference.before !== difference.after);
}

/** Whether anything grows: only that needs credit. */
export function hasNewValue(differences: readonly QuantityDifference[]): boolean {
  return differences.some(({ before, after }) => after > before);
}

function quantitiesOf(thing: Subscription | Asset | null): ReadonlyMap<string, number> {
  const quantities = new Map<string, number>();
  if (thing === null || thing.state === 'cancelled') return quantities;
  if ('isTrial' in thing && thing.isTrial) return quantities;
  const parts = 'addons' in thing ? [thing, ...thing.addons] : [thing];
  for (const { productId, quantity, state } of parts) {
    if (state === 'cancelled') continue;
    quantities.set(productId, (quantities.get(productId) ?? 0) + quantity);
  }
  return quantities;
}
