import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { CreditUnit, Hold } from '../../src/credit/index.ts';
import { second } from '../../src/kernel/clock.ts';
import { storageBeside } from '../../src/storage/sqlite/beside.ts';
import { loadDriver, type OpenConnection } from '../../src/storage/sqlite/driver.ts';
import { type OpenEngine, openSqliteEngine } from '../../src/storage/sqlite/sqlite-engine.ts';
import {
  eur,
  holdId,
  later,
  lineId,
  noon,
  organizationId,
  placing,
  setting,
  tenantId,
} from '../builders/credit.ts';
import { aClock } from './engines.ts';
import { aCompany, aKey, aUnit } from './units.ts';
import { watchRuns } from './watch-runs.ts';

/** Result codes of SQLite. */
const diskFull = 13;
const flushFailed = 1034;

let folder: string;
let open: OpenConnection;
let engine: OpenEngine;
let fatal: Error[];
/** What happens before the next statement of that text that writes or ends a transaction. */
let next: { readonly statement: RegExp; readonly happens: () => void } | null;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'aval-beside-'));
  ({ open } = await loadDriver());
  fatal = [];
  next = null;
  engine = await start();
  await engine.run([aUnit([setting({ limitMinor: 1_000_00n })])]);
});
afterEach(async () => {
  await engine.close();
  rmSync(folder, { recursive: true, force: true });
});

const file = () => join(folder, 'aval.db');

const watched: OpenConnection = (name, options) =>
  watchRuns(open, (text, run) => {
    if (next?.statement.test(text)) {
      const { happens } = next;
      next = null;
      happens();
    }
    return run();
  })(name, options);

function start(): Promise<OpenEngine> {
  return openSqliteEngine({
    open: watched,
    file: file(),
    clock: aClock(),
    mayMigrate: true,
    quickCheck: false,
    onFatal: (error) => fatal.push(error),
  });
}

const source = 'basket:1';
const ownId = organizationId('own');
const placed = aUnit([placing({ source })]);
const look = () => storageBeside(engine).credit.holdOfSource(tenantId, source);
const levels = (name = 'own') => engine.levelsAtHand(tenantId, organizationId(name));

function failing(resultCode: number): () => never {
  return () => {
    throw Object.assign(new Error('disk I/O error'), { errcode: resultCode });
  };
}

/** Runs the unit, and reads at the moment when its hold is written and its commit is to come. */
async function runAndLook(unit: CreditUnit, whileItCommits?: () => void) {
  let seen: Promise<Hold | null> | null = null;
  next = {
    statement: /^update credit_line/,
    happens: () => {
      seen = look();
      if (whileItCommits !== undefined) next = { statement: /^commit$/, happens: whileItCommits };
    },
  };
  const [reply] = await engine.run([unit]);
  if (seen === null) throw new Error('nobody looked');
  return { reply, seen: seen as Promise<Hold | null> };
}

describe('a read that is asked for while a batch is under way', () => {
  test('sees all of it once it is committed', async () => {
    const { reply, seen } = await runAndLook(placed);
    expect(reply).toMatchObject({ outcome: { kind: 'done' } });
    expect(await seen).toMatchObject({ holdId: holdId('one'), state: 'open' });
  });

  test('sees nothing of it where its commit fails', async () => {
    const { reply, seen } = await runAndLook(placed, failing(diskFull));
    expect(reply).toMatchObject({ fault: { code: 'storage.unavailable', outcome: 'none' } });
    expect(await seen).toBeNull();
    expect(fatal).toEqual([]);
    expect((await engine.run([placed]))[0]).toMatchObject({ outcome: { kind: 'done' } });
    expect(await look()).toMatchObject({ holdId: holdId('one') });
  });

  test('sees nothing of a unit that a guard refuses', async () => {
    await engine.run([aUnit([], { ifDone: [aCompany('one')] })]);
    const { reply, seen } = await runAndLook({
      ...placed,
      rows: { ifDone: [aCompany('one')], ifRefused: [] },
    });
    expect(reply).toMatchObject({ outcome: { reasons: [{ code: 'row.exists' }] } });
    expect(await seen).toBeNull();
  });

  test('fails where nobody knows whether the commit stands', async () => {
    const { reply, seen } = await runAndLook(placed, failing(flushFailed));
    expect(reply).toMatchObject({ fault: { code: 'storage.commit_unknown' } });
    await expect(seen).rejects.toThrow('transaction');
    expect(fatal).toHaveLength(1);
  });
});

