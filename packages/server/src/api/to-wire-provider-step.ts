import type { NativeProviderStep, NativeProviderStepSummary } from '@aval/wire';
import type { ProviderStep } from '../fulfilment/index.ts';
import { formatInstant } from '../kernel/clock.ts';
import { toWireInstant } from './to-wire-hold.ts';

export function toWireStepSummary(step: ProviderStep): NativeProviderStepSummary {
  return {
    stepId: step.stepId,
    serviceId: step.serviceId,
    operation: step.operation,
    object: step.object,
    externalId: step.externalId,
    objectVersion: Number(step.objectVersion),
    status: step.status,
    attempts: step.attempts,
    isUnclear: step.isUnclear,
    nextAttemptAt: toWireInstant(step.nextAttemptAt),
    lastError: step.lastError,
    compensates: step.compensates,
    createdAt: formatInstant(step.createdAt),
    endedAt: toWireInstant(step.endedAt),
    decidedBy: step.decidedBy,
    reason: step.reason,
    version: Number(step.version),
  };
}

export function toWireProviderStep(step: ProviderStep): NativeProviderStep {
  const { desired, settings } = step;
  return { ...toWireStepSummary(step), desired, settings: { ...settings } };
}
