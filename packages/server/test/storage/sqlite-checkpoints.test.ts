import { copyFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, inject, test } from 'vitest';
import type { CreditUnit } from '../../src/credit/index.ts';
import {
  type CheckpointThread,
  createCheckpointThread,
} from '../../src/storage/sqlite/checkpoint-thread.ts';
import { loadDriver } from '../../src/storage/sqlite/driver.ts';
import { type OpenEngine, openSqliteEngine } from '../../src/storage/sqlite/sqlite-engine.ts';
import { verifyDataFolder } from '../../src/storage/sqlite/sqlite-storage.ts';
import { eur, holdId, noon, placing, setting } from '../builders/credit.ts';
import { aUnit } from './units.ts';

const { open } = await loadDriver();
let folder: string;
let engine: OpenEngine;
const file = () => join(folder, 'aval.db');

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'aval-checkpoints-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

async function start(checkpointThread: CheckpointThread): Promise<void> {
  engine = await openSqliteEngine({
    open,
    file: file(),
    clock: { now: () => noon },
    mayMigrate: true,
    quickCheck: false,
    checkpointThread,
    onFatal: (error) => expect.fail(error.message),
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
  await thread.copy();
  expect(holdsInFile()).toBe(0);
  await place(0, 50);
  expect(holdsInFile()).toBe(0);
  await Promise.all([thread.copy(), place(50, 100)]);
  expect(holdsInFile()).toBeGreaterThanOrEqual(50);
  await thread.copy();
  expect(holdsInFile()).toBe(100);
  await place(100, 110);
  await engine.close();
  expect(holdsInFile()).toBe(110);
  expect(await verifyDataFolder(folder)).toMatchObject({ holds: 110, difference: null });
});

test('a log that has grown is copied without being told to, and begun anew', async () => {
  await start(realThread());
  await place(0, 700);
  expect(timesBegun()).toBe(0);
  let placed = 700;
  for (; timesBegun() === 0 && placed < 4_000; placed += 1) await place(placed, placed + 1);
  expect(timesBegun()).toBe(1);
  await engine.close();
  expect(await verifyDataFolder(folder)).toMatchObject({ holds: placed, difference: null });
});

test('a log that nobody can copy beside the writer stays whole, and is copied at the end', async () => {
  let asked = 0;
  const copy = () => {
    asked += 1;
    return Promise.reject(new Error('no thread'));
  };
  await start({ copy, close: () => Promise.resolve() });
  await place(0, 800);
  expect(asked).toBe(1);
  expect(timesBegun()).toBe(0);
  await engine.close();
  expect(holdsInFile()).toBe(800);
});

test('a thread that ends fails the copy, and is started again for the next', async () => {
  const ends = new URL('data:text/javascript,process.exit(3)');
  const thread = createCheckpointThread(ends, file());
  await expect(thread.copy()).rejects.toThrow('code 3');
  await expect(thread.copy()).rejects.toThrow('code 3');
  await thread.close();
});

test('a file without a log is not touched', async () => {
  const thread = realThread();
  await expect(thread.copy()).rejects.toThrow('journal_mode');
  await thread.close();
});
