import { copyFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, inject, test } from 'vitest';
import type { CreditUnit } from '../../src/credit/index.ts';
import {
  type CheckpointThread,
  createCheckpointThread,
} from '../../src/storage/sqlite/checkpoint-thread.ts';
import { loadDriver, type OpenConnection } from '../../src/storage/sqlite/driver.ts';
import { type OpenEngine, openSqliteEngine } from '../../src/storage/sqlite/sqlite-engine.ts';
import { verifyDataFolder } from '../../src/storage/sqlite/sqlite-storage.ts';
import { eur, holdId, noon, placing, setting } from '../builders/credit.ts';
import { aUnit } from './units.ts';
import { watchRuns } from './watch-runs.ts';

const { open } = await loadDriver();
let folder: string;
let engine: OpenEngine;
let fatal: Error[];
const file = () => join(folder, 'aval.db');

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'aval-checkpoints-'));
  fatal = [];
  failing = null;
  made = [];
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Statements of the writer that begin like this fail. */
let failing: RegExp | null;
/** Checkpoints that the writer was told to make. */
let made: string[];

/** The driver, but for what is to fail. */
const watched: OpenConnection = (name, options) => {
  const connection = watchRuns(open, (text, run) => {
    if (failing?.test(text)) throw Object.assign(new Error('disk I/O error'), { errcode: 1034 });
    return run();
  })(name, options);
  return {
    ...connection,
    exec: (text) => {
      if (text.includes('wal_checkpoint')) made.push(text);
      connection.exec(text);
    },
  };
};

async function start(checkpointThread: CheckpointThread): Promise<void> {
  engine = await openSqliteEngine({
    open: watched,
    file: file(),
    clock: { now: () => noon },
    mayMigrate: true,
    quickCheck: false,
    checkpointThread,
    onFatal: (error) => fatal.push(error),
  });
  await run(aUnit([setting({ limitMinor: 1_000_000_00n })]));
}

const realThread = () => createCheckpointThread(inject('storageWorkerPath'), file());

async function run(unit: CreditUnit): Promise<void> {
  expect(await engine.run([unit])).toMatchObject([{ outcome: { kind: 'done' } }]);
}

/** One batch for each. */
async function place(from: number, to: number): Promise<void> {
  for (let index = from; index < to; index += 1) {
    await run(aUnit([placing({ holdId: holdId(`h${index}`), amount: eur(1_00n) })]));
  }
}

/** In the data file without its log. */
function holdsInFile(): number {
  const alone = join(folder, 'alone.db');
  copyFileSync(file(), alone);
  const connection = open(alone);
  try {
    const row = connection.prepare('select count(*) as count from credit_hold').get();
    return Number((row as { readonly count: bigint }).count);
  } finally {
    connection.close();
  }
}

/** How often the log was begun anew: a number in its header. */
function timesBegun(): number {
  return readFileSync(`${file()}-wal`).readUInt32BE(12);
}

test('the log is copied into the data file while batches go on, and nothing is lost', async () => {
  const thread = realThread();
  await start(thread);
  expect(await thread.copy(0)).toBe(true);
  expect(holdsInFile()).toBe(0);
  await place(0, 50);
  expect(holdsInFile()).toBe(0);
  await Promise.all([thread.copy(0), place(50, 100)]);
  expect(holdsInFile()).toBeGreaterThanOrEqual(50);
  expect(await thread.copy(0)).toBe(true);
  expect(holdsInFile()).toBe(100);
  await place(100, 110);
  await engine.close();
  expect(holdsInFile()).toBe(110);
  expect(await verifyDataFolder(folder)).toMatchObject({ holds: 110, difference: null });
});

test('a log that has grown is copied without being told to, and begun anew', async () => {
  const thread = realThread();
  await start({ copy: () => thread.copy(200), close: thread.close });
  await place(0, 100);
  expect(timesBegun()).toBe(0);
  let placed = 100;
  for (; timesBegun() === 0 && placed < 4_000; placed += 1) await place(placed, placed + 1);
  expect(timesBegun()).toBe(1);
  await engine.close();
  expect(await verifyDataFolder(folder)).toMatchObject({ holds: placed, difference: null });
});

test('a log is copied when it is as long as it may be, and not before', async () => {
  const thread = realThread();
  await start(thread);
  expect(await thread.copy(0)).toBe(true);
  await place(0, 20);
  expect(await thread.copy(12_000)).toBe(false);
  expect(holdsInFile()).toBe(0);
  expect(await thread.copy(20)).toBe(true);
  expect(holdsInFile()).toBe(20);
  await engine.close();
});

test('what the thread has left is copied by the writer, and the log begins anew', async () => {
  await start({ copy: () => Promise.resolve(true), close: () => Promise.resolve() });
  await place(0, 200);
  expect(made).toHaveLength(1);
  expect(timesBegun()).toBe(1);
  expect(holdsInFile()).toBeGreaterThan(100);
  await engine.close();
});

test('a log that nobody can copy beside the writer stays whole, and is copied at the end', async () => {
  let asked = 0;
  const copy = () => {
    asked += 1;
    return Promise.reject(new Error('no thread'));
  };
  await start({ copy, close: () => Promise.resolve() });
  await place(0, 200);
  expect(asked).toBe(1);
  expect(timesBegun()).toBe(0);
  await engine.close();
  expect(holdsInFile()).toBe(200);
});

test('closing waits for a copy that is under way', async () => {
  const order: string[] = [];
  let end = (_isLong: boolean): void => undefined;
  const copy = () =>
    new Promise<boolean>((resolve) => {
      end = resolve;
    });
  await start({
    copy,
    close: async () => {
      order.push('thread');
    },
  });
  await place(0, 200);
  const closed = engine.close().then(() => order.push('engine'));
  await new Promise((resolve) => setTimeout(resolve, 20));
  order.push('copy');
  end(true);
  await closed;
  expect(order).toEqual(['copy', 'thread', 'engine']);
});

test('after a commit that is in doubt, the writer copies nothing', async () => {
  let end = (_isLong: boolean): void => undefined;
  const copy = () =>
    new Promise<boolean>((resolve) => {
      end = resolve;
    });
  await start({ copy, close: () => Promise.resolve() });
  await place(0, 200);
  failing = /^commit$/;
  const lost = await engine.run([aUnit([placing({ holdId: holdId('lost') })])]);
  expect(lost).toMatchObject([{ fault: { outcome: 'unknown' } }]);
  expect(fatal).toHaveLength(1);
  end(true);
  await engine.close();
  expect(made).toEqual([]);
});

test('a thread that ends fails the copy, and is started again for the next', async () => {
  const ends = new URL('data:text/javascript,process.exit(3)');
  const thread = createCheckpointThread(ends, file());
  await expect(thread.copy(0)).rejects.toThrow('code 3');
  await expect(thread.copy(0)).rejects.toThrow('code 3');
  await thread.close();
});

test('a file that keeps no log is refused', async () => {
  const thread = realThread();
  await expect(thread.copy(0)).rejects.toThrow('journal_mode');
  await thread.close();
});
