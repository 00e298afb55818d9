import { Worker } from 'node:worker_threads';
import type { Examine } from '../decisions/index.ts';
import type { LookAtRules } from '../fulfilment/index.ts';
import { assert } from '../kernel/assert.ts';
import { Fault } from '../kernel/fault.ts';
import type { TenantId } from '../kernel/ids.ts';
import { accept, refuse } from '../kernel/result.ts';
import type { FromRulesetThread, ToRulesetThread } from './ruleset-messages.ts';

export type RulesetThreadOptions = {
  /** The bundled worker: `ruleset-worker.js`. */
  readonly workerPath: string | URL;
  /** What one look may take, with the start of the thread. */
  readonly limitMs?: number;
  /** A thread that was asked nothing for so long ends. */
  readonly idleMs?: number;
};

export type RulesetThread = {
  readonly examine: Examine;
  readonly lookAtRules: LookAtRules;
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
  readonly question: ToRulesetThread;
  readonly end: (ended: Ended) => void;
};

type Answer = Exclude<FromRulesetThread, { readonly type: 'failed' }>;
type Ended = { readonly answer: Answer } | { readonly fault: Fault } | 'too slow';

/**
 * Looks at rulesets and business rules in a thread of their own, one at a time, so that however tangled a table is,
 * everybody else is answered meanwhile. A look that takes too long, or too much memory, ends
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
      end(message.type === 'failed' ? { fault: failed(message.message) } : { answer: message }),
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

  const run = async (question: ToRulesetThread): Promise<Ended> => {
    worker ??= start();
    const asked = worker;
    // Waiting for an answer keeps the process alive, the thread itself does not.
    asked.ref();
    let timer: NodeJS.Timeout | undefined;
    const ended = await new Promise<Ended>((resolve) => {
      endCurrent = resolve;
      timer = setTimeout(() => resolve('too slow'), limitMs);
      asked.postMessage(question);
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
      next.end(await run(next.question));
      waiting.shift();
    }
    isBusy = false;
    idle = setTimeout(() => void giveUp(), idleMs);
    idle.unref();
  };

  /** Null for what took too long. */
  const ask = async (tenantId: TenantId, question: ToRulesetThread): Promise<Answer | null> => {
    if (isClosed) throw stopped();
    const own = waiting.filter((one) => one.tenantId === tenantId).length;
    if (own >= waitingMaxOfTenant || waiting.length >= waitingMax) throw crowded();
    const ended = await new Promise<Ended>((end) => {
      waiting.push({ tenantId, question, end });
      void work();
    });
    if (ended === 'too slow') return null;
    if ('fault' in ended) throw ended.fault;
    return ended.answer;
  };
  const seconds = Math.ceil(limitMs / 1_000);

  return {
    examine: async (tenantId, examination) => {
      const answer = await ask(tenantId, examination);
      if (answer === null) return refuse({ code: 'decisions.ruleset_too_slow', seconds });
      assert(answer.type === 'examined', 'an answer about a ruleset');
      return accept(answer.examined);
    },
    lookAtRules: async (tenantId, question) => {
      const answer = await ask(tenantId, question);
      if (answer === null) return refuse({ code: 'fulfilment.rules_too_slow', seconds });
      assert(answer.type === 'rules_looked_at', 'an answer about business rules');
      return accept(answer.lookedAt);
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
