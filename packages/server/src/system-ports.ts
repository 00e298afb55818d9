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
    random: (length) => randomBytes(length),
  };
}

export const systemClock: Clock = { now: () => instant(BigInt(Date.now()) * millisecond) };
