import { randomBytes } from 'node:crypto';
import { Client } from 'pg';
import { inject } from 'vitest';

export type TestDatabase = {
  readonly url: string;
  /** Removes the database, also while connections to it are still open. */
  drop(): Promise<void>;
};

/** Why this run has no PostgreSQL, for the name of a skipped test; null when it has one. */
export function whyNoPostgres(): string | null {
  return inject('postgresMissing');
}

/**
 * A database of its own on the run's PostgreSQL server, or on the server named: empty, or a copy of one
 * that nobody is connected to.
 */
export async function createTestDatabase(
  serverUrl: string | null = inject('postgresUrl'),
  copyOf: TestDatabase | null = null,
): Promise<TestDatabase> {
  if (serverUrl === null) throw new Error(`No PostgreSQL in this run: ${whyNoPostgres()}`);
  const name = `test_${randomBytes(8).toString('hex')}`;
  const template = copyOf === null ? '' : ` TEMPLATE ${new URL(copyOf.url).pathname.slice(1)}`;
  await administer(serverUrl, `CREATE DATABASE ${name}${template}`);
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  return {
    url: url.href,
    drop: () => administer(serverUrl, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`),
  };
}

async function administer(serverUrl: string, statement: string): Promise<void> {
  const client = new Client({ connectionString: serverUrl });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
