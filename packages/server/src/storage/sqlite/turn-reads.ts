import type { Reads } from '../reads/reads.ts';
import type { SqliteConnection } from './driver.ts';
import { readsOn, type StatementRunner } from './reads-on.ts';
import { createStatementCache } from './statement-cache.ts';

/** Reads for the thread that answers requests. */
export type TurnReads = {
  readonly db: Reads;
  /** The next read sees every commit so far. To be called before anybody hears of a commit. */
  readonly seeLatest: () => void;
};

/**
 * Kysely on a connection of ours whose reads of one turn of the event loop share a transaction. A
 * connection that finds a new commit forgets all pages that it has read: the reads of all requests of
 * a turn then pay for that once, and for the locks. While the connection has a batch under way, reads
 * wait for its end. Closing the handle closes the connection.
 */
export function createTurnReads(
  connection: SqliteConnection,
  underWay: () => Promise<unknown> | null = () => null,
): TurnReads {
  const prepare = createStatementCache(connection);
  const begin = connection.prepare('begin');
  const commit = connection.prepare('commit');
  let isInTurn = false;
  const seeLatest = () => {
    if (!isInTurn) return;
    isInTurn = false;
    commit.run();
  };
  const read: StatementRunner['read'] = (text, values) => {
    const wait = underWay();
    if (wait !== null) return wait.then(() => read(text, values));
    if (!isInTurn) {
      begin.run();
      isInTurn = true;
      setImmediate(seeLatest);
    }
    return prepare(text).all(...values);
  };
  const db = readsOn({
    read,
    close: () => {
      seeLatest();
      connection.close();
    },
  });
  return { db, seeLatest };
}
