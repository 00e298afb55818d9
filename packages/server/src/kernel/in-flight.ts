export type InFlight<Answer> = {
  /** Joins the work under this key that is under way and ends in time, else begins it. */
  readonly join: (
    key: string,
    endsAt: number | bigint,
    begin: () => Promise<Answer>,
  ) => Promise<Answer>;
};

/**
 * One piece of work for all who want the same at the same time. Nothing is kept: who asks after it
 * has ended, well or badly, begins another.
 */
export function createInFlight<Answer>(): InFlight<Answer> {
  const underWay = new Map<
    string,
    { readonly endsAt: number | bigint; readonly answer: Promise<Answer> }
  >();
  return {
    join: (key, endsAt, begin) => {
      const joined = underWay.get(key);
      if (joined !== undefined && joined.endsAt <= endsAt) return joined.answer;
      const answer = begin();
      const forget = () => {
        if (underWay.get(key)?.answer === answer) underWay.delete(key);
      };
      underWay.set(key, { endsAt, answer });
      // Before whoever waits for it hears of it.
      void answer.then(forget, forget);
      return answer;
    },
  };
}
