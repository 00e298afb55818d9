import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  type CreditPolicy,
  defaultPolicy,
  holdDueCapUs,
  holdTtlUs,
} from '../../src/credit/index.ts';
import { second as secondUs } from '../../src/kernel/clock.ts';
import type { TenantId } from '../../src/kernel/ids.ts';
import { codeOf, demo, ok, onEachEngine, type Rooms } from '../access/rooms.ts';

onEachEngine((open) => {
  let rooms: Rooms;
  beforeAll(async () => {
    rooms = await open();
  });
  afterAll(() => rooms.close());

  const change = (settings: Record<string, string | null>) => ({ expectedVersion: null, settings });

  test('the defaults of a tenant are those of the credit room', async () => {
    const tenant = await rooms.parties.tenant(demo);
    const policy: CreditPolicy | undefined = tenant?.settings.policy;
    expect(policy).toEqual({ ...defaultPolicy, currency: tenant?.currency });
    expect(tenant?.settings.holdTtlUs).toEqual(holdTtlUs);
    expect(tenant?.settings.holdDueCapUs).toBe(holdDueCapUs);
  });

  test('a version of a tenant has one policy object, and the next version another', async () => {
    const { parties, clock } = rooms;
    const first = await parties.tenant(demo);
    clock.pass(6n * secondUs);
    const again = await parties.tenant(demo);
    expect(again?.settings.policy).toBe(first?.settings.policy);
    ok(await parties.changeTenant(demo, change({ 'exposure.boundary': 'atLimitBlocks' })));
    const after = await parties.tenant(demo);
    expect(after?.settings.policy.boundary).toBe('atLimitBlocks');
    expect(after?.version).toBe((first?.version ?? 0n) + 1n);
    expect(first?.settings.policy.boundary).toBe('atLimitPasses');
  });

  test('another process sees a change after five seconds', async () => {
    const { parties, clock, elsewhere } = rooms;
    const other = elsewhere().parties;
    await other.tenant(demo);
    ok(await parties.changeTenant(demo, change({ 'erp.lag': '1 h' })));
    clock.pass(5n * secondUs);
    expect((await other.tenant(demo))?.settings.policy.erpLagUs).toBe(3_600n * secondUs);
  });

  test('two changes of one version: the second is refused and names the version in force', async () => {
    const { parties } = rooms;
    const version = (await parties.tenant(demo))?.version ?? 0n;
    ok(await parties.changeTenant(demo, { expectedVersion: version, name: 'First' }));
    const second = await parties.changeTenant(demo, { expectedVersion: version, name: 'Second' });
    expect(second).toEqual({
      ok: false,
      refusal: { code: 'parties.version_changed', version: version + 1n },
    });
    expect((await parties.tenant(demo))?.name).toBe('First');
  });

  test('a refused setting changes nothing', async () => {
    const { parties } = rooms;
    const before = await parties.tenant(demo);
    const answer = await parties.changeTenant(demo, change({ 'hold.ttl.soft': 'long' }));
    expect(codeOf(answer)).toBe('parties.setting_invalid');
    expect((await parties.tenant(demo))?.version).toBe(before?.version);
  });

  test.each([
    [{ tenantId: 'Demo' }, 'parties.tenant_id_invalid'],
    [{ tenantId: 'x' }, 'parties.tenant_id_invalid'],
    [{ tenantId: demo }, 'parties.tenant_exists'],
    [{ name: ' ' }, 'parties.name_invalid'],
    [{ currency: 'eur' }, 'parties.currency_unknown'],
    [{ language: 'fr' }, 'parties.language_unknown'],
    [{ settings: { 'no.such': '1' } }, 'parties.setting_unknown'],
  ] as const)('a tenant with %j is refused', async (changes, code) => {
    const input = { tenantId: 'third', name: 'T', currency: 'EUR', language: 'en', settings: {} };
    expect(codeOf(await rooms.parties.addTenant({ ...input, ...changes }))).toBe(code);
  });

  test('an unknown tenant is no tenant, and works at once when it is added', async () => {
    const { parties } = rooms;
    const tenantId = 'later' as TenantId;
    expect(await parties.tenant(tenantId)).toBeNull();
    const input = { name: 'Later', currency: 'JPY', language: 'de', settings: {} };
    ok(await parties.addTenant({ ...input, tenantId }));
    expect(await parties.tenant(tenantId)).toMatchObject({ currency: 'JPY', language: 'de' });
    expect((await parties.tenants()).map((tenant) => tenant.tenantId)).toContain(tenantId);
  });
});
