import { Worker } from 'node:worker_threads';
import type { Reads } from '../reads/reads.ts';
import type { SqliteValue } from './driver.ts';
import { readsOn } from './reads-on.ts';
import type { FromScan, ScanStart, ToScan } from './scan-messages.ts';

export type ScanThreadOptions = {
  /** The bundled worker: `storage-worker.js`. */
  readonly workerPath: string | URL;
  readonly file: string;
};

/**
 * Reads that may pass over many rows, in a thread of their own: whoever asks for a list must not keep
 * everybody else waiting. The thread starts with the first of them, and again should it have ended.
 * Destroying the handle ends the thread.
 */
export function createScanReads(options: ScanThreadOptions): Reads {
  return readsOn(createScanThread(options));
}

type Pending = {
  readonly resolve: (rows: readonly unknown[]) => void;
  readonly reject: (error: Error) => void;
};

function createScanThread({ workerPath, file }: ScanThreadOptions) {
  let running: { readonly worker: Worker; readonly pending: Map<number, Pending> } | null = null;
  let lastId = 0;

  const start = () => {
    const worker = new Worker(workerPath, {
      workerData: { scans: file } satisfies ScanStart,
      execArgv: [],
      resourceLimits: { maxYoungGenerationSizeMb: 8 },
    });
    const pending = new Map<number, Pending>();
    const end = (error: Error) => {
      if (running?.worker === worker) running = null;
      for (const { reject } of pending.values()) reject(error);
      pending.clear();
    };
    worker.on('message', (message: FromScan) => {
      const asked = pending.get(message.id);
      pending.delete(message.id);
      // Waiting for an answer keeps the process alive, the thread itself does not.
      if (pending.size === 0) worker.unref();
      if (message.type === 'rows') asked?.resolve(message.rows);
      else asked?.reject(new Error(message.message));
    });
    worker.on('error', end);
    worker.on('exit', (code) => end(new Error(`The scan thread ended with code ${code}.`)));
    return { worker, pending };
  };

  return {
    read: (text: string, values: readonly SqliteValue[]) =>
      new Promise<readonly unknown[]>((resolve, reject) => {
        running ??= start();
        const { worker, pending } = running;
        lastId += 1;
        pending.set(lastId, { resolve, reject });
        worker.ref();
        worker.postMessage({ type: 'read', id: lastId, text, values } satisfies ToScan);
      }),
    close: async () => {
      if (running === null) return;
      const { worker } = running;
      const ended = new Promise((resolve) => worker.once('exit', resolve));
      worker.ref();
      worker.postMessage({ type: 'close' } satisfies ToScan);
      await ended;
    },
  };
}
