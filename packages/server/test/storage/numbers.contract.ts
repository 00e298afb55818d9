import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Entry } from '../../src/credit/index.ts';
import type { TenantId } from '../../src/kernel/ids.ts';
import { eur, holdId, lineId, organizationId, placing, setting } from '../builders/credit.ts';
import type { TestEngine, TestStore } from './engines.ts';
import { aCompany, aUnit } from './units.ts';

export function numbersContract(engine: TestEngine): void {
  let store: TestStore;
  beforeAll(async () => {
    store = await engine.open();
  });
  afterAll(() => store.close());

  async function feedOf(tenantId: TenantId, limit = 7): Promise<readonly Entry[]> {
    const found: Entry[] = [];
    for (let from = 1n; ; ) {
      const query = { from, limit, contexts: null, organizationId: null };
      const page = await store.storage().credit.entries(tenantId, query);
      found.push(...page.entries);
      if (page.next === from) return found;
      from = page.next;
    }
  }

  test('each tenant counts for itself, without a gap, however the calls are mixed', async () => {
    const tenants = ['feed1', 'feed2', 'feed3'] as TenantId[];
    for (const tenantId of tenants) {
      await store.storage().commit(aUnit([setting({ limitMinor: 1_000_00n })], { tenantId }));
    }
    const calls = Array.from({ length: 120 }, (_, index) => {
      const tenantId = tenants[index % 3] as TenantId;
      const placed = placing({ holdId: holdId(`h${index}`), amount: eur(30_00n) });
      return store.storage().commit(aUnit([placed], { tenantId }));
    });
    const outcomes = await Promise.all(calls);
    for (const [index, tenantId] of tenants.entries()) {
      const own = outcomes.filter((_, call) => call % 3 === index);
      const done = own.filter(({ kind }) => kind === 'done').length;
      // 40 asked for 30 of 1000 each: 33 fit, and a no takes no number.
      expect(done).toBe(33);
      const feed = await feedOf(tenantId);
      expect(feed.map(({ number }) => number)).toEqual(
        Array.from({ length: 34 }, (_, number) => BigInt(number + 1)),
      );
    }
  });

  test('a unit that fails leaves no gap behind it', async () => {
    const tenantId = 'gap' as TenantId;
    const company = aCompany('one', tenantId);
    await store
      .storage()
      .commit(aUnit([setting({ limitMinor: 1_000_00n })], { tenantId, ifDone: [company] }));
    const outcomes = await Promise.all(
      Array.from({ length: 12 }, (_, index) =>
        store.storage().commit(
          aUnit([placing({ holdId: holdId(`gap_${index}`), amount: eur(1_00n) })], {
            tenantId,
            ifDone: index % 3 === 1 ? [company] : [],
          }),
        ),
      ),
    );
    expect(outcomes.filter(({ kind }) => kind === 'done')).toHaveLength(8);
    const feed = await feedOf(tenantId);
    expect(feed.map(({ number }) => number)).toEqual([1n, 2n, 3n, 4n, 5n, 6n, 7n, 8n, 9n]);
  });

  test('a hold below a group writes one entry for its line and one for each level above', async () => {
    const tenantId = 'levels' as TenantId;
    const group = [
      setting({ limitMinor: 500_00n }, { name: 'root' }),
      setting({ limitMinor: 500_00n, parentLineId: lineId('root') }, { name: 'middle' }),
      setting({ limitMinor: 500_00n, parentLineId: lineId('middle') }, { name: 'own' }),
    ];
    for (const step of group) await store.storage().commit(aUnit([step], { tenantId }));
    await store.storage().commit(aUnit([placing()], { tenantId }));
    const placed = (await feedOf(tenantId)).filter(({ kind }) => kind === 'hold.placed');
    expect(
      placed.map((entry) => [entry.lineId, entry.delta.heldMinor, entry.delta.belowMinor]),
    ).toEqual([
      [lineId('own'), 100_00n, 0n],
      [lineId('middle'), 0n, 100_00n],
      [lineId('root'), 0n, 100_00n],
    ]);
    const levels = await store.storage().credit.levels(tenantId, organizationId('own'));
    expect(levels?.map(({ lineId: id }) => id)).toEqual([
      lineId('own'),
      lineId('middle'),
      lineId('root'),
    ]);
    expect(await store.storage().verify()).toMatchObject({ difference: null });
  });
}
