import { afterAll, beforeAll, expect, test } from 'vitest';
import { hour, instant } from '../../src/kernel/clock.ts';
import type { TenantId } from '../../src/kernel/ids.ts';
import { eur, holdId, placing, setting } from '../builders/credit.ts';
import type { TestEngine, TestStore } from './engines.ts';
import { aCompany, aKey, aUnit, reasonsOf } from './units.ts';

export function keysContract(engine: TestEngine): void {
  let store: TestStore;
  beforeAll(async () => {
    store = await engine.open();
  });
  afterAll(() => store.close());

  async function open(name: string, limitMinor = 150_00n): Promise<TenantId> {
    const tenantId = name as TenantId;
    await store.storage().commit(aUnit([setting({ limitMinor })], { tenantId }));
    return tenantId;
  }
  const heldOf = async (tenantId: TenantId) => {
    const levels = await store.storage().credit.levels(tenantId, placing().organizationId);
    return levels?.[0].heldMinor;
  };

  test('the same key with the same content gives the same answer and has one effect', async () => {
    const tenantId = await open('same');
    const unit = aUnit([placing()], { tenantId, key: aKey('k'), memo: 'ours' });
    const first = await store.storage().commit(unit);
    const second = await store.storage().commit(unit);
    expect(first).toMatchObject({ kind: 'done', repeated: false, memo: 'ours' });
    expect(second).toEqual({ ...first, repeated: true });
    expect(await heldOf(tenantId)).toBe(100_00n);
  });

  test('the same key with other content is refused and changes nothing', async () => {
    const tenantId = await open('other');
    await store.storage().commit(aUnit([placing()], { tenantId, key: aKey('k') }));
    const other = placing({ holdId: holdId('two'), amount: eur(1_00n) });
    const outcome = await store
      .storage()
      .commit(aUnit([other], { tenantId, key: aKey('k', 'two') }));
    expect(reasonsOf(outcome)).toEqual(['key.other_content']);
    expect(await heldOf(tenantId)).toBe(100_00n);
  });

  test('a no that was given under a key is the answer again, when the limit is higher', async () => {
    const tenantId = await open('no', 50_00n);
    const unit = aUnit([placing()], { tenantId, key: aKey('k') });
    const first = await store.storage().commit(unit);
    expect(reasonsOf(first)).toEqual(['credit.insufficient']);
    await store.storage().commit(aUnit([setting({ limitMinor: 500_00n })], { tenantId }));
    expect(await store.storage().commit(unit)).toEqual({ ...first, repeated: true });
  });

  test('a key is forgotten when it is old enough, and who uses it again is a new caller', async () => {
    const tenantId = await open('forgotten');
    const unit = aUnit([placing()], { tenantId, key: aKey('k') });
    const { at } = await store.storage().commit(unit);
    await store.storage().forgetKeys(instant(at - hour), 1_000);
    expect((await store.storage().commit(unit)).repeated).toBe(true);
    expect(await store.storage().forgetKeys(instant(at + 1n), 1_000)).toBeGreaterThan(0);
    const other = placing({ holdId: holdId('two'), amount: eur(1_00n) });
    const later = await store.storage().commit(aUnit([other], { tenantId, key: aKey('k', 'two') }));
    expect(later).toMatchObject({ kind: 'done', repeated: false });
  });

  test('a hundred calls at once with one key take one hold', async () => {
    const tenantId = await open('flood', 10_000_00n);
    const outcomes = await Promise.all(
      Array.from({ length: 100 }, (_, index) =>
        store
          .storage()
          .commit(
            aUnit([placing({ holdId: holdId(`flood_${index}`) })], { tenantId, key: aKey('k') }),
          ),
      ),
    );
    const done = outcomes.map((outcome) => (outcome.kind === 'done' ? outcome.results[0] : null));
    expect(new Set(done.map((result) => result?.hold?.holdId)).size).toBe(1);
    expect(outcomes.filter(({ repeated }) => !repeated)).toHaveLength(1);
    expect(await heldOf(tenantId)).toBe(100_00n);
  });

  test('keys of other tenants and of other scopes are other keys', async () => {
    const one = await open('mine');
    const two = await open('theirs');
    const units = [
      aUnit([placing()], { tenantId: one, key: aKey('k') }),
      aUnit([placing()], { tenantId: two, key: aKey('k') }),
      aUnit([placing({ holdId: holdId('two'), amount: eur(1_00n) })], {
        tenantId: one,
        key: { ...aKey('k'), scope: 'other' },
      }),
    ];
    const outcomes = await Promise.all(units.map((unit) => store.storage().commit(unit)));
    expect(outcomes.map(({ kind, repeated }) => [kind, repeated])).toEqual([
      ['done', false],
      ['done', false],
      ['done', false],
    ]);
  });

  test('a unit that a guard refused leaves its key free', async () => {
    const tenantId = await open('free');
    const company = aCompany('one', tenantId);
    await store.storage().commit(aUnit([], { tenantId, ifDone: [company] }));
    const unit = aUnit([placing()], { tenantId, key: aKey('k'), ifDone: [company] });
    expect(reasonsOf(await store.storage().commit(unit))).toEqual(['row.exists']);
    expect(reasonsOf(await store.storage().commit(unit))).toEqual(['row.exists']);
    const repaired = aUnit([placing()], { tenantId, key: aKey('k') });
    expect(await store.storage().commit(repaired)).toMatchObject({ kind: 'done', repeated: false });
  });
}
