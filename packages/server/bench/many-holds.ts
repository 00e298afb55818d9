import { copyFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { BenchOptions } from './bench-options.ts';
import {
  type Books,
  fillWithHolds,
  ledgerContestant,
  makeBooks,
  openLedger,
  rawContestant,
} from './ledger.ts';
import { medians, type Result, resultOf, speedsOf, takeTurns } from './measure.ts';

const lineCount = 10_000;
const few = 10_000;
const many = 1_000_000;
const perRun = 8_000;

/** How a ledger with a million open holds slows down, beside how the raw loop does. */
export async function compareManyHolds(options: BenchOptions): Promise<readonly Result[]> {
  const fewHolds = await pairOfBooks('few', few, options);
  const manyHolds = await pairOfBooks('many', many, options);
  const fewStorage = await openLedger(fewHolds.ours.folder, options);
  const manyStorage = await openLedger(manyHolds.ours.folder, options);
  const oursFew = ledgerContestant(
    'ledger, ten thousand open holds',
    fewStorage,
    fewHolds.ours.organizations,
    perRun,
  );
  const oursMany = ledgerContestant(
    'ledger, a million open holds',
    manyStorage,
    manyHolds.ours.organizations,
    perRun,
  );
  const rawFew = await rawContestant('raw loop, ten thousand', fewHolds.raw, perRun);
  const rawMany = await rawContestant('raw loop, a million', manyHolds.raw, perRun);
  const contestants = [oursFew, rawFew, oursMany, rawMany];
  for (const contestant of contestants) await contestant.run();
  const speeds = await takeTurns(contestants, options.rounds);
  rawFew.close();
  rawMany.close();
  await fewStorage.close();
  await manyStorage.close();
  const kept = (after: typeof oursMany, before: typeof oursFew) =>
    speedsOf(speeds, after).map(
      (speed, round) => speed / (speedsOf(speeds, before)[round] ?? Number.NaN),
    );
  const keptByRaw = kept(rawMany, rawFew);
  const ratios = kept(oursMany, oursFew).map((ours, round) => ours / (keptByRaw[round] ?? 1));
  return [
    resultOf(
      {
        name: 'a million open holds on SQLite',
        question:
          'The part of its speed that the ledger keeps from ten thousand open holds to a million, ' +
          'against the part that the raw loop keeps.',
        unit: 'ratio',
        limit: { atLeast: 0.9 },
        aim: null,
        boundBy: 'the indexes: more of their pages are touched and written for each batch.',
      },
      ratios,
      medians(speeds),
    ),
  ];
}

/** Two data folders with the same lines and the same open holds. */
async function pairOfBooks(name: string, holds: number, options: BenchOptions) {
  const ours = await makeBooks(join(options.scratch, `${name}-ours`), lineCount, options);
  await fillWithHolds(ours, holds);
  const raw: Books = { ...ours, folder: join(options.scratch, `${name}-raw`) };
  mkdirSync(raw.folder);
  copyFileSync(join(ours.folder, 'aval.db'), join(raw.folder, 'aval.db'));
  return { ours, raw };
}
