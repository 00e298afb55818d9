import { existsSync, realpathSync } from 'node:fs';
import { sql } from 'kysely';
import type { Clock } from '../../kernel/clock.ts';
import { closedFault, createGroupCommit } from '../batch/group-commit.ts';
import { createCreditReader } from '../reads/credit-reads.ts';
import { createDueReader } from '../reads/due-reads.ts';
import type { Reads } from '../reads/reads.ts';
import type { Storage } from '../storage.ts';
import { StorageRefused } from '../storage-refused.ts';
import { verifyBooks } from '../verify.ts';
import type { VerifyReport } from '../verify-report.ts';
import { setUpReader } from './connection-settings.ts';
import { dataFilesOf, makeDataFile, prepareDataFolder } from './data-folder.ts';
import { lockData } from './data-lock.ts';
import { loadDriver, type OpenConnection, type SqliteConnection } from './driver.ts';
import { stoppedFault } from './faults.ts';
import { createScanReads } from './scan-thread.ts';
import { openSqliteEngine, type SqliteEngine } from './sqlite-engine.ts';
import { createSqliteReads } from './sqlite-reads.ts';
import { withSqliteSnapshot } from './sqlite-snapshot.ts';
import { createTurnReads } from './turn-reads.ts';
import { startWorkerEngine, type WorkerEngine } from './worker-client.ts';

export type SqliteStorageOptions = {
  readonly folder: string;
  /**
   * Where the writing runs: in the bundled worker, with the machine's clock, or in the caller's own
   * thread with the clock that is given (tests, simulation, short commands).
   */
  readonly writer: { readonly workerPath: string | URL } | 'inThread';
  /** Judges deadlines; in the caller's thread it is also the clock of the ledger. */
  readonly clock: Clock;
  /** What the file holds is not known any more: end the process, and start it again. */
  readonly onFatal: (error: Error) => void;
  /** False refuses an old schema instead of changing it. */
  readonly mayMigrate?: boolean;
  readonly quickCheck?: boolean;
  /** Stands between storage and the driver; tests let writes fail here. */
  readonly wrap?: (open: OpenConnection) => OpenConnection;
};

const batchMax = 64;
const waitingMax = 20_000;

/**
 * Opens the database in a data folder, and makes it where there is none. Throws `StorageRefused`
 * where anything that durability rests on is not as it must be.
 */
export async function openSqliteStorage(options: SqliteStorageOptions): Promise<Storage> {
  const driver = await loadDriver();
  const open = options.wrap === undefined ? driver.open : options.wrap(driver.open);
  prepareDataFolder(options.folder);
  const files = dataFilesOf(realpathSync(options.folder));
  const lock = lockData(driver.open, files.lock);
  let engine: Engine | null = null;
  let fatal: Error | null = null;
  const onFatal = (error: Error) => {
    fatal ??= error;
    options.onFatal(error);
  };
  try {
    makeDataFile(files.data);
    engine = await openEngine({ ...options, onFatal }, open, files.data);
    return serve(options, {
      engine,
      reader: openReader(open, files.data),
      file: files.data,
      verify: () => withSqliteSnapshot(open, files.data, verifyBooks),
      fatal: () => fatal,
      releaseLock: lock.release,
    });
  } catch (error) {
    await engine?.close();
    lock.release();
    throw error;
  }
}

/** Verifies the books of a data folder, whether a server uses it or not. */
export async function verifyDataFolder(folder: string): Promise<VerifyReport> {
  const { open } = await loadDriver();
  return withSqliteSnapshot(open, existingDataOf(folder), verifyBooks);
}

/** Reads of a data folder, whether a server uses it or not. The caller destroys the handle. */
export async function readDataFolder(folder: string): Promise<Reads> {
  const { open } = await loadDriver();
  return createSqliteReads(openReader(open, existingDataOf(folder)));
}

function existingDataOf(folder: string): string {
  const { data } = dataFilesOf(folder);
  if (existsSync(data)) return data;
  throw new StorageRefused('storage.folder', `There is no database in the data folder ${folder}.`);
}

function openEngine(
  options: SqliteStorageOptions,
  open: OpenConnection,
  file: string,
): Promise<Engine> {
  const { writer, clock, onFatal, mayMigrate = true, quickCheck = false } = options;
  const start = { file, mayMigrate, quickCheck, onFatal };
  return writer === 'inThread'
    ? openSqliteEngine({ ...start, open, clock })
    : startWorkerEngine({ ...start, workerPath: writer.workerPath });
}

/** Beside the connection works something only where that is another thread. */
type Engine = SqliteEngine & Partial<Pick<WorkerEngine, 'ask'>>;

/** A connection that only reads, for the caller's thread. */
function openReader(open: OpenConnection, file: string): SqliteConnection {
  const connection = open(file, { readOnly: true });
  try {
    setUpReader(connection);
    return connection;
  } catch (error) {
    connection.close();
    throw error;
  }
}

type Parts = {
  readonly engine: Engine;
  readonly reader: SqliteConnection;
  readonly file: string;
  readonly verify: Storage['verify'];
  readonly fatal: () => Error | null;
  readonly releaseLock: () => void;
};

function serve({ writer, clock }: SqliteStorageOptions, parts: Parts): Storage {
  const { engine, reader, file, verify, fatal, releaseLock } = parts;
  const { db, seeLatest } = createTurnReads(reader);
  const scans =
    writer === 'inThread' ? db : createScanReads({ workerPath: writer.workerPath, file });
  let damage: Error | null = null;
  let isClosing = false;
  const group = createGroupCommit({
    run: async (units) => {
      try {
        return await engine.run(units);
      } finally {
        seeLatest();
      }
    },
    clock,
    batchMax,
    // In the caller's own thread a second batch could only wait.
    batchesAtOnceMax: writer === 'inThread' ? 1 : 3,
    waitingMax,
  });
  const { ask } = engine;
  return {
    engine: 'sqlite',
    commit: group.commit,
    askBeside:
      ask === undefined
        ? null
        : (question) => {
            if (isClosing) return Promise.reject(closedFault());
            const answer = ask(question);
            void answer.then(seeLatest, seeLatest);
            return answer;
          },
    credit: createCreditReader(db, scans),
    due: createDueReader(scans),
    db,
    scans,
    verify,
    forgetKeys: engine.forgetKeys,
    check: async () => {
      const cause = fatal() ?? damage;
      if (cause !== null) throw stoppedFault(cause);
      await db.selectFrom('server_setting').select('name').limit(1).execute();
      return { engine: 'sqlite', synchronousStandbys: null };
    },
    inspect: async () => {
      const { rows } = await sql<{ readonly quick_check: string }>`
        select quick_check from pragma_quick_check limit 1`.execute(scans);
      const found = rows[0]?.quick_check ?? 'nothing was looked at';
      damage = found === 'ok' ? null : new Error(`The data file is damaged: ${found}`);
      return damage === null ? null : found;
    },
    close: async () => {
      isClosing = true;
      await group.drain();
      // The writer goes last: it takes what is left of the log into the data file.
      if (scans !== db) await scans.destroy();
      await db.destroy();
      await engine.close();
      releaseLock();
    },
  };
}
