import { parentPort, workerData } from 'node:worker_threads';
import { present } from '../../kernel/assert.ts';
import { instant, millisecond } from '../../kernel/clock.ts';
import { StorageRefused } from '../storage-refused.ts';
import { loadDriver } from './driver.ts';
import type { ScanStart } from './scan-messages.ts';
import { serveScans } from './serve-scans.ts';
import { openSqliteEngine, type SqliteEngine } from './sqlite-engine.ts';
import {
  type FromWorker,
  type ToWorker,
  toReplyText,
  type WorkerStart,
} from './worker-messages.ts';

/**
 * The storage worker: a thread with the one writing connection, a thin shell around the engine,
 * which the tests run in their own thread; or a thread for the reads that may take long.
 */
const port = present(parentPort, 'parent of the storage worker');
const tell = (message: FromWorker) => port.postMessage(message);

async function start(): Promise<SqliteEngine> {
  const { open } = await loadDriver();
  return openSqliteEngine({
    ...(workerData as WorkerStart),
    open,
    clock: { now: () => instant(BigInt(Date.now()) * millisecond) },
    onFatal: (error) => tell({ type: 'fatal', message: describe(error) }),
  });
}

async function obey(engine: SqliteEngine, message: ToWorker): Promise<void> {
  if (message.type === 'run') {
    const { id, units } = message;
    const replies = await engine.run(units);
    tell({ type: 'replies', id, replies: replies.map(toReplyText) });
    return;
  }
  if (message.type === 'forgetKeys') {
    const { id, usedBefore, atMost } = message;
    try {
      tell({ type: 'forgotten', id, count: await engine.forgetKeys(usedBefore, atMost) });
    } catch (error) {
      tell({ type: 'notForgotten', id, message: describe(error) });
    }
    return;
  }
  await engine.close();
  tell({ type: 'closed' });
  port.close();
}

function describe(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const cause = error.cause === undefined ? '' : `\ncaused by ${describe(error.cause)}`;
  return `${error.stack ?? error.message}${cause}`;
}

if (isForScans(workerData)) {
  const { scans } = workerData;
  const { open } = await loadDriver();
  serveScans(port, open, scans);
} else {
  await begin();
}

function isForScans(start: ScanStart | WorkerStart): start is ScanStart {
  return 'scans' in start;
}

async function begin(): Promise<void> {
  try {
    const engine = await start();
    // An error here ends the thread: the main thread then knows that batches may be unanswered.
    port.on('message', (message: ToWorker) => void obey(engine, message));
    tell({ type: 'ready' });
  } catch (error) {
    if (error instanceof StorageRefused) {
      tell({ type: 'refused', code: error.code, message: error.message });
    } else {
      tell({ type: 'failed', message: describe(error) });
    }
    port.close();
  }
}
