import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { TenantId } from '../../src/kernel/ids.ts';
import type { RowChange } from '../../src/kernel/unit-of-work.ts';
import { noon } from '../builders/credit.ts';
import type { TestEngine, TestStore } from './engines.ts';
import { aCompany, aUnit } from './units.ts';

export function guardsContract(engine: TestEngine): void {
  let store: TestStore;
  beforeAll(async () => {
    store = await engine.open();
  });
  afterAll(() => store.close());

  const commit = (name: string, ...ifDone: RowChange[]) =>
    store.storage().commit(aUnit([], { tenantId: name as TenantId, ifDone }));

  function aReference(tenant: string, owner: string): RowChange {
    return {
      op: 'insert',
      table: 'organization_reference',
      values: {
        tenant_id: tenant,
        source: 'erp',
        kind: 'number',
        value_key: '1001',
        value: '1001',
        organization_id: `org_${owner}`,
        created_at_us: noon,
      },
    };
  }

  function aProposal(tenant: string, name: string): RowChange {
    return {
      op: 'insert',
      table: 'proposal',
      values: {
        tenant_id: tenant,
        proposal_id: `prop_${name}`,
        kind: 'limit',
        organization_id: 'org_one',
        base_version: 1n,
        change: '{}',
        change_hash: 'hash',
        reason: null,
        status: 'pending',
        proposed_by: 'user:one',
        proposed_at_us: noon,
        decided_by: null,
        decided_at_us: null,
        version: 1n,
      },
    };
  }

  function aDecision(tenant: string, name: string, by: string): RowChange {
    return {
      op: 'update',
      table: 'proposal',
      set: { status: 'approved', decided_by: by, decided_at_us: noon, version: 2n },
      where: { tenant_id: tenant, proposal_id: `prop_${name}`, version: 1n },
    };
  }

  test('a taken primary key is refused by the name of its constraint', async () => {
    await commit('key', aCompany('one', 'key' as TenantId));
    expect(await commit('key', aCompany('one', 'key' as TenantId))).toMatchObject({
      kind: 'refused',
      reasons: [{ code: 'row.exists', what: 'organization_key' }],
    });
  });

  test('a taken reference is refused by the name of its constraint', async () => {
    const tenant = 'reference' as TenantId;
    await commit(tenant, aCompany('one', tenant), aReference(tenant, 'one'));
    const outcome = await commit(tenant, aCompany('two', tenant), aReference(tenant, 'two'));
    expect(outcome).toMatchObject({
      reasons: [{ code: 'row.exists', what: 'organization_reference_key' }],
    });
    expect(await commit(tenant, aCompany('two', tenant))).toMatchObject({ kind: 'done' });
  });

  test('a unique index over some rows is refused by its name, and only over those', async () => {
    await commit('index', aProposal('index', 'one'));
    expect(await commit('index', aProposal('index', 'two'))).toMatchObject({
      reasons: [{ code: 'row.exists', what: 'proposal_one_pending' }],
    });
    await commit('index', aDecision('index', 'one', 'user:two'));
    expect(await commit('index', aProposal('index', 'two'))).toMatchObject({ kind: 'done' });
  });

  test('a row that refers to one that is not there is refused', async () => {
    expect(await commit('owner', aReference('owner', 'nobody'))).toMatchObject({
      reasons: [{ code: 'row.changed', what: 'organization_reference_owner' }],
    });
  });

  test('a change that finds another version is refused, and its unit with it', async () => {
    const tenant = 'version' as TenantId;
    await commit(tenant, aProposal(tenant, 'one'));
    await commit(tenant, aDecision(tenant, 'one', 'user:two'));
    const outcome = await commit(
      tenant,
      aCompany('one', tenant),
      aDecision(tenant, 'one', 'user:three'),
    );
    expect(outcome).toMatchObject({
      kind: 'refused',
      reasons: [{ code: 'row.changed', what: 'proposal' }],
    });
    expect(await commit(tenant, aCompany('one', tenant))).toMatchObject({ kind: 'done' });
  });

  test('a guard can ask for an empty column', async () => {
    await commit('empty', aProposal('empty', 'one'));
    const decide = (by: string): RowChange => ({
      op: 'update',
      table: 'proposal',
      set: { status: 'rejected', decided_by: by, decided_at_us: noon, version: 2n },
      where: { tenant_id: 'empty', proposal_id: 'prop_one', decided_by: null },
    });
    expect(await commit('empty', decide('user:two'))).toMatchObject({ kind: 'done' });
    expect(await commit('empty', decide('user:three'))).toMatchObject({ kind: 'refused' });
  });

  test('a row is removed once', async () => {
    const tenant = 'remove' as TenantId;
    await commit(tenant, aCompany('one', tenant), aReference(tenant, 'one'));
    const values = { tenant_id: tenant, source: 'erp', kind: 'number', value_key: '1001' };
    const removal: RowChange = { op: 'delete', table: 'organization_reference', where: values };
    expect(await commit(tenant, removal)).toMatchObject({ kind: 'done' });
    expect(await commit(tenant, removal)).toMatchObject({
      reasons: [{ code: 'row.changed', what: 'organization_reference' }],
    });
  });

  test('the database itself lets nobody approve what he proposed, nor a key approve', async () => {
    await commit('eyes', aProposal('eyes', 'one'));
    for (const by of ['user:one', 'key:two']) {
      await expect(commit('eyes', aDecision('eyes', 'one', by))).rejects.toThrow('four_eyes');
    }
    expect(await commit('eyes', aDecision('eyes', 'one', 'user:two'))).toMatchObject({
      kind: 'done',
    });
  });

  describe('a mistake of ours is never taken for SQL', () => {
    const company = aCompany('one', 'mistake' as TenantId);
    const values = company.op === 'insert' ? company.values : {};

    test.each<[string, RowChange]>([
      ['another table', { op: 'insert', table: 'sqlite_schema', values }],
      ['a name that is no table', { op: 'insert', table: 'organization; --', values }],
      ['a name that every object has', { op: 'insert', table: 'toString', values }],
      [
        'another column',
        { op: 'insert', table: 'organization', values: { ...values, 'x = 1': 1n } },
      ],
      [
        'a value of another kind',
        { op: 'insert', table: 'organization', values: { ...values, name: 1n } },
      ],
      ['no column', { op: 'insert', table: 'organization', values: {} }],
      [
        'the ledger',
        { op: 'update', table: 'credit_line', set: { held_minor: 0n }, where: { version: 1n } },
      ],
      ['every row', { op: 'update', table: 'tenant', set: { version: 0n }, where: {} }],
    ])('%s', async (_what, row) => {
      await expect(commit('mistake', row)).rejects.toMatchObject({ outcome: 'none' });
      const found = await store.rows("select * from organization where tenant_id = 'mistake'");
      expect(found).toEqual([]);
    });
  });
}
