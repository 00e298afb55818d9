import type { CreditOutcome, CreditUnit } from '../../credit/index.ts';
import { type Clock, type Instant, toMilliseconds } from '../../kernel/clock.ts';
import { Fault, fromPlainFault } from '../../kernel/fault.ts';
import type { UnitReply } from './run-units.ts';

export type GroupCommit = {
  readonly commit: (unit: CreditUnit) => Promise<CreditOutcome>;
  /** Resolves when nothing waits and nothing is under way; later commits are refused. */
  readonly drain: () => Promise<void>;
  readonly waiting: () => number;
};

export type GroupCommitOptions = {
  readonly run: (units: readonly CreditUnit[]) => Promise<readonly UnitReply[]>;
  readonly clock: Clock;
  /** Most units in one transaction. */
  readonly batchMax: number;
  /** How many batches may be under way: 2 keeps a worker busy while answers travel. */
  readonly batchesAtOnceMax: number;
  /** Most units that wait; one more is a fault, so that a stall does not eat the memory. */
  readonly waitingMax: number;
};

type Waiting = {
  readonly unit: CreditUnit;
  readonly resolve: (outcome: CreditOutcome) => void;
  readonly reject: (error: Error) => void;
};

/**
 * Group commit: units that arrive while a batch is under way form the next one. There is no timer,
 * the commit in flight is the timer.
 */
export function createGroupCommit(options: GroupCommitOptions): GroupCommit {
  const queue: Waiting[] = [];
  let atWork = 0;
  let isClosed = false;
  let isScheduled = false;
  let onIdle: (() => void)[] = [];

  const commit = (unit: CreditUnit) =>
    new Promise<CreditOutcome>((resolve, reject) => {
      if (isClosed) return reject(closedFault());
      if (queue.length >= options.waitingMax) return reject(overloadedFault());
      queue.push({ unit, resolve, reject });
      schedule();
    });

  // One macrotask of patience lets the requests of one read from the socket travel together.
  const schedule = () => {
    if (isScheduled || atWork >= options.batchesAtOnceMax) return;
    isScheduled = true;
    setImmediate(() => {
      isScheduled = false;
      dispatch();
    });
  };

  const dispatch = () => {
    while (queue.length > 0 && atWork < options.batchesAtOnceMax) {
      const batch = takeFresh(queue.splice(0, options.batchMax), options.clock);
      if (batch.length === 0) continue;
      atWork += 1;
      void work(batch);
    }
    settleIdle();
  };

  const work = async (batch: readonly Waiting[]) => {
    try {
      const replies = await options.run(batch.map(({ unit }) => unit));
      for (const [index, waiting] of batch.entries()) answer(waiting, replies[index]);
    } catch (error) {
      for (const { reject } of batch)
        reject(error instanceof Error ? error : new Error(String(error)));
    } finally {
      atWork -= 1;
      dispatch();
    }
  };

  const settleIdle = () => {
    if (queue.length > 0 || atWork > 0) return;
    const idle = onIdle;
    onIdle = [];
    for (const resolve of idle) resolve();
  };

  return {
    commit,
    waiting: () => queue.length,
    drain: () =>
      new Promise((resolve) => {
        isClosed = true;
        onIdle.push(resolve);
        settleIdle();
      }),
  };
}

function answer(waiting: Waiting, reply: UnitReply | undefined): void {
  if (reply === undefined) waiting.reject(new Error('a batch left a unit without an answer'));
  else if ('fault' in reply) waiting.reject(fromPlainFault(reply.fault));
  else waiting.resolve(reply.outcome);
}

/** Leaves out the units whose caller has given up: they are not begun any more. */
function takeFresh(batch: readonly Waiting[], clock: Clock): readonly Waiting[] {
  const now = clock.now();
  return batch.filter(({ unit, reject }) => {
    const late = lateFault(unit, now);
    if (late !== null) reject(late);
    return late === null;
  });
}

/** What a unit whose deadline has passed is answered; null where it may still begin. */
export function lateFault({ deadlineAt }: CreditUnit, now: Instant): Fault | null {
  if (deadlineAt === null || deadlineAt > now) return null;
  return new Fault('deadline.exceeded', {
    publicText: 'The request took too long. Nothing was changed.',
    detail: `deadline passed ${toMilliseconds(now) - toMilliseconds(deadlineAt)} ms ago`,
  });
}

export function closedFault(): Fault {
  return new Fault('storage.closed', {
    publicText: 'The server is stopping. Nothing was changed.',
  });
}

export function overloadedFault(): Fault {
  return new Fault('storage.overloaded', {
    publicText: 'Too many changes are waiting. Nothing was changed.',
  });
}
