import type { CompiledQuery } from 'kysely';
import { Client } from 'pg';
import type { Reads } from '../reads/reads.ts';
import type { Scan } from '../scan.ts';
import type { Snapshot } from '../verify-report.ts';
import { connectionConfig } from './pool.ts';

const partMax = 500;

/**
 * Hands the data of one moment to `work`, on a connection of its own, whose statements may take
 * their time. Others go on writing meanwhile.
 */
export async function withPostgresSnapshot<Result>(
  url: string,
  db: Reads,
  work: (snapshot: Snapshot) => Promise<Result>,
): Promise<Result> {
  const client = new Client(connectionConfig(url));
  client.on('error', () => {});
  await client.connect();
  try {
    await client.query('begin isolation level repeatable read read only');
    return await work({ db, scan: scanOf(client) });
  } finally {
    await client.end();
  }
}

/** Cursors of the transaction: each scan takes its rows part by part, several side by side. */
function scanOf(client: Client): Scan {
  let count = 0;
  return async function* scan<Row>(query: CompiledQuery<Row>) {
    count += 1;
    const cursor = `scan_${count}`;
    await client.query(`declare ${cursor} no scroll cursor for ${query.sql}`, [
      ...query.parameters,
    ]);
    for (;;) {
      const { rows } = await client.query(`fetch ${partMax} from ${cursor}`);
      if (rows.length > 0) yield rows as Row[];
      if (rows.length < partMax) break;
    }
    await client.query(`close ${cursor}`);
  };
}
