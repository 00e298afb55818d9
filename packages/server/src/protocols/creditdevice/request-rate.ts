import { type Clock, second } from '../../kernel/clock.ts';

/** Whether a credential may ask once more in this second. */
export type RequestRate = (actor: string, perSecond: number | null) => boolean;

const countsMax = 10_000;

/** Counts the requests of each credential in this process; the seconds begin with the first one. */
export function createRequestRate(clock: Clock): RequestRate {
  const counts = new Map<string, { readonly startedAt: bigint; count: number }>();
  return (actor, perSecond) => {
    if (perSecond === null) return true;
    const now = clock.now();
    const running = counts.get(actor);
    if (running === undefined || now < running.startedAt || now - running.startedAt >= second) {
      counts.delete(actor);
      if (counts.size >= countsMax) counts.clear();
      counts.set(actor, { startedAt: now, count: 1 });
      return true;
    }
    running.count += 1;
    return running.count <= perSecond;
  };
}
