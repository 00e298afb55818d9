import { isEnded, type ProviderStep } from './provider-step.ts';
import { unmovedRow } from './provider-step-rows.ts';
import { compareSteps } from './step-order.ts';

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
 * The last of these steps that build on each other: each begins with the object as the one before it
 * wanted it. A step whose change was undone has none that builds on it.
 */
export function chainOf(steps: readonly ProviderStep[]): readonly ProviderStep[] {
  const chain: ProviderStep[] = [];
  for (const step of steps.toReversed()) {
    const [next] = chain;
    const isLinked = next === undefined || next.objectVersion === step.objectVersion + 1n;
    if (step.previous === null || !isLinked) break;
    chain.unshift(step);
  }
  return chain;
}

/** Whoever moves the step meanwhile refuses the unit: it rests on the step as it is. */
export function restsOn(step: ProviderStep | null) {
  return step === null || isEnded(step) ? [] : [unmovedRow(step)];
}
