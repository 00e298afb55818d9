import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { OrganizationId } from '../src/kernel/ids.ts';
import { setUpWriter } from '../src/storage/sqlite/connection-settings.ts';
import { loadDriver } from '../src/storage/sqlite/driver.ts';
import { openSqliteStorage } from '../src/storage/sqlite/sqlite-storage.ts';
import type { Storage } from '../src/storage/storage.ts';
import { type Comparison, type Contestant, compare, inFlight, speedOf } from './measure.ts';
import { createRawLoop } from './raw-sqlite.ts';
import { clock, holdUnit, ids, openLines, tenantId } from './world.ts';

const perRun = 20_000;
/** Calls under way: two batches, one at the disk while the next one forms. */
const atOnce = 256;
/** Holds in one transaction of the raw loop: as many as a batch of ours has. */
const rawBatch = 128;

type Ledger = {
  readonly folder: string;
  readonly storage: Storage;
  readonly hot: readonly OrganizationId[];
  readonly many: readonly OrganizationId[];
};

/** Our ledger on a file, with one hot line and ten thousand lines. */
export async function openLedger(root: string, workerPath: string): Promise<Ledger> {
  mkdirSync(root, { recursive: true });
  const folder = mkdtempSync(join(root, 'sqlite-'));
  const storage = await openSqliteStorage({
    folder,
    writer: { workerPath },
    clock,
    onFatal: (error) => {
      throw error;
    },
  });
  const hot = await openLines(storage, 1);
  const many = await openLines(storage, 10_000);
  return { folder, storage, hot, many };
}

export async function placeHolds(
  storage: Storage,
  organizations: readonly OrganizationId[],
  count: number,
): Promise<void> {
  await inFlight(count, atOnce, async (index) => {
    const organization = organizations[index % organizations.length] as OrganizationId;
    const outcome = await storage.commit(holdUnit(organization, index));
    if (outcome.kind !== 'done') throw new Error(`a hold was refused: ${outcome.kind}`);
  });
}

function ours(name: string, ledger: Ledger, lines: readonly OrganizationId[]): Contestant {
  return {
    name,
    run: () => speedOf(perRun, () => placeHolds(ledger.storage, lines, perRun)),
  };
}

/** A loop over a file of its own with the same schema, settings and lines. */
async function rawContestant(root: string, workerPath: string, hot: boolean) {
  const ledger = await openLedger(root, workerPath);
  await ledger.storage.close();
  const { open } = await loadDriver();
  const connection = open(join(ledger.folder, 'aval.db'));
  setUpWriter(connection);
  const loop = createRawLoop(connection, tenantId);
  const lines = hot ? ledger.hot : ledger.many;
  const run = async (count: number) => {
    const holdIds = Array.from({ length: count }, () => ids.next('hold'));
    return speedOf(count, () => loop.run(lines, holdIds, rawBatch));
  };
  return { run, close: () => connection.close() };
}

export async function compareHoldsOnSqlite(
  root: string,
  workerPath: string,
  rounds: number,
): Promise<readonly Comparison[]> {
  const ledger = await openLedger(root, workerPath);
  const raw = await rawContestant(root, workerPath, false);
  const rawHot = await rawContestant(root, workerPath, true);
  const many = ours('ledger, 10,000 lines', ledger, ledger.many);
  const hot = ours('ledger, one line', ledger, ledger.hot);
  const loop: Contestant = { name: 'raw loop', run: () => raw.run(perRun) };
  const hotLoop: Contestant = { name: 'raw loop, one line', run: () => rawHot.run(perRun) };
  await many.run();
  await loop.run();
  const results = [
    await compare(
      {
        name: 'holds on SQLite',
        question: 'Holds a second over 10,000 lines, against a raw batched loop in one thread.',
        atLeast: 0.6,
        aim: 0.8,
        boundBy: 'the same inserts in the worker thread; beside them the rule, ids and the message',
      },
      many,
      loop,
      rounds,
    ),
    await compare(
      {
        name: 'holds of one customer on SQLite',
        question: 'Holds a second on one line, against the raw loop on one line.',
        atLeast: 0.6,
        aim: 0.8,
        boundBy: 'as above; the line is read and written once in a batch, not once for each hold',
      },
      hot,
      hotLoop,
      rounds,
    ),
    await compare(
      {
        name: 'one hot line',
        question: 'Holds a second on one line, against the same over 10,000 lines.',
        atLeast: 0.9,
        aim: null,
        boundBy: 'one line is one row in a batch; many lines are as many rows',
      },
      hot,
      many,
      rounds,
    ),
  ];
  raw.close();
  rawHot.close();
  await ledger.storage.close();
  rmSync(root, { recursive: true, force: true });
  return results;
}
