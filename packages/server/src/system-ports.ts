import { hash, randomBytes, randomFillSync } from 'node:crypto';
import { type Clock, instant, millisecond } from './kernel/clock.ts';
import type { Hash } from './kernel/hash.ts';
import { createIds, type Ids } from './kernel/ids.ts';

/** What the rooms get from the machine: its time, its chance, its digests. */
export type SystemPorts = {
  readonly clock: Clock;
  readonly ids: Ids;
  readonly hash: Hash;
  readonly random: (length: number) => Uint8Array;
};

export function createSystemPorts(clock: Clock = systemClock): SystemPorts {
  return {
    clock,
    ids: createIds({ now: clock.now, fillRandom: (bytes) => randomFillSync(bytes) }),
    // In one call: an object for each digest would be twice the work, and work for the collector.
    hash: { sha256: (text) => hash('sha256', text, 'hex') },
    random: createRandom(),
  };
}

export const systemClock: Clock = { now: () => instant(BigInt(Date.now()) * millisecond) };

const randomAtOnce = 4_096;

/** Bytes of chance, fetched many at a time: a call for each few costs as much as a small request. */
function createRandom(): SystemPorts['random'] {
  const pool = new Uint8Array(randomAtOnce);
  let used = pool.length;
  return (length) => {
    if (length > pool.length) return randomBytes(length);
    if (used + length > pool.length) {
      randomFillSync(pool);
      used = 0;
    }
    const bytes = pool.slice(used, used + length);
    // What was given away is not kept.
    pool.fill(0, used, used + length);
    used += length;
    return bytes;
  };
}
