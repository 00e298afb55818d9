/** A job that runs again and again, never twice at once. */
export type Job = { readonly stop: () => Promise<void> };

/**
 * Runs `work` at once, or after a first pause, and then again `pauseMs` after it ended. A failure is handed to `onFailure`
 * and the job goes on; `stop` waits for the run that is under way.
 */
export function every(
  pauseMs: number,
  work: () => Promise<unknown>,
  onFailure: (error: unknown) => void,
  firstPauseMs = 0,
): Job {
  let timer: NodeJS.Timeout | null = null;
  let isStopped = false;
  let running: Promise<void> = Promise.resolve();
  const runAfter = (ms: number) => {
    timer = setTimeout(run, ms);
    timer.unref();
  };
  const run = () => {
    running = work()
      .then(() => {}, onFailure)
      .then(() => {
        if (!isStopped) runAfter(pauseMs);
      });
  };
  if (firstPauseMs === 0) run();
  else runAfter(firstPauseMs);
  return {
    stop: async () => {
      isStopped = true;
      if (timer !== null) clearTimeout(timer);
      await running;
    },
  };
}
