import { formatInstant } from '../kernel/clock.ts';
import type { JsonObject, ProviderStep, StepObject, StepOperation } from './provider-step.ts';

/** A step as the provider's own system gets it, over HTTP or in a module. */
export type ProviderMessage = {
  readonly stepId: string;
  readonly attempt: number;
  readonly tenantId: string;
  readonly serviceId: string;
  readonly operation: StepOperation;
  readonly object: StepObject;
  readonly externalId: string;
  /** Goes up with every change of the object. */
  readonly objectVersion: number;
  readonly desired: JsonObject;
  readonly settings: Readonly<Record<string, string>>;
  readonly createdAt: string;
};

export function providerMessage(step: ProviderStep): ProviderMessage {
  const { stepId, tenantId, serviceId, operation, object, externalId, desired, settings } = step;
  return {
    stepId,
    attempt: step.attempts,
    tenantId,
    serviceId,
    operation,
    object,
    externalId,
    objectVersion: Number(step.objectVersion),
    desired,
    settings,
    createdAt: formatInstant(step.createdAt),
  };
}
