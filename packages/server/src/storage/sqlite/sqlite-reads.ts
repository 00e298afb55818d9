import { Kysely, type SqliteDatabase, SqliteDialect } from 'kysely';
import type { Reads } from '../reads/reads.ts';
import type { Tables } from '../schema/tables.ts';
import type { SqliteConnection, SqliteValue } from './driver.ts';
import { iterateRows } from './iterate-rows.ts';
import { createStatementCache } from './statement-cache.ts';

/** Kysely on a connection of ours. Closing the handle closes the connection. */
export function createSqliteReads(connection: SqliteConnection): Reads {
  const prepare = createStatementCache(connection);
  const database: SqliteDatabase = {
    close: () => connection.close(),
    prepare: (text) => ({
      reader: /^\s*(?:select|with)\b/i.test(text),
      all: (values) => prepare(text).all(...(values as readonly SqliteValue[])),
      run: (values) => {
        const { changes } = prepare(text).run(...(values as readonly SqliteValue[]));
        return { changes, lastInsertRowid: 0n };
      },
      iterate: (values) => iterateRows(connection, text, values as readonly SqliteValue[]),
    }),
  };
  return new Kysely<Tables>({ dialect: new SqliteDialect({ database }) });
}
