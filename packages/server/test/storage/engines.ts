import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { inject } from 'vitest';
import { type Clock, type Instant, instant } from '../../src/kernel/clock.ts';
import { connectionConfig } from '../../src/storage/postgres/pool.ts';
import { openPostgresStorage } from '../../src/storage/postgres/postgres-storage.ts';
import {
  type ColumnKinds,
  postgresKinds,
  sqliteKinds,
} from '../../src/storage/schema/column-kinds.ts';
import { dataFilesOf } from '../../src/storage/sqlite/data-folder.ts';
import { loadDriver } from '../../src/storage/sqlite/driver.ts';
import { openSqliteStorage } from '../../src/storage/sqlite/sqlite-storage.ts';
import type { Storage } from '../../src/storage/storage.ts';
import { noon } from '../builders/credit.ts';
import { createTestDatabase, whyNoPostgres } from './test-database.ts';

/** A clock that stands until a test moves it. */
export type TestClock = Clock & { readonly set: (at: Instant) => void };

/** A database of a test's own, with a way to look at it, and to plant things, beside storage. */
export type TestStore = {
  readonly storage: () => Storage;
  readonly clock: TestClock;
  /** Closes storage and opens it again on the same data. */
  readonly reopen: (options?: { readonly mayMigrate?: boolean }) => Promise<void>;
  readonly run: (statement: string) => Promise<void>;
  readonly rows: (statement: string) => Promise<readonly Record<string, unknown>[]>;
  readonly close: () => Promise<void>;
};

export type TestEngine = {
  readonly name: Storage['engine'];
  readonly kinds: ColumnKinds;
  /** Why this run has no such engine; null when it has. */
  readonly missing: string | null;
  readonly open: () => Promise<TestStore>;
};

/** The loop of every contract. A missing engine is a skip that names its reason. */
export const engines: readonly TestEngine[] = [
  { name: 'sqlite', kinds: sqliteKinds, missing: withoutSqlite(), open: openSqlite },
  { name: 'postgres', kinds: postgresKinds, missing: whyNoPostgres(), open: openPostgres },
];

export function aClock(at: Instant = noon): TestClock {
  let now = at;
  return {
    now: () => now,
    set: (next) => {
      now = instant(next);
    },
  };
}

function withoutSqlite(): string | null {
  const wanted = process.env['AVAL_TEST_ENGINES'];
  if (wanted === undefined || wanted.split(',').includes('sqlite')) return null;
  return `AVAL_TEST_ENGINES=${wanted}`;
}

type Start = (options?: { readonly mayMigrate?: boolean }) => Promise<Storage>;

/** Storage that can be closed and opened again, also after it refused to open. */
async function keepOpen(start: Start): Promise<Pick<TestStore, 'storage' | 'reopen' | 'close'>> {
  let storage = await start();
  let isOpen = true;
  const close = async () => {
    if (isOpen) await storage.close();
    isOpen = false;
  };
  return {
    storage: () => storage,
    close,
    reopen: async (options) => {
      await close();
      storage = await start(options);
      isOpen = true;
    },
  };
}

async function openSqlite(): Promise<TestStore> {
  const clock = aClock();
  const folder = mkdtempSync(join(tmpdir(), 'aval-storage-'));
  const { open } = await loadDriver();
  const start: Start = (options = {}) =>
    openSqliteStorage({
      folder,
      writer: 'inThread',
      clock,
      onFatal: (error) => {
        throw error;
      },
      ...options,
    });
  const session = await keepOpen(start);
  const beside = open(dataFilesOf(folder).data);
  return {
    storage: session.storage,
    clock,
    reopen: session.reopen,
    run: async (statement) => beside.exec(statement),
    rows: async (statement) => beside.prepare(statement).all() as Record<string, unknown>[],
    close: async () => {
      beside.close();
      await session.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function openPostgres(): Promise<TestStore> {
  const clock = aClock();
  const database = await createTestDatabase(inject('postgresUrl'));
  const start: Start = (options = {}) =>
    openPostgresStorage({ url: database.url, clock, time: 'ofClock', ...options });
  const session = await keepOpen(start);
  const beside = new Client(connectionConfig(database.url));
  await beside.connect();
  return {
    storage: session.storage,
    clock,
    reopen: session.reopen,
    run: async (statement) => {
      await beside.query(statement);
    },
    rows: async (statement) => (await beside.query(statement)).rows,
    close: async () => {
      await beside.end();
      await session.close();
      await database.drop();
    },
  };
}
