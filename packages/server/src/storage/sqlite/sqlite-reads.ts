import { Kysely, type SqliteDatabase, SqliteDialect } from 'kysely';
import type { Reads } from '../reads/reads.ts';
import type { Tables } from '../schema/tables.ts';
import type { SqliteConnection, SqliteStatement, SqliteValue } from './driver.ts';
import { iterateRows } from './iterate-rows.ts';

/** Most statements kept prepared; texts with lists of other lengths are other statements. */
const preparedMax = 200;

/** Kysely on a connection of ours. Closing the handle closes the connection. */
export function createSqliteReads(connection: SqliteConnection): Reads {
  const prepared = new Map<string, SqliteStatement>();
  const prepare = (text: string): SqliteStatement => {
    const known = prepared.get(text);
    if (known !== undefined) return known;
    const statement = connection.prepare(text);
    if (prepared.size >= preparedMax) prepared.clear();
    prepared.set(text, statement);
    return statement;
  };
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
