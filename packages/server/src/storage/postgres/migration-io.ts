import type { Client } from 'pg';
import type { MigrationIo } from '../migrations/migrate.ts';
import { postgresKinds } from '../schema/column-kinds.ts';

/** Any number that no other program takes: it is the name of the lock that migrations hold. */
const migrationLock = '7306088213904321';

/**
 * Migrations on one connection. The lock belongs to the transaction, so that a transaction pooler may
 * stand in between and a server that dies leaves nothing behind.
 */
export function createMigrationIo(client: Client): MigrationIo {
  const run = async (statement: string) => {
    await client.query(statement);
  };
  return {
    kinds: postgresKinds,
    begin: async () => {
      await run('begin');
      await run(`select pg_advisory_xact_lock(${migrationLock})`);
    },
    run,
    hasTable: async (name) => {
      const { rows } = await client.query('select to_regclass($1) is not null as is_there', [name]);
      return rows[0].is_there;
    },
    texts: async (statement) => {
      const { rows } = await client.query({ text: statement, rowMode: 'array' });
      return rows.map(([text]) => text);
    },
    commit: () => run('commit'),
    rollback: () => run('rollback'),
  };
}
