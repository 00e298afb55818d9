import { type Instant, instant } from '../../kernel/clock.ts';
import type { SequenceName } from '../../kernel/unit-of-work.ts';
import type { StoredSequence } from './batch-io.ts';

/** The sequences of one tenant while a batch runs. What a failed batch has counted was never taken. */
export type Counting = {
  /** The instant, or the one of the last number where that is later: times never go back. */
  readonly notBefore: (at: Instant) => Instant;
  /** The next number; null without a sequence. */
  readonly next: (name: SequenceName | undefined) => bigint | null;
  /** The sequences in which something was counted. */
  readonly counted: (at: Instant) => readonly StoredSequence[];
};

export function createCounting(stored: readonly StoredSequence[]): Counting {
  const known = new Map(stored.map(({ name, lastNumber }) => [name, lastNumber]));
  const counted = new Set<SequenceName>();
  return {
    notBefore: (at) =>
      instant(stored.reduce((latest, { lastAt }) => (lastAt > latest ? lastAt : latest), at)),
    next: (name) => {
      if (name === undefined) return null;
      const number = (known.get(name) ?? 0n) + 1n;
      known.set(name, number);
      counted.add(name);
      return number;
    },
    counted: (at) =>
      [...counted].map((name) => ({ name, lastNumber: known.get(name) ?? 0n, lastAt: at })),
  };
}
