import { afterAll, beforeAll, expect, test } from 'vitest';
import { foreignKeys, uniqueConstraints } from '../../src/storage/sqlite/constraint-names.ts';
import { engines, type TestStore } from './engines.ts';

const sqlite = engines.find(({ name }) => name === 'sqlite');
const postgres = engines.find(({ name }) => name === 'postgres');
let store: TestStore;

beforeAll(async () => {
  if (sqlite === undefined) throw new Error('no SQLite');
  store = await sqlite.open();
});
afterAll(() => store.close());

test('every unique key of the schema has its constraint in the table of names, and no other', async () => {
  const keys: string[] = [];
  for (const { name: table } of await namesOf("type = 'table' and name <> 'schema_migration'")) {
    const indexes = await store.rows(
      `select name from pragma_index_list('${table}') where "unique"`,
    );
    for (const { name } of indexes) {
      const columns = await store.rows(
        `select name from pragma_index_info('${String(name)}') order by seqno`,
      );
      keys.push(`${table}(${columns.map((column) => column['name']).join(', ')})`);
    }
  }
  expect(keys.length).toBeGreaterThan(25);
  expect([...uniqueConstraints.keys()].sort()).toEqual(keys.sort());
});

test('the names in the table are those of the definitions', async () => {
  const definitions = (await store.rows('select sql from sqlite_schema'))
    .map(({ sql }) => String(sql))
    .join('\n');
  for (const name of [...uniqueConstraints.values(), ...Object.values(foreignKeys)]) {
    expect(definitions).toMatch(new RegExp(`(?:constraint|create unique index) ${name}\\b`, 'i'));
  }
});

test('a table refers to at most one other, which is the one that is named', async () => {
  for (const { name: table } of await namesOf("type = 'table'")) {
    const references = await store.rows(
      `select distinct id from pragma_foreign_key_list('${table}')`,
    );
    expect(references.length, table).toBe(table in foreignKeys ? 1 : 0);
  }
});

test.skipIf(postgres?.missing !== null)('PostgreSQL has the same names', async () => {
  const other = await postgres?.open();
  const rows = await other?.rows(`select indexname as name from pg_indexes
    where schemaname = 'public'
    union all select conname from pg_constraint where contype = 'f'`);
  await other?.close();
  const names = new Set(rows?.map(({ name }) => name));
  for (const name of [...uniqueConstraints.values(), ...Object.values(foreignKeys)]) {
    expect(names).toContain(name);
  }
});

async function namesOf(condition: string): Promise<readonly { readonly name: string }[]> {
  const rows = await store.rows(`select name from sqlite_schema where ${condition} order by name`);
  return rows.map(({ name }) => ({ name: String(name) }));
}
