import type { Clock } from '../../src/kernel/clock.ts';
import { createPool } from '../../src/storage/postgres/pool.ts';
import { createPostgresBatchIo } from '../../src/storage/postgres/postgres-batch-io.ts';
import { openPostgresStorage } from '../../src/storage/postgres/postgres-storage.ts';
import { createTestDatabase } from '../storage/test-database.ts';
import { createDatabaseViews } from './database-dump.ts';
import type { LedgerEngine } from './ledger-engine.ts';

export type PostgresWorld = {
  readonly open: (clock: Clock) => Promise<LedgerEngine>;
  readonly close: () => Promise<void>;
};

const ledgerTables =
  'credit_line, credit_hold, credit_capture, credit_entry, request_key, tenant_counter';

/**
 * One database with the product's schema, emptied for each seed. A crash ends the connection in the
 * middle of its transaction, as the death of its process would.
 */
export async function createPostgresWorld(): Promise<PostgresWorld> {
  const database = await createTestDatabase();
  const clock = { now: () => 0n as ReturnType<Clock['now']> };
  const storage = await openPostgresStorage({ url: database.url, clock, lanes: 1 });
  return {
    open: async (seedClock) => {
      const administration = createPool(database.url, 1);
      await administration.query(`truncate ${ledgerTables}`);
      await administration.end();
      const start = () => {
        const pool = createPool(database.url, 1);
        const io = createPostgresBatchIo({ pool, clock: seedClock, onLoaded: () => {} });
        return { pool, io };
      };
      let writer = start();
      const end = async () => {
        writer.io.release();
        await writer.pool.end();
      };
      return {
        ...createDatabaseViews(() => storage.db),
        io: () => writer.io,
        crash: async () => {
          await end();
          writer = start();
        },
        close: end,
      };
    },
    close: async () => {
      await storage.close();
      await database.drop();
    },
  };
}
