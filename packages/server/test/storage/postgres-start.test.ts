import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openPostgresStorage } from '../../src/storage/postgres/postgres-storage.ts';
import { StorageRefused } from '../../src/storage/storage-refused.ts';
import { eur, placing, setting } from '../builders/credit.ts';
import { freePort } from '../free-port.ts';
import { ask, clock, closeAll, openServers, unitOf } from '../race/postgres-rig.ts';
import { type Settings, startPostgres } from './postgres-server.ts';
import { createTestDatabase, type TestDatabase, whyNoPostgres } from './test-database.ts';

async function refusalAt(url: string, mayMigrate = true): Promise<StorageRefused> {
  const refusal = await openPostgresStorage({ url, clock, mayMigrate }).then(
    (storage) => storage.close(),
    (error: unknown) => error,
  );
  expect(refusal).toBeInstanceOf(StorageRefused);
  return refusal as StorageRefused;
}

describe.skipIf(whyNoPostgres() !== null)('PostgreSQL at the start', () => {
  let database: TestDatabase;
  beforeEach(async () => {
    database = await createTestDatabase();
  });
  afterEach(() => database.drop());
  const nameOf = () => new URL(database.url).pathname.slice(1);

  test.each<[string, Settings]>([
    ['fsync', { fsync: 'off' }],
    ['full_page_writes', { full_page_writes: 'off' }],
  ])('a server with %s off is refused', async (name, settings) => {
    const server = await startPostgres(settings);
    const refusal = await refusalAt(server.url);
    await server.stop();
    expect(refusal).toMatchObject({ code: 'storage.setting' });
    expect(refusal.message).toContain(`${name} = off`);
  });

  test.each(['off', 'local'])(
    'synchronous_commit = %s is refused where the database sets it, though the server does not',
    async (value) => {
      await ask(database.url, `alter database ${nameOf()} set synchronous_commit = ${value}`);
      const refusal = await refusalAt(database.url);
      expect(refusal.message).toContain(`synchronous_commit = ${value}`);
    },
  );

  test('synchronous_commit is refused where the role sets it', async () => {
    const role = `role_${nameOf()}`;
    await ask(database.url, `create role ${role} login superuser`);
    await ask(database.url, `alter role ${role} set synchronous_commit = off`);
    const url = new URL(database.url);
    url.username = role;
    const refusal = await refusalAt(url.href);
    await ask(database.url, `drop role ${role}`);
    expect(refusal.message).toContain('synchronous_commit = off');
  });

  test('a database that is not in UTF-8 is refused', async () => {
    const name = `${nameOf()}_ascii`;
    await ask(
      database.url,
      `create database ${name} encoding 'SQL_ASCII' locale_provider libc locale 'C' template template0`,
    );
    const url = new URL(database.url);
    url.pathname = `/${name}`;
    const refusal = await refusalAt(url.href);
    await ask(database.url, `drop database ${name}`);
    expect(refusal.message).toContain('SQL_ASCII');
  });

  test('a server that is not there is named, and the password is not', async () => {
    const port = await freePort();
    const refusal = await refusalAt(`postgres://aval:hidden@127.0.0.1:${port}/books`);
    expect(refusal).toMatchObject({ code: 'storage.unreachable' });
    expect(refusal.message).toContain(`127.0.0.1:${port}/books`);
    expect(refusal.message).not.toContain('hidden');
  });

  test('an old schema is refused where it may not be changed, and nothing is written', async () => {
    expect(await refusalAt(database.url, false)).toMatchObject({ code: 'storage.schema_old' });
    const tables = await ask(
      database.url,
      `select count(*) as tables from pg_class where relname = 'credit_line'`,
    );
    expect(tables).toEqual([{ tables: 0n }]);
  });

  test('servers that start at once on an empty database make its tables once', async () => {
    const servers = await openServers(database.url, 4);
    await Promise.all(servers.map((server) => server.check()));
    await closeAll(servers);
    const steps = await ask(database.url, 'select count(*) as steps from schema_migration');
    expect(steps).toEqual([{ steps: 1n }]);
  });

  test('a connection opened later is judged as well: no write where commits became unsafe', async () => {
    const [server] = await openServers(database.url, 1, { lanes: 1 });
    await server?.commit(unitOf('open', setting({ limitMinor: 1_000n })));
    await ask(database.url, `alter database ${nameOf()} set synchronous_commit = off`);
    await ask(
      database.url,
      `select pg_terminate_backend(pid) from pg_stat_activity
      where datname = current_database() and pid <> pg_backend_pid()`,
    );
    const commit = () => server?.commit(unitOf('hold', placing({ amount: eur(1n) })));
    await expect(commit()).rejects.toMatchObject({ code: 'storage.unavailable', outcome: 'none' });
    await expect(commit()).rejects.toThrow('synchronous_commit = off');
    await ask(database.url, `alter database ${nameOf()} reset synchronous_commit`);
    expect((await commit())?.kind).toBe('done');
    await server?.close();
  });

  test('nothing of a session is left behind that a transaction pooler would mix up', async () => {
    const [server] = await openServers(database.url, 1, { lanes: 1 });
    await server?.commit(unitOf('open', setting({ limitMinor: 1_000n })));
    const [row] = await ask(
      database.url,
      `select count(*) filter (where state <> 'idle') as busy, count(*) as open
      from pg_stat_activity where datname = current_database() and application_name = 'aval'`,
    );
    expect(row).toMatchObject({ busy: 0n });
    const locks = await ask(
      database.url,
      `select count(*) as locks from pg_locks l join pg_stat_activity a using (pid)
      where a.datname = current_database() and a.application_name = 'aval'`,
    );
    expect(locks).toEqual([{ locks: 0n }]);
    await server?.close();
  });
});
