import { accept, type Result, refuse } from '../kernel/result.ts';

export type PasswordQueue = {
  readonly run: <Value>(
    source: string,
    work: () => Promise<Value>,
  ) => Promise<Result<Value, BusyRefusal>>;
};

type BusyRefusal = { readonly code: 'access.busy'; readonly retryAfterSeconds: number };

type Job = { readonly source: string; readonly start: () => void };

const atOnceMax = 2;
const waitingMax = 32;
const waitingOfSourceMax = 4;

/**
 * Slow hashes two at a time, and one for each source, so that nobody can fill the processor with
 * them or keep others from signing in. What does not fit in the queue is told to come back.
 */
export function createPasswordQueue(): PasswordQueue {
  const waiting: Job[] = [];
  const active: string[] = [];

  const startNext = () => {
    if (active.length >= atOnceMax) return;
    const index = waiting.findIndex(({ source }) => !active.includes(source));
    if (index === -1) return;
    const [job] = waiting.splice(index, 1);
    job?.start();
  };

  const done = (source: string) => {
    active.splice(active.indexOf(source), 1);
    startNext();
  };

  return {
    run: async (source, work) => {
      const ofSource = waiting.filter((job) => job.source === source).length;
      if (waiting.length >= waitingMax || ofSource >= waitingOfSourceMax) {
        return refuse({ code: 'access.busy', retryAfterSeconds: 5 });
      }
      await new Promise<void>((resolve) => {
        const start = () => {
          active.push(source);
          resolve();
        };
        waiting.push({ source, start });
        startNext();
      });
      try {
        return accept(await work());
      } finally {
        done(source);
      }
    },
  };
}
