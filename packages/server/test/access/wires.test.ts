import { afterAll, beforeAll, expect, test } from 'vitest';
import { operatorActor } from '../../src/access/index.ts';
import { hour, second as secondUs } from '../../src/kernel/clock.ts';
import { codeOf, demo, ok, onEachEngine, type Rooms, second } from './rooms.ts';

onEachEngine((open) => {
  let rooms: Rooms;
  beforeAll(async () => {
    rooms = await open();
  });
  afterAll(() => rooms.close());

  const facts = {
    name: 'Wire',
    scopes: [],
    expiresAt: null,
    installation: null,
    createdBy: operatorActor,
  };
  const bothScopes = { ...facts, scopes: ['read', 'write'] };

  test('a ONE key opens its own tenant alone', async () => {
    const { access } = rooms;
    const { secret } = ok(await access.addCredential(demo, { ...bothScopes, kind: 'one' }));
    const apiKey = secret.kind === 'one' ? secret.apiKey : '';
    const principal = ok(await access.one(apiKey, 'demo'));
    expect(principal.tenantId).toBe(demo);
    expect([...principal.permissions]).toEqual(['trade_credit.read', 'trade_credit.write']);
    expect(codeOf(await access.one(apiKey, null))).toBe('access.tenant_required');
    expect(codeOf(await access.one(apiKey, 'second'))).toBe('access.tenant_mismatch');
    expect(codeOf(await access.one(`${apiKey.slice(0, -1)}g`, 'demo'))).toBe(
      'access.unauthenticated',
    );
    expect(codeOf(await access.one(null, null))).toBe('access.unauthenticated');
  });

  test('an ApiAuth text of any form can be given, but not rotated', async () => {
    const { access } = rooms;
    const given = { kind: 'one', apiKey: 'one-test-key' } as const;
    const { credentialId } = ok(await access.addGivenCredential(demo, bothScopes, given));
    const other = { kind: 'one', apiKey: 'one-second-key' } as const;
    ok(await access.addGivenCredential(second, bothScopes, other));
    expect(ok(await access.one('one-test-key', 'demo')).tenantId).toBe(demo);
    expect(ok(await access.one('one-second-key', 'second')).tenantId).toBe(second);
    expect(codeOf(await access.one('one-second-key', 'demo'))).toBe('access.tenant_mismatch');
    expect(codeOf(await access.rotateCredential(demo, credentialId, 0))).toBe(
      'access.credential_fixed',
    );
    expect(codeOf(await access.addGivenCredential(second, bothScopes, given))).toBe(
      'access.credential_exists',
    );
  });

  test('a hook credential speaks for the installation that it was made for', async () => {
    const { access } = rooms;
    ok(
      await access.addConnection(demo, {
        kind: 'interworks-platform',
        name: 'bssdemo',
        baseUri: 'https://bssdemo.interworkscloud.net',
        secret: { clientKey: 'k', clientSecret: 's', username: 'u', password: 'p' },
        settings: {},
      }),
    );
    const given = { kind: 'hook', username: 'hook', password: 'hook-password' } as const;
    ok(await access.addGivenCredential(demo, { ...facts, installation: 'bssdemo' }, given));
    const principal = ok(await access.hook('hook', 'hook-password'));
    expect(principal).toMatchObject({ installation: 'bssdemo', context: 'APPLICATION' });
    expect([...principal.permissions]).toEqual(['credit_check.ask']);
    expect(codeOf(await access.hook('hook', 'hook-passworD'))).toBe('access.unauthenticated');
    expect(codeOf(await access.hook('', ''))).toBe('access.unauthenticated');
  });

  test('keys of the hook are found by their public half, and rotate with an overlap', async () => {
    const { access } = rooms;
    for (const kind of ['hook-bearer', 'hook-path'] as const) {
      const { credential, secret } = ok(await access.addCredential(demo, { ...facts, kind }));
      const keyOf = (of: typeof secret) =>
        of.kind === 'hook-bearer' ? of.token : of.kind === 'hook-path' ? of.key : '';
      const other = kind === 'hook-path' ? 'hook-bearer' : 'hook-path';
      expect(ok(await access.hookKey(kind, keyOf(secret))).tenantId).toBe(demo);
      expect(codeOf(await access.hookKey(other, keyOf(secret)))).toBe('access.unauthenticated');
      const again = ok(await access.rotateCredential(demo, credential.credentialId, 60));
      expect(again.credential.publicId).toBe(credential.publicId);
      expect(ok(await access.hookKey(kind, keyOf(secret))).tenantId).toBe(demo);
      expect(ok(await access.hookKey(kind, keyOf(again.secret))).tenantId).toBe(demo);
      ok(await access.revokeCredential(demo, credential.credentialId));
      expect(codeOf(await access.hookKey(kind, keyOf(again.secret)))).toBe(
        'access.unauthenticated',
      );
    }
  });

  test('a fixed header of the hook counts under its own name alone', async () => {
    const { access } = rooms;
    const input = { ...facts, kind: 'hook-header', header: 'X-Shop-Key' };
    const { credential, secret } = ok(await access.addCredential(demo, input));
    if (secret.kind !== 'hook-header') throw new Error('no header');
    expect(credential.header).toBe('x-shop-key');
    const { value } = secret;
    const noise = ['accept', '*/*'] as const;
    expect(ok(await access.hookHeader([noise, ['x-SHOP-key', value]])).tenantId).toBe(demo);
    expect(codeOf(await access.hookHeader([noise, ['x-other', value]]))).toBe(
      'access.unauthenticated',
    );
    expect(codeOf(await access.hookHeader([]))).toBe('access.unauthenticated');
    const rotated = ok(await access.rotateCredential(demo, credential.credentialId, 0));
    expect(rotated.secret).toMatchObject({ header: 'x-shop-key' });
    expect(codeOf(await access.hookHeader([['x-shop-key', value]]))).toBe('access.unauthenticated');
  });

  test('a header that means something else, and addresses that are none, are refused', async () => {
    const { access } = rooms;
    const codeFor = async (more: Parameters<typeof access.addCredential>[1]) =>
      codeOf(await access.addCredential(demo, more));
    for (const header of ['Authorization', 'cookie', 'x key', '']) {
      expect(await codeFor({ ...facts, kind: 'hook-header', header })).toBe(
        'access.setting_invalid',
      );
    }
    expect(await codeFor({ ...facts, kind: 'hook', header: 'X-Key' })).toBe(
      'access.setting_invalid',
    );
    expect(await codeFor({ ...facts, kind: 'hook', addresses: ['example.com'] })).toBe(
      'access.setting_invalid',
    );
  });

  test('the token endpoint of the platform tells a wrong client from a wrong user', async () => {
    const { access } = rooms;
    const right = {
      clientKey: 'client-key',
      clientSecret: 'client-secret',
      username: 'api-user',
      password: 'api-password',
    };
    ok(await access.addGivenCredential(demo, facts, { kind: 'platform', ...right }));
    const code = async (changes: Partial<typeof right>) =>
      codeOf(await access.platformLogin({ ...right, ...changes }));
    expect(await code({})).toBe('ok');
    expect(await code({ clientSecret: 'wrong' })).toBe('access.wrong_client');
    expect(await code({ clientKey: 'wrong' })).toBe('access.wrong_client');
    expect(await code({ clientSecret: 'wrong', password: 'wrong' })).toBe('access.wrong_client');
    expect(await code({ password: 'wrong' })).toBe('access.wrong_user');
    expect(await code({ username: 'wrong' })).toBe('access.wrong_user');
  });

  test('an access token is another one each time, lasts for an hour, and ends with its client', async () => {
    const { access } = rooms;
    const { credential, secret } = ok(
      await access.addCredential(demo, { ...facts, kind: 'platform' }),
    );
    if (secret.kind !== 'platform') throw new Error('a platform secret was asked for');
    const one = ok(await access.platformLogin(secret));
    const other = ok(await access.platformLogin(secret));
    expect(one.expiresInSeconds).toBe(3_599);
    expect(one.accessToken).not.toBe(other.accessToken);
    expect(ok(await access.platform(one.accessToken)).tenantId).toBe(demo);
    const changed = one.accessToken.replace(/^./, (digit) => (digit === '0' ? '1' : '0'));
    expect(codeOf(await access.platform(changed))).toBe('access.unauthenticated');
    rooms.clock.pass(hour - 2n * secondUs);
    expect(codeOf(await access.platform(one.accessToken))).toBe('ok');
    rooms.clock.pass(secondUs);
    expect(codeOf(await access.platform(one.accessToken))).toBe('access.unauthenticated');
    const late = ok(await access.platformLogin(secret));
    ok(await access.revokeCredential(demo, credential.credentialId));
    expect(codeOf(await access.platform(late.accessToken))).toBe('access.unauthenticated');
  });

  test('a fixed access token can be given for recorded exchanges', async () => {
    const { access } = rooms;
    const given = { kind: 'platform', accessToken: 'test-access-token' } as const;
    ok(await access.addGivenCredential(demo, facts, given));
    expect(ok(await access.platform('test-access-token')).tenantId).toBe(demo);
    expect(codeOf(await access.platform('test-access-tokem'))).toBe('access.unauthenticated');
  });

  test('a platform credential keeps its names when it is rotated', async () => {
    const { access } = rooms;
    const made = ok(await access.addCredential(demo, { ...facts, kind: 'platform' }));
    const { credentialId } = made.credential;
    const rotated = ok(await access.rotateCredential(demo, credentialId, 60));
    if (made.secret.kind !== 'platform' || rotated.secret.kind !== 'platform') {
      throw new Error('a platform secret was asked for');
    }
    expect(rotated.secret.clientKey).toBe(made.secret.clientKey);
    expect(rotated.secret.username).toBe(made.secret.username);
    expect(codeOf(await access.platformLogin(made.secret))).toBe('ok');
    expect(codeOf(await access.platformLogin(rotated.secret))).toBe('ok');
    const mixed = { ...made.secret, clientSecret: rotated.secret.clientSecret };
    expect(codeOf(await access.platformLogin(mixed))).toBe('access.wrong_user');
  });
});
