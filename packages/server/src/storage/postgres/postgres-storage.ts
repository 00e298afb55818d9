import { setTimeout as pause } from 'node:timers/promises';
import { sql } from 'kysely';
import { Client, type Pool } from 'pg';
import type { CreditUnit } from '../../credit/index.ts';
import type { Clock } from '../../kernel/clock.ts';
import { type RunUnits, runUnits } from '../batch/run-units.ts';
import { migrate } from '../migrations/migrate.ts';
import { createCreditReader } from '../reads/credit-reads.ts';
import { createDueReader } from '../reads/due-reads.ts';
import type { Storage } from '../storage.ts';
import { StorageRefused } from '../storage-refused.ts';
import { verifyBooks } from '../verify.ts';
import { createLanes } from './lanes.ts';
import { createLineHints } from './line-hints.ts';
import { createMigrationIo } from './migration-io.ts';
import { connectionConfig, createPool } from './pool.ts';
import { createPostgresBatchIo } from './postgres-batch-io.ts';
import { createPostgresReads } from './postgres-reads.ts';
import { withPostgresSnapshot } from './postgres-snapshot.ts';
import { judgeConnection } from './start-checks.ts';

export type PostgresStorageOptions = {
  readonly url: string;
  /** Judges deadlines. The ledger takes the time of the primary, unless `time` says otherwise. */
  readonly clock: Clock;
  /** `ofClock` makes the given clock the ledger's as well: for tests, which own their time. */
  readonly time?: 'ofPrimary' | 'ofClock';
  /** False refuses an old schema instead of changing it. */
  readonly mayMigrate?: boolean;
  /** Batches side by side, each with a connection of its own. */
  readonly lanes?: number;
  /** Connections for reads, beside those of the lanes. */
  readonly readersMax?: number;
};

const lanesDefault = 4;
const readersDefault = 8;
const batchMax = 128;
const waitingMax = 20_000;
const pauseBaseMs = 4;
const pauseMaxMs = 250;

/**
 * Opens a PostgreSQL database, and makes the tables where there are none. Throws `StorageRefused`
 * where it cannot be reached, where the server would lose what it acknowledges, and where the schema
 * is not this program's. Once open it stays open: while the server is away every call is a fault,
 * and when it is back they work again.
 */
export async function openPostgresStorage(options: PostgresStorageOptions): Promise<Storage> {
  const { url, clock, lanes: laneCount = lanesDefault } = options;
  await prepareDatabase(options);
  const writers = createPool(url, laneCount);
  const db = createPostgresReads(createPool(url, options.readersMax ?? readersDefault));
  const hints = createLineHints();
  const engines = Array.from({ length: laneCount }, () => openLane(options, writers, hints.learn));
  const lanes = createLanes({
    run: (lane, units) => {
      const engine = engines[lane];
      if (engine === undefined) throw new Error('no such lane');
      return engine(units);
    },
    rootOf: (unit) => {
      const [first] = unit.credit;
      return first === undefined ? (unit.key?.value ?? '') : hints.rootOf(first);
    },
    clock,
    lanes: laneCount,
    batchMax,
    waitingMax,
  });
  return {
    engine: 'postgres',
    commit: lanes.commit,
    askBeside: null,
    credit: createCreditReader(db, db),
    due: createDueReader(db),
    db,
    scans: db,
    verify: () => withPostgresSnapshot(url, db, verifyBooks),
    forgetKeys: async (usedBefore, atMost) => {
      const dropped = await writers.query(forgetText, [usedBefore, atMost]);
      return dropped.rowCount ?? 0;
    },
    check: async () => {
      await db.selectFrom('server_setting').select('name').limit(1).execute();
      const { rows } = await standbysQuery.execute(db);
      return { engine: 'postgres', synchronousStandbys: toStandbys(rows[0]) };
    },
    inspect: () => Promise.resolve(null),
    close: async () => {
      await lanes.drain();
      await Promise.all([writers.end(), db.destroy()]);
    },
  };
}

/** Who may not look at the standbys sees rows without their state. */
const standbysQuery = sql<{ readonly known: boolean; readonly count: bigint }>`
  select pg_has_role(current_user, 'pg_read_all_stats', 'usage') as known, count(*) as count
  from pg_stat_replication where sync_state in ('sync', 'quorum')`;

function toStandbys(row: { readonly known: boolean; readonly count: bigint } | undefined) {
  return row?.known === true ? Number(row.count) : null;
}

/** Servers that forget at the same time pass over each other's keys. */
const forgetText = `delete from request_key where (tenant_id, scope, value) in
  (select tenant_id, scope, value from request_key
   where created_at_us < $1 order by created_at_us limit $2 for update skip locked)`;

function openLane(
  { clock, time }: PostgresStorageOptions,
  pool: Pool,
  onLoaded: Parameters<typeof createPostgresBatchIo>[0]['onLoaded'],
) {
  const io = createPostgresBatchIo({ pool, clock: time === 'ofClock' ? clock : null, onLoaded });
  const run: RunUnits = { io, pauseBeforeRetry };
  return async (units: readonly CreditUnit[]) => {
    try {
      return await runUnits(run, units);
    } finally {
      io.release();
    }
  };
}

/** Longer with each attempt, and never twice the same, so that two batches do not meet again. */
async function pauseBeforeRetry(attempt: number): Promise<void> {
  const longest = Math.min(pauseBaseMs * 2 ** attempt, pauseMaxMs);
  await pause(Math.random() * longest);
}

/** Judges server and schema on a connection of its own, whose statements may take their time. */
async function prepareDatabase(options: PostgresStorageOptions): Promise<void> {
  const { url, clock, mayMigrate = true } = options;
  const client = new Client(connectionConfig(url));
  client.on('error', () => {});
  try {
    await client.connect();
  } catch (error) {
    throw unreachable(url, error);
  }
  try {
    await judgeConnection(client);
    await migrate(createMigrationIo(client), { mayMigrate, now: clock.now() });
  } finally {
    await client.end();
  }
}

function unreachable(url: string, cause: unknown): StorageRefused {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new StorageRefused(
    'storage.unreachable',
    `PostgreSQL at ${placeOf(url)} cannot be used: ${reason}. Is it running, and are address, ` +
      'database, user and password right?',
    cause,
  );
}

/** Host, port and database: what an operator may read in a log. */
function placeOf(url: string): string {
  if (!URL.canParse(url)) return 'the given address';
  const { host, pathname } = new URL(url);
  return `${host}${pathname}`;
}
