import type {
  DueStepReader,
  ProviderStep,
  ProviderStepReader,
  ServiceOf,
} from '../../src/fulfilment/index.ts';
import type { StepMoveDeps } from '../../src/fulfilment/move-provider-step.ts';
import type { CommitSteps } from '../../src/fulfilment/provider-step-ports.ts';
import { compareSteps, hasTurn } from '../../src/fulfilment/step-order.ts';
import type { Clock } from '../../src/kernel/clock.ts';
import type { RowChange, RowValues } from '../../src/kernel/unit-of-work.ts';

/** Steps in memory, with the guards that storage keeps; both engines are held to the same by tests. */
export type StepStore = {
  readonly reader: DueStepReader & Pick<ProviderStepReader, 'providerStep' | 'stepsOfObject'>;
  readonly commit: CommitSteps;
  readonly all: () => readonly ProviderStep[];
};

/** Steps alone: what a create that is given up does to its object is tried on a database. */
export const noObjects: Pick<StepMoveDeps, 'objects' | 'giveBack'> = {
  objects: { subscription: async () => null, asset: async () => null, bookMark: async () => null },
  giveBack: async () => {
    throw new Error('nothing is booked for an object that is not there');
  },
};

type StoreOptions = {
  readonly clock: Clock;
  /** Without it steps come as they are due, and the order of an object is lost. */
  readonly keepsOrder?: boolean;
  /** Without it two may be under way for one object. */
  readonly keepsOneUnderWay?: boolean;
};

export function createStepStore(options: StoreOptions): StepStore {
  const { clock, keepsOrder = true, keepsOneUnderWay = true } = options;
  let steps = new Map<string, ProviderStep>();
  const ofObject = ({ object, externalId }: Pick<ProviderStep, 'object' | 'externalId'>) =>
    [...steps.values()].filter((step) => step.object === object && step.externalId === externalId);
  const isOpen = (step: ProviderStep) => step.endedAt === null;
  const isDue = (step: ProviderStep, now: bigint) =>
    step.nextAttemptAt !== null && step.nextAttemptAt <= now;

  const write = (row: RowChange): 'row.exists' | 'row.changed' | null => {
    if (row.op === 'insert') {
      const step = changed({} as ProviderStep, row.values, clock.now());
      if (steps.has(step.stepId)) return 'row.exists';
      steps.set(step.stepId, step);
      return null;
    }
    const before = steps.get(String(row.where['step_id']));
    if (row.op === 'delete' || before === undefined) return 'row.changed';
    if (before.status !== row.where['status'] || before.version !== row.where['version']) {
      return 'row.changed';
    }
    const next = changed(before, row.set, clock.now());
    const others = ofObject(next).filter(({ stepId }) => stepId !== next.stepId);
    const isSecond = others.some(({ status }) => status === 'under_way');
    if (keepsOneUnderWay && next.status === 'under_way' && isSecond) return 'row.exists';
    steps.set(next.stepId, next);
    return null;
  };

  return {
    all: () => [...steps.values()],
    commit: async (unit) => {
      const saved = new Map(steps);
      for (const row of unit.rows.ifDone) {
        const code = write(row);
        if (code === null) continue;
        steps = saved;
        return { kind: 'refused', at: clock.now(), repeated: false, reasons: [{ code }] };
      }
      const { memo } = unit;
      const done = { kind: 'done', at: clock.now(), repeated: false, results: [] } as const;
      return memo === undefined ? done : { ...done, memo };
    },
    reader: {
      dueServices: async (now, limit) => {
        const of = new Map<string, ServiceOf>();
        for (const step of steps.values()) {
          const { tenantId, serviceId } = step;
          if (isDue(step, now)) of.set(`${tenantId}/${serviceId}`, { tenantId, serviceId });
        }
        return [...of.values()].slice(0, limit);
      },
      dueSteps: async (of, now, limit) =>
        [...steps.values()]
          .filter(({ serviceId }) => serviceId === of.serviceId)
          .filter((step) => isDue(step, now) && (!keepsOrder || hasTurn(step, ofObject(step))))
          .sort((left, right) => Number((left.nextAttemptAt ?? 0n) - (right.nextAttemptAt ?? 0n)))
          .slice(0, limit),
      openSteps: async (_tenantId, of) =>
        ofObject(of as ProviderStep)
          .filter(isOpen)
          .sort(compareSteps),
      providerStep: async (_tenantId, stepId) => steps.get(stepId) ?? null,
      stepsOfObject: async (_tenantId, of, limit) =>
        ofObject(of as ProviderStep)
          .sort((left, right) => (left.stepId < right.stepId ? 1 : -1))
          .slice(0, limit),
    },
  };
}

/** A step with columns of its row changed. */
function changed(step: ProviderStep, values: RowValues, now: bigint): ProviderStep {
  const next: Record<string, unknown> = { ...step };
  for (const [column, value] of Object.entries(values)) {
    const isBlank = typeof value === 'object' && value !== null && 'blank' in value;
    const [name, read] = columns[column] ?? [];
    if (name === undefined) throw new Error(`no column ${column}`);
    const plain = !isBlank ? value : value.blank === 'captureIds' ? '[]' : now;
    next[name] = read === undefined ? plain : read(plain);
  }
  return next as ProviderStep;
}

type Column = readonly [name: keyof ProviderStep, read?: (value: unknown) => unknown];

const fromJson = (value: unknown) => JSON.parse(String(value)) as unknown;
const fromJsonOrNull = (value: unknown) => (value === null ? null : fromJson(value));

const columns: Readonly<Record<string, Column>> = {
  tenant_id: ['tenantId'],
  step_id: ['stepId'],
  service_id: ['serviceId'],
  operation: ['operation'],
  object: ['object'],
  external_id: ['externalId'],
  object_version: ['objectVersion'],
  desired: ['desired', fromJson],
  settings: ['settings', fromJson],
  compensates: ['compensates'],
  previous: ['previous', fromJsonOrNull],
  captures: ['captureIds', fromJson],
  status: ['status'],
  attempts: ['attempts', Number],
  unclear: ['isUnclear', (value) => value === 1n],
  next_attempt_at_us: ['nextAttemptAt'],
  last_error: ['lastError'],
  created_at_us: ['createdAt'],
  tried_since_us: ['triedSince'],
  ended_at_us: ['endedAt'],
  decided_by: ['decidedBy'],
  reason: ['reason'],
  version: ['version'],
};
