import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  closeSync,
  mkdtempSync,
  openSync,
  readdirSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, beforeEach, describe, expect, inject, test } from 'vitest';
import { refuseNetwork } from '../../src/storage/sqlite/data-folder.ts';
import { lockData } from '../../src/storage/sqlite/data-lock.ts';
import {
  loadDriver,
  type OpenConnection,
  type SqliteConnection,
} from '../../src/storage/sqlite/driver.ts';
import {
  openSqliteStorage,
  type SqliteStorageOptions,
  verifyDataFolder,
} from '../../src/storage/sqlite/sqlite-storage.ts';
import { setting } from '../builders/credit.ts';
import { collectGarbage } from './collect-garbage.ts';
import { aClock } from './engines.ts';
import { aUnit } from './units.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'aval-start-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function start(change: Partial<SqliteStorageOptions> = {}) {
  return openSqliteStorage({
    folder,
    writer: 'inThread',
    clock: aClock(),
    onFatal: (error) => {
      throw error;
    },
    ...change,
  });
}

const noRow = (): never => {
  throw new Error('only asked for a row');
};

/** Stands for a driver that gives another row for the statements that match. */
function answering(pattern: RegExp, row: object, only: 'writer' | 'reader') {
  return (open: OpenConnection): OpenConnection =>
    (file, options) => {
      const connection = open(file, options);
      if ((options?.readOnly ?? false) !== (only === 'reader')) return connection;
      return {
        ...connection,
        prepare: (text): ReturnType<SqliteConnection['prepare']> =>
          pattern.test(text)
            ? { run: noRow, all: () => [row], iterate: noRow, get: () => row }
            : connection.prepare(text),
      };
    };
}

test('the ledger can be read by its own user alone, in a folder that others can look into', async () => {
  const storage = await start();
  await storage.commit(aUnit([setting({ limitMinor: 1n })]));
  for (const name of ['aval.db', 'aval.db-wal', 'aval.db-shm']) {
    expect(`${name} ${(statSync(join(folder, name)).mode & 0o777).toString(8)}`).toBe(
      `${name} 600`,
    );
  }
  await storage.close();
});

describe('storage starts when everything that durability rests on is as it must be', () => {
  const wrong: readonly [string, object, 'writer' | 'reader'][] = [
    ['journal_mode', { journal_mode: 'delete' }, 'writer'],
    ['journal_mode', { journal_mode: 'delete' }, 'reader'],
    ['synchronous', { synchronous: 1n }, 'writer'],
    ['foreign_keys', { foreign_keys: 0n }, 'writer'],
    ['mmap_size', { mmap_size: 268435456n }, 'writer'],
    ['mmap_size', { mmap_size: 268435456n }, 'reader'],
    ['busy_timeout', { timeout: 0n }, 'writer'],
    ['query_only', { query_only: 0n }, 'reader'],
  ];

  test.each(wrong)('and refuses another %s (%o, %s)', async (name, row, only) => {
    const wrap = answering(new RegExp(`^pragma ${name}$`), row, only);
    await expect(start({ wrap })).rejects.toMatchObject({
      name: 'StorageRefused',
      code: 'storage.setting',
      message: expect.stringContaining(name),
    });
    // What was opened on the way is closed: nothing is in the way of the next start.
    await (await start()).close();
  });

  test('and refuses a driver that rounds whole numbers', async () => {
    const wrap = answering(/^select \? as value$/, { value: 2 ** 53 }, 'writer');
    await expect(start({ wrap })).rejects.toMatchObject({ code: 'storage.setting' });
  });

  test('on a driver whose SQLite is safe', async () => {
    const { version } = await loadDriver();
    expect(version).toMatch(/^3\.\d+\.\d+$/);
  });
});

describe('the data folder', () => {
  test('is made where it is missing', async () => {
    const storage = await start({ folder: join(folder, 'new', 'data') });
    await storage.check();
    await storage.close();
    expect(readdirSync(join(folder, 'new', 'data'))).toContain('aval.db');
  });

  test('that cannot be made is refused, with its name', async () => {
    const file = join(folder, 'a-file');
    writeFileSync(file, '');
    await expect(start({ folder: join(file, 'data') })).rejects.toMatchObject({
      name: 'StorageRefused',
      code: 'storage.folder',
      message: expect.stringContaining(join(file, 'data')),
    });
  });

  test('that is a file is refused', async () => {
    const file = join(folder, 'a-file');
    writeFileSync(file, '');
    await expect(start({ folder: file })).rejects.toMatchObject({ code: 'storage.folder' });
  });

  test.runIf(process.platform === 'linux')(
    'where none can be made is refused at once',
    async () => {
      const nowhere = '/proc/aval-test/data';
      await expect(start({ folder: nowhere })).rejects.toMatchObject({ code: 'storage.folder' });
    },
  );

  test('on a network file system is refused', () => {
    expect(() => refuseNetwork('/data', { type: 0x6969, mountType: 'nfs4' })).toThrowError(
      expect.objectContaining({ code: 'storage.network_file_system' }),
    );
    expect(() => refuseNetwork('/data', { type: 0xef53, mountType: 'ext4' })).not.toThrow();
  });
});

