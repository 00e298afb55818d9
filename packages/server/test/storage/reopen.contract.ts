import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { instant } from '../../src/kernel/clock.ts';
import type { TenantId } from '../../src/kernel/ids.ts';
import { migrations } from '../../src/storage/migrations/migrations.ts';
import { tableColumns } from '../../src/storage/schema/columns.ts';
import { capturing, eur, holdId, noon, placing, posting, setting } from '../builders/credit.ts';
import type { TestEngine, TestStore } from './engines.ts';
import { aCompany, aKey, aUnit } from './units.ts';

export function reopenContract(engine: TestEngine): void {
  let store: TestStore;
  beforeAll(async () => {
    store = await engine.open();
  });
  afterAll(() => store.close());

  async function dump(): Promise<Record<string, unknown[]>> {
    const all: Record<string, unknown[]> = {};
    for (const table of Object.keys(tableColumns)) {
      const rows = await store.rows(`select * from ${table} order by 1, 2`);
      all[table] = rows.map((row) => ({ ...row }));
    }
    return all;
  }

  test('everything is there after storage was closed and opened again', async () => {
    const tenantId = 'kept' as TenantId;
    const key = aKey('k');
    const keyed = aUnit([placing()], { tenantId, key, ifDone: [aCompany('one', tenantId)] });
    const units = [
      aUnit([setting({ limitMinor: 500_00n })], { tenantId }),
      keyed,
      aUnit([capturing(eur(40_00n), { reference: 'invoice 1' })], { tenantId }),
      aUnit([posting(60_00n, { limitMinor: 400_00n })], { tenantId }),
    ];
    for (const unit of units) expect((await store.storage().commit(unit)).kind).toBe('done');
    const before = await dump();
    expect(before['credit_entry']).toHaveLength(4);

    await store.reopen();

    expect(await dump()).toEqual(before);
    expect(await store.storage().commit(keyed)).toMatchObject({ kind: 'done', repeated: true });
    const next = await store
      .storage()
      .commit(aUnit([placing({ holdId: holdId('next'), amount: eur(1_00n) })], { tenantId }));
    expect(next.kind).toBe('done');
    const query = { from: 5n, limit: 10, contexts: null, organizationId: null };
    const page = await store.storage().credit.entries(tenantId, query);
    expect(page.entries.map(({ number }) => number)).toEqual([5n]);
    expect(await store.storage().verify()).toMatchObject({ tenants: 1, difference: null });
  });

  test('time goes on after the last commit when the clock was set back meanwhile', async () => {
    const tenantId = 'time' as TenantId;
    store.clock.set(instant(noon + 3_600_000_000n));
    const first = await store.storage().commit(aUnit([setting({})], { tenantId }));
    store.clock.set(noon);
    await store.reopen();
    const second = await store
      .storage()
      .commit(aUnit([placing({ amount: eur(0n + 1n) })], { tenantId }));
    expect(second.at).toBeGreaterThan(first.at);
  });

  test('a call after closing is refused, and nothing is written', async () => {
    const other = await engine.open();
    const closed = other.storage();
    await other.reopen();
    const call = closed.commit(aUnit([setting({})], { tenantId: 'closed' as TenantId }));
    await expect(call).rejects.toMatchObject({ code: 'storage.closed', outcome: 'none' });
    expect(await other.rows('select * from credit_line')).toHaveLength(0);
    await other.close();
  });

  describe('the schema', () => {
    const names = migrations.map(({ name }) => name);

    test('knows which of its steps were taken', async () => {
      const rows = await store.rows('select name from schema_migration order by name');
      expect(rows.map(({ name }) => name)).toEqual(names);
      await store.reopen({ mayMigrate: false });
      await store.storage().check();
    });

    test('of a newer program is refused, and left alone', async () => {
      await store.run(`insert into schema_migration values ('9999-from-the-future', 1)`);
      await expect(store.reopen()).rejects.toMatchObject({
        name: 'StorageRefused',
        code: 'storage.schema_new',
        message: expect.stringContaining('9999-from-the-future'),
      });
      await store.run(`delete from schema_migration where name = '9999-from-the-future'`);
      await store.reopen();
      await store.storage().check();
    });

    test('of an older program is refused where it may not be changed', async () => {
      const other = await engine.open();
      const last = names.at(-1);
      await other.run(`delete from schema_migration where name = '${last}'`);
      await expect(other.reopen({ mayMigrate: false })).rejects.toMatchObject({
        name: 'StorageRefused',
        code: 'storage.schema_old',
        message: expect.stringContaining('AVAL_MIGRATE=true'),
      });
      expect(await other.rows('select name from schema_migration')).toHaveLength(names.length - 1);
      await other.run(`insert into schema_migration values ('${last}', 1)`);
      await other.reopen();
      await other.close();
    });
  });
}
