import { afterAll, beforeAll, expect, test } from 'vitest';
import { operatorActor } from '../../src/access/index.ts';
import { codeOf, demo, ok, onEachEngine, type Rooms } from './rooms.ts';

onEachEngine((open) => {
  let rooms: Rooms;
  beforeAll(async () => {
    rooms = await open();
  });
  afterAll(() => rooms.close());

  type New = Parameters<Rooms['access']['addCredential']>[1];
  const add = (changes: Partial<New> = {}) =>
    rooms.access.addCredential(demo, {
      ...{ kind: 'dmm', name: 'Shop', scopes: ['ask'], expiresAt: null, installation: null },
      ...{ createdBy: operatorActor, ...changes },
    });
  const issue = async (changes: Partial<New> = {}) => {
    const { credential, secret } = ok(await add(changes));
    if (secret.kind !== 'dmm') throw new Error('another kind');
    return { credential, username: secret.username, password: secret.password };
  };

  test('a credential of the decision maker is known by user and password, with its terms', async () => {
    const { username, password, credential } = await issue();
    const terms = { amount: 'required', rulesets: null, perSecond: null };
    expect(credential.decisionMaker).toEqual(terms);
    const principal = ok(await rooms.access.decisionMaker(username, password));
    expect(principal).toMatchObject({ tenantId: demo, decisionMaker: terms });
    expect([...principal.permissions]).toEqual(['decision_maker.ask']);
    for (const [user, secret] of [
      [username, `${password}x`],
      [`${username}x`, password],
      ['', ''],
    ] as const) {
      const answer = await rooms.access.decisionMaker(user, secret);
      expect(codeOf(answer)).toBe('access.unauthenticated');
    }
    // Nor on another wire.
    expect(codeOf(await rooms.access.hook(username, password))).toBe('access.unauthenticated');
  });

  test('the terms are kept, also by a rotation', async () => {
    const terms = { amount: 'unused', rulesets: [1, 7], perSecond: 50 } as const;
    const { credential, username } = await issue({ decisionMaker: terms });
    const rotated = ok(await rooms.access.rotateCredential(demo, credential.credentialId, 0));
    if (rotated.secret.kind !== 'dmm') throw new Error('another kind');
    expect(rotated.secret.username).toBe(username);
    const principal = ok(await rooms.access.decisionMaker(username, rotated.secret.password));
    expect(principal.decisionMaker).toEqual(terms);
  });

  test('terms that are none are refused by their name, and so are terms of another kind', async () => {
    const wrong: readonly (readonly [name: string, terms: object])[] = [
      ['amount', { amount: 'sometimes' }],
      ['rulesets', { rulesets: [0] }],
      ['rulesets', { rulesets: [1.5] }],
      ['rulesets', { rulesets: Array.from({ length: 101 }, (_, at) => at + 1) }],
      ['perSecond', { perSecond: 0 }],
      ['perSecond', { perSecond: Number.NaN }],
      ['perSecond', { perSecond: 100_001 }],
    ];
    for (const [name, terms] of wrong) {
      const answer = await add({ decisionMaker: terms });
      expect(answer).toEqual({ ok: false, refusal: { code: 'access.setting_invalid', name } });
    }
    const other = await add({ kind: 'hook', decisionMaker: {} });
    expect(other).toEqual({
      ok: false,
      refusal: { code: 'access.setting_invalid', name: 'decisionMaker' },
    });
    expect(ok(await add({ kind: 'hook' })).credential.decisionMaker).toBeNull();
  });

  test('the scope that is for the status alone permits nothing', async () => {
    const { username, password } = await issue({ scopes: ['status'] });
    const principal = ok(await rooms.access.decisionMaker(username, password));
    expect([...principal.permissions]).toEqual([]);
    expect(codeOf(await add({ scopes: [] }))).toBe('access.scope_missing');
  });
});
