import { afterAll, beforeAll, expect, test } from 'vitest';
import type { CreditOutcome } from '../../src/credit/index.ts';
import { present } from '../../src/kernel/assert.ts';
import type { TenantId } from '../../src/kernel/ids.ts';
import type { RowChange, RowValues } from '../../src/kernel/unit-of-work.ts';
import { eur, holdId, noon, placing, setting } from '../builders/credit.ts';
import type { TestEngine, TestStore } from './engines.ts';
import { aCompany, aDecision, aUnit } from './units.ts';

/** Units that come together write rows that are alike: many of them may be one statement. */
export function alikeRowsContract(engine: TestEngine): void {
  let store: TestStore;
  beforeAll(async () => {
    store = await engine.open();
  });
  afterAll(() => store.close());

  /** More than two full statements, with a rest. */
  const names = Array.from({ length: 40 }, (_, index) => `n${String(index).padStart(2, '0')}`);

  async function open(name: string): Promise<TenantId> {
    const tenantId = name as TenantId;
    await store.storage().commit(aUnit([setting({ limitMinor: 1_000_00n })], { tenantId }));
    return tenantId;
  }

  /** A decision that says something of its own in nearly every column, and nothing in some. */
  function valuesOf(tenantId: TenantId, name: string, index: number): RowValues {
    const row = aDecision(name, tenantId);
    const given = row.op === 'insert' ? row.values : {};
    const even = index % 2 === 0;
    const values: RowValues = {
      ...given,
      organization_id: even ? null : `org_${name}`,
      ledger_verdict: even ? 'approved' : null,
      amount_minor: BigInt(index),
      facts: `{"basket":"${name}"}`,
      facts_hash: `hash of ${name}`,
      ruleset_hash: even ? `ruleset of ${name}` : null,
      position: even ? null : `[${index}]`,
    };
    // Named in another order, behind two full statements, a row is no less a row.
    return index === 36 ? Object.fromEntries(Object.entries(values).reverse()) : values;
  }

  const placeAll = (tenantId: TenantId) =>
    Promise.all(
      names.map((name, index) =>
        store.storage().commit(
          aUnit([placing({ holdId: holdId(name), amount: eur(BigInt(index + 1)) })], {
            tenantId,
            ifDone: [{ op: 'insert', table: 'decision', values: valuesOf(tenantId, name, index) }],
          }),
        ),
      ),
    );

  /** What must stand in the row, its blanks filled from the outcome of its own unit. */
  function expectedRow(tenantId: TenantId, index: number, outcome: CreditOutcome) {
    const name = names[index] ?? '';
    if (outcome.kind !== 'done') throw new Error(`${name} was refused`);
    const result = present(outcome.results[0], 'result of a hold');
    return {
      ...valuesOf(tenantId, name, index),
      reason_code: null,
      reasons: '[]',
      hold_id: holdId(name),
      headroom_minor: result.headroomMinor,
      shortfall_minor: null,
      binding_line_id: result.bindingLineId,
      line_version: result.lineVersion,
      decided_at_us: outcome.at,
    };
  }

  const decisions = (tenantId: TenantId) =>
    store
      .storage()
      .db.selectFrom('decision')
      .selectAll()
      .where('tenant_id', '=', tenantId)
      .orderBy('decision_id')
      .execute();

  test('each says what its own unit handed in, in every column', async () => {
    const tenantId = await open('alike');
    const outcomes = await placeAll(tenantId);
    const expected = outcomes.map((outcome, index) => expectedRow(tenantId, index, outcome));
    // A batch has one instant.
    expect(new Set(outcomes.map(({ at }) => at)).size).toBe(1);
    expect(new Set(expected.map((row) => row.headroom_minor)).size).toBe(names.length);
    expect(await decisions(tenantId)).toEqual(expected);
    expect(await store.storage().verify()).toMatchObject({ difference: null });
  });

  test('one whose key is taken refuses its own unit, and no other', async () => {
    const tenantId = await open('taken');
    const taken = 21;
    const before = aDecision(names[taken] ?? '', tenantId);
    await store.storage().commit(aUnit([], { tenantId, ifDone: [before] }));
    const [kept] = await decisions(tenantId);

    const outcomes = await placeAll(tenantId);
    expect(outcomes[taken]).toMatchObject({
      kind: 'refused',
      reasons: [{ code: 'row.exists', what: 'decision_key' }],
    });
    const expected = outcomes.map((outcome, index) =>
      index === taken ? kept : expectedRow(tenantId, index, outcome),
    );
    expect(await decisions(tenantId)).toEqual(expected);
    const { credit } = store.storage();
    expect(await credit.hold(tenantId, holdId(names[taken] ?? ''))).toBeNull();
    expect(await store.storage().verify()).toMatchObject({ difference: null });
  });

  test('rows of several tables that take turns keep their order and their values', async () => {
    const tenantId = 'turns' as TenantId;
    const reference = (name: string): RowChange => ({
      op: 'insert',
      table: 'organization_reference',
      values: {
        tenant_id: tenantId,
        source: 'erp',
        kind: 'number',
        value_key: `key of ${name}`,
        value: `value of ${name}`,
        organization_id: `org_${name}`,
        created_at_us: noon,
      },
    });
    const renamed = (name: string): RowChange => ({
      op: 'update',
      table: 'organization',
      set: { name: `${name} renamed`, version: 2n },
      where: { tenant_id: tenantId, organization_id: `org_${name}`, version: 1n },
    });
    const company = (name: string) => aCompany(name, tenantId);
    // A reference needs its company before it, and a new name needs the old one.
    const outcomes = await Promise.all(
      names.map((name) =>
        store.storage().commit(
          aUnit([], {
            tenantId,
            ifDone: [
              ...[company(name), reference(name), aDecision(name, tenantId), renamed(name)],
              ...[company(`${name}b`), company(`${name}c`), reference(`${name}c`)],
            ],
          }),
        ),
      ),
    );
    expect(outcomes.map(({ kind }) => kind)).toEqual(names.map(() => 'done'));

    const { db } = store.storage();
    const companies = await db
      .selectFrom('organization')
      .select(['organization_id', 'name'])
      .where('tenant_id', '=', tenantId)
      .orderBy('organization_id')
      .execute();
    expect(companies).toEqual(
      names.flatMap((name) => [
        { organization_id: `org_${name}`, name: `${name} renamed` },
        { organization_id: `org_${name}b`, name: `${name}b` },
        { organization_id: `org_${name}c`, name: `${name}c` },
      ]),
    );
    const references = await db
      .selectFrom('organization_reference')
      .select(['organization_id', 'value_key', 'value'])
      .where('tenant_id', '=', tenantId)
      .orderBy('organization_id')
      .execute();
    expect(references).toEqual(
      names
        .flatMap((name) => [name, `${name}c`])
        .map((name) => ({
          organization_id: `org_${name}`,
          value_key: `key of ${name}`,
          value: `value of ${name}`,
        })),
    );
    expect((await decisions(tenantId)).map(({ subject }) => subject)).toEqual(names);
  });
}
