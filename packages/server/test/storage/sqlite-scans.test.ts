import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterEach, beforeEach, expect, inject, test } from 'vitest';
import { instant, millisecond } from '../../src/kernel/clock.ts';
import { openSqliteStorage } from '../../src/storage/sqlite/sqlite-storage.ts';
import type { Storage } from '../../src/storage/storage.ts';
import { eur, holdId, placing, setting, tenantId } from '../builders/credit.ts';
import { aUnit } from './units.ts';

let folder: string;
let storage: Storage;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'aval-scans-'));
  storage = await openSqliteStorage({
    folder,
    writer: { workerPath: inject('storageWorkerPath') },
    clock: { now: () => instant(BigInt(Date.now()) * millisecond) },
    onFatal: (error) => expect.fail(error.message),
  });
});
afterEach(async () => {
  await storage.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Counts for about a second. Whoever shares the thread with it waits for its end. */
const longRead = () =>
  sql<{ readonly count: bigint }>`
    with recursive n(i) as (select 1 union all select i + 1 from n where i < 3000000)
    select count(*) as count from n`.execute(storage.scans);

test('a list shows what was committed before it was asked for, as a look at one row does', async () => {
  const amount = 899_999_999_999_999n;
  await storage.commit(aUnit([setting({ limitMinor: amount })]));
  const placed = await storage.commit(aUnit([placing({ amount: eur(amount) })]));
  expect(placed).toMatchObject({ kind: 'done' });
  const { items } = await storage.credit.holds(
    tenantId,
    { organizationId: null, state: 'open' },
    { after: null, limit: 10 },
  );
  expect(items).toEqual([await storage.credit.hold(tenantId, items[0]?.holdId as never)]);
  expect(items[0]?.heldMinor).toBe(amount);
});

test('a read that takes long keeps neither a commit nor a look at one row waiting', async () => {
  const ended: string[] = [];
  const long = longRead().then(({ rows }) => {
    ended.push('long');
    return rows;
  });
  await storage.commit(aUnit([setting({ limitMinor: 100_00n })]));
  await storage.commit(aUnit([placing()]));
  await storage.credit.hold(tenantId, holdId('one'));
  ended.push('short');
  expect(await long).toEqual([{ count: 3_000_000n }]);
  expect(ended).toEqual(['short', 'long']);
});

test('a read that fails is its own failure, and the next one is answered', async () => {
  await expect(sql`select * from nowhere`.execute(storage.scans)).rejects.toThrow('nowhere');
  const write = sql`delete from tenant`.execute(storage.scans);
  await expect(write).rejects.toThrow(/read-?only/);
  expect((await sql`select 1 as one`.execute(storage.scans)).rows).toEqual([{ one: 1n }]);
});
