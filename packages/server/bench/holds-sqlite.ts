import { join } from 'node:path';
import type { BenchOptions } from './bench-options.ts';
import { ledgerContestant, makeBooks, openLedger, rawContestant } from './ledger.ts';
import { compare, type Result } from './measure.ts';
import { openLines } from './world.ts';

const perRun = 20_000;
const lineCount = 10_000;

/** The ledger on SQLite against a loop that does the same reads and writes, and against itself. */
export async function compareHoldsOnSqlite(options: BenchOptions): Promise<readonly Result[]> {
  const folder = (name: string) => join(options.scratch, `holds-${name}`);
  const storage = await openLedger(folder('ours'), options);
  const manyLines = await openLines(storage, lineCount);
  const oneLine = await openLines(storage, 1);
  const many = ledgerContestant('ledger, 10,000 lines', storage, manyLines, perRun);
  const hot = ledgerContestant('ledger, one line', storage, oneLine, perRun);
  const raw = await rawContestant(
    'raw loop, 10,000 lines',
    await makeBooks(folder('raw'), lineCount, options),
    perRun,
  );
  const rawHot = await rawContestant(
    'raw loop, one line',
    await makeBooks(folder('raw-hot'), 1, options),
    perRun,
  );
  for (const contestant of [many, raw, hot, rawHot]) await contestant.run();
  const results = [
    await compare(
      {
        name: 'holds on SQLite',
        question:
          'Holds a second over 10,000 lines, against a raw loop in one thread that does the same ' +
          'reads and writes, 64 holds to a transaction, as many as a batch of ours.',
        limit: { atLeast: 0.6 },
        aim: 0.8,
        boundBy:
          'the storage worker: the same reads and inserts, and beside them the rule, the entry and ' +
          'the answer. Ids, keys and answers are made in the main thread meanwhile.',
      },
      many,
      raw,
      options.rounds,
    ),
    await compare(
      {
        name: 'holds of one customer on SQLite',
        question: 'Holds a second on one line, against the raw loop on one line.',
        limit: { atLeast: 0.6 },
        aim: 0.8,
        boundBy: 'as above; a line is read and written once in a batch, not once for each hold.',
      },
      hot,
      rawHot,
      options.rounds,
    ),
    await compare(
      {
        name: 'one hot line on SQLite',
        question: 'Holds a second on one line, against the same over 10,000 lines.',
        limit: { atLeast: 0.9 },
        aim: null,
        boundBy: 'one line is one row of a batch, many lines are as many.',
      },
      hot,
      many,
      options.rounds,
    ),
  ];
  raw.close();
  rawHot.close();
  await storage.close();
  return results;
}
