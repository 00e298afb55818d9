import type { CreditUnit } from '../../credit/index.ts';
import type { Clock, Instant } from '../../kernel/clock.ts';
import { lateFault } from '../batch/group-commit.ts';
import { type RunUnits, runUnits, toPlainFault, type UnitReply } from '../batch/run-units.ts';
import { type MigrationIo, migrate } from '../migrations/migrate.ts';
import type { Reads } from '../reads/reads.ts';
import { sqliteKinds } from '../schema/column-kinds.ts';
import { StorageRefused } from '../storage-refused.ts';
import type { CheckpointThread } from './checkpoint-thread.ts';
import { createCheckpoints } from './checkpoints.ts';
import { quickCheck, setUpWriter } from './connection-settings.ts';
import type { OpenConnection, SqliteConnection } from './driver.ts';
import { applyPlannerStatistics } from './planner-statistics.ts';
import { createSqliteBatchIo, type SqliteBatchIo } from './sqlite-batch-io.ts';
import { damagedRefusal, isUnwritable } from './sqlite-error.ts';
import { createTurnReads } from './turn-reads.ts';

/** The writing side of a data file: the same in a worker and in the caller's own thread. */
export type SqliteEngine = {
  /** Answers every unit; batches that are handed in meanwhile wait their turn. */
  readonly run: (units: readonly CreditUnit[]) => Promise<readonly UnitReply[]>;
  /** Drops old request keys, between two batches; see `Storage`. */
  readonly forgetKeys: (usedBefore: Instant, atMost: number) => Promise<number>;
  readonly close: () => Promise<void>;
};

/** The engine where its connection is at hand. */
export type OpenEngine = SqliteEngine & {
  /** Reads on the writing connection, between two batches: they see all that is committed. */
  readonly db: Reads;
  readonly levelsAtHand: SqliteBatchIo['levelsAtHand'];
};

export type SqliteEngineOptions = {
  readonly open: OpenConnection;
  readonly file: string;
  readonly clock: Clock;
  readonly mayMigrate: boolean;
  /** Looks through the whole file before anything is written. */
  readonly quickCheck: boolean;
  /** Without it the log is copied into the data file by batches, whose callers wait for it. */
  readonly checkpointThread?: CheckpointThread;
  readonly onFatal: (error: Error) => void;
};

/** Opens the one writing connection. Throws `StorageRefused` where the file must not be used. */
export async function openSqliteEngine(options: SqliteEngineOptions): Promise<OpenEngine> {
  const connection = open(options);
  try {
    setUpWriter(connection);
    if (options.quickCheck) quickCheck(connection);
    const { mayMigrate, clock } = options;
    await migrate(migrationIo(connection), { mayMigrate, now: clock.now() });
    applyPlannerStatistics(connection);
    return serve(connection, options);
  } catch (error) {
    connection.close();
    throw refusalOf(error, options.file) ?? error;
  }
}

function open({ open: connect, file }: SqliteEngineOptions): SqliteConnection {
  try {
    return connect(file);
  } catch (error) {
    throw refusalOf(error, file) ?? error;
  }
}

/** What an operator can do about a file that SQLite cannot use; null for anything else. */
function refusalOf(error: unknown, file: string): StorageRefused | null {
  const damaged = damagedRefusal(error, file);
  if (damaged !== null || !isUnwritable(error)) return damaged;
  return new StorageRefused(
    'storage.folder',
    `${file} cannot be written (${String(error)}). Let the user that runs Aval write to it and ` +
      'to its folder.',
    error,
  );
}

