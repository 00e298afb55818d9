import { Worker } from 'node:worker_threads';
import { Defect } from '../../kernel/assert.ts';

/** What the checkpoint thread is started with. */
export type CheckpointStart = { readonly checkpoints: string };
export type ToCheckpointThread = { readonly pagesMin: number } | 'close';
export type FromCheckpointThread = { readonly copied: boolean } | { readonly failure: string };

export type CheckpointThread = {
  /**
   * Copies the log into the data file, while others write, where it has `pagesMin` pages or more; says
   * whether it did. One call at a time.
   */
  readonly copy: (pagesMin: number) => Promise<boolean>;
  readonly close: () => Promise<void>;
};

type Pending = {
  readonly resolve: (copied: boolean) => void;
  readonly reject: (error: Error) => void;
};

/**
 * The handle of a thread that copies the log of `file` into the file. `script` is the bundled worker,
 * `storage-worker.js`. The thread starts with the first call, and again should it have ended: a server
 * that writes little never has it.
 */
export function createCheckpointThread(script: string | URL, file: string): CheckpointThread {
  let thread: Worker | null = null;
  let pending: Pending | null = null;

  const start = () => {
    const started = new Worker(script, {
      workerData: { checkpoints: file } satisfies CheckpointStart,
      execArgv: [],
      resourceLimits: { maxYoungGenerationSizeMb: 2 },
    });
    const end = (how: (asked: Pending) => void) => {
      const asked = pending;
      pending = null;
      if (asked !== null) how(asked);
    };
    const fail = (error: Error) => end(({ reject }) => reject(error));
    started.on('message', (message: FromCheckpointThread) => {
      if ('copied' in message) end(({ resolve }) => resolve(message.copied));
      else fail(new Error(message.failure));
    });
    started.on('error', fail);
    started.on('exit', (code) => {
      if (thread === started) thread = null;
      fail(new Error(`The checkpoint thread ended with code ${code}.`));
    });
    return started;
  };

  return {
    copy: (pagesMin) =>
      new Promise((resolve, reject) => {
        if (pending !== null) throw new Defect('the log is copied already');
        thread ??= start();
        pending = { resolve, reject };
        thread.postMessage({ pagesMin } satisfies ToCheckpointThread);
      }),
    close: async () => {
      if (thread === null) return;
      const open = thread;
      const ended = new Promise((resolve) => open.once('exit', resolve));
      open.postMessage('close' satisfies ToCheckpointThread);
      await ended;
    },
  };
}