describe('a read keeps no transaction open', () => {
  test.each(['read first', 'batch first'])('that a batch would meet: %s', async (order) => {
    const isReadFirst = order === 'read first';
    const before = isReadFirst ? look() : null;
    const batch = engine.run([placed]);
    const seen = await (before ?? look());
    expect((await batch)[0]).toMatchObject({ outcome: { kind: 'done' } });
    expect(seen).toBeNull();
    expect(await look()).toMatchObject({ holdId: holdId('one') });
  });

  test('in which what is forgotten would be left', async () => {
    await engine.run([aUnit([placing()], { key: aKey('old') })]);
    const seen = look();
    expect(await engine.forgetKeys(later(second), 10)).toBe(1);
    const other = open(file());
    expect(other.prepare('select * from request_key').all()).toEqual([]);
    other.close();
    expect(await seen).toBeNull();
  });
});

describe('lines at hand', () => {
  test('are as the last commit left them', async () => {
    expect(levels()).toMatchObject([{ limitMinor: 1_000_00n, heldMinor: 0n }]);
    let meanwhile: unknown = null;
    next = { statement: /^commit$/, happens: () => (meanwhile = levels()?.[0].heldMinor) };
    await engine.run([placed]);
    expect(meanwhile).toBe(0n);
    expect(levels()).toEqual(await storageBeside(engine).credit.levels(tenantId, ownId));
    expect(levels()?.[0].heldMinor).toBe(100_00n);
  });

  test('are there with every level above them', async () => {
    const terms = { limitMinor: 500_00n, parentLineId: lineId('own') };
    await engine.run([aUnit([setting(terms, { name: 'below' })])]);
    await engine.run([
      aUnit([placing({ organizationId: organizationId('below'), amount: eur(70_00n) })]),
    ]);
    const expected = await storageBeside(engine).credit.levels(tenantId, organizationId('below'));
    expect(expected?.map(({ belowMinor }) => belowMinor)).toEqual([0n, 70_00n]);
    expect(levels('below')).toEqual(expected);
  });

  test('are never those of a batch that was rolled back', async () => {
    const before = levels();
    next = { statement: /^commit$/, happens: failing(diskFull) };
    await engine.run([placed]);
    expect(levels()).toEqual(before);
    const opening = aUnit([setting({ limitMinor: 1n }, { name: 'other' })]);
    next = { statement: /^commit$/, happens: failing(diskFull) };
    await engine.run([opening]);
    expect(levels('other')).toBeNull();
    // What failed is not caught up with by the next commit either.
    await engine.run([aUnit([], { ifDone: [aCompany('one')] })]);
    expect(levels()).toEqual(before);
    expect(levels('other')).toBeNull();
  });

  test('are none until somebody has loaded them', async () => {
    await engine.close();
    engine = await start();
    expect(levels()).toBeNull();
    await engine.run([placed]);
    expect(levels()).toMatchObject([{ heldMinor: 100_00n }]);
    expect(levels('nobody')).toBeNull();
  });
});

describe('units whose time is over when their batch begins', () => {
  const late = (name: string, at = noon) => ({ ...unitOf(name), deadlineAt: at });
  const unitOf = (name: string) =>
    aUnit([placing({ holdId: holdId(name), amount: eur(1_00n) })], {
      key: aKey(name),
      ifDone: [aCompany(name)],
      memo: name,
    });
  const isLate = { fault: { code: 'deadline.exceeded', outcome: 'none' } };
  const isDone = (memo: string) => ({ outcome: { kind: 'done', memo } });

  async function written() {
    const holds = await engine.db.selectFrom('credit_hold').select('hold_id as id').execute();
    const names = await engine.db.selectFrom('organization').select('name as id').execute();
    const keys = await engine.db.selectFrom('request_key').select('value as id').execute();
    return [holds, names, keys].map((rows) => rows.map(({ id }) => id).sort());
  }

  test('are answered so, in their places among the others, and nothing of them is written', async () => {
    const inTime = late('c', later(1n));
    const tooMuch = aUnit([placing({ holdId: holdId('d'), amount: eur(9_000_00n) })]);
    const units = [late('a'), unitOf('b'), inTime, tooMuch, late('e'), unitOf('f'), late('g')];
    const refused = { outcome: { kind: 'refused', reasons: [{ code: 'credit.insufficient' }] } };
    expect(await engine.run(units)).toMatchObject([
      ...[isLate, isDone('b'), isDone('c'), refused],
      ...[isLate, isDone('f'), isLate],
    ]);
    const done = ['b', 'c', 'f'];
    expect(await written()).toEqual([done.map(holdId), done, done]);
  });

  test('keep their places where several batches are run as one', async () => {
    const replies = await Promise.all([
      engine.run([late('a'), unitOf('b')]),
      engine.run([late('c')]),
      engine.run([unitOf('d'), late('e'), unitOf('f')]),
    ]);
    expect(replies).toMatchObject([
      [isLate, isDone('b')],
      [isLate],
      [isDone('d'), isLate, isDone('f')],
    ]);
    const done = ['b', 'd', 'f'];
    expect(await written()).toEqual([done.map(holdId), done, done]);
  });
});
