import type { Instant } from '../kernel/clock.ts';
import type { RowChange, RowValues } from '../kernel/unit-of-work.ts';
import type { ProviderStep, StepMove } from './provider-step.ts';
import { stepTransitions } from './provider-step.ts';
import { transition } from './states.ts';

export type NewProviderStep = Pick<
  ProviderStep,
  | 'tenantId'
  | 'stepId'
  | 'serviceId'
  | 'operation'
  | 'object'
  | 'externalId'
  | 'objectVersion'
  | 'desired'
  | 'settings'
> & {
  readonly compensates?: ProviderStep['compensates'];
  readonly previous?: ProviderStep['previous'];
};

/**
 * A step that is due at once. It goes into the unit of work that changes the object: then there is
 * no change that the provider never hears of, and no step for a change that was refused. It keeps
 * what the unit captures, so that this can go back with the step.
 */
export function providerStepRow(step: NewProviderStep): RowChange {
  const { previous = null } = step;
  return {
    op: 'insert',
    table: 'provider_step',
    values: {
      tenant_id: step.tenantId,
      step_id: step.stepId,
      service_id: step.serviceId,
      operation: step.operation,
      object: step.object,
      external_id: step.externalId,
      object_version: step.objectVersion,
      desired: JSON.stringify(step.desired),
      settings: JSON.stringify(step.settings),
      compensates: step.compensates ?? null,
      previous: previous === null ? null : JSON.stringify(previous),
      captures: { blank: 'captureIds' },
      status: 'waiting',
      attempts: 0n,
      unclear: 0n,
      next_attempt_at_us: { blank: 'instant' },
      last_error: null,
      created_at_us: { blank: 'instant' },
      tried_since_us: { blank: 'instant' },
      ended_at_us: null,
      decided_by: null,
      reason: null,
      version: 1n,
    },
  };
}

/** What a move changes beside the status. */
export type StepChange = {
  readonly attempts?: number;
  readonly isUnclear?: boolean;
  readonly nextAttemptAt?: Instant;
  readonly lastError?: string | null;
  readonly isRestarted?: true;
  readonly decidedBy?: string;
  readonly reason?: string;
  /** Its object is without the change again. */
  readonly isUndone?: boolean;
};

/** A guarded move: somebody who was faster refuses the unit. A move that is not allowed is a defect. */
export function stepMoveRow(step: ProviderStep, move: StepMove, change: StepChange): RowChange {
  const status = transition(stepTransitions, step.status, move);
  const hasEnded = status === 'done' || status === 'given_up';
  const set: Record<string, RowValues[string]> = {
    status,
    next_attempt_at_us: change.nextAttemptAt ?? null,
    version: step.version + 1n,
  };
  if (hasEnded) set['ended_at_us'] = { blank: 'instant' };
  if (change.attempts !== undefined) set['attempts'] = BigInt(change.attempts);
  if (change.isUnclear !== undefined) set['unclear'] = change.isUnclear ? 1n : 0n;
  if (change.lastError !== undefined) set['last_error'] = change.lastError;
  if (change.isRestarted === true) set['tried_since_us'] = { blank: 'instant' };
  if (change.decidedBy !== undefined) set['decided_by'] = change.decidedBy;
  if (change.reason !== undefined) set['reason'] = change.reason;
  if (change.isUndone === true) set['previous'] = null;
  const { tenantId, stepId, version } = step;
  return {
    op: 'update',
    table: 'provider_step',
    set,
    where: { tenant_id: tenantId, step_id: stepId, status: step.status, version },
  };
}

/** A step that was given up before, and whose object is without its change only now. */
export function undoneRow({ tenantId, stepId, status, version }: ProviderStep): RowChange {
  return {
    op: 'update',
    table: 'provider_step',
    set: { previous: null, version: version + 1n },
    where: { tenant_id: tenantId, step_id: stepId, status, version },
  };
}

/** A guard alone: the unit is refused where somebody has moved the step since it was read. */
export function unmovedRow({ tenantId, stepId, status, version }: ProviderStep): RowChange {
  return {
    op: 'update',
    table: 'provider_step',
    set: { version },
    where: { tenant_id: tenantId, step_id: stepId, status, version },
  };
}
