import { copyFileSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Clock } from '../../src/kernel/clock.ts';
import { setUpReader, setUpWriter } from '../../src/storage/sqlite/connection-settings.ts';
import { loadDriver, type SqliteConnection } from '../../src/storage/sqlite/driver.ts';
import { createSqliteBatchIo } from '../../src/storage/sqlite/sqlite-batch-io.ts';
import { openSqliteEngine } from '../../src/storage/sqlite/sqlite-engine.ts';
import { createSqliteReads } from '../../src/storage/sqlite/sqlite-reads.ts';
import { createDatabaseViews } from './database-dump.ts';
import type { LedgerEngine } from './ledger-engine.ts';

export type SqliteWorld = {
  readonly open: (clock: Clock) => Promise<LedgerEngine>;
  readonly close: () => void;
};

/**
 * Files with the product's schema and settings, flushed on every commit. A crash takes the files as
 * they lie on the disk in the middle of what is going on, as a killed process leaves them, and opens
 * that copy.
 */
export async function createSqliteWorld(): Promise<SqliteWorld> {
  const { open } = await loadDriver();
  const folder = mkdtempSync(join(tmpdir(), 'aval-simulation-'));
  const first = join(folder, 'first.db');
  const onFatal = (error: Error) => {
    throw error;
  };
  const engine = await openSqliteEngine({
    open,
    file: first,
    clock: { now: () => 0n as ReturnType<Clock['now']> },
    mayMigrate: true,
    quickCheck: false,
    onFatal,
  });
  await engine.close();
  // A whole file without a log beside it, which a plain copy can take.
  const template = join(folder, 'template.db');
  const made = open(first);
  made.exec(`vacuum into '${template}'`);
  made.close();
  let count = 0;
  return {
    open: async (clock) => {
      const start = () => {
        count += 1;
        const file = join(folder, `${count}.db`);
        return {
          file,
          open: () => {
            const connection = open(file);
            setUpWriter(connection);
            const reader = open(file, { readOnly: true });
            setUpReader(reader);
            const io = createSqliteBatchIo({ connection, clock, onFatal });
            return { file, connection, io, db: createSqliteReads(reader) };
          },
        };
      };
      const begin = start();
      copyFileSync(template, begin.file);
      let now = begin.open();
      const stop = async () => {
        // A driver keeps a closed connection alive while statements of it are: end its transaction.
        if (isInTransaction(now.connection)) now.connection.exec('rollback');
        await now.db.destroy();
        now.connection.close();
        for (const suffix of ['', '-wal', '-shm']) rmSync(now.file + suffix, { force: true });
      };
      return {
        ...createDatabaseViews(() => now.db),
        io: () => now.io,
        crash: async () => {
          const next = start();
          copyFileSync(now.file, next.file);
          if (existsSync(`${now.file}-wal`)) copyFileSync(`${now.file}-wal`, `${next.file}-wal`);
          await stop();
          now = next.open();
        },
        close: stop,
      };
    },
    close: () => rmSync(folder, { recursive: true, force: true }),
  };
}

function isInTransaction(connection: SqliteConnection): boolean {
  try {
    connection.exec('begin');
    connection.exec('rollback');
    return false;
  } catch {
    return true;
  }
}
