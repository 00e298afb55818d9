import { type Clock, type Instant, second } from '../kernel/clock.ts';
import { HttpFault } from './http-fault.ts';

/**
 * How often each caller may call: a bucket that holds the calls of a span of time and fills again
 * evenly. It belongs to one process; several servers have one each.
 */
export type RateLimit = {
  /** Throws a `HttpFault` of status 429 with `Retry-After` where the bucket is empty. */
  readonly take: (caller: string, callsPerSpan: number) => void;
};

/** `left` counts in parts of a call: a call costs as many as the span has microseconds. */
type Bucket = { readonly at: Instant; readonly left: bigint };

/** Callers that are remembered: whoever is forgotten begins with a full bucket. */
const bucketsMax = 10_000;

export function createRateLimit(clock: Clock, spanUs: bigint): RateLimit {
  const buckets = new Map<string, Bucket>();
  return {
    take: (caller, callsPerSpan) => {
      const calls = BigInt(callsPerSpan);
      const now = clock.now();
      const left = refilled(buckets.get(caller), calls, spanUs, now);
      const isEmpty = left < spanUs;
      // Deleted first, so that the first one is always the one that was used least lately.
      buckets.delete(caller);
      const [oldest] = buckets.keys();
      if (buckets.size >= bucketsMax && oldest !== undefined) buckets.delete(oldest);
      buckets.set(caller, { at: now, left: isEmpty ? left : left - spanUs });
      if (!isEmpty) return;
      const perSecond = calls * second;
      const seconds = (spanUs - left + perSecond - 1n) / perSecond;
      throw new HttpFault(
        429,
        'http.too_many_requests',
        {},
        { headers: { 'retry-after': String(seconds) } },
      );
    },
  };
}

function refilled(before: Bucket | undefined, calls: bigint, spanUs: bigint, now: Instant): bigint {
  const full = calls * spanUs;
  if (before === undefined) return full;
  const passed = now > before.at ? now - before.at : 0n;
  const left = before.left + passed * calls;
  return left > full ? full : left;
}
