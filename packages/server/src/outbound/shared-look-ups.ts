export type SharedLookUps<Answer> = {
  /** Joins the look-up of this key that is under way and ends in time, else begins one. */
  readonly join: (key: string, endsAtMs: number, begin: () => Promise<Answer>) => Promise<Answer>;
};

/**
 * One look-up for all who ask for the same thing at the same time. Nothing is kept: who asks after
 * it has ended begins another.
 */
export function createSharedLookUps<Answer>(): SharedLookUps<Answer> {
  const underWay = new Map<
    string,
    { readonly endsAtMs: number; readonly answer: Promise<Answer> }
  >();
  return {
    join: (key, endsAtMs, begin) => {
      const joined = underWay.get(key);
      if (joined !== undefined && joined.endsAtMs <= endsAtMs) return joined.answer;
      const answer = begin().finally(() => {
        if (underWay.get(key)?.answer === answer) underWay.delete(key);
      });
      underWay.set(key, { endsAtMs, answer });
      return answer;
    },
  };
}
