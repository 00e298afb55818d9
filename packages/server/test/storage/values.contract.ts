import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { TenantId } from '../../src/kernel/ids.ts';
import type { RowChange } from '../../src/kernel/unit-of-work.ts';
import { columnNames, tableColumns } from '../../src/storage/schema/columns.ts';
import type { Tables } from '../../src/storage/schema/tables.ts';
import type { TestEngine, TestStore } from './engines.ts';
import { aCompany, aUnit } from './units.ts';

export function valuesContract(engine: TestEngine): void {
  let store: TestStore;
  beforeAll(async () => {
    store = await engine.open();
  });
  afterAll(() => store.close());

  const wholeNumbers = [0n, -1n, 2n ** 53n + 1n, 2n ** 63n - 1n, -(2n ** 63n)];

  test.each(wholeNumbers)('the whole number %s comes back exactly', async (number) => {
    const tenantId = `number${wholeNumbers.indexOf(number)}` as TenantId;
    const outcome = await store
      .storage()
      .commit(aUnit([], { tenantId, ifDone: [aReport(number)] }));
    expect(outcome.kind).toBe('done');
    const row = await store
      .storage()
      .db.selectFrom('erp_report')
      .selectAll()
      .where('tenant_id', '=', tenantId)
      .executeTakeFirstOrThrow();
    expect(row.used_minor).toBe(number);
    expect(row.limit_minor).toBeNull();

    function aReport(used: bigint): RowChange {
      return {
        op: 'insert',
        table: 'erp_report',
        values: {
          tenant_id: tenantId,
          organization_id: 'org_one',
          received_at_us: 1n,
          as_of_us: null,
          limit_minor: null,
          used_minor: used,
          available_minor: null,
          actor: 'key:test',
        },
      };
    }
  });

  const texts = ['', "O'Neill & Söhne", 'tab\tline\nquote"', '🏦 ελληνικά', 'x'.repeat(100_000)];

  test.each(texts.map((text) => [text.slice(0, 20), text]))(
    'the text "%s" comes back exactly',
    async (_start, text) => {
      const tenantId = `text${texts.indexOf(text)}` as TenantId;
      const company = aCompany('one', tenantId);
      const named = { ...company, values: { ...valuesOf(company), name: text } } as RowChange;
      await store.storage().commit(aUnit([], { tenantId, ifDone: [named] }));
      const row = await store
        .storage()
        .db.selectFrom('organization')
        .select('name')
        .where('tenant_id', '=', tenantId)
        .executeTakeFirstOrThrow();
      expect(row.name).toBe(text);
    },
  );

  test('bytes come back as bytes', async () => {
    const bytes = new Uint8Array([0, 1, 127, 128, 255]);
    const literal = engine.name === 'sqlite' ? "x'00017f80ff'" : "'\\x00017f80ff'::bytea";
    await store.run(`create table scratch (data ${engine.kinds.blob})`);
    await store.run(`insert into scratch values (${literal})`);
    // What another connection commits is seen in the next turn of the event loop.
    await new Promise((resolve) => setImmediate(resolve));
    const { rows } = await sql<{ data: Uint8Array }>`select data from scratch`.execute(
      store.storage().db,
    );
    expect(rows[0]?.data).toBeInstanceOf(Uint8Array);
    expect([...(rows[0]?.data ?? [])]).toEqual([...bytes]);
  });

  test('text is ordered by its bytes', async () => {
    const tenantId = 'ordered' as TenantId;
    const names = ['b', 'B', 'a', '_', 'ä', 'Z', '1'];
    const ifDone = names.map((name) => aCompany(name, tenantId));
    await store.storage().commit(aUnit([], { tenantId, ifDone }));
    const rows = await store
      .storage()
      .db.selectFrom('organization')
      .select('name')
      .where('tenant_id', '=', tenantId)
      .orderBy('organization_id')
      .execute();
    expect(rows.map(({ name }) => name)).toEqual(['1', 'B', 'Z', '_', 'a', 'b', 'ä']);
  });

  test('the tables have exactly the columns that the program names', async () => {
    const tables = Object.keys(tableColumns) as (keyof Tables)[];
    expect(tables.length).toBeGreaterThan(15);
    for (const table of tables) {
      const rows = await store.rows(
        engine.name === 'sqlite'
          ? `select name, type from pragma_table_info('${table}') order by cid`
          : `select column_name as name, data_type as type from information_schema.columns
             where table_name = '${table}' order by ordinal_position`,
      );
      const { text, bigint } = engine.kinds;
      const kinds = new Map([
        [text.split(' ')[0], 'text'],
        [bigint, 'bigint'],
      ]);
      expect(
        rows.map(({ name }) => name),
        table,
      ).toEqual(columnNames(table));
      expect(
        rows.map(({ type }) => kinds.get(String(type).toLowerCase())),
        table,
      ).toEqual(Object.values(tableColumns[table]));
    }
  });
}

function valuesOf(row: RowChange) {
  return row.op === 'insert' ? row.values : {};
}
