import { type CircuitBreaker, createCircuitBreaker } from '../kernel/circuit-breaker.ts';
import type { Clock } from '../kernel/clock.ts';
import type { RowChange } from '../kernel/unit-of-work.ts';
import { rowsOnly } from '../kernel/unit-of-work.ts';
import { after, judgeAttempt, type StepPolicy } from './judge-attempt.ts';
import type { FulfilmentReader } from './ports.ts';
import type { ProviderDriver, ProviderStep, StepResult } from './provider-step.ts';
import type {
  Booked,
  CommitSteps,
  DueStepReader,
  GiveBack,
  ProviderStepReader,
  ServiceOf,
} from './provider-step-ports.ts';
import { stepMoveRow } from './provider-step-rows.ts';
import { compareSteps } from './step-order.ts';
import { givenUpBefore, stepsLookedAt } from './undelivered.ts';
import { bookedFor } from './undone-change.ts';

export type ProviderStepDeps = {
  readonly reader: DueStepReader & Pick<ProviderStepReader, 'stepsOfObject'>;
  readonly commit: CommitSteps;
  readonly objects: Pick<FulfilmentReader, 'subscription' | 'asset'>;
  /** Commits a unit, and with it gives back what was booked for something that never came to be. */
  readonly giveBack: GiveBack;
  /** The way to the provider of a service as it is set now. */
  readonly driverOf: (of: ServiceOf) => Promise<ProviderDriver>;
  readonly clock: Clock;
  /** Milliseconds on a clock that does not run backwards. */
  readonly nowMs: () => number;
  /** A number from 0 to below 1. */
  readonly jitter: () => number;
  readonly policy: StepPolicy;
  readonly notify: (news: StepNews) => void;
};

export type StepNews =
  /** A step failed for good: a person has to look at it. */
  | { readonly kind: 'parked'; readonly step: ProviderStep; readonly reason: string }
  /** A driver threw, or storage failed: the step is tried again. */
  | { readonly kind: 'fault'; readonly of: ServiceOf; readonly error: unknown };

export type ProviderStepService = {
  /**
   * Begins to carry out what is due, each service by itself, and does not wait for it: a provider
   * that is slow holds up nobody else's steps. Call it again and again.
   */
  readonly begin: (mayGoOn: () => boolean) => Promise<void>;
  /** When everything that was begun has ended. */
  readonly idle: () => Promise<void>;
};

const servicesAtOnce = 32;
const stepsAtOnce = 4;
/** So many rounds of one service, before the others that are due are looked for again. */
const roundsMax = 50;

/**
 * Carries out what providers' systems have still to do. A step is claimed by a guarded update, so
 * that two servers never carry out one together; the claim of a server that is gone lapses, and its
 * step is tried again. So a step is carried out at least once, and never beside another one of its
 * object.
 */
export function createProviderStepService(deps: ProviderStepDeps): ProviderStepService {
  const { reader, clock, notify } = deps;
  const breakers = new Map<string, CircuitBreaker>();
  const underWay = new Map<string, Promise<void>>();

  const breakerOf = (key: string): CircuitBreaker => {
    const before = breakers.get(key);
    if (before !== undefined) return before;
    const made = createCircuitBreaker(deps.nowMs);
    breakers.set(key, made);
    return made;
  };

  return {
    begin: async (mayGoOn) => {
      for (const of of await reader.dueServices(clock.now(), servicesAtOnce)) {
        const key = `${of.tenantId}/${of.serviceId}`;
        if (underWay.has(key) || underWay.size >= servicesAtOnce || !mayGoOn()) continue;
        const work = carryOutService(deps, of, breakerOf(key), mayGoOn)
          .catch((error: unknown) => notify({ kind: 'fault', of, error }))
          .finally(() => underWay.delete(key));
        underWay.set(key, work);
      }
    },
    idle: async () => {
      while (underWay.size > 0) await Promise.all(underWay.values());
    },
  };
}

/** Round after round, because the next step of an object is due when the one before it is done. */
async function carryOutService(
  deps: ProviderStepDeps,
  of: ServiceOf,
  breaker: CircuitBreaker,
  mayGoOn: () => boolean,
): Promise<void> {
  const driver = await deps.driverOf(of);
  for (let round = 0; round < roundsMax; round += 1) {
    const due = await deps.reader.dueSteps(of, deps.clock.now(), stepsAtOnce);
    const moved = await Promise.all(
      due.map(async (step) => {
        if (step.status === 'under_way') return settle(deps, step, lapsed);
        if (!mayGoOn() || !breaker.mayCall()) return false;
        const claimed = await claim(deps, step);
        if (claimed === null || !isTimely(deps, claimed)) return false;
        const result = await attempt(deps, driver, claimed);
        tell(breaker, result, deps.policy);
        return settle(deps, claimed, result);
      }),
    );
    if (!moved.includes(true)) return;
  }
}

