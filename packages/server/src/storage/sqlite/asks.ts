import { fromPlainFault } from '../../kernel/fault.ts';
import { overloadedFault } from '../batch/group-commit.ts';
import type { FromWorker, ToWorker } from './worker-messages.ts';

/** The main thread's side of what is answered beside the connection. */
export type Asks = {
  readonly ask: (question: unknown) => Promise<unknown>;
  /** A message of the worker that belongs to a question. */
  readonly hear: (message: Extract<FromWorker, { type: 'answers' | 'notAnswered' }>) => void;
  /** No answer will come any more. */
  readonly fail: (error: Error) => void;
  /** Resolves when no question is open. */
  readonly settled: () => Promise<void>;
};

type Open = {
  readonly resolve: (answer: unknown) => void;
  readonly reject: (error: Error) => void;
};

/** Most questions that are open; one more is a fault, so that a stall does not eat the memory. */
const openMax = 20_000;

/** Questions of one turn of the event loop leave in one message. */
export function createAsks(tell: (message: ToWorker) => void): Asks {
  const open = new Map<number, Open>();
  let questions: unknown[] = [];
  let nextId = 1;
  let onSettled: (() => void)[] = [];

  const leave = () => {
    const [leaving, firstId] = [questions, nextId - questions.length];
    questions = [];
    tell({ type: 'ask', firstId, questions: leaving });
  };
  const close = (id: number): Open | undefined => {
    const one = open.get(id);
    open.delete(id);
    if (open.size === 0) {
      for (const resolve of onSettled) resolve();
      onSettled = [];
    }
    return one;
  };

  return {
    ask: (question) =>
      new Promise((resolve, reject) => {
        if (open.size >= openMax) return reject(overloadedFault());
        open.set(nextId, { resolve, reject });
        nextId += 1;
        if (questions.length === 0) setImmediate(leave);
        questions.push(question);
      }),
    hear: (message) => {
      if (message.type === 'notAnswered') {
        const { id, fault } = message;
        close(id)?.reject(typeof fault === 'string' ? new Error(fault) : fromPlainFault(fault));
        return;
      }
      for (const [index, id] of message.ids.entries()) close(id)?.resolve(message.answers[index]);
    },
    fail: (error) => {
      for (const id of [...open.keys()]) close(id)?.reject(error);
    },
    settled: () =>
      new Promise((resolve) => {
        if (open.size === 0) resolve();
        else onSettled.push(resolve);
      }),
  };
}
