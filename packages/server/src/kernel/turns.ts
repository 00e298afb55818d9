export type Turns = {
  /** Does the work when all that was handed in before under this key has ended, well or badly. */
  readonly take: <Value>(key: string, work: () => Promise<Value>) => Promise<Value>;
};

/** One piece of work after another for those who would only get in each other's way. */
export function createTurns(): Turns {
  const lasts = new Map<string, Promise<unknown>>();
  return {
    take: (key, work) => {
      const turn = (lasts.get(key) ?? Promise.resolve()).then(work);
      const last = turn
        .catch(() => {})
        .finally(() => {
          if (lasts.get(key) === last) lasts.delete(key);
        });
      lasts.set(key, last);
      return turn;
    },
  };
}
