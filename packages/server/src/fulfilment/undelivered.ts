import { canonical, type Plain } from '../kernel/canonical.ts';
import { isEnded, type JsonObject, type ProviderStep } from './provider-step.ts';
import { unmovedRow } from './provider-step-rows.ts';
import { compareSteps } from './step-order.ts';
import type { Subscription } from './subscription.ts';

/** As many of an object's newest steps are looked at; nobody gives up more of them in a row. */
export const stepsLookedAt = 500;

/**
 * The next step of an object that brings along what this one wanted, because each step carries the
 * whole object; null where none comes, so that the customer never gets it.
 */
export function carrierOf(
  step: ProviderStep,
  ofObject: readonly ProviderStep[],
): ProviderStep | null {
  const later = ofObject.filter(
    (other) => compareSteps(other, step) > 0 && other.status !== 'given_up',
  );
  return later.sort(compareSteps)[0] ?? null;
}

/** What was given up right before a step, in its order, and the step at which this ends. */
export function givenUpBefore(
  step: ProviderStep,
  ofObject: readonly ProviderStep[],
): { readonly steps: readonly ProviderStep[]; readonly until: ProviderStep | null } {
  const earlier = ofObject.filter((other) => compareSteps(other, step) < 0).sort(compareSteps);
  const index = earlier.findLastIndex(({ status }) => status !== 'given_up');
  return { steps: earlier.slice(index + 1), until: earlier[index] ?? null };
}

/**
 * Those of these steps whose changes are still in the object: the last one, and before it each that it
 * builds on. What was undone is passed over; where somebody has changed the object without a step in
 * between, the chain ends.
 */
export function chainOf(steps: readonly ProviderStep[]): readonly ProviderStep[] {
  const chain: ProviderStep[] = [];
  for (const step of steps.toReversed()) {
    if (step.previous === null) continue;
    const after = chain[0]?.previous ?? step.desired;
    if (worthOf(step.desired) !== worthOf(after)) break;
    chain.unshift(step);
  }
  return chain;
}

/** All that an object is worth: all but its state. */
export type Wish = Pick<
  Subscription,
  'productId' | 'quantity' | 'attributes' | 'isTrial' | 'addons'
>;

/** One text for what an object is worth. */
export function worthOf(object: JsonObject): string {
  const { productId, quantity, attributes, isTrial, addons } = object as unknown as Wish;
  const sorted = addons?.toSorted((left, right) => (left.productId < right.productId ? -1 : 1));
  return canonical({ productId, quantity, attributes, isTrial, addons: sorted } as Plain);
}

/** Whoever moves the step meanwhile refuses the unit: it rests on the step as it is. */
export function restsOn(step: ProviderStep | null) {
  return step === null || isEnded(step) ? [] : [unmovedRow(step)];
}
