import { isEnded, type ProviderStep } from './provider-step.ts';

type Ordered = Pick<ProviderStep, 'objectVersion' | 'stepId'>;

/** Below 0 where the left one of two steps of an object is carried out first. */
export function compareSteps(left: Ordered, right: Ordered): number {
  if (left.objectVersion !== right.objectVersion) {
    return left.objectVersion < right.objectVersion ? -1 : 1;
  }
  return left.stepId < right.stepId ? -1 : left.stepId > right.stepId ? 1 : 0;
}

/**
 * Whether a step has its turn among the steps of its object: none of them is under way, and nothing
 * comes before it but what has ended. A cancel passes what is parked and what waits behind that,
 * because it takes away whatever they would have changed. A claim always has its turn: once it has lapsed, somebody must end it.
 * Storage says the same in SQL; a test holds the two against each other.
 */
export function hasTurn(
  step: Pick<ProviderStep, 'operation' | 'status' | 'objectVersion' | 'stepId'>,
  ofObject: readonly Pick<ProviderStep, 'status' | 'objectVersion' | 'stepId'>[],
): boolean {
  if (step.status === 'under_way') return true;
  return ofObject.every((other) => {
    if (other.status === 'under_way') return false;
    if (isEnded(other) || compareSteps(other, step) >= 0) return true;
    return step.operation === 'cancel' && isStuck(other, ofObject);
  });
}

/** Whether a step is parked, or cannot have its turn because one before it is. */
function isStuck(step: Ordered, ofObject: readonly (Ordered & Pick<ProviderStep, 'status'>)[]) {
  return ofObject.some((other) => other.status === 'parked' && compareSteps(other, step) <= 0);
}
