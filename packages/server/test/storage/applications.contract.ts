import { afterAll, beforeAll, expect, test } from 'vitest';
import { type ApplicationReader, earlierMax } from '../../src/decisions/index.ts';
import { hour, plus, second } from '../../src/kernel/clock.ts';
import type { CompanyId, TenantId } from '../../src/kernel/ids.ts';
import type { RowValues } from '../../src/kernel/unit-of-work.ts';
import { createApplicationReader } from '../../src/storage/index.ts';
import { noon } from '../builders/credit.ts';
import { anApplication, numbered } from './applications.ts';
import type { TestEngine, TestStore } from './engines.ts';

export function applicationsContract(engine: TestEngine): void {
  let store: TestStore;
  let reader: ApplicationReader;
  beforeAll(async () => {
    store = await engine.open();
    reader = createApplicationReader(store.storage().db);
  });
  afterAll(() => store.close());

  async function add(tenantId: TenantId, ...changes: readonly RowValues[]): Promise<void> {
    for (const change of changes) {
      const unit = numbered(tenantId, { ifDone: [anApplication(tenantId, change)] });
      expect((await store.storage().commit(unit)).kind).toBe('done');
    }
  }

  test('an application comes back as it was written, and only to its tenant', async () => {
    const tenantId = 'one' as TenantId;
    const company = { name: 'Donald', activities: [{ code: '0113', text: null, isMain: true }] };
    await add(tenantId, {
      ...{ company: JSON.stringify(company), company_id: 'comp_one', extra: '{"years":2.5}' },
      ...{ status: 'rejected', reference: 'SO-1', language: 'de', decided_at_us: noon },
      ...{
        decision_id: 'dec_one',
        ruleset_hash: 'hash',
        decided_by: 'user:user_one',
        reason: 'no',
      },
    });
    expect(await reader.application(tenantId, 1)).toMatchObject({
      ...{ applicationId: 1, rulesetId: 1, rulesetHash: 'hash', companyId: 'comp_one', company },
      ...{ amount: 10_000, currency: 'EUR', language: 'de', reference: 'SO-1' },
      ...{ extra: { years: 2.5 }, status: 'rejected', decisionId: 'dec_one', nextAskAt: null },
      ...{ decidedAt: noon, decidedBy: 'user:user_one', reason: 'no', version: 1n },
    });
    expect(await reader.application(tenantId, 2)).toBeNull();
    expect(await reader.application('other' as TenantId, 1)).toBeNull();
  });

  test('a range comes newest first with both ends, and the last number is known', async () => {
    const tenantId = 'range' as TenantId;
    expect(await reader.lastApplicationId(tenantId)).toBe(0);
    await add(tenantId, ...Array.from({ length: 7 }, () => ({})));
    expect(await reader.lastApplicationId(tenantId)).toBe(7);
    const range = await reader.applicationsBetween(tenantId, { from: 3, to: 5 });
    expect(range.map(({ applicationId }) => applicationId)).toEqual([5, 4, 3]);
    expect(await reader.applicationsBetween(tenantId, { from: 8, to: 20 })).toEqual([]);
  });

  test('earlier ones are counted by company and outcome, each up to a bound', async () => {
    const tenantId = 'earlier' as TenantId;
    const company = 'comp_one' as CompanyId;
    const unit = (change: RowValues) =>
      store.storage().commit(numbered(tenantId, { ifDone: [anApplication(tenantId, change)] }));
    await Promise.all(
      Array.from({ length: earlierMax + 5 }, () =>
        unit({ company_id: company, status: 'approved' }),
      ),
    );
    await add(
      tenantId,
      { company_id: company, status: 'rejected' },
      { company_id: company, status: 'review' },
      { company_id: 'comp_two', status: 'rejected' },
      { status: 'rejected' },
    );
    const earlier = await reader.earlierOf(tenantId, company);
    expect(earlier).toEqual({ approved: earlierMax, rejected: 1 });
  });

  test('the same is the newest of one asker with its reference and content, in time, not canceled', async () => {
    const tenantId = 'same' as TenantId;
    await add(
      tenantId,
      { reference: 'SO-1', created_at_us: noon },
      { reference: 'SO-1', created_at_us: plus(noon, hour) },
      { reference: 'SO-1', created_at_us: plus(noon, hour), status: 'canceled' },
      { reference: 'SO-1', created_at_us: plus(noon, hour), content_hash: 'other' },
      { reference: 'SO-1', created_at_us: plus(noon, hour), created_by: 'key:other' },
      { reference: 'SO-2', created_at_us: plus(noon, hour) },
    );
    const asked = { reference: 'SO-1', createdBy: 'key:test', contentHash: 'hash' };
    const idSince = async (since: typeof noon) =>
      (await reader.sameAsked(tenantId, { ...asked, since }))?.applicationId ?? null;
    expect(await idSince(noon)).toBe(2);
    expect(await idSince(plus(noon, hour))).toBe(2);
    expect(await idSince(plus(noon, 2n * hour))).toBeNull();
  });

  test('pending ones come by when they are due, of all tenants, and nothing else does', async () => {
    const pending = (seconds: bigint) => ({
      ...{ status: 'pending', next_ask_at_us: plus(noon, seconds * second) },
    });
    await add('due1' as TenantId, pending(3n), pending(1n), {});
    await add('due2' as TenantId, pending(2n), pending(60n));
    const due = async (seconds: bigint, limit = 10) =>
      (await reader.duePending(plus(noon, seconds * second), limit)).map(
        ({ tenantId, applicationId }) => `${tenantId} ${applicationId}`,
      );
    expect(await due(0n)).toEqual([]);
    expect(await due(3n)).toEqual(['due1 2', 'due2 1', 'due1 1']);
    expect(await due(3n, 2)).toEqual(['due1 2', 'due2 1']);
  });

  test('a pending application has a next moment, and no other has one', async () => {
    const tenantId = 'check' as TenantId;
    for (const change of [{ status: 'pending' }, { status: 'approved', next_ask_at_us: noon }]) {
      const unit = numbered(tenantId, { ifDone: [anApplication(tenantId, change)] });
      await expect(store.storage().commit(unit)).rejects.toThrow();
    }
    expect(await reader.lastApplicationId(tenantId)).toBe(0);
  });
}
