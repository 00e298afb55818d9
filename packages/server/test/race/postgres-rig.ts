import { Client } from 'pg';
import type { CreditCommand, CreditUnit } from '../../src/credit/index.ts';
import { type Clock, instant } from '../../src/kernel/clock.ts';
import type { TenantId } from '../../src/kernel/ids.ts';
import {
  openPostgresStorage,
  type PostgresStorageOptions,
} from '../../src/storage/postgres/postgres-storage.ts';
import type { Storage } from '../../src/storage/storage.ts';

export const tenantId = 'race' as TenantId;

/** Deadlines go by the machine; the ledger's time is the primary's. */
export const clock: Clock = { now: () => instant(BigInt(Date.now()) * 1_000n) };

/** Several servers on one database, as a load balancer would stand before them. */
export async function openServers(
  url: string,
  count: number,
  options: Partial<PostgresStorageOptions> = {},
): Promise<readonly Storage[]> {
  return Promise.all(
    Array.from({ length: count }, () => openPostgresStorage({ url, clock, ...options })),
  );
}

export async function closeAll(servers: readonly Storage[]): Promise<void> {
  await Promise.all(servers.map((server) => server.close()));
}

/** A unit with a key of its own, or without one. */
export function unitOf(key: string | null, ...credit: readonly CreditCommand[]): CreditUnit {
  return {
    tenantId,
    key: key === null ? null : { scope: 'race', value: key, fingerprint: key },
    credit,
    rows: { ifDone: [], ifRefused: [] },
    deadlineAt: null,
  };
}

/** One statement on a connection of its own, whole numbers as bigints. */
export async function ask(
  url: string,
  text: string,
  values: readonly unknown[] = [],
): Promise<readonly Record<string, unknown>[]> {
  const client = new Client({
    connectionString: url,
    types: { getTypeParser: ((oid: number) => (oid === 20 ? BigInt : String)) as never },
  });
  // The statement tells of a connection that was cut; one cut between two is nobody's news.
  client.on('error', () => {});
  await client.connect();
  try {
    return (await client.query(text, [...values])).rows;
  } finally {
    await client.end();
  }
}

/** Runs the work with so many at once, each asking for the next number until there is none. */
export async function inParallel(
  clients: number,
  total: number,
  work: (index: number, client: number) => Promise<void>,
): Promise<void> {
  let next = 0;
  await Promise.all(
    Array.from({ length: clients }, async (_, client) => {
      while (next < total) {
        const index = next;
        next += 1;
        await work(index, client);
      }
    }),
  );
}
