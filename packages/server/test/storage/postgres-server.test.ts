import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type PostgresServer, startPostgres } from './postgres-server.ts';
import { createTestDatabase, whyNoPostgres } from './test-database.ts';

async function ask(url: string, statement: string): Promise<readonly unknown[][]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query({ text: statement, rowMode: 'array' })).rows;
  } finally {
    await client.end();
  }
}

const missing = whyNoPostgres();

describe.skipIf(missing !== null)(`the PostgreSQL of the tests (${missing ?? 'running'})`, () => {
  test('a test database is empty, its own, and gone when dropped', async () => {
    const first = await createTestDatabase();
    const second = await createTestDatabase();
    await ask(first.url, 'CREATE TABLE mine (id bigint)');
    await expect(ask(second.url, 'SELECT * FROM mine')).rejects.toThrow('does not exist');
    await first.drop();
    await second.drop();
    await expect(ask(first.url, 'SELECT 1')).rejects.toThrow('does not exist');
  });

  test('text does not sort by bytes unless a query says so', async () => {
    const database = await createTestDatabase();
    const words = "(VALUES ('b'), ('B'), ('a')) AS words (word)";
    const plain = await ask(database.url, `SELECT word FROM ${words} ORDER BY word`);
    const bytes = await ask(database.url, `SELECT word FROM ${words} ORDER BY word COLLATE "C"`);
    await database.drop();
    expect(bytes.flat()).toEqual(['B', 'a', 'b']);
    expect(plain.flat()).not.toEqual(bytes.flat());
  });

  describe('a private server', () => {
    let server: PostgresServer;
    beforeAll(async () => {
      server = await startPostgres();
    });
    afterAll(() => server.stop());

    test('keeps what was committed when it is killed and started again', async () => {
      await ask(server.url, 'CREATE TABLE kept (id bigint)');
      await ask(server.url, 'INSERT INTO kept VALUES (1)');
      await server.kill();
      await expect(ask(server.url, 'SELECT 1')).rejects.toThrow('ECONNREFUSED');
      await server.restart();
      expect(await ask(server.url, 'SELECT count(*)::int FROM kept')).toEqual([[1]]);
    });

    test('runs with the settings that production needs', async () => {
      for (const setting of ['fsync', 'full_page_writes', 'synchronous_commit']) {
        expect(await ask(server.url, `SHOW ${setting}`)).toEqual([['on']]);
      }
    });
  });
});
