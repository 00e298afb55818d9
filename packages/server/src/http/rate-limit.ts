import { type Clock, type Instant, minute, second } from '../kernel/clock.ts';
import { HttpFault } from './http-fault.ts';

/**
 * How often each caller may call: a bucket that holds the calls of a minute and fills again evenly.
 * It belongs to one process; several servers have one each.
 */
export type RateLimit = {
  /** Throws a `HttpFault` of status 429 with `Retry-After` where the bucket is empty. */
  readonly take: (caller: string, perMinute: number) => void;
};

/** `left` counts in parts of a call: a call costs as many as a minute has microseconds. */
type Bucket = { readonly at: Instant; readonly left: bigint };

/** Callers that are remembered: whoever is forgotten begins with a full bucket. */
const bucketsMax = 10_000;

export function createRateLimit(clock: Clock): RateLimit {
  const buckets = new Map<string, Bucket>();
  return {
    take: (caller, callsPerMinute) => {
      const perMinute = BigInt(callsPerMinute);
      const now = clock.now();
      const left = refilled(buckets.get(caller), perMinute, now);
      const isEmpty = left < minute;
      // Deleted first, so that the first one is always the one that was used least lately.
      buckets.delete(caller);
      const [oldest] = buckets.keys();
      if (buckets.size >= bucketsMax && oldest !== undefined) buckets.delete(oldest);
      buckets.set(caller, { at: now, left: isEmpty ? left : left - minute });
      if (!isEmpty) return;
      const perSecond = perMinute * second;
      const seconds = (minute - left + perSecond - 1n) / perSecond;
      throw new HttpFault(
        429,
        'http.too_many_requests',
        {},
        { headers: { 'retry-after': String(seconds) } },
      );
    },
  };
}

function refilled(before: Bucket | undefined, perMinute: bigint, now: Instant): bigint {
  const full = perMinute * minute;
  if (before === undefined) return full;
  const passed = now > before.at ? now - before.at : 0n;
  const left = before.left + passed * perMinute;
  return left > full ? full : left;
}
