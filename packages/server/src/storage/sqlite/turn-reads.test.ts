import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { loadDriver, type SqliteConnection } from './driver.ts';
import { createTurnReads, type TurnReads } from './turn-reads.ts';

let folder: string;
let writer: SqliteConnection;
let reads: TurnReads;

beforeEach(async () => {
  const { open } = await loadDriver();
  folder = mkdtempSync(join(tmpdir(), 'aval-turns-'));
  writer = open(join(folder, 'data.db'));
  writer.exec('pragma journal_mode = wal');
  writer.exec('create table counted (number integer)');
  reads = createTurnReads(open(join(folder, 'data.db'), { readOnly: true }));
});
afterEach(async () => {
  await reads.db.destroy();
  writer.close();
  rmSync(folder, { recursive: true, force: true });
});

const add = () => writer.exec('insert into counted values (1)');
const count = async () => {
  const { rows } = await sql<{ n: bigint }>`select count(*) as n from counted`.execute(reads.db);
  return rows[0]?.n;
};
const nextTurn = () => new Promise((resolve) => setImmediate(resolve));

test('the reads of a turn see one moment, and those of the next turn a later one', async () => {
  add();
  expect(await count()).toBe(1n);
  add();
  expect(await count()).toBe(1n);
  await nextTurn();
  expect(await count()).toBe(2n);
});

test('who has heard of a commit sees it in the same turn', async () => {
  expect(await count()).toBe(0n);
  add();
  reads.seeLatest();
  expect(await count()).toBe(1n);
});

test('a turn that only looked keeps no lock: what was written can be taken into the file', async () => {
  await count();
  await nextTurn();
  add();
  const row = writer.prepare('pragma wal_checkpoint(truncate)').get();
  expect(row).toMatchObject({ busy: 0n });
});

test('a read that fails leaves the next ones as they were', async () => {
  await expect(sql`select missing from counted`.execute(reads.db)).rejects.toThrow('missing');
  expect(await count()).toBe(0n);
  await nextTurn();
  add();
  expect(await count()).toBe(1n);
});
