import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  type BusinessRuleReader,
  type BusinessRuleService,
  createBusinessRuleService,
  createRuleBook,
  lookAtRulesHere,
  type RuleCall,
  type RulesSaid,
  type StoredRuleBook,
} from '../../src/fulfilment/index.ts';
import { fulfilmentOperations } from '../../src/fulfilment/operation.ts';
import { readyRules } from '../../src/fulfilment/rules/ready-rules.ts';
import type { ServiceId, TenantId } from '../../src/kernel/ids.ts';
import type { RowChange } from '../../src/kernel/unit-of-work.ts';
import { createBusinessRuleReader } from '../../src/storage/index.ts';
import { createSystemPorts } from '../../src/system-ports.ts';
import { forBackOffice, forCustomers, someRules, tooMany } from '../builders/business-rules.ts';
import { tenantId } from '../builders/credit.ts';
import { someRuleFacts } from '../builders/rule-facts.ts';
import { aServiceRow } from '../builders/service-row.ts';
import type { TestEngine, TestStore } from './engines.ts';
import { aUnit } from './units.ts';

const said: Exclude<RulesSaid, 'ready'> = {
  content: someRules(),
  cases: [{ name: 'many', facts: { quantityBefore: 11, state: 'active' }, expect: [tooMany] }],
};
const stricter: RulesSaid = {
  content: someRules({
    tables: [{ columns: { quantityBefore: 'number' }, rows: [['> 5', '-81000', '"too_many"']] }],
  }),
  cases: [{ name: 'six', facts: { quantityBefore: 6, state: 'active' }, expect: [tooMany] }],
};

