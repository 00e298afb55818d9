import { expect, test } from 'vitest';
import { noon } from '../../../test/builders/credit.ts';
import { sqliteKinds } from '../schema/column-kinds.ts';
import { type MigrationIo, migrate } from './migrate.ts';
import type { Migration } from './migrations.ts';

const steps: readonly Migration[] = [
  { name: '0001-first', statements: () => ['create one'] },
  { name: '0002-second', statements: () => ['create two', 'create three'] },
];

/** A database that only remembers what it was told. */
function aDatabase(applied: readonly string[] | null, failsAt: string | null = null) {
  const told: string[] = [];
  const io: MigrationIo = {
    kinds: sqliteKinds,
    begin: () => void told.push('begin'),
    run: (statement) => {
      if (statement === failsAt) throw new Error(`cannot ${statement}`);
      told.push(statement.replace(/\s+/g, ' ').slice(0, 29));
    },
    hasTable: () => applied !== null,
    texts: () => applied ?? [],
    commit: () => void told.push('commit'),
    rollback: () => void told.push('rollback'),
  };
  return { io, told };
}

test('an empty database takes every step in one transaction, in its order', async () => {
  const { io, told } = aDatabase(null);
  expect(await migrate(io, { mayMigrate: true, now: noon, steps })).toEqual([
    '0001-first',
    '0002-second',
  ]);
  expect(told).toEqual([
    'begin',
    'create table schema_migration',
    'create one',
    'insert into schema_migration ',
    'create two',
    'create three',
    'insert into schema_migration ',
    'commit',
  ]);
});

test('a database takes the steps that it lacks', async () => {
  const { io, told } = aDatabase(['0001-first']);
  expect(await migrate(io, { mayMigrate: true, now: noon, steps })).toEqual(['0002-second']);
  expect(told).not.toContain('create one');
  expect(told).not.toContain('create table schema_migration');
});

test('a database that has every step is left alone, also where it may not be changed', async () => {
  const { io, told } = aDatabase(['0001-first', '0002-second']);
  expect(await migrate(io, { mayMigrate: false, now: noon, steps })).toEqual([]);
  expect(told).toEqual(['begin', 'commit']);
});

test('a step that fails takes the steps before it back', async () => {
  const { io, told } = aDatabase(null, 'create three');
  const call = migrate(io, { mayMigrate: true, now: noon, steps });
  await expect(call).rejects.toThrow('cannot create three');
  expect(told.at(-1)).toBe('rollback');
  expect(told).not.toContain('commit');
});

test.each([
  ['an empty database', null],
  ['an old one', ['0001-first']],
])('%s is refused where it may not be changed', async (_which, applied) => {
  const { io, told } = aDatabase(applied);
  const call = migrate(io, { mayMigrate: false, now: noon, steps });
  await expect(call).rejects.toMatchObject({ code: 'storage.schema_old' });
  expect(told).toEqual(['begin', 'rollback']);
});

test('a database with a step that this program does not know is refused', async () => {
  const { io, told } = aDatabase(['0001-first', '0009-later']);
  const call = migrate(io, { mayMigrate: true, now: noon, steps });
  await expect(call).rejects.toMatchObject({
    code: 'storage.schema_new',
    message: expect.stringContaining('0009-later'),
  });
  expect(told).toEqual(['begin', 'rollback']);
});
