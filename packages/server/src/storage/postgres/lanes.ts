import type { CreditOutcome, CreditUnit } from '../../credit/index.ts';
import { present } from '../../kernel/assert.ts';
import type { Clock } from '../../kernel/clock.ts';
import {
  closedFault,
  createGroupCommit,
  type GroupCommit,
  overloadedFault,
} from '../batch/group-commit.ts';
import type { UnitReply } from '../batch/run-units.ts';

export type Lanes = {
  readonly commit: (unit: CreditUnit) => Promise<CreditOutcome>;
  /** Resolves when nothing waits and nothing is under way; later commits are refused. */
  readonly drain: () => Promise<void>;
};

export type LanesOptions = {
  /** Runs the units of one tenant; one call at a time for each lane. */
  readonly run: (lane: number, units: readonly CreditUnit[]) => Promise<readonly UnitReply[]>;
  /** Commands with the same text share rows, so they go to the same lane. */
  readonly rootOf: (unit: CreditUnit) => string;
  readonly clock: Clock;
  readonly lanes: number;
  readonly batchMax: number;
  /** Most units that wait in all lanes together. */
  readonly waitingMax: number;
};

/** A tenant spreads to one lane more for each so many units that it has on their way. */
const unitsPerLane = 64;

/**
 * A few batches side by side. A lane runs one batch at a time, and a batch never mixes tenants: each
 * tenant has a queue of its own in each lane, and the tenants of a lane take turns. So a hot line
 * delays its lane alone, and a busy tenant no other for longer than a batch.
 *
 * All batches of a tenant meet at its counter row, so a tenant with little to do stays in one lane:
 * one batch of thirty is faster than four of eight that wait for each other. The lanes are for
 * speed; what is right is the locks' business.
 */
export function createLanes(options: LanesOptions): Lanes {
  const { run, rootOf, clock, batchMax, waitingMax } = options;
  const lanes = Array.from({ length: options.lanes }, (_, lane) => createLane(lane));
  const busy = new Map<string, number>();
  let waiting = 0;
  let isClosed = false;

  function createLane(lane: number) {
    const queues = new Map<string, Queue>();
    const takeTurn = createTurns();
    const queueOf = (tenantId: string): Queue => {
      const known = queues.get(tenantId);
      if (known !== undefined) return known;
      const group = createGroupCommit({
        run: (units) => takeTurn(() => run(lane, units)),
        clock,
        batchMax,
        batchesAtOnceMax: 1,
        waitingMax,
      });
      const queue = { group, inside: 0 };
      queues.set(tenantId, queue);
      return queue;
    };
    return async (unit: CreditUnit) => {
      const queue = queueOf(unit.tenantId);
      queue.inside += 1;
      try {
        return await queue.group.commit(unit);
      } finally {
        queue.inside -= 1;
        if (queue.inside === 0) queues.delete(unit.tenantId);
      }
    };
  }

  const laneOf = ({ tenantId }: CreditUnit, root: string, unitsOnTheirWay: number) => {
    const spread = Math.min(lanes.length, 1 + Math.floor(unitsOnTheirWay / unitsPerLane));
    const lane = lanes[(hash(tenantId) + (hash(root) % spread)) % lanes.length];
    return present(lane, 'lane');
  };

  let onIdle: (() => void)[] = [];
  const settleIdle = () => {
    if (waiting > 0) return;
    const idle = onIdle;
    onIdle = [];
    for (const resolve of idle) resolve();
  };

  return {
    commit: async (unit) => {
      if (isClosed) throw closedFault();
      if (waiting >= waitingMax) throw overloadedFault();
      const before = busy.get(unit.tenantId) ?? 0;
      busy.set(unit.tenantId, before + 1);
      waiting += 1;
      try {
        return await laneOf(unit, rootOf(unit), before)(unit);
      } finally {
        waiting -= 1;
        const left = (busy.get(unit.tenantId) ?? 1) - 1;
        if (left === 0) busy.delete(unit.tenantId);
        else busy.set(unit.tenantId, left);
        settleIdle();
      }
    },
    drain: () =>
      new Promise((resolve) => {
        isClosed = true;
        onIdle.push(resolve);
        settleIdle();
      }),
  };
}

type Queue = { readonly group: GroupCommit; inside: number };

/** Whoever asks first has the first turn; a tenant that has had its own asks anew, behind others. */
function createTurns(): <Value>(work: () => Promise<Value>) => Promise<Value> {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const turn = last.then(work);
    last = turn.catch(() => {});
    return turn;
  };
}

/** FNV-1a: the same text goes the same way, whatever the process. */
function hash(text: string): number {
  let sum = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) {
    sum = Math.imul(sum ^ text.charCodeAt(index), 0x01000193);
  }
  return sum >>> 0;
}
