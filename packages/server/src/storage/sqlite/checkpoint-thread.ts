import { Worker } from 'node:worker_threads';
import { Defect } from '../../kernel/assert.ts';

/** What the checkpoint thread is started with. */
export type CheckpointStart = { readonly checkpoints: string };
export type ToCheckpointThread = 'copy' | 'close';
export type FromCheckpointThread = { readonly failure: string | null };

export type CheckpointThread = {
  /** Copies what the log holds into the data file, while others write. One call at a time. */
  readonly copy: () => Promise<void>;
  readonly close: () => Promise<void>;
};

/**
 * The handle of a thread that copies the log of `file` into the file. `script` is the bundled worker,
 * `storage-worker.js`. The thread starts with the first copy, and again should it have ended: a server
 * that writes little never has it.
 */
export function createCheckpointThread(script: string | URL, file: string): CheckpointThread {
  let thread: Worker | null = null;
  let pending: { readonly resolve: () => void; readonly reject: (error: Error) => void } | null =
    null;

  const start = () => {
    const started = new Worker(script, {
      workerData: { checkpoints: file } satisfies CheckpointStart,
      execArgv: [],
      resourceLimits: { maxYoungGenerationSizeMb: 2 },
    });
    const end = (failure: Error | null) => {
      const asked = pending;
      pending = null;
      if (failure === null) asked?.resolve();
      else asked?.reject(failure);
    };
    started.on('message', ({ failure }: FromCheckpointThread) =>
      end(failure === null ? null : new Error(failure)),
    );
    started.on('error', end);
    started.on('exit', (code) => {
      if (thread === started) thread = null;
      end(new Error(`The checkpoint thread ended with code ${code}.`));
    });
    return started;
  };

  return {
    copy: () =>
      new Promise((resolve, reject) => {
        if (pending !== null) throw new Defect('the log is copied already');
        thread ??= start();
        pending = { resolve, reject };
        thread.postMessage('copy' satisfies ToCheckpointThread);
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
