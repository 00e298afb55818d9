import {
  type NewProviderStep,
  type ProviderStep,
  providerStepRow,
  stepPolicy,
} from '../../src/fulfilment/index.ts';
import type { ProviderStepId, ServiceId } from '../../src/kernel/ids.ts';
import type { RowChange } from '../../src/kernel/unit-of-work.ts';
import { noon, tenantId } from './credit.ts';
import { externalId } from './fulfilment.ts';

export const serviceId = 'svc_mail' as ServiceId;

export const stepId = (name: string): ProviderStepId => `step_${name}` as ProviderStepId;

/** The creation of a subscription with ten seats, which nobody has tried yet. */
export function aStep(change: Partial<ProviderStep> = {}): ProviderStep {
  return {
    tenantId,
    stepId: stepId('one'),
    serviceId,
    operation: 'create',
    object: 'subscription',
    externalId: externalId('sub-1'),
    objectVersion: 1n,
    desired: { productId: 'STD', quantity: 10 },
    settings: { Region: 'eu' },
    compensates: null,
    previous: null,
    captureIds: [],
    status: 'waiting',
    attempts: 0,
    isUnclear: false,
    nextAttemptAt: noon,
    lastError: null,
    createdAt: noon,
    triedSince: noon,
    endedAt: null,
    decidedBy: null,
    reason: null,
    version: 1n,
    ...change,
  };
}

/** A step as it is written with the change of its object. */
export function aStepRow(change: Partial<NewProviderStep> = {}): RowChange {
  return providerStepRow({ ...aStep(), ...change });
}

export const policy = stepPolicy;
