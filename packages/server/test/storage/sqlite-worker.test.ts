import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, inject, test } from 'vitest';
import { instant, millisecond } from '../../src/kernel/clock.ts';
import { openSqliteStorage } from '../../src/storage/sqlite/sqlite-storage.ts';
import { startWorkerEngine } from '../../src/storage/sqlite/worker-client.ts';
import type { Storage } from '../../src/storage/storage.ts';
import { eur, holdId, placing, posting, setting, tenantId } from '../builders/credit.ts';
import { aCompany, aDecision, aKey, aUnit } from './units.ts';

let folder: string;
let fatal: Error[];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'aval-worker-'));
  fatal = [];
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function start(): Promise<Storage> {
  return openSqliteStorage({
    folder,
    writer: { workerPath: inject('storageWorkerPath') },
    clock: { now: () => instant(BigInt(Date.now()) * millisecond) },
    onFatal: (error) => fatal.push(error),
  });
}

test('units, outcomes, refusals and faults cross the thread as they are', async () => {
  const storage = await start();
  const unit = aUnit([placing({ source: 'basket:1' })], {
    key: aKey('k'),
    memo: 'ours',
    ifDone: [aCompany('one'), aDecision('one')],
  });
  expect(await storage.commit(unit)).toMatchObject({
    kind: 'refused',
    reasons: [{ code: 'credit.no_line' }],
  });
  await storage.commit(aUnit([setting({ limitMinor: 150_00n })]));
  const keyed = { ...unit, key: aKey('k2') };
  const done = await storage.commit(keyed);
  expect(done).toMatchObject({
    kind: 'done',
    repeated: false,
    memo: 'ours',
    results: [{ headroomMinor: 50_00n, hold: { holdId: holdId('one'), source: 'basket:1' } }],
  });
  expect(await storage.commit(keyed)).toEqual({ ...done, repeated: true });
  expect(
    await storage.commit(aUnit([placing({ amount: eur(51_00n), holdId: holdId('two') })])),
  ).toMatchObject({
    kind: 'refused',
    reasons: [{ code: 'credit.insufficient', headroomMinor: 50_00n, shortfallMinor: 1_00n }],
  });
  expect(await storage.forgetKeys(instant(0n), 10)).toBe(0);
  const wrong = aUnit([], {
    ifDone: [{ op: 'insert', table: 'nowhere', values: { name: 'x' } }],
  });
  await expect(storage.commit(wrong)).rejects.toMatchObject({ name: 'Fault', outcome: 'none' });
  expect((await storage.credit.hold(tenantId, holdId('one')))?.heldMinor).toBe(100_00n);
  await storage.close();
  expect(fatal).toEqual([]);
});

test('what was acknowledged can be read at once, and stays after closing', async () => {
  const storage = await start();
  await storage.commit(aUnit([setting({ limitMinor: 1_000_00n })]));
  await Promise.all(
    Array.from({ length: 300 }, async (_, index) => {
      const placed = placing({ holdId: holdId(`h${index}`), amount: eur(1_00n) });
      const outcome = await storage.commit(aUnit([placed], { key: aKey(`k${index}`) }));
      expect(outcome.kind).toBe('done');
      expect(await storage.credit.hold(tenantId, placed.holdId)).toMatchObject({ state: 'open' });
    }),
  );
  await storage.commit(aUnit([posting(300_00n)]));
  expect(await storage.verify()).toMatchObject({ holds: 300, entries: 302, difference: null });
  await storage.close();

  const again = await start();
  expect(await again.verify()).toMatchObject({ holds: 300, entries: 302, difference: null });
  await again.close();
});

test('closing lets the calls before it end, and refuses those after it', async () => {
  const storage = await start();
  const before = [
    storage.commit(aUnit([setting({ limitMinor: 1_000_00n })])),
    storage.commit(aUnit([placing()])),
  ];
  const closed = storage.close();
  const after = storage.commit(aUnit([placing({ holdId: holdId('late') })]));
  await expect(after).rejects.toMatchObject({ code: 'storage.closed', outcome: 'none' });
  expect((await Promise.all(before)).map(({ kind }) => kind)).toEqual(['done', 'done']);
  await closed;
  expect(readdirSync(folder)).toContain('aval.db');
  expect(fatal).toEqual([]);
});

test('a worker that dies leaves its batch unknown, and stops the server', async () => {
  const engine = await startWorkerEngine({
    workerPath: inject('storageWorkerPath'),
    file: join(folder, 'aval.db'),
    mayMigrate: true,
    quickCheck: false,
    onFatal: (error) => fatal.push(error),
  });
  // Something that is no list of units: the thread ends on it, as on any mistake of ours.
  const lost = engine.run({} as never);
  const beside = engine.run([aUnit([setting({})])]);
  await expect(lost).rejects.toMatchObject({ code: 'storage.commit_unknown', outcome: 'unknown' });
  await expect(beside).rejects.toMatchObject({ outcome: 'unknown' });
  expect(fatal).toHaveLength(1);
  const next = engine.run([aUnit([setting({})])]);
  await expect(next).rejects.toMatchObject({ code: 'storage.unavailable', outcome: 'none' });
  await engine.close();
});
