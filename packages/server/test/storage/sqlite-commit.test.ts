import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { OpenConnection } from '../../src/storage/sqlite/driver.ts';
import { openSqliteStorage } from '../../src/storage/sqlite/sqlite-storage.ts';
import type { Storage } from '../../src/storage/storage.ts';
import { eur, holdId, placing, setting, tenantId } from '../builders/credit.ts';
import { aClock } from './engines.ts';
import { aKey, aUnit } from './units.ts';
import { watchRuns } from './watch-runs.ts';

/** Extended result codes of SQLite. */
const diskFull = 13;
const flushFailed = 1034;
const writeFailed = 778;

/** What the driver does instead, the next time a statement that matches is run. */
type Failure = {
  readonly statement: RegExp;
  readonly resultCode: number;
  /** `after` fails when the work was done, as a flush does whose error comes too late. */
  readonly when: 'before' | 'after';
  /** What fails after this. */
  readonly next?: Failure;
};

let folder: string;
let failure: Failure | null;
let fatal: Error[];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'aval-commit-'));
  failure = null;
  fatal = [];
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const failing = (open: OpenConnection): OpenConnection =>
  watchRuns(open, (text, run) => {
    if (failure === null || !failure.statement.test(text)) return run();
    const { resultCode, when, next = null } = failure;
    failure = next;
    if (when === 'after') run();
    throw Object.assign(new Error('disk I/O error'), { errcode: resultCode });
  });

function start(): Promise<Storage> {
  return openSqliteStorage({
    folder,
    writer: 'inThread',
    clock: aClock(),
    onFatal: (error) => fatal.push(error),
    wrap: failing,
  });
}

const keyed = (name: string) =>
  aUnit([placing({ holdId: holdId(name), amount: eur(1_00n) })], { key: aKey(name) });

async function startWithLine(): Promise<Storage> {
  const storage = await start();
  await storage.commit(aUnit([setting({ limitMinor: 1_000_00n })]));
  return storage;
}

describe('an I/O error in a commit', () => {
  const cases = [
    ['stands, although the error came', 'after', true],
    ['is gone', 'before', false],
  ] as const;

  test.each(cases)(
    'is unknown to the caller, stops the engine, and the key tells the truth: it %s',
    async (_title, when, stands) => {
      const storage = await startWithLine();
      await storage.commit(keyed('acknowledged'));
      failure = { statement: /^commit$/, resultCode: flushFailed, when };

      const lost = storage.commit(keyed('lost'));
      await expect(lost).rejects.toMatchObject({
        name: 'Fault',
        code: 'storage.commit_unknown',
        outcome: 'unknown',
        retryable: true,
      });
      expect(fatal).toHaveLength(1);
      expect(fatal[0]?.message).toContain('unknown until the file is opened again');

      const next = storage.commit(keyed('next'));
      await expect(next).rejects.toMatchObject({ code: 'storage.unavailable', outcome: 'none' });
      await expect(storage.check()).rejects.toMatchObject({ code: 'storage.unavailable' });
      expect(fatal).toHaveLength(1);
      await storage.close();

      const again = await start();
      expect(await again.commit(keyed('acknowledged'))).toMatchObject({ repeated: true });
      expect(await again.commit(keyed('lost'))).toMatchObject({ kind: 'done', repeated: stands });
      expect(await again.commit(keyed('next'))).toMatchObject({ kind: 'done', repeated: false });
      const levels = await again.credit.levels(tenantId, placing().organizationId);
      expect(levels?.[0].heldMinor).toBe(3_00n);
      expect(await again.verify()).toMatchObject({ holds: 3, difference: null });
      await again.close();
    },
  );

  test('is the answer of every call of the batch, none of which is tried again', async () => {
    const storage = await startWithLine();
    failure = { statement: /^commit$/, resultCode: flushFailed, when: 'after' };
    const names = ['a', 'b', 'c'];
    const results = await Promise.allSettled(names.map((name) => storage.commit(keyed(name))));
    for (const result of results) {
      expect(result).toMatchObject({ status: 'rejected', reason: { outcome: 'unknown' } });
    }
    await storage.close();
    const again = await start();
    for (const name of names) {
      expect(await again.commit(keyed(name))).toMatchObject({ kind: 'done', repeated: true });
    }
    await again.close();
  });
});

describe('a failure before the commit', () => {
  const statements = [
    ['when the transaction begins', /^begin/],
    ['in a row of a hold', /^insert or fail into credit_hold/],
    ['in a figure of a line', /^update credit_line/],
    ['in a key', /^insert or fail into request_key/],
    ['in an entry', /^insert or fail into credit_entry/],
  ] as const;

  test.each(statements)('%s writes nothing, and storage goes on', async (_where, statement) => {
    const storage = await startWithLine();
    failure = { statement, resultCode: writeFailed, when: 'before' };
    await expect(storage.commit(keyed('one'))).rejects.toMatchObject({
      code: 'storage.unavailable',
      outcome: 'none',
      retryable: true,
    });
    expect(fatal).toEqual([]);
    expect(await storage.credit.hold(tenantId, holdId('one'))).toBeNull();
    expect(await storage.commit(keyed('one'))).toMatchObject({ kind: 'done', repeated: false });
    expect(await storage.verify()).toMatchObject({ holds: 1, difference: null });
    await storage.close();
  });

  test('by a full disk in the commit is no too, and the next call finds room again', async () => {
    const storage = await startWithLine();
    failure = { statement: /^commit$/, resultCode: diskFull, when: 'before' };
    await expect(storage.commit(keyed('one'))).rejects.toMatchObject({
      code: 'storage.unavailable',
      outcome: 'none',
    });
    expect(fatal).toEqual([]);
    await storage.check();
    expect(await storage.commit(keyed('one'))).toMatchObject({ kind: 'done', repeated: false });
    expect(await storage.verify()).toMatchObject({ holds: 1, difference: null });
    await storage.close();
  });

  test('that cannot be taken back stops the engine', async () => {
    const storage = await startWithLine();
    failure = {
      statement: /^insert or fail into credit_hold/,
      resultCode: writeFailed,
      when: 'before',
      next: { statement: /^rollback$/, resultCode: writeFailed, when: 'before' },
    };
    await expect(storage.commit(keyed('one'))).rejects.toMatchObject({ outcome: 'none' });
    expect(fatal).toHaveLength(1);
    await expect(storage.check()).rejects.toMatchObject({ code: 'storage.unavailable' });
    await storage.close();
    const again = await start();
    expect(await again.verify()).toMatchObject({ holds: 0, difference: null });
    await again.close();
  });
});