function serve(connection: SqliteConnection, options: SqliteEngineOptions): OpenEngine {
  let isInDoubt = false;
  const io = createSqliteBatchIo({
    connection,
    clock: options.clock,
    onFatal: (error) => {
      isInDoubt = true;
      options.onFatal(error);
    },
  });
  // Nobody else writes, so no batch is ever in another's way.
  const pauseBeforeRetry = () => Promise.resolve();
  let last: Promise<unknown> = Promise.resolve();
  const drop = connection.prepare(forgetText);
  const waiting: Waiting[] = [];
  let isAtWork = false;
  // What is not committed yet is nobody's to see.
  const { db, seeLatest } = createTurnReads(connection, () => (isAtWork ? last : null));
  /** Between two batches, with no read of a turn open. */
  const between = <Value>(step: () => Value): Promise<Value> => {
    const done = last.then(() => {
      seeLatest();
      return step();
    });
    last = done.catch(() => undefined);
    return done;
  };
  const { checkpointThread } = options;
  const checkpoints =
    checkpointThread === undefined
      ? null
      : createCheckpoints({
          copyBeside: () => checkpointThread.copy(pagesMax),
          finish: () =>
            between(() => {
              // What failed to reach the disk once is left to the next start.
              if (!isInDoubt) connection.exec('pragma wal_checkpoint(passive)');
            }),
        });
  const work = async (batches: readonly Waiting[]) => {
    seeLatest();
    isAtWork = true;
    try {
      const all: CreditUnit[] = [];
      for (const { units } of batches) all.push(...units);
      const replies = await runInTime({ io, pauseBeforeRetry }, all, options.clock);
      let from = 0;
      for (const { units, resolve } of batches) {
        resolve(replies.slice(from, from + units.length));
        from += units.length;
      }
      checkpoints?.wrote(all.length);
    } catch (error) {
      for (const { reject } of batches) reject(error);
    } finally {
      isAtWork = false;
    }
  };
  return {
    db,
    levelsAtHand: io.levelsAtHand,
    forgetKeys: (usedBefore, atMost) =>
      between(() => Number(drop.run(usedBefore, BigInt(atMost)).changes)),
    run: (units) =>
      new Promise((resolve, reject) => {
        waiting.push({ units, resolve, reject });
        if (waiting.length > 1) return;
        // A macrotask of patience: batches that lie in the thread's mailbox share one flush.
        setImmediate(() => {
          last = last.then(() => work(waiting.splice(0)));
        });
      }),
    close: async () => {
      while (waiting.length > 0) await new Promise((resolve) => setImmediate(resolve));
      await last;
      await checkpoints?.settled();
      await checkpointThread?.close();
      seeLatest();
      // Leaves one whole file behind. What failed to reach the disk once is left to the next start.
      if (!isInDoubt) connection.exec('pragma wal_checkpoint(truncate)');
      connection.close();
    },
  };
}

/**
 * Pages in the log at which it is copied. A page that many batches write is copied once, so that fewer
 * would be more work; and more would be a longer log, to be read again after a crash.
 */
const pagesMax = 12_000;

type Waiting = {
  readonly units: readonly CreditUnit[];
  readonly resolve: (replies: readonly UnitReply[]) => void;
  readonly reject: (error: unknown) => void;
};

/** Runs the units whose callers still wait for them. */
async function runInTime(
  run: RunUnits,
  units: readonly CreditUnit[],
  clock: Clock,
): Promise<readonly UnitReply[]> {
  const now = clock.now();
  const late = units.map((unit) => lateFault(unit, now));
  if (late.every((fault) => fault === null)) return runUnits(run, units);
  const replies = await runUnits(
    run,
    units.filter((_, index) => late[index] === null),
  );
  let next = 0;
  return late.map((fault) => {
    if (fault !== null) return { fault: toPlainFault(fault) };
    next += 1;
    return replies[next - 1] as UnitReply;
  });
}

/** In the order of their age, so that the index leads to them. */
const forgetText = `delete from request_key where (tenant_id, scope, value) in
  (select tenant_id, scope, value from request_key
   where created_at_us < ? order by created_at_us limit ?)`;

function migrationIo(connection: SqliteConnection): MigrationIo {
  return {
    kinds: sqliteKinds,
    begin: () => connection.exec('begin immediate'),
    run: (statement) => connection.exec(statement),
    hasTable: (name) =>
      connection
        .prepare(`select 1 from sqlite_schema where type = 'table' and name = ?`)
        .get(name) !== undefined,
    texts: (statement) =>
      connection
        .prepare(statement)
        .all()
        .map((row) => String(Object.values(row as object)[0])),
    commit: () => connection.exec('commit'),
    rollback: () => connection.exec('rollback'),
  };
}
