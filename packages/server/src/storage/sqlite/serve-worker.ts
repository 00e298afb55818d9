import { parentPort, workerData } from 'node:worker_threads';
import { present } from '../../kernel/assert.ts';
import type { Clock } from '../../kernel/clock.ts';
import { Fault, plainFault } from '../../kernel/fault.ts';
import { StorageRefused } from '../storage-refused.ts';
import { type AnswerBeside, type StorageBeside, storageBeside } from './beside.ts';
import { type CheckpointStart, createCheckpointThread } from './checkpoint-thread.ts';
import { loadDriver } from './driver.ts';
import type { ScanStart } from './scan-messages.ts';
import { serveCheckpoints } from './serve-checkpoints.ts';
import { serveScans } from './serve-scans.ts';
import { openSqliteEngine, type SqliteEngine } from './sqlite-engine.ts';
import { createWaves } from './waves.ts';
import {
  type FromWorker,
  type ToWorker,
  toReplyText,
  type WorkerStart,
} from './worker-messages.ts';

export type WorkerParts = {
  /** The machine's. */
  readonly clock: Clock;
  /** What works beside the connection. */
  readonly answerBeside: (storage: StorageBeside) => AnswerBeside;
};

/**
 * The storage worker: a thread with the one writing connection, a thin shell around the engine,
 * which the tests run in their own thread; or a thread for the reads that may take long.
 */
export async function serveStorageWorker(parts: WorkerParts): Promise<void> {
  const start = workerData as ScanStart | CheckpointStart | WorkerStart;
  if ('scans' in start) {
    const { open } = await loadDriver();
    serveScans(port, open, start.scans);
    return;
  }
  if ('checkpoints' in start) {
    const { open } = await loadDriver();
    serveCheckpoints(port, open, start.checkpoints);
    return;
  }
  try {
    const engine = await openEngine(start, parts.clock);
    const answer = createAnswers(parts.answerBeside(storageBeside(engine)));
    // An error here ends the thread: the main thread then knows that batches may be unanswered.
    port.on('message', (message: ToWorker) => {
      if (message.type === 'ask') answer(message);
      else void obey(engine, message);
    });
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

const port = present(parentPort, 'parent of the storage worker');
const tell = (message: FromWorker) => port.postMessage(message);

async function openEngine(start: WorkerStart, clock: Clock) {
  const { open } = await loadDriver();
  return openSqliteEngine({
    ...start,
    open,
    clock,
    checkpointThread: createCheckpointThread(new URL(import.meta.url), start.file),
    onFatal: (error) => tell({ type: 'fatal', message: describe(error) }),
  });
}

/**
 * Questions under way together: enough for a batch. While this thread has that one, the main thread
 * has the answers of the last one, and the questions of the next.
 */
const questionsAtOnce = 128;

/** Answers that are ready together, as those of one batch are, leave in one message. */
function createAnswers(answerOne: AnswerBeside) {
  let ids: number[] = [];
  let answers: unknown[] = [];
  const leave = () => {
    tell({ type: 'answers', ids, answers });
    ids = [];
    answers = [];
  };
  const answer = createWaves<Asked>(questionsAtOnce, async ({ id, question }) => {
    try {
      const ready = await answerOne(question);
      // After all that is ready by now has said so.
      if (ids.length === 0) process.nextTick(leave);
      ids.push(id);
      answers.push(ready);
    } catch (error) {
      const fault = error instanceof Fault ? plainFault(error) : describe(error);
      tell({ type: 'notAnswered', id, fault });
    }
  });
  return ({ firstId, questions }: Extract<ToWorker, { type: 'ask' }>) => {
    for (const [index, question] of questions.entries()) answer({ id: firstId + index, question });
  };
}

type Asked = { readonly id: number; readonly question: unknown };

async function obey(engine: SqliteEngine, message: Exclude<ToWorker, { type: 'ask' }>) {
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
