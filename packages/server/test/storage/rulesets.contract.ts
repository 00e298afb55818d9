import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  createRulesetService,
  type DecisionsReader,
  examineHere,
  type RulesetCall,
  type RulesetCase,
  type RulesetContent,
  type RulesetService,
  readyRulesets,
} from '../../src/decisions/index.ts';
import { day, hour, instant, plus } from '../../src/kernel/clock.ts';
import type { TenantId } from '../../src/kernel/ids.ts';
import type { RowChange } from '../../src/kernel/unit-of-work.ts';
import { createRulesetReader } from '../../src/storage/index.ts';
import { createSystemPorts } from '../../src/system-ports.ts';
import { noon, tenantId } from '../builders/credit.ts';
import { someContent, someFacts } from '../builders/decisions.ts';
import type { TestEngine, TestStore } from './engines.ts';
import { aKey, aUnit } from './units.ts';

const later = plus(noon, day);

export function rulesetsContract(engine: TestEngine): void {
  let store: TestStore;
  let service: RulesetService;
  let rulesets: DecisionsReader;
  const reader = () => rulesets;
  const call = { tenantId, actor: 'user:user_anna' };

  beforeAll(async () => {
    store = await engine.open();
    rulesets = createRulesetReader(store.storage().db);
    service = createRulesetService({
      rulesets,
      commit: (unit) => store.storage().commit(unit),
      clock: store.clock,
      hash: createSystemPorts(store.clock).hash,
      examine: examineHere,
    });
  });
  afterAll(() => store.close());

  const created = async (name: string, changes: Partial<typeof draft> = {}) => {
    const answer = await service.create({ ...call, key: null }, { name, ...draft, ...changes });
    return answer.kind === 'done' ? answer.rulesetId : 0;
  };
  const publish = async (by: RulesetCall, which: { rulesetId: number; version: number }) => {
    const found = await rulesets.version(tenantId, which.rulesetId, which.version);
    return service.publish(by, { ...which, hash: found?.hash ?? '' });
  };
  const publishedOne = async (name: string) => {
    const rulesetId = await created(name);
    const answer = await publish(call, { rulesetId, version: 1 });
    expect(answer).toMatchObject({ ok: true });
    return rulesetId;
  };

  test('ids are dense per tenant, also when many are made at once', async () => {
    const other = 'other' as TenantId;
    const names = Array.from({ length: 6 }, (_, at) => `ruleset ${at}`);
    const made = await Promise.all(
      names.map((name) =>
        service.create({ ...call, tenantId: other, key: null }, { name, ...draft }),
      ),
    );
    const ids = made.map((answer) => (answer.kind === 'done' ? answer.rulesetId : null));
    expect([...ids].sort()).toEqual([1, 2, 3, 4, 5, 6]);
    const page = await reader().rulesets(other, { after: 2, limit: 3 });
    expect(page.items.map(({ rulesetId }) => rulesetId)).toEqual([3, 4, 5]);
    expect(page.next).toBe('5');
    expect((await reader().rulesets(tenantId, { after: null, limit: 3 })).items).toEqual([]);
  });

  test('a repeated creation with one key makes one ruleset', async () => {
    const key = aKey('create');
    const first = await service.create({ ...call, key }, { name: 'once', ...draft });
    const second = await service.create({ ...call, key }, { name: 'once', ...draft });
    expect(second).toEqual({ ...first, repeated: true });
    const third = await service.create(
      { ...call, key: aKey('create', 'two') },
      { name: 'x', ...draft },
    );
    expect(third).toEqual({ kind: 'key_reused' });
  });

  test('a version is read as it was written, by its number and by its hash', async () => {
    const ready = readyRulesets[1];
    if (ready === undefined) throw new Error('no ruleset');
    const { content, cases } = ready;
    const rulesetId = await created(ready.name, { content, cases });
    const version = await reader().version(tenantId, rulesetId, 1);
    expect(version).toMatchObject({ status: 'draft', version: 1, publishedBy: null, revision: 1n });
    expect(version?.content).toEqual(content);
    expect(version?.cases).toEqual(cases);
    const hash = version?.hash ?? '';
    expect(hash).toMatch(/^[0-9a-f]{64}$/);
    // A draft is addressed by nobody.
    expect(await reader().versionByHash(tenantId, hash)).toBeNull();
    await publish(call, { rulesetId, version: 1 });
    const found = await reader().versionByHash(tenantId, hash);
    expect(found).toMatchObject({ rulesetId, status: 'published', publishedBy: call.actor });
    // The same content object: what was compiled for it is used again.
    expect(found?.content).toBe((await reader().version(tenantId, rulesetId, 1))?.content);
  });

  test('a draft changes in place, a published version gets a draft beside it', async () => {
    const rulesetId = await created('changing');
    const hold = someContent({}, { hold: true });
    const changed = await service.draft(call, { rulesetId, ...draft, content: hold, revision: 1n });
    expect(changed).toMatchObject({ ok: true, value: { version: 1, revision: 2n, content: hold } });
    const stale = await service.draft(call, { rulesetId, ...draft, revision: 1n });
    expect(stale).toEqual({ ok: false, refusal: { code: 'decisions.ruleset_changed' } });
    await publish(call, { rulesetId, version: 1 });
    const next = await service.draft(call, { rulesetId, ...draft, revision: null });
    expect(next).toMatchObject({ ok: true, value: { version: 2, status: 'draft' } });
    const versions = await reader().versions(tenantId, rulesetId);
    expect(versions.map(({ version, status }) => [version, status])).toEqual([
      [2, 'draft'],
      [1, 'published'],
    ]);
  });

  test('what does not pass the gate stays a draft', async () => {
    const gap = someContent({ rules: [['< 100', 'approved', 'small']] });
    const rulesetId = await created('with a gap', { content: gap });
    const answer = await publish(call, { rulesetId, version: 1 });
    expect(answer).toMatchObject({
      ok: false,
      refusal: { code: 'decisions.ruleset_unfit', problems: [{ finding: 'gap' }] },
    });
    const failing = { ...smallPasses, expect: { verdict: 'rejected' as const } };
    await service.draft(call, { rulesetId, ...draft, cases: [failing], revision: null });
    expect(await publish(call, { rulesetId, version: 1 })).toMatchObject({ ok: false });
    expect((await reader().version(tenantId, rulesetId, 1))?.status).toBe('draft');
    const activated = await service.activate(call, { rulesetId, version: 1, from: null });
    expect(activated).toMatchObject({ refusal: { code: 'decisions.ruleset_not_published' } });
  });

  test('nobody publishes what was changed after he looked', async () => {
    const rulesetId = await created('changed');
    const hash = (await rulesets.version(tenantId, rulesetId, 1))?.hash ?? '';
    const content = someContent({}, { hold: true });
    await service.draft(call, { rulesetId, ...draft, content, revision: null });
    const answer = await service.publish(call, { rulesetId, version: 1, hash });
    expect(answer).toEqual({ ok: false, refusal: { code: 'decisions.ruleset_changed' } });
  });

  test('a version is in force from its moment until another one is, and one can go back', async () => {
    const rulesetId = await publishedOne('in force');
    expect(await reader().versionInForce(tenantId, rulesetId, later)).toBeNull();
    await service.activate(call, { rulesetId, version: 1, from: null });
    await service.draft(call, {
      rulesetId,
      ...draft,
      content: someContent({}, { hold: true }),
      revision: null,
    });
    await publish(call, { rulesetId, version: 2 });
    const from = plus(noon, 3n * hour);
    await service.activate(call, { rulesetId, version: 2, from });
    const inForce = async (at: bigint) =>
      (await reader().versionInForce(tenantId, rulesetId, instant(at)))?.version;
    expect(await inForce(noon - hour)).toBeUndefined();
    expect(await inForce(from - 1n)).toBe(1);
    expect(await inForce(from)).toBe(2);
    const early = await service.rollBack(call, { rulesetId, version: 2 });
    expect(early).toMatchObject({ refusal: { code: 'decisions.ruleset_never_active' } });

    store.clock.set(plus(from, hour));
    const back = await service.rollBack(call, { rulesetId, version: 1 });
    expect(back).toMatchObject({ ok: true, value: { number: 3, version: 1 } });
    expect(await inForce(from + day)).toBe(1);
    // What was in force at a moment stays what it was.
    expect(await inForce(from + 1n)).toBe(2);
    const past = await service.activate(call, { rulesetId, version: 2, from });
    expect(past).toMatchObject({ refusal: { code: 'decisions.ruleset_activation_in_past' } });
  });

  test('a repeated activation adds nothing', async () => {
    const rulesetId = await publishedOne('repeated');
    const which = { rulesetId, version: 1, from: plus(store.clock.now(), day) };
    await service.activate(call, which);
    await service.activate(call, which);
    expect(await reader().activations(tenantId, rulesetId)).toHaveLength(1);
  });

  test('a version is retired when nothing needs it, and is in force no more', async () => {
    const rulesetId = await publishedOne('retiring');
    const which = { rulesetId, version: 1 };
    await service.activate(call, { ...which, from: plus(store.clock.now(), day) });
    expect(await service.retire(call, which)).toMatchObject({
      refusal: { code: 'decisions.ruleset_in_force' },
    });
    const idle = { rulesetId: await publishedOne('idle'), version: 1 };
    expect(await service.retire(call, idle)).toMatchObject({ value: { status: 'retired' } });
    const again = await service.activate(call, { ...idle, from: null });
    expect(again).toMatchObject({
      refusal: { code: 'decisions.ruleset_not_published', status: 'retired' },
    });
    expect(await publish(call, idle)).toMatchObject({
      refusal: { code: 'decisions.ruleset_not_draft' },
    });
  });

  test('no row changes what a published version says, and no activation is taken back', async () => {
    const rulesetId = await publishedOne('immutable');
    const commit = (row: RowChange) => store.storage().commit(aUnit([], { ifDone: [row] }));
    const where = { tenant_id: tenantId, ruleset_id: BigInt(rulesetId), version: 1n };
    const table = 'ruleset_version';
    const kept = /stays as it is|begins as a draft|no draft again|stay as they are/;
    await expect(
      commit({
        op: 'update',
        table,
        set: { content: '{}' },
        where: { ...where, status: 'published' },
      }),
    ).rejects.toThrow(kept);
    await expect(commit({ op: 'delete', table, where })).rejects.toThrow(kept);
    await expect(commit({ op: 'update', table, set: { status: 'draft' }, where })).rejects.toThrow(
      kept,
    );
    await expect(
      commit({ op: 'delete', table: 'ruleset_activation', where: { tenant_id: tenantId } }),
    ).rejects.toThrow(kept);
    // With the guard of a draft the database finds no row.
    const guarded = await commit({
      op: 'update',
      table,
      set: { content: '{}' },
      where: { ...where, status: 'draft' },
    });
    expect(guarded).toMatchObject({ kind: 'refused', reasons: [{ code: 'row.changed' }] });
    expect((await reader().version(tenantId, rulesetId, 1))?.content).toEqual(draft.content);
  });

  test('the database takes no publication and no activation by a key', async () => {
    const rulesetId = await created('by a key');
    const byKey = { tenantId, actor: 'key:cred_erp' };
    await expect(publish(byKey, { rulesetId, version: 1 })).rejects.toThrow();
    await publish(call, { rulesetId, version: 1 });
    const activation = service.activate(byKey, { rulesetId, version: 1, from: null });
    await expect(activation).rejects.toThrow();
    expect(await reader().activations(tenantId, rulesetId)).toEqual([]);
  });
}

const smallPasses: RulesetCase = {
  name: 'a small amount passes',
  facts: someFacts({ amount: '50.00' }),
  expect: { verdict: 'approved' },
};

const draft: { readonly content: RulesetContent; readonly cases: readonly RulesetCase[] } = {
  content: someContent(),
  cases: [smallPasses],
};
