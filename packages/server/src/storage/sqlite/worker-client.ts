import { Worker } from 'node:worker_threads';
import type { UnitReply } from '../batch/run-units.ts';
import { StorageRefused } from '../storage-refused.ts';
import { type Asks, createAsks } from './asks.ts';
import { commitUnknownFault, stoppedFault } from './faults.ts';
import type { SqliteEngine } from './sqlite-engine.ts';
import {
  type FromWorker,
  fromReplyText,
  type ToWorker,
  type WorkerStart,
} from './worker-messages.ts';

type Pending = {
  readonly resolve: (replies: readonly UnitReply[]) => void;
  readonly reject: (error: Error) => void;
};

type Forgetting = {
  readonly resolve: (count: number) => void;
  readonly reject: (error: Error) => void;
};

export type WorkerEngineOptions = WorkerStart & {
  /** The bundled worker: `storage-worker.js`. */
  readonly workerPath: string | URL;
  /** What the file holds is not known any more, or the thread has ended by itself. */
  readonly onFatal: (error: Error) => void;
};

/** The engine in its thread, and what works beside it there. */
export type WorkerEngine = SqliteEngine & Pick<Asks, 'ask'>;

/** Starts the storage worker. Throws `StorageRefused` where the worker refuses the file. */
export async function startWorkerEngine(options: WorkerEngineOptions): Promise<WorkerEngine> {
  const { workerPath, onFatal, ...start } = options;
  const worker = new Worker(workerPath, {
    workerData: start satisfies WorkerStart,
    execArgv: [],
    // Room for the baskets of two batches, which live until their commit: with less they are copied over
    // and over, and more is memory for nothing.
    resourceLimits: { maxYoungGenerationSizeMb: 24 },
  });
  const pending = new Map<number, Pending>();
  const forgetting = new Map<number, Forgetting>();
  let nextId = 1;
  let onClosed: (() => void) | null = null;
  let ended: Error | null = null;

  const tell = (message: ToWorker) => worker.postMessage(message);
  const asks = createAsks(tell);
  const end = (error: Error) => {
    if (ended !== null) return;
    ended = error;
    // Whatever the thread had in its hands may have been committed.
    for (const { reject } of pending.values()) reject(commitUnknownFault(error));
    pending.clear();
    for (const { reject } of forgetting.values()) reject(stoppedFault(error));
    forgetting.clear();
    asks.fail(commitUnknownFault(error));
    if (onClosed === null) onFatal(error);
    else onClosed();
  };

  await ready(worker);
  worker.on('message', (message: FromWorker) => {
    if (message.type === 'replies') {
      pending.get(message.id)?.resolve(message.replies.map(fromReplyText));
      pending.delete(message.id);
    } else if (message.type === 'answers' || message.type === 'notAnswered') {
      asks.hear(message);
    } else if (message.type === 'forgotten') {
      forgetting.get(message.id)?.resolve(message.count);
      forgetting.delete(message.id);
    } else if (message.type === 'notForgotten') {
      forgetting.get(message.id)?.reject(stoppedFault(new Error(message.message)));
      forgetting.delete(message.id);
    } else if (message.type === 'fatal') onFatal(new Error(message.message));
  });
  worker.on('error', (error) => end(asError(error)));
  worker.on('exit', (code) => end(new Error(`The storage worker ended with code ${code}.`)));

  return {
    run: (units) =>
      new Promise((resolve, reject) => {
        if (ended !== null) return reject(stoppedFault(ended));
        pending.set(nextId, { resolve, reject });
        tell({ type: 'run', id: nextId, units });
        nextId += 1;
      }),
    forgetKeys: (usedBefore, atMost) =>
      new Promise((resolve, reject) => {
        if (ended !== null) return reject(stoppedFault(ended));
        forgetting.set(nextId, { resolve, reject });
        tell({ type: 'forgetKeys', id: nextId, usedBefore, atMost });
        nextId += 1;
      }),
    ask: (question) => (ended === null ? asks.ask(question) : Promise.reject(stoppedFault(ended))),
    close: async () => {
      await asks.settled();
      await new Promise<void>((resolve) => {
        if (ended !== null) return resolve();
        onClosed = resolve;
        tell({ type: 'close' });
      });
    },
  };
}

/** Waits for the worker's first word. */
async function ready(worker: Worker): Promise<void> {
  const message = await new Promise<FromWorker>((resolve, reject) => {
    worker.once('message', resolve);
    worker.once('error', reject);
    worker.once('exit', (code) => reject(new Error(`The storage worker ended with code ${code}.`)));
  });
  for (const event of ['error', 'exit'] as const) worker.removeAllListeners(event);
  if (message.type === 'ready') return;
  if (message.type === 'refused') throw new StorageRefused(message.code, message.message);
  throw new Error(message.type === 'failed' ? message.message : `unexpected ${message.type}`);
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}
