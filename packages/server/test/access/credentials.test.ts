import { afterAll, beforeAll, expect, test } from 'vitest';
import { operatorActor } from '../../src/access/index.ts';
import { day, hour, plus, second as secondUs } from '../../src/kernel/clock.ts';
import { codeOf, demo, ok, onEachEngine, type Rooms, second } from './rooms.ts';

onEachEngine((open) => {
  let rooms: Rooms;
  beforeAll(async () => {
    rooms = await open();
  });
  afterAll(() => rooms.close());

  const aKey = (changes: Partial<Parameters<Rooms['access']['addCredential']>[1]> = {}) => ({
    kind: 'api',
    name: 'ERP',
    scopes: ['read', 'holds'],
    expiresAt: null,
    installation: null,
    createdBy: operatorActor,
    ...changes,
  });

  const newKey = async (changes: Parameters<typeof aKey>[0] = {}) => {
    const issued = ok(await rooms.access.addCredential(demo, aKey(changes)));
    return { ...issued, key: issued.secret.kind === 'api' ? issued.secret.key : '' };
  };

  test('a key that was made names its tenant, its actor and what it may do', async () => {
    const { key, credential } = await newKey();
    const principal = ok(await rooms.access.bearer(key));
    expect(key).toMatch(/^aval_[0-9a-z]{16}_[\w-]{43}$/);
    expect(principal).toMatchObject({
      kind: 'key',
      tenantId: demo,
      actor: `key:${credential.credentialId}`,
      context: 'INTEGRATIONS',
      installation: null,
    });
    expect([...principal.permissions]).toContain('hold.write');
    expect([...principal.permissions]).not.toContain('line.write');
  });

  test('a wrong secret, an unknown key and any other text are refused alike', async () => {
    const { key } = await newKey();
    const wrong = `${key.slice(0, -1)}${key.endsWith('A') ? 'B' : 'A'}`;
    const texts = [wrong, 'aval_0000000000000000_x', 'aval_', '', key.toUpperCase(), `${key} `];
    for (const text of [...texts, 'x'.repeat(10_000)]) {
      expect(codeOf(await rooms.access.bearer(text))).toBe('access.unauthenticated');
    }
  });

  test('a revoked key is refused at once here, and within five seconds in another process', async () => {
    const { key, credential } = await newKey();
    const other = rooms.elsewhere().access;
    expect(codeOf(await other.bearer(key))).toBe('ok');
    expect(codeOf(await rooms.access.bearer(key))).toBe('ok');
    ok(await rooms.access.revokeCredential(demo, credential.credentialId));
    expect(codeOf(await rooms.access.bearer(key))).toBe('access.unauthenticated');
    rooms.clock.pass(5n * secondUs);
    expect(codeOf(await other.bearer(key))).toBe('access.unauthenticated');
  });

  test('after a rotation both secrets are valid until the overlap ends, then the new one alone', async () => {
    const { key, credential } = await newKey();
    const rotated = ok(await rooms.access.rotateCredential(demo, credential.credentialId, 3_600));
    const next = rotated.secret.kind === 'api' ? rotated.secret.key : '';
    expect(rotated.credential.publicId).toBe(credential.publicId);
    expect(codeOf(await rooms.access.bearer(key))).toBe('ok');
    expect(codeOf(await rooms.access.bearer(next))).toBe('ok');
    rooms.clock.pass(hour);
    expect(codeOf(await rooms.access.bearer(key))).toBe('access.unauthenticated');
    expect(codeOf(await rooms.access.bearer(next))).toBe('ok');
  });

  test('a second rotation leaves no more than two secrets', async () => {
    const { key, credential } = await newKey();
    ok(await rooms.access.rotateCredential(demo, credential.credentialId, 3_600));
    ok(await rooms.access.rotateCredential(demo, credential.credentialId, 3_600));
    expect(codeOf(await rooms.access.bearer(key))).toBe('access.unauthenticated');
  });

  test('a rotation without overlap ends the old secret at once', async () => {
    const { key, credential } = await newKey();
    ok(await rooms.access.rotateCredential(demo, credential.credentialId, 0));
    expect(codeOf(await rooms.access.bearer(key))).toBe('access.unauthenticated');
  });

  test('a key ends by itself when it expires, and cannot be rotated any more', async () => {
    const { key, credential } = await newKey({ expiresAt: plus(rooms.clock.now(), day) });
    expect(codeOf(await rooms.access.bearer(key))).toBe('ok');
    rooms.clock.pass(day);
    expect(codeOf(await rooms.access.bearer(key))).toBe('access.unauthenticated');
    expect(codeOf(await rooms.access.rotateCredential(demo, credential.credentialId, 0))).toBe(
      'access.credential_over',
    );
  });

  test('the credentials of another tenant are unknown to this one', async () => {
    const { key, credential } = await newKey();
    const { credentialId } = credential;
    expect(codeOf(await rooms.access.revokeCredential(second, credentialId))).toBe(
      'access.credential_unknown',
    );
    expect(codeOf(await rooms.access.rotateCredential(second, credentialId, 0))).toBe(
      'access.credential_unknown',
    );
    const page = await rooms.access.credentials(second, { after: null, limit: 100 });
    expect(page.items).toEqual([]);
    expect(codeOf(await rooms.access.bearer(key))).toBe('ok');
  });

  test('no credential of a disabled tenant is recognized', async () => {
    const tenantId = 'closing';
    const tenant = ok(
      await rooms.parties.addTenant({
        tenantId,
        name: 'Closing',
        currency: 'EUR',
        language: 'en',
        settings: {},
      }),
    );
    const { secret } = ok(await rooms.access.addCredential(tenant.tenantId, aKey()));
    const key = secret.kind === 'api' ? secret.key : '';
    const change = { expectedVersion: null, isDisabled: true };
    ok(await rooms.parties.changeTenant(tenant.tenantId, change));
    expect(codeOf(await rooms.elsewhere().access.bearer(key))).toBe('access.unauthenticated');
  });

  test.each([
    [{ scopes: [] }, 'access.scope_missing'],
    [{ scopes: ['read', 'approve'] }, 'access.scope_unknown'],
    [{ kind: 'soap' }, 'access.kind_unknown'],
    [{ name: ' \u0000 ' }, 'access.name_invalid'],
    [{ installation: 'default' }, 'access.setting_invalid'],
    [{ kind: 'hook', scopes: [], installation: 'nowhere' }, 'access.installation_unknown'],
  ] as const)('a credential of %j is refused', async (changes, code) => {
    expect(codeOf(await rooms.access.addCredential(demo, aKey(changes)))).toBe(code);
  });

  test('lists show everything but secrets, page by page', async () => {
    const { key, credential } = await newKey({ name: 'Listed' });
    const first = await rooms.access.credentials(demo, { after: null, limit: 1 });
    const rest = await rooms.access.credentials(demo, { after: first.next, limit: 500 });
    const all = [...first.items, ...rest.items];
    expect(first.items).toHaveLength(1);
    expect(all.map(({ credentialId }) => credentialId)).toContain(credential.credentialId);
    expect(new Set(all.map(({ credentialId }) => credentialId)).size).toBe(all.length);
    expect(
      JSON.stringify(all, (_name, value) => (typeof value === 'bigint' ? `${value}` : value)),
    ).not.toContain(key.slice(-43));
  });

  test('many looks for one key at once share one read', async () => {
    const { key } = await newKey();
    const { access } = rooms.elsewhere();
    const answers = await Promise.all(Array.from({ length: 50 }, () => access.bearer(key)));
    const principals = new Set(answers.map((answer) => ok(answer)));
    expect(principals.size).toBe(1);
  });
});
