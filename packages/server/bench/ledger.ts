import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { OrganizationId } from '../src/kernel/ids.ts';
import { setUpWriter } from '../src/storage/sqlite/connection-settings.ts';
import { loadDriver } from '../src/storage/sqlite/driver.ts';
import { openSqliteStorage } from '../src/storage/sqlite/sqlite-storage.ts';
import type { Storage } from '../src/storage/storage.ts';
import type { BenchOptions } from './bench-options.ts';
import { type Contestant, inFlight, speedOf } from './measure.ts';
import { createRawLoop } from './raw-sqlite.ts';
import { clock, holdUnit, ids, openLines, tenantId } from './world.ts';

/** Calls under way: two batches, one at the disk while the next one forms. */
const atOnce = 256;
/** Holds in one transaction of the raw loop: as many as a batch of ours has. */
const rawBatch = 64;

/** A data folder with lines that have room for every hold of a run. */
export type Books = {
  readonly folder: string;
  readonly organizations: readonly OrganizationId[];
};

export async function openLedger(folder: string, { bundles }: BenchOptions): Promise<Storage> {
  mkdirSync(folder, { recursive: true });
  return openSqliteStorage({
    folder,
    writer: { workerPath: join(bundles, 'storage-worker.js') },
    clock,
    onFatal: (error) => {
      throw error;
    },
  });
}

export async function makeBooks(
  folder: string,
  lines: number,
  options: BenchOptions,
): Promise<Books> {
  const storage = await openLedger(folder, options);
  const organizations = await openLines(storage, lines);
  await storage.close();
  return { folder, organizations };
}

/** Our ledger as the server uses it: many callers, a worker that writes. */
export function ledgerContestant(
  name: string,
  storage: Storage,
  organizations: readonly OrganizationId[],
  perRun: number,
): Contestant {
  return { name, run: () => speedOf(perRun, () => placeHolds(storage, organizations, perRun)) };
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

/** The rival, on a file of its own with the same schema, settings and lines. */
export async function rawContestant(
  name: string,
  { folder, organizations }: Books,
  perRun: number,
): Promise<Contestant & { readonly close: () => void }> {
  const { open } = await loadDriver();
  const connection = open(join(folder, 'aval.db'));
  setUpWriter(connection);
  // Nobody copies the log for it: at this length it loses least time.
  connection.exec('pragma wal_autocheckpoint = 16000');
  const loop = createRawLoop(connection, tenantId);
  return {
    name,
    run: async () => {
      const holdIds = Array.from({ length: perRun }, () => ids.next('hold'));
      return speedOf(perRun, () => loop.run(organizations, holdIds, rawBatch));
    },
    close: () => connection.close(),
  };
}

/** Places open holds faster than any server may: nothing has to survive yet. */
export async function fillWithHolds(books: Books, count: number): Promise<void> {
  const { open } = await loadDriver();
  const connection = open(join(books.folder, 'aval.db'));
  setUpWriter(connection);
  connection.exec('pragma synchronous = off; pragma cache_size = -1000000');
  const loop = createRawLoop(connection, tenantId);
  for (let done = 0; done < count; done += fillStep) {
    const holdIds = Array.from({ length: Math.min(fillStep, count - done) }, () =>
      ids.next('hold'),
    );
    loop.run(books.organizations, holdIds, fillStep);
  }
  connection.exec('pragma wal_checkpoint(truncate)');
  connection.close();
}

const fillStep = 10_000;
