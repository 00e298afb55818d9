import { type Clock, type Instant, minute, second } from '../kernel/clock.ts';

export type AttemptLimit = {
  /** Counts an attempt; null when it may go on, else the seconds to wait. */
  readonly begin: (source: string, account: string) => number | null;
  /** Takes back what the attempts of a source counted for an account, once one was right. */
  readonly forgive: (source: string, account: string) => void;
};

const windowUs = 15n * minute;
const namesMax = 20_000;

/** Failures within a quarter of an hour that are still answered. */
const mostByPair = 10;
const mostBySource = 100;
const mostByAccount = 100;

type Count = { readonly since: Instant; attempts: number };

/**
 * Bounds guessing: by source and account together, by source alone, and by account alone, the last
 * two wide enough that a shared address or a stranger's guesses do not lock a person out. Counts
 * live in this process; with several servers each counts for itself.
 */
export function createAttemptLimit(clock: Clock): AttemptLimit {
  const counts = new Map<string, Count>();

  const countOf = (name: string, now: Instant): Count => {
    const found = counts.get(name);
    if (found !== undefined && now - found.since < windowUs && now >= found.since) return found;
    const fresh = { since: now, attempts: 0 };
    counts.delete(name);
    counts.set(name, fresh);
    const oldest = counts.keys().next();
    if (counts.size > namesMax && oldest.done !== true) counts.delete(oldest.value);
    return fresh;
  };

  return {
    begin: (source, account) => {
      const now = clock.now();
      const limits = limitsOf(source, account).map(
        ([name, most]) => [countOf(name, now), most] as const,
      );
      const spent = limits.find(([count, most]) => count.attempts >= most);
      if (spent !== undefined) {
        const left = spent[0].since + windowUs - now;
        return Number((left + second - 1n) / second);
      }
      for (const [count] of limits) count.attempts += 1;
      return null;
    },
    forgive: (source, account) => {
      const [pair, ...others] = limitsOf(source, account).map(([name]) => name);
      const attempts = counts.get(pair ?? '')?.attempts ?? 0;
      for (const name of others) {
        const count = counts.get(name);
        if (count !== undefined) count.attempts = Math.max(0, count.attempts - attempts);
      }
      counts.delete(pair ?? '');
    },
  };
}

function limitsOf(source: string, account: string) {
  return [
    [`pair ${source} ${account}`, mostByPair],
    [`source ${source}`, mostBySource],
    [`account ${account}`, mostByAccount],
  ] as const;
}
