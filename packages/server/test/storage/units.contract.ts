import { afterAll, beforeAll, expect, test } from 'vitest';
import type { TenantId } from '../../src/kernel/ids.ts';
import { readReasons } from '../../src/kernel/reasons-text.ts';
import { eur, holdId, lineId, noon, organizationId, placing, setting } from '../builders/credit.ts';
import type { TestEngine, TestStore } from './engines.ts';
import { aCompany, aDecision, aUnit, reasonsOf } from './units.ts';

export function unitsContract(engine: TestEngine): void {
  let store: TestStore;
  beforeAll(async () => {
    store = await engine.open();
  });
  afterAll(() => store.close());

  async function open(name: string): Promise<TenantId> {
    const tenantId = name as TenantId;
    await store.storage().commit(aUnit([setting({ limitMinor: 150_00n })], { tenantId }));
    return tenantId;
  }
  const countOf = async (table: string, tenantId: TenantId) => {
    const [row] = await store.rows(
      `select count(*) as count from ${table} where tenant_id = '${tenantId}'`,
    );
    return Number(row?.['count']);
  };
  const decisionOf = (tenantId: TenantId) =>
    store
      .storage()
      .db.selectFrom('decision')
      .selectAll()
      .where('tenant_id', '=', tenantId)
      .executeTakeFirst();

  test('a hold and the rows for a yes are there together, with their blanks filled', async () => {
    const tenantId = await open('yes');
    const outcome = await store.storage().commit(
      aUnit([placing()], {
        tenantId,
        ifDone: [aDecision('yes', tenantId)],
        ifRefused: [aCompany('never', tenantId)],
      }),
    );
    expect(outcome.kind).toBe('done');
    expect(await decisionOf(tenantId)).toMatchObject({
      hold_id: holdId('one'),
      headroom_minor: 50_00n,
      shortfall_minor: null,
      reason_code: null,
      reasons: '[]',
      binding_line_id: lineId('own'),
      line_version: 2n,
      decided_at_us: outcome.at,
    });
    expect(outcome.at).toBeGreaterThanOrEqual(noon);
    expect((await store.storage().credit.hold(tenantId, holdId('one')))?.heldMinor).toBe(100_00n);
    expect(await countOf('organization', tenantId)).toBe(0);
  });

  test('a no writes the rows for a no, with what was short, and nothing else', async () => {
    const tenantId = await open('no');
    const outcome = await store.storage().commit(
      aUnit([placing({ amount: eur(200_00n) })], {
        tenantId,
        ifDone: [aCompany('never', tenantId)],
        ifRefused: [aDecision('no', tenantId)],
      }),
    );
    expect(reasonsOf(outcome)).toEqual(['credit.insufficient']);
    expect(await decisionOf(tenantId)).toMatchObject({
      hold_id: null,
      headroom_minor: 150_00n,
      shortfall_minor: 50_00n,
      reason_code: 'credit.insufficient',
      binding_line_id: lineId('own'),
      line_version: null,
      decided_at_us: outcome.at,
    });
    expect(outcome).toMatchObject({
      reasons: readReasons((await decisionOf(tenantId))?.reasons ?? ''),
    });
    expect(await countOf('organization', tenantId)).toBe(0);
    expect(await countOf('credit_hold', tenantId)).toBe(0);
    expect(await countOf('credit_entry', tenantId)).toBe(1);
  });

  test('a command that is refused takes the commands before it in its unit with it', async () => {
    const tenantId = await open('both');
    const other = setting({ limitMinor: 10_00n }, { name: 'other' });
    const tooMuch = placing({ amount: eur(200_00n) });
    const outcome = await store.storage().commit(aUnit([other, tooMuch], { tenantId }));
    expect(reasonsOf(outcome)).toEqual(['credit.insufficient']);
    expect(await countOf('credit_line', tenantId)).toBe(1);
    expect(await countOf('credit_entry', tenantId)).toBe(1);
  });

  test('a row whose key is taken takes the hold of its unit with it', async () => {
    const tenantId = await open('guard');
    await store.storage().commit(aUnit([], { tenantId, ifDone: [aCompany('one', tenantId)] }));
    const unit = aUnit([placing()], { tenantId, ifDone: [aCompany('one', tenantId)] });
    expect(await store.storage().commit(unit)).toMatchObject({
      kind: 'refused',
      reasons: [{ code: 'row.exists', what: 'organization_key' }],
    });
    expect(await countOf('credit_hold', tenantId)).toBe(0);
    expect(await countOf('credit_entry', tenantId)).toBe(1);
    const line = await store.rows(
      `select held_minor from credit_line where tenant_id = '${tenantId}'`,
    );
    expect(line).toEqual([{ held_minor: 0n }].map((row) => expect.objectContaining(row)));
  });

  test('holds of two lines in one unit leave one entry on the level above both', async () => {
    const tenantId = 'group' as TenantId;
    const terms = { limitMinor: 500_00n, parentLineId: lineId('root') };
    for (const step of [
      setting({ limitMinor: 150_00n }, { name: 'root' }),
      setting(terms, { name: 'left' }),
      setting(terms, { name: 'right' }),
    ]) {
      await store.storage().commit(aUnit([step], { tenantId }));
    }
    const holds = ['left', 'right'].map((name) =>
      placing({
        holdId: holdId(name),
        organizationId: organizationId(name),
        amount: eur(60_00n),
      }),
    );
    expect((await store.storage().commit(aUnit(holds, { tenantId }))).kind).toBe('done');
    const levels = await store.storage().credit.levels(tenantId, organizationId('left'));
    expect(levels?.map(({ version }) => version)).toEqual([2n, 2n]);
    expect(levels?.[1]?.belowMinor).toBe(120_00n);
    // The second hold of the pair sees the first one: 30 are left, not 90.
    const more = holds.map((hold, index) => ({
      ...hold,
      holdId: holdId(`more_${index}`),
      amount: eur(20_00n),
    }));
    const refused = await store.storage().commit(aUnit(more, { tenantId }));
    expect(reasonsOf(refused)).toEqual(['credit.insufficient']);
    expect(await store.storage().verify()).toMatchObject({ difference: null });
  });
}
