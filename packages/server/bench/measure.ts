import { setTimeout as pause } from 'node:timers/promises';

/** One side of a comparison; `run` does a fixed amount of work and gives operations per second. */
export type Contestant = { readonly name: string; readonly run: () => Promise<number> };

/** What a comparison or a measurement is about, and what it must reach. */
export type About = {
  readonly name: string;
  readonly question: string;
  readonly unit: 'ratio' | 'MB' | 's' | 'ms';
  readonly limit: { readonly atLeast: number } | { readonly atMost: number };
  readonly aim: number | null;
  readonly boundBy: string;
};

export type Result = About & {
  /** The median of `rounds`. */
  readonly value: number;
  readonly rounds: readonly number[];
  /** What the value was made of: operations per second, or what else was seen. */
  readonly figures: Readonly<Record<string, number>>;
};

/**
 * Runs both sides in turn, round by round, so that a busy machine slows both. The ratio of each round
 * is taken first and the median of those told: a slow round is slow for both sides.
 */
export async function compare(
  about: Omit<About, 'unit'>,
  ours: Contestant,
  rival: Contestant,
  rounds: number,
): Promise<Result> {
  const speeds = await takeTurns([ours, rival], rounds);
  const [own, other] = [speedsOf(speeds, ours), speedsOf(speeds, rival)];
  const ratios = own.map((speed, round) => speed / (other[round] ?? Number.NaN));
  return resultOf({ ...about, unit: 'ratio' }, ratios, medians(speeds));
}

/** The speeds of every contestant in every round; the order turns around from round to round. */
export async function takeTurns(
  contestants: readonly Contestant[],
  rounds: number,
): Promise<ReadonlyMap<Contestant, readonly number[]>> {
  const speeds = new Map<Contestant, number[]>(contestants.map((contestant) => [contestant, []]));
  for (let round = 0; round < rounds; round += 1) {
    const order = round % 2 === 0 ? contestants : contestants.toReversed();
    for (const contestant of order) {
      speeds.get(contestant)?.push(await contestant.run());
      await pause(restMs);
    }
  }
  return speeds;
}

/** For what a contestant still has to copy on the disk: it is not the next one's load. */
const restMs = 1_000;

export function resultOf(
  about: About,
  rounds: readonly number[],
  figures: Readonly<Record<string, number>>,
): Result {
  return { ...about, value: round3(median(rounds)), rounds: rounds.map(round3), figures };
}

export function speedsOf(
  speeds: ReadonlyMap<Contestant, readonly number[]>,
  contestant: Contestant,
): readonly number[] {
  return speeds.get(contestant) ?? [];
}

export function medians(
  speeds: ReadonlyMap<Contestant, readonly number[]>,
): Readonly<Record<string, number>> {
  return Object.fromEntries(
    [...speeds].map(([{ name }, all]) => [`${name}, a second`, Math.round(median(all))]),
  );
}

/** Whether a result is what it must be. */
export function holds({ value, limit }: Result): boolean {
  return 'atLeast' in limit ? value >= limit.atLeast : value <= limit.atMost;
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((left, right) => left - right);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2;
}

/** Operations per second of work that does `count` of them. */
export async function speedOf(count: number, work: () => void | Promise<void>): Promise<number> {
  const start = process.hrtime.bigint();
  await work();
  return (count * 1e9) / Number(process.hrtime.bigint() - start);
}

/** Keeps so many calls under way until `count` of them are done. */
export async function inFlight(
  count: number,
  atOnce: number,
  call: (index: number) => Promise<unknown>,
): Promise<void> {
  let next = 0;
  const lane = async () => {
    while (next < count) {
      const index = next;
      next += 1;
      await call(index);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, lane));
}

function round3(value: number): number {
  return Math.round(value * 1_000) / 1_000;
}
