import { Kysely, PostgresDialect, type PostgresPool, type PostgresPoolClient } from 'kysely';
import type { Pool } from 'pg';
import type { Reads } from '../reads/reads.ts';
import { failureBeforeCommit, unavailable } from './failures.ts';

/** Reads on a pool of their own, so that they never wait for a lane, nor a lane for them. */
export function createPostgresReads(pool: Pool): Reads {
  return new Kysely({ dialect: new PostgresDialect({ pool: withFaults(pool) }) });
}

/** A database that cannot be reached is a fault to the rooms, not an error of the driver. */
function withFaults(pool: Pool): PostgresPool {
  return {
    connect: async () => {
      const client = await pool.connect().catch((error: unknown) => {
        throw unavailable(error);
      });
      const query = async (text: string, values: readonly unknown[]) => {
        try {
          return await client.query(text, [...values]);
        } catch (error) {
          throw failureBeforeCommit(error);
        }
      };
      return { query, release: () => client.release() } as unknown as PostgresPoolClient;
    },
    end: () => pool.end(),
  };
}
