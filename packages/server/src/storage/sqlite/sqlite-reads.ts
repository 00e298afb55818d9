import type { Reads } from '../reads/reads.ts';
import type { SqliteConnection } from './driver.ts';
import { readsOn } from './reads-on.ts';
import { createStatementCache } from './statement-cache.ts';

/** Kysely on a connection of ours. Closing the handle closes the connection. */
export function createSqliteReads(connection: SqliteConnection): Reads {
  const prepare = createStatementCache(connection);
  return readsOn({
    read: (text, values) => prepare(text).all(...values),
    close: () => connection.close(),
  });
}
