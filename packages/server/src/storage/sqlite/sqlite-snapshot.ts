import { setImmediate as othersFirst } from 'node:timers/promises';
import type { CompiledQuery } from 'kysely';
import type { Scan } from '../scan.ts';
import type { Snapshot } from '../verify-report.ts';
import { setUpReader } from './connection-settings.ts';
import type { OpenConnection, SqliteConnection, SqliteValue } from './driver.ts';
import { iterateRows } from './iterate-rows.ts';
import { damagedRefusal } from './sqlite-error.ts';
import { createSqliteReads } from './sqlite-reads.ts';

const partMax = 500;

/**
 * Hands the data of one moment to `work`, on a connection of its own. Needs no lock: a server may
 * use the file meanwhile, and goes on writing.
 */
export async function withSqliteSnapshot<Result>(
  open: OpenConnection,
  file: string,
  work: (snapshot: Snapshot) => Promise<Result>,
): Promise<Result> {
  const connection = open(file, { readOnly: true });
  try {
    setUpReader(connection);
    // From its first read on, the transaction sees one commit.
    connection.exec('begin');
    return await work({ db: createSqliteReads(connection), scan: scanOf(connection) });
  } catch (error) {
    throw damagedRefusal(error, file) ?? error;
  } finally {
    connection.close();
  }
}

function scanOf(connection: SqliteConnection): Scan {
  return async function* scan<Row>(query: CompiledQuery<Row>) {
    const values = query.parameters as readonly SqliteValue[];
    let part: Row[] = [];
    for (const row of iterateRows(connection, query.sql, values)) {
      part.push(row as Row);
      if (part.length < partMax) continue;
      yield part;
      part = [];
      await othersFirst();
    }
    if (part.length > 0) yield part;
  };
}
