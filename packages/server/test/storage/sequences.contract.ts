import { setImmediate as turn } from 'node:timers/promises';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { hour, plus } from '../../src/kernel/clock.ts';
import type { TenantId } from '../../src/kernel/ids.ts';
import { noon, placing } from '../builders/credit.ts';
import { anApplication, numbered } from './applications.ts';
import type { TestEngine, TestStore } from './engines.ts';
import { aCompany, aDecision, aKey, aUnit } from './units.ts';

export function sequencesContract(engine: TestEngine): void {
  let store: TestStore;
  beforeAll(async () => {
    store = await engine.open();
  });
  afterAll(() => store.close());

  const rowsOf = (tenantId: TenantId) =>
    store
      .storage()
      .db.selectFrom('application')
      .select(['application_id', 'created_at_us', 'reference'])
      .where('tenant_id', '=', tenantId)
      .orderBy('application_id')
      .execute();
  const idsOf = async (tenantId: TenantId) =>
    (await rowsOf(tenantId)).map(({ application_id }) => application_id);
  const upTo = (last: number) => Array.from({ length: last }, (_, index) => BigInt(index + 1));

  test('numbers are dense per tenant, however the calls are mixed and whatever fails', async () => {
    const tenants = ['seq1', 'seq2', 'seq3'] as TenantId[];
    for (const tenantId of tenants) {
      await store.storage().commit(aUnit([], { tenantId, ifDone: [aCompany('one', tenantId)] }));
    }
    const calls = Array.from({ length: 150 }, async (_, index) => {
      const tenantId = tenants[index % 3] as TenantId;
      // Every fifth one finds its organization's key taken, and brings its whole batch down.
      const spoilt = index % 5 === 0 ? [aCompany('one', tenantId)] : [];
      const ifDone = [anApplication(tenantId, { reference: `call ${index}` }), ...spoilt];
      return {
        tenantId,
        index,
        outcome: await store.storage().commit(numbered(tenantId, { ifDone })),
      };
    });
    const settled = await Promise.all(calls);
    for (const tenantId of tenants) {
      const rows = await rowsOf(tenantId);
      expect(rows.map(({ application_id }) => application_id)).toEqual(upTo(40));
      const told = settled.flatMap(({ tenantId: of, index, outcome }) =>
        of === tenantId && outcome.kind === 'done' ? [[`call ${index}`, outcome.number]] : [],
      );
      const stored = new Map(rows.map((row) => [row.reference, row.application_id]));
      expect(new Map(told as [string, bigint][])).toEqual(stored);
    }
  });

  test('who reads meanwhile never sees a number before the one below it', async () => {
    const tenantId = 'order' as TenantId;
    let isOver = false;
    const looks: number[] = [];
    const reader = (async () => {
      while (!isOver) {
        const ids = await idsOf(tenantId);
        expect(ids).toEqual(upTo(ids.length));
        looks.push(ids.length);
        await turn();
      }
    })();
    // Keys spread the units over all lanes, so that several batches of the tenant are on their way.
    const calls = Array.from({ length: 400 }, (_, index) =>
      store.storage().commit(numbered(tenantId, { key: aKey(`lane ${index}`) })),
    );
    await Promise.all(calls);
    isOver = true;
    await reader;
    expect(looks.length).toBeGreaterThan(0);
    expect(await idsOf(tenantId)).toEqual(upTo(400));
  });

  test('a repeat has the number of the first call, and takes none', async () => {
    const tenantId = 'again' as TenantId;
    const key = aKey('one');
    const calls = ['first', 'second', 'third'].map((reference) =>
      store
        .storage()
        .commit(numbered(tenantId, { key, ifDone: [anApplication(tenantId, { reference })] })),
    );
    const outcomes = await Promise.all(calls);
    expect(outcomes.map((outcome) => outcome.kind === 'done' && outcome.number)).toEqual([
      1n,
      1n,
      1n,
    ]);
    expect(outcomes.filter(({ repeated }) => repeated)).toHaveLength(2);
    const next = await store.storage().commit(numbered(tenantId));
    expect(next).toMatchObject({ kind: 'done', number: 2n });
    await store.reopen();
    const later = await store.storage().commit(numbered(tenantId, { key }));
    expect(later).toMatchObject({ kind: 'done', number: 1n, repeated: true });
    expect(await store.storage().commit(numbered(tenantId))).toMatchObject({ number: 3n });
  });

  test('a number is taken where rows are written, and not by a no that writes none', async () => {
    const tenantId = 'refused' as TenantId;
    const refused = await store.storage().commit({ ...numbered(tenantId), credit: [placing()] });
    expect(refused.kind).toBe('refused');
    expect(await idsOf(tenantId)).toEqual([]);
    const written = await store.storage().commit({
      ...numbered(tenantId, { ifDone: [], ifRefused: [anApplication(tenantId)] }),
      credit: [placing()],
    });
    expect(written.kind).toBe('refused');
    expect(await idsOf(tenantId)).toEqual([1n]);
  });

  test('all rows of a unit have its number, as it is or within a text', async () => {
    const tenantId = 'texts' as TenantId;
    const decision = aDecision('of_application', tenantId);
    if (decision.op !== 'insert') throw new Error('no insert');
    const subject = { blank: 'number', prefix: 'application:' } as const;
    const ifDone = [
      { ...decision, values: { ...decision.values, subject } },
      anApplication(tenantId),
    ];
    await store.storage().commit(numbered(tenantId));
    await store.storage().commit(numbered(tenantId, { ifDone }));
    const rows = await store
      .storage()
      .db.selectFrom('decision')
      .select('subject')
      .where('tenant_id', '=', tenantId)
      .execute();
    expect(rows.map((row) => row.subject)).toEqual(['application:2']);
  });

  test('the time of a later number is never earlier, also where the clock goes back', async () => {
    const tenantId = 'time' as TenantId;
    for (const at of [plus(noon, 2n * hour), plus(noon, hour), noon, plus(noon, 3n * hour)]) {
      store.clock.set(at);
      await store.storage().commit(numbered(tenantId));
    }
    const times = (await rowsOf(tenantId)).map((row) => row.created_at_us);
    expect(times).toHaveLength(4);
    expect([...times].sort((left, right) => (left < right ? -1 : 1))).toEqual(times);
    expect(times[0]).toBeGreaterThanOrEqual(plus(noon, 2n * hour));
    const counted = await store
      .storage()
      .db.selectFrom('tenant_sequence')
      .select(['last_number', sql<bigint>`last_at_us`.as('last_at_us')])
      .where('tenant_id', '=', tenantId)
      .executeTakeFirstOrThrow();
    expect(counted).toEqual({ last_number: 4n, last_at_us: times[3] });
  });
}
