import { Worker } from 'node:worker_threads';
import type { Examination, Examine, Examined } from '../decisions/index.ts';
import { Fault } from '../kernel/fault.ts';
import type { TenantId } from '../kernel/ids.ts';
import { accept, refuse } from '../kernel/result.ts';
import type { FromRulesetThread, ToRulesetThread } from './ruleset-messages.ts';

export type RulesetThreadOptions = {
  /** The bundled worker: `ruleset-worker.js`. */
  readonly workerPath: string | URL;
  /** What one examination may take, with the start of the thread. */
  readonly limitMs?: number;
  /** A thread that was asked nothing for so long ends. */
  readonly idleMs?: number;
};

export type RulesetThread = {
  readonly examine: Examine;
  /** Ends the thread; whoever waits gets a `Fault`. */
  readonly close: () => Promise<void>;
};

/** Ten times what the most tangled tables take that the gate looks at. */
const limitMsDefault = 15_000;
const idleMsDefault = 10_000;
/** Waiting or under way. One tenant alone cannot fill the queue for the others. */
const waitingMax = 32;
const waitingMaxOfTenant = 2;
const memoryMb = 256;

type Waiting = {
  readonly tenantId: TenantId;
  readonly examination: Examination;
  readonly end: (ended: Ended) => void;
};

type Ended = { readonly examined: Examined } | { readonly fault: Fault } | 'too slow';

/**
 * Examines rulesets in a thread of their own, one at a time, so that however tangled a table is,
 * everybody else is answered meanwhile. An examination that takes too long, or too much memory, ends
 * with its thread; the next one gets a new thread.
 */
export function createRulesetThread(options: RulesetThreadOptions): RulesetThread {
  const { workerPath, limitMs = limitMsDefault, idleMs = idleMsDefault } = options;
  const waiting: Waiting[] = [];
  let worker: Worker | null = null;
  let endCurrent: ((ended: Ended) => void) | null = null;
  let idle: NodeJS.Timeout | undefined;
  let isBusy = false;
  let isClosed = false;

  const start = () => {
    const made = new Worker(workerPath, {
      execArgv: [],
      resourceLimits: { maxOldGenerationSizeMb: memoryMb },
    });
    // What a thread says after it was given up is nobody's answer.
    const end = (ended: Ended) => {
      if (worker === made) endCurrent?.(ended);
    };
    made.on('message', (message: FromRulesetThread) =>
      end(message.type === 'examined' ? message : { fault: failed(message.message) }),
    );
    made.on('error', (error: Error & { readonly code?: string }) =>
      end(error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? 'too slow' : { fault: failed(error) }),
    );
    made.on('exit', () => end({ fault: failed('the thread ended') }));
    return made;
  };
  const giveUp = async () => {
    const given = worker;
    worker = null;
    await given?.terminate();
  };

  const run = async (examination: Examination): Promise<Ended> => {
    worker ??= start();
    const asked = worker;
    // Waiting for an answer keeps the process alive, the thread itself does not.
    asked.ref();
    let timer: NodeJS.Timeout | undefined;
    const ended = await new Promise<Ended>((resolve) => {
      endCurrent = resolve;
      timer = setTimeout(() => resolve('too slow'), limitMs);
      asked.postMessage(examination satisfies ToRulesetThread);
    });
    clearTimeout(timer);
    endCurrent = null;
    asked.unref();
    if (ended === 'too slow' || 'fault' in ended) await giveUp();
    return ended;
  };

  const work = async () => {
    if (isBusy) return;
    isBusy = true;
    clearTimeout(idle);
    for (let next = waiting[0]; next !== undefined; next = waiting[0]) {
      next.end(await run(next.examination));
      waiting.shift();
    }
    isBusy = false;
    idle = setTimeout(() => void giveUp(), idleMs);
    idle.unref();
  };

  return {
    examine: async (tenantId, examination) => {
      if (isClosed) throw stopped();
      const own = waiting.filter((one) => one.tenantId === tenantId).length;
      if (own >= waitingMaxOfTenant || waiting.length >= waitingMax) throw crowded();
      const ended = await new Promise<Ended>((end) => {
        waiting.push({ tenantId, examination, end });
        void work();
      });
      if (ended === 'too slow') {
        return refuse({ code: 'decisions.ruleset_too_slow', seconds: Math.ceil(limitMs / 1_000) });
      }
      if ('fault' in ended) throw ended.fault;
      return accept(ended.examined);
    },
    close: async () => {
      isClosed = true;
      clearTimeout(idle);
      for (const { end } of waiting.splice(1)) end({ fault: stopped() });
      endCurrent?.({ fault: stopped() });
      await giveUp();
    },
  };
}

function crowded(): Fault {
  return new Fault('storage.overloaded', {
    publicText: 'Too many rulesets are being looked at. Try again in a few seconds.',
  });
}

function stopped(): Fault {
  return new Fault('storage.closed', { publicText: 'The server is stopping.' });
}

function failed(cause: unknown): Fault {
  return new Fault('storage.unavailable', {
    publicText: 'The ruleset could not be looked at.',
    detail: 'the thread for rulesets failed',
    cause,
  });
}
