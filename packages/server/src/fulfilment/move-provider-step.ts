import { present } from '../kernel/assert.ts';
import type { Clock, Instant } from '../kernel/clock.ts';
import type { Ids, ProviderStepId, TenantId } from '../kernel/ids.ts';
import type { KeyReader, RowChange, UnitKey, UnitOfWork } from '../kernel/unit-of-work.ts';
import { goneObject } from './gone-object.ts';
import type { FulfilmentReader } from './ports.ts';
import { isEnded, type ProviderStep, type StepStatus } from './provider-step.ts';
import type {
  Booked,
  CommitSteps,
  DueStepReader,
  GiveBack,
  ProviderStepReader,
} from './provider-step-ports.ts';
import type { ProviderStepRefusal } from './provider-step-refusals.ts';
import { providerStepRow, stepMoveRow } from './provider-step-rows.ts';
import { compareSteps } from './step-order.ts';
import { undoneChange } from './undone-change.ts';

/** Who moves a step, with which key. */
export type StepCall = {
  readonly tenantId: TenantId;
  readonly actor: string;
  readonly key: UnitKey | null;
  readonly deadlineAt: Instant | null;
};

type Named = { readonly stepId: ProviderStepId; readonly version: bigint };

/** What a move made of a step. */
export type StepReceipt = {
  readonly stepId: ProviderStepId;
  readonly status: StepStatus;
  readonly version: number;
  /** The step that takes back what the provider may have done all the same. */
  readonly compensatedBy: ProviderStepId | null;
  /** Later steps of the object that were given up with it. */
  readonly alsoGivenUp: readonly ProviderStepId[];
};

export type StepAnswer =
  | { readonly kind: 'done'; readonly repeated: boolean; readonly receipt: StepReceipt }
  | { readonly kind: 'refused'; readonly refusal: ProviderStepRefusal }
  | { readonly kind: 'key_reused' };

export type ProviderStepMoves = {
  /** Tries a step again that failed, at once and with fresh patience. */
  readonly retry: (call: StepCall, request: Named) => Promise<StepAnswer>;
  /**
   * Nobody carries the step out any more. With a create its object ends, the credit that was booked
   * for it is given back, and the later steps of the object go too, but for a cancel. With a change
   * that no later step brings along, the object is again as it was before, and what was booked for
   * the change is given back. Where the provider may have done it all the same, a step is written that
   * takes it back.
   */
  readonly giveUp: (
    call: StepCall,
    request: Named & { readonly reason: string },
  ) => Promise<StepAnswer>;
};

export type StepMoveDeps = {
  readonly reader: Pick<DueStepReader, 'openSteps'> &
    Pick<ProviderStepReader, 'providerStep' | 'stepsOfObject'>;
  readonly commit: CommitSteps;
  readonly objects: Pick<FulfilmentReader, 'subscription' | 'asset' | 'bookMark'>;
  /** Commits a unit, and with it gives back what was booked for something that never came to be. */
  readonly giveBack: GiveBack;
  readonly keys: KeyReader;
  readonly clock: Clock;
  readonly ids: Ids;
};

/** What people do with steps that fail. A move is made on the version that was looked at, or not at all. */
export function createProviderStepMoves(deps: StepMoveDeps): ProviderStepMoves {
  return {
    retry: (call, request) =>
      move(deps, call, request, async (step): Promise<Change | ProviderStepRefusal> => {
        if (step.status === 'waiting') return { code: 'fulfilment.provider_step_not_tried' };
        const row = stepMoveRow(step, 'retry', {
          attempts: 0,
          nextAttemptAt: deps.clock.now(),
          isRestarted: true,
          decidedBy: call.actor,
        });
        return { rows: [row], receipt: receiptOf(step, 'waiting') };
      }),

    giveUp: (call, request) =>
      move(deps, call, request, async (step): Promise<Change | ProviderStepRefusal> => {
        const why = { decidedBy: call.actor, reason: request.reason };
        const receipt = receiptOf(step, 'given_up');
        if (step.operation !== 'create') {
          const { rows, booked, compensatedBy, isUndone } = await undoneChange(deps, step, why);
          const row = stepMoveRow(step, 'give_up', { ...why, isUndone });
          return { rows: [row, ...rows], receipt: { ...receipt, compensatedBy }, booked };
        }
        const row = stepMoveRow(step, 'give_up', why);
        // Read before the steps: a call that comes in between changes the object, and refuses the unit.
        const gone = await goneObject(deps, step, why);
        const left = await afterCreate(deps, step, why);
        if ('code' in left) return left;
        const rows = [row, ...left.rows, ...gone.rows];
        return { rows, receipt: { ...receipt, ...left.receipt }, booked: gone.booked };
      }),
  };
}