export function businessRulesContract(engine: TestEngine): void {
  let store: TestStore;
  let reader: BusinessRuleReader;
  let service: BusinessRuleService;
  let book: StoredRuleBook;
  let made = 0;

  beforeAll(async () => {
    store = await engine.open();
    reader = createBusinessRuleReader(store.storage().db);
    const languages = {
      defaultLanguage: async (_: TenantId, serviceId: ServiceId) =>
        serviceId === 'svc_unknown' ? null : ('en' as const),
    };
    book = createRuleBook({ reader, clock: store.clock, ...languages });
    service = createBusinessRuleService({
      reader,
      commit: (unit) => store.storage().commit(unit),
      hash: createSystemPorts(store.clock).hash,
      lookAt: lookAtRulesHere,
      onActivated: book.forget,
      ...languages,
    });
  });
  afterAll(() => store.close());

  const commit = (row: RowChange, tenant: TenantId = tenantId) =>
    store.storage().commit(aUnit([], { tenantId: tenant, ifDone: [row] }));

  /** A set of a service of its own. */
  const aCall = async (change: Partial<RuleCall> = {}): Promise<RuleCall> => {
    made += 1;
    const serviceId = `svc_rules_${made}` as ServiceId;
    const call = {
      ...{ tenantId, serviceId, operation: 'subscription.create' as const },
      ...{ actor: 'user:user_anna', ...change },
    };
    await commit(aServiceRow(call.tenantId, serviceId), call.tenantId);
    return call;
  };
  const publish = async (call: RuleCall, version: number) => {
    const found = await reader.ruleVersion(call, version);
    return service.publish(call, { version, hash: found?.hash ?? '' });
  };
  const published = async (call: RuleCall, what: RulesSaid = said) => {
    const drafted = await service.draft(call, what, null);
    if (!drafted.ok) throw new Error(drafted.refusal.code);
    const { version } = drafted.value;
    expect(await publish(call, version)).toMatchObject({ ok: true, value: { version } });
    return version;
  };
  const codesAt = async (call: RuleCall, quantityBefore: number) => {
    const { serviceId, operation } = call;
    const facts = someRuleFacts({ quantityBefore });
    const broken = await book.brokenRules(call.tenantId, serviceId, operation, facts, 'en');
    return broken.map(({ code }) => code);
  };

  test('a version is read as it was written, and equal contents are compiled once', async () => {
    const call = await aCall();
    expect(await service.draft(call, 'ready', null)).toMatchObject({ ok: true });
    const ready = readyRules('subscription.create');
    const version = await reader.ruleVersion(call, 1);
    expect(version).toMatchObject({ status: 'draft', version: 1, publishedBy: null, revision: 1n });
    expect(version?.content).toEqual(ready?.content);
    expect(version?.cases).toEqual(ready?.cases);
    expect(version?.hash).toMatch(/^[0-9a-f]{64}$/);
    const other = await aCall();
    await service.draft(other, 'ready', null);
    expect((await reader.ruleVersion(other, 1))?.content).toBe(version?.content);
  });

  test('a draft changes in place, a published version gets a draft beside it', async () => {
    const call = await aCall();
    await service.draft(call, said, null);
    const changed = await service.draft(call, stricter, 1n);
    expect(changed).toMatchObject({ ok: true, value: { version: 1, revision: 2n } });
    expect(await service.draft(call, said, 1n)).toEqual({
      ok: false,
      refusal: { code: 'fulfilment.rules_changed' },
    });
    await publish(call, 1);
    expect(await service.draft(call, said, null)).toMatchObject({
      ok: true,
      value: { version: 2, status: 'draft' },
    });
    const versions = await reader.ruleVersions(call);
    expect(versions.map(({ version, status }) => [version, status])).toEqual([
      [2, 'draft'],
      [1, 'published'],
    ]);
  });

  test('of two first drafts at once one is made', async () => {
    const call = await aCall();
    const both = await Promise.all([
      service.draft(call, said, null),
      service.draft(call, stricter, null),
    ]);
    expect(both.filter(({ ok }) => ok).length).toBeGreaterThan(0);
    expect(await reader.ruleVersions(call)).toHaveLength(1);
  });

  test('what does not pass the gate stays a draft, and is never in force', async () => {
    const call = await aCall();
    const messages = { too_many: forCustomers('No.'), ended: forBackOffice('Ended.') };
    const withoutCases = { content: someRules({}, { messages }), cases: [] };
    await service.draft(call, withoutCases, null);
    expect(await publish(call, 1)).toMatchObject({
      refusal: { code: 'fulfilment.rules_unfit', problems: [{ code: 'rules.cases_missing' }] },
    });
    expect(await service.verify(call, 1)).toMatchObject({
      ok: true,
      value: { problems: [{ code: 'rules.cases_missing' }] },
    });
    expect(await service.activate(call, 1)).toMatchObject({
      refusal: { code: 'fulfilment.rules_not_published' },
    });
    expect(await codesAt(call, 11)).toEqual([]);
  });

  test('nobody publishes what was changed after he looked', async () => {
    const call = await aCall();
    await service.draft(call, said, null);
    const hash = (await reader.ruleVersion(call, 1))?.hash ?? '';
    await service.draft(call, stricter, null);
    expect(await service.publish(call, { version: 1, hash })).toEqual({
      ok: false,
      refusal: { code: 'fulfilment.rules_changed' },
    });
  });

  test('a version is in force at once, until another one is, and one can go back', async () => {
    const call = await aCall();
    await published(call);
    expect(await codesAt(call, 11)).toEqual([]);
    expect(await service.activate(call, 1)).toMatchObject({ value: { number: 1, version: 1 } });
    expect(await codesAt(call, 6)).toEqual([]);
    expect(await codesAt(call, 11)).toEqual([-81_000]);
    await published(call, stricter);
    expect(await service.rollBack(call, 2)).toMatchObject({
      refusal: { code: 'fulfilment.rules_never_active' },
    });
    await service.activate(call, 2);
    expect(await codesAt(call, 6)).toEqual([-81_000]);
    expect(await service.rollBack(call, 1)).toMatchObject({ value: { number: 3, version: 1 } });
    expect(await codesAt(call, 6)).toEqual([]);
    const activations = await reader.ruleActivations(call);
    expect(activations.map(({ version }) => version)).toEqual([1, 2, 1]);
    expect(activations[0]).toMatchObject({ activatedBy: call.actor });
  });

  test('a repeated activation adds nothing, and of two at once each is known', async () => {
    const call = await aCall();
    await published(call);
    await published(call, stricter);
    await service.activate(call, 1);
    await service.activate(call, 1);
    expect(await reader.ruleActivations(call)).toHaveLength(1);
    const both = await Promise.all([service.activate(call, 2), service.activate(call, 2)]);
    const done = both.filter(({ ok }) => ok);
    expect(done.length).toBeGreaterThan(0);
    expect((await reader.ruleActivations(call)).map(({ number }) => number)).toEqual([2, 1]);
    expect((await reader.ruleSet(call))?.inForce).toBe(2);
  });

  test('rules are those of one tenant, one service and one operation', async () => {
    const call = await aCall();
    await published(call);
    await service.activate(call, 1);
    const others: RuleCall[] = [
      { ...call, operation: 'subscription.update' },
      { ...call, serviceId: 'svc_rules_1' as ServiceId, operation: 'asset.create' },
      { ...call, tenantId: 'other' as TenantId },
    ];
    for (const other of others) {
      expect(await reader.ruleSet(other)).toBeNull();
      expect(await codesAt(other, 11)).toEqual([]);
      expect(await service.activate(other, 1)).toMatchObject({
        refusal: { code: 'fulfilment.rules_unknown' },
      });
    }
    const nobody = { ...call, serviceId: 'svc_unknown' as ServiceId };
    expect(await service.draft(nobody, said, null)).toMatchObject({
      refusal: { code: 'fulfilment.rules_unknown' },
    });
  });

  test('sets come page by page, by service and operation', async () => {
    const tenant = 'pages' as TenantId;
    const calls = [await aCall({ tenantId: tenant }), await aCall({ tenantId: tenant })];
    const operations = fulfilmentOperations.slice(0, 3);
    for (const call of calls) {
      for (const operation of operations) await service.draft({ ...call, operation }, said, null);
    }
    const seen: string[] = [];
    let after: string | null = null;
    do {
      const page: Awaited<ReturnType<BusinessRuleReader['ruleSets']>> = await reader.ruleSets(
        tenant,
        { serviceId: null, after, limit: 2 },
      );
      seen.push(...page.items.map(({ serviceId, operation }) => `${serviceId}/${operation}`));
      after = page.next;
    } while (after !== null);
    const all = calls.flatMap(({ serviceId }) =>
      [...operations].sort().map((operation) => `${serviceId}/${operation}`),
    );
    expect(seen).toEqual(all.sort());
    const serviceId = calls[1]?.serviceId ?? null;
    const own = await reader.ruleSets(tenant, { serviceId, after: null, limit: 10 });
    expect(own.items).toHaveLength(3);
  });

  test('no row changes what a published version says, and no activation is taken back', async () => {
    const call = await aCall();
    await published(call);
    await service.activate(call, 1);
    const { serviceId, operation } = call;
    const key = { tenant_id: tenantId, service_id: serviceId, operation };
    const where = { ...key, version: 1n };
    const table = 'business_rule_version';
    const kept = /stays as it is|no draft again|stay as they are/;
    const change = (set: Record<string, string>, status: string) =>
      commit({ op: 'update', table, set, where: { ...where, status } });
    await expect(change({ content: '{}' }, 'published')).rejects.toThrow(kept);
    await expect(change({ status: 'draft' }, 'published')).rejects.toThrow(kept);
    await expect(commit({ op: 'delete', table, where })).rejects.toThrow(kept);
    const activations = { op: 'delete', table: 'business_rule_activation', where: key } as const;
    await expect(commit(activations)).rejects.toThrow(kept);
    // With the guard of a draft the database finds no row.
    expect(await change({ content: '{}' }, 'draft')).toMatchObject({ kind: 'refused' });
    expect((await reader.ruleVersion(call, 1))?.content).toEqual(said.content);
  });

  test('the database takes no publication and no activation by a key', async () => {
    const call = await aCall();
    const byKey = { ...call, actor: 'key:cred_erp' };
    await service.draft(byKey, said, null);
    await expect(publish(byKey, 1)).rejects.toThrow();
    await publish(call, 1);
    await expect(service.activate(byKey, 1)).rejects.toThrow();
    expect(await reader.ruleActivations(call)).toEqual([]);
    expect((await reader.ruleSet(call))?.inForce).toBeNull();
  });
}
