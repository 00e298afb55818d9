/** One contestant of a comparison; `run` does a fixed amount of work and gives operations per second. */
export type Contestant = { readonly name: string; readonly run: () => Promise<number> };

export type Comparison = {
  readonly name: string;
  readonly question: string;
  /** Ours over the rival's, in the same rounds. */
  readonly ratio: number;
  readonly ratios: readonly number[];
  readonly atLeast: number;
  readonly aim: number | null;
  readonly perSecond: Readonly<Record<string, number>>;
  readonly boundBy: string;
};

/**
 * Runs both contestants in turn, round by round, so that a busy machine slows both. The ratio of each
 * round is taken first and the median of those told: a slow round is slow for both sides.
 */
export async function compare(
  about: Pick<Comparison, 'name' | 'question' | 'atLeast' | 'aim' | 'boundBy'>,
  ours: Contestant,
  rival: Contestant,
  rounds: number,
): Promise<Comparison> {
  const ratios: number[] = [];
  const speeds: Record<string, number[]> = { [ours.name]: [], [rival.name]: [] };
  for (let round = 0; round < rounds; round += 1) {
    const order = round % 2 === 0 ? [ours, rival] : [rival, ours];
    const perSecond = new Map<Contestant, number>();
    for (const contestant of order) perSecond.set(contestant, await contestant.run());
    const own = perSecond.get(ours) ?? 0;
    const other = perSecond.get(rival) ?? 1;
    ratios.push(own / other);
    speeds[ours.name]?.push(own);
    speeds[rival.name]?.push(other);
  }
  return {
    ...about,
    ratio: round3(median(ratios)),
    ratios: ratios.map(round3),
    perSecond: Object.fromEntries(
      Object.entries(speeds).map(([name, all]) => [name, Math.round(median(all))]),
    ),
  };
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
