import type { SqliteConnection, SqliteStatement, SqliteValue } from './driver.ts';

/**
 * The statements that rows are being taken from. Held here because the driver's iterator does not
 * hold its statement: once that is collected as garbage, the iterator fails, or the process.
 */
const inUse = new Set<SqliteStatement>();

/** The rows of a statement one by one, on a prepared statement of its own. */
export function* iterateRows(
  connection: SqliteConnection,
  text: string,
  values: readonly SqliteValue[],
): IterableIterator<unknown> {
  const statement = connection.prepare(text);
  inUse.add(statement);
  try {
    yield* statement.iterate(...values);
  } finally {
    inUse.delete(statement);
  }
}