type LeftBehind = {
  readonly rows: readonly RowChange[];
  readonly receipt: Partial<StepReceipt>;
};

type Change = {
  readonly rows: readonly RowChange[];
  readonly receipt: StepReceipt;
  /** What was booked for the step, and goes back with it. */
  readonly booked?: Booked | null;
};

/** What a create that is given up leaves behind it. */
async function afterCreate(
  { reader, ids }: StepMoveDeps,
  create: ProviderStep,
  why: { readonly decidedBy: string; readonly reason: string },
): Promise<LeftBehind | ProviderStepRefusal> {
  const open = await reader.openSteps(create.tenantId, create);
  const later = open.filter((step) => compareSteps(step, create) > 0);
  if (later.some(({ status }) => status === 'under_way')) {
    return { code: 'fulfilment.provider_step_under_way' };
  }
  const gone = later.filter(({ operation }) => operation !== 'cancel');
  const rows = gone.map((step) => stepMoveRow(step, 'give_up', why));
  const alsoGivenUp = gone.map(({ stepId }) => stepId);
  const isCleaned = !create.isUnclear || gone.length < later.length;
  if (isCleaned) return { rows, receipt: { alsoGivenUp } };
  const compensatedBy = ids.next('step');
  const cancel = providerStepRow({
    ...create,
    stepId: compensatedBy,
    operation: 'cancel',
    objectVersion: later.at(-1)?.objectVersion ?? create.objectVersion,
    compensates: create.stepId,
  });
  return { rows: [...rows, cancel], receipt: { alsoGivenUp, compensatedBy } };
}

function receiptOf(step: ProviderStep, status: StepStatus): StepReceipt {
  const version = Number(step.version) + 1;
  return { stepId: step.stepId, status, version, compensatedBy: null, alsoGivenUp: [] };
}

async function move(
  { reader, commit, giveBack, keys }: StepMoveDeps,
  call: StepCall,
  { stepId, version }: Named,
  change: (step: ProviderStep) => Promise<Change | ProviderStepRefusal>,
): Promise<StepAnswer> {
  const { tenantId, key } = call;
  // A repeat would be judged on what its first call made of the step, so the key comes first.
  if (key !== null && (await keys.used(tenantId, key)) !== null) {
    return answerOf(await commit(unitOf(call, [])));
  }
  const step = await reader.providerStep(tenantId, stepId);
  if (step === null) return refused('fulfilment.provider_step_unknown');
  if (isEnded(step)) return refused('fulfilment.provider_step_ended');
  if (step.version !== version) return refused('fulfilment.provider_step_changed');
  if (step.status === 'under_way') return refused('fulfilment.provider_step_under_way');
  const changed = await change(step);
  if ('code' in changed) return { kind: 'refused', refusal: changed };
  const memo = JSON.stringify(changed.receipt);
  const unit = { ...unitOf(call, changed.rows), memo };
  const { booked = null } = changed;
  const outcome = await (booked === null ? commit(unit) : giveBack(booked, unit));
  if (outcome.kind === 'done' || isReused(outcome)) return answerOf(outcome);
  return refused('fulfilment.provider_step_changed');
}

type Outcome = Awaited<ReturnType<CommitSteps>>;

function answerOf(outcome: Outcome): StepAnswer {
  if (outcome.kind === 'refused') return { kind: 'key_reused' };
  const receipt = JSON.parse(present(outcome.memo, 'memo of a move')) as StepReceipt;
  return { kind: 'done', repeated: outcome.repeated, receipt };
}

function isReused({ reasons }: Extract<Outcome, { kind: 'refused' }>): boolean {
  return reasons.some(({ code }) => code === 'key.other_content');
}

function refused(code: ProviderStepRefusal['code']): StepAnswer {
  return { kind: 'refused', refusal: { code } };
}

function unitOf(
  { tenantId, key, deadlineAt }: StepCall,
  ifDone: readonly RowChange[],
): UnitOfWork<never> {
  return { tenantId, key, deadlineAt, credit: [], rows: { ifDone, ifRefused: [] } };
}