const lapsed: StepResult = {
  kind: 'failed',
  reason: 'The server that carried it out is gone.',
  isFinal: false,
  isUnclear: true,
};

/** The step as it is claimed, or null where somebody else was faster. */
async function claim(deps: ProviderStepDeps, step: ProviderStep): Promise<ProviderStep | null> {
  const attempts = step.attempts + 1;
  const nextAttemptAt = after(deps.clock.now(), deps.policy.claimMs);
  const row = stepMoveRow(step, 'claim', { attempts, nextAttemptAt });
  const outcome = await deps.commit(rowsOnly(step.tenantId, [row]));
  if (outcome.kind === 'refused') return null;
  const version = step.version + 1n;
  return { ...step, status: 'under_way', attempts, nextAttemptAt, version };
}

/** Whether an attempt ends before its claim lapses: a server that slept begins nothing any more. */
function isTimely({ clock, policy }: ProviderStepDeps, { nextAttemptAt }: ProviderStep): boolean {
  return nextAttemptAt !== null && after(clock.now(), policy.deadlineMs) <= nextAttemptAt;
}

async function attempt(
  { policy, notify }: ProviderStepDeps,
  driver: ProviderDriver,
  step: ProviderStep,
): Promise<StepResult> {
  try {
    return await driver.carryOut(step, policy.deadlineMs);
  } catch (error) {
    notify({ kind: 'fault', of: step, error });
    return { kind: 'failed', reason: 'The driver failed.', isFinal: false, isUnclear: true };
  }
}

/** A clear no is an answer like any other: that side is well. */
function tell(breaker: CircuitBreaker, result: StepResult, policy: StepPolicy): void {
  if (result.kind === 'done' || result.isFinal) breaker.succeeded();
  else breaker.failed(Math.min(result.retryAfterMs ?? 0, policy.retryAfterMaxMs));
}

const settlesMax = 5;

/** Writes what an attempt came to. False where the claim had lapsed and somebody else has the step. */
async function settle(
  deps: ProviderStepDeps,
  step: ProviderStep,
  result: StepResult,
): Promise<boolean> {
  const { clock, jitter, policy, notify } = deps;
  const at = { now: clock.now(), jitter: jitter(), policy };
  const { move, change } = judgeAttempt(step, result, at);
  const row = stepMoveRow(step, move, change);
  for (let time = 0; time < settlesMax; time += 1) {
    const { rows, booked } = move === 'finish' ? await takenAlong(deps, step) : nothing;
    const unit = rowsOnly(step.tenantId, [row, ...rows]);
    const outcome = await (booked === null ? deps.commit(unit) : deps.giveBack(booked, unit));
    if (outcome.kind === 'done') {
      if (move === 'park') notify({ kind: 'parked', step, reason: change.lastError ?? '' });
      return true;
    }
    // Either the step is somebody else's by now, or a person has moved one that the cancel passed.
    if (rows.length === 0 && booked === null) return false;
  }
  return false;
}

type TakenAlong = { readonly rows: readonly RowChange[]; readonly booked: Booked | null };

const nothing: TakenAlong = Object.freeze({ rows: [], booked: null });

/**
 * A cancel that is done has taken away what the steps before it would still have changed. What was
 * captured for them, and for those that were given up right before, was never delivered.
 */
async function takenAlong(
  { reader, objects }: ProviderStepDeps,
  step: ProviderStep,
): Promise<TakenAlong> {
  if (step.operation !== 'cancel') return nothing;
  const why = { decidedBy: 'job:provider-steps', reason: `Cancelled by ${step.stepId}.` };
  const { tenantId, object, externalId } = step;
  const open = await reader.openSteps(tenantId, step);
  const passed = open.filter(
    (other) => compareSteps(other, step) < 0 && other.status !== 'under_way',
  );
  const rows = passed.map((other) => stepMoveRow(other, 'give_up', why));
  const passedIds = new Set(passed.map(({ stepId }) => stepId));
  const ofObject = await reader.stepsOfObject(tenantId, step, stepsLookedAt);
  const after = ofObject.map((other): ProviderStep => {
    return passedIds.has(other.stepId) ? { ...other, status: 'given_up' } : other;
  });
  const { steps } = givenUpBefore(step, after);
  const current = steps.length === 0 ? null : await objects[object](tenantId, externalId);
  return { rows, booked: current === null ? null : bookedFor(current, steps, why) };
}
