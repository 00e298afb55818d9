import type { SqliteConnection, SqliteStatement } from './driver.ts';

/** Most statements kept prepared; texts with lists of other lengths are other statements. */
const preparedMax = 200;

/** Prepares each text once, as long as there are not too many of them. */
export function createStatementCache(
  connection: SqliteConnection,
): (text: string) => SqliteStatement {
  const prepared = new Map<string, SqliteStatement>();
  return (text) => {
    const known = prepared.get(text);
    if (known !== undefined) return known;
    const statement = connection.prepare(text);
    if (prepared.size >= preparedMax) prepared.clear();
    prepared.set(text, statement);
    return statement;
  };
}