describe('the lock of the data folder', () => {
  test('lets a second server of this process wait for the end of the first', async () => {
    const storage = await start();
    await expect(start()).rejects.toMatchObject({
      name: 'StorageRefused',
      code: 'storage.locked',
      message: expect.stringContaining('Another Aval server'),
    });
    // The refused start has not taken the lock away from the first.
    await expect(start()).rejects.toMatchObject({ code: 'storage.locked' });
    await storage.close();
    await (await start()).close();
  });

  test('keeps a second process out until the first one dies, however it dies', async () => {
    const other = spawn(process.execPath, ['--input-type=module', '-e', holder], {
      env: { ...process.env, LOCK: join(folder, 'aval.lock') },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const exit = once(other, 'exit');
    try {
      const lines = createInterface({ input: other.stdout });
      await once(lines, 'line');
      await expect(start()).rejects.toMatchObject({ code: 'storage.locked' });
    } finally {
      other.kill('SIGKILL');
      await exit;
    }
    await (await start()).close();
  });

  test('is kept while nobody looks at it', async () => {
    const { open } = await loadDriver();
    const lock = lockData(open, join(folder, 'aval.lock'));
    collectGarbage();
    await expect(start()).rejects.toMatchObject({ code: 'storage.locked' });
    lock.release();
    lock.release();
    await (await start()).close();
  });

  test('does not keep verify out', async () => {
    const storage = await start();
    await storage.commit(aUnit([setting({ limitMinor: 1n })]));
    expect(await verifyDataFolder(folder)).toMatchObject({ lines: 1, difference: null });
    await storage.close();
    expect(await verifyDataFolder(folder)).toMatchObject({ lines: 1, difference: null });
  });

  const holder = `
    const name = 'node:sqlite';
    const { DatabaseSync } = await import('@photostructure/sqlite').catch(() => import(name));
    globalThis.held = new DatabaseSync(process.env.LOCK);
    held.exec('begin exclusive');
    console.log('locked');
    setInterval(() => {}, 1000);
  `;
});

describe('a damaged file', () => {
  const overwrite = (from: number, bytes: number) => {
    const disk = openSync(join(folder, 'aval.db'), 'r+');
    writeSync(disk, new Uint8Array(bytes).fill(0xa5), 0, bytes, from);
    closeSync(disk);
  };
  const writeLines = async () => {
    const first = await start();
    for (let index = 0; index < 50; index += 1) {
      await first.commit(aUnit([setting({ limitMinor: 1n }, { name: `line_${index}` })]));
    }
    await first.close();
  };

  test('is found by a start that looks through it', async () => {
    await writeLines();
    const { size } = statSync(join(folder, 'aval.db'));
    overwrite(size / 2, size / 2);
    await expect(start({ quickCheck: true })).rejects.toMatchObject({ code: 'storage.damaged' });
  });

  test('is found by a later look through it, and the server is not ready any more', async () => {
    await writeLines();
    // An index that no start looks at.
    const { open } = await loadDriver();
    const connection = open(join(folder, 'aval.db'));
    const { root, size } = connection
      .prepare(
        `select rootpage as root, page_size as size from sqlite_schema, pragma_page_size
         where name = 'credit_line_by_parent'`,
      )
      .get() as { readonly root: bigint; readonly size: bigint };
    connection.close();
    overwrite(Number((root - 1n) * size), Number(size));
    const storage = await start();
    expect(await storage.check()).toMatchObject({ engine: 'sqlite' });
    expect(await storage.inspect()).toMatch(/\S/);
    await expect(storage.check()).rejects.toMatchObject({ code: 'storage.unavailable' });
    await storage.close();
  });

  test('that is no database at all is refused', async () => {
    writeFileSync(join(folder, 'aval.db'), 'no database '.repeat(1_000));
    await expect(start()).rejects.toMatchObject({ code: 'storage.damaged' });
    await expect(verifyDataFolder(folder)).rejects.toMatchObject({ code: 'storage.damaged' });
  });

  test('is named by verify, wherever the damage lies', async () => {
    await (await start()).close();
    const file = join(folder, 'aval.db');
    truncateSync(file, statSync(file).size / 2);
    await expect(verifyDataFolder(folder)).rejects.toMatchObject({
      name: 'StorageRefused',
      code: 'storage.damaged',
      message: expect.stringContaining(file),
    });
  });
});

describe('the storage worker', () => {
  test('refuses with the same words as in the own thread', async () => {
    writeFileSync(join(folder, 'aval.db'), 'no database '.repeat(1_000));
    const workerPath = inject('storageWorkerPath');
    await expect(start({ writer: { workerPath } })).rejects.toMatchObject({
      name: 'StorageRefused',
      code: 'storage.damaged',
    });
    // The lock was given back.
    await expect(start({ writer: { workerPath } })).rejects.toMatchObject({
      code: 'storage.damaged',
    });
  });

  test('that cannot be started is an error, not a hanging start', async () => {
    await expect(start({ writer: { workerPath: join(folder, 'nothing.js') } })).rejects.toThrow();
    await (await start()).close();
  });
});
