import { afterAll, beforeAll, expect, test } from 'vitest';
import { operatorActor } from '../../src/access/index.ts';
import { minute, second as secondUs } from '../../src/kernel/clock.ts';
import { codeOf, demo, ok, onEachEngine, type Rooms, second } from './rooms.ts';

onEachEngine((open) => {
  let rooms: Rooms;
  beforeAll(async () => {
    rooms = await open();
  });
  afterAll(() => rooms.close());

  let count = 0;
  const aUser = async (roles: readonly string[] = ['controller']) => {
    const email = `User${++count}@Example.com`;
    const input = { email, name: 'Iris', roles, password: null };
    const { user, password } = ok(await rooms.access.addUser(demo, input, operatorActor));
    return { user, email, password: password ?? '' };
  };
  const signIn = (email: string, password: string, source = '10.0.0.1') =>
    rooms.access.signIn({ email, password, source });

  test('a right password gives a token for half an hour', async () => {
    const { user, email, password } = await aUser();
    const { token, expiresAt } = ok(await signIn(email.toLowerCase(), password));
    expect(expiresAt - rooms.clock.now()).toBe(30n * minute);
    const principal = ok(await rooms.access.bearer(token));
    expect(principal).toMatchObject({
      kind: 'user',
      tenantId: demo,
      actor: `user:${user.userId}`,
      context: 'BACKOFFICE',
    });
    expect([...principal.permissions]).toContain('line.write');
    rooms.clock.pass(30n * minute);
    expect(codeOf(await rooms.access.bearer(token))).toBe('access.unauthenticated');
  });

  test('an unknown address, a disabled user and a wrong password get one answer', async () => {
    const { user, email, password } = await aUser();
    const other = await aUser();
    ok(await rooms.access.disableUser(demo, user.userId));
    expect(codeOf(await signIn(email, password))).toBe('access.wrong_password');
    expect(codeOf(await signIn(other.email, 'not the password'))).toBe('access.wrong_password');
    expect(codeOf(await signIn('nobody@example.com', password))).toBe('access.wrong_password');
    expect(codeOf(await signIn('not an address', password))).toBe('access.wrong_password');
  });

  test('signing out ends the token', async () => {
    const { email, password } = await aUser();
    const { token } = ok(await signIn(email, password));
    await rooms.access.signOut(token);
    expect(codeOf(await rooms.access.bearer(token))).toBe('access.unauthenticated');
    await rooms.access.signOut(token);
    await rooms.access.signOut('avals_unknown');
  });

  test('new roles, a new password and disabling end what was signed in before', async () => {
    const { access } = rooms;
    const { user, email, password } = await aUser(['viewer']);
    const first = ok(await signIn(email, password));
    const other = rooms.elsewhere().access;
    expect(codeOf(await other.bearer(first.token))).toBe('ok');
    ok(await access.changeRoles(demo, user.userId, ['clerk'], operatorActor));
    expect(codeOf(await access.bearer(first.token))).toBe('access.unauthenticated');
    rooms.clock.pass(5n * secondUs);
    expect(codeOf(await other.bearer(first.token))).toBe('access.unauthenticated');
    const second_ = ok(await signIn(email, password));
    const chosen = 'correct horse battery';
    ok(await access.rotatePassword(demo, user.userId, chosen, operatorActor));
    expect(codeOf(await access.bearer(second_.token))).toBe('access.unauthenticated');
    expect(codeOf(await signIn(email, password))).toBe('access.wrong_password');
    const third = ok(await signIn(email, chosen));
    ok(await access.disableUser(demo, user.userId));
    expect(codeOf(await access.bearer(third.token))).toBe('access.unauthenticated');
  });

  test('ten wrong passwords stop a source for an account, and nobody else', async () => {
    const { email, password } = await aUser();
    for (let attempt = 0; attempt < 10; attempt += 1) {
      expect(codeOf(await signIn(email, 'wrong', '10.0.0.66'))).toBe('access.wrong_password');
    }
    const refused = await signIn(email, password, '10.0.0.66');
    expect(refused).toMatchObject({
      refusal: { code: 'access.too_many_attempts', retryAfterSeconds: 900 },
    });
    expect(codeOf(await signIn(email, password, '10.0.0.67'))).toBe('ok');
    rooms.clock.pass(15n * minute);
    expect(codeOf(await signIn(email, password, '10.0.0.66'))).toBe('ok');
  });

  test('one address belongs to one user, whatever its letters', async () => {
    const { email } = await aUser();
    const input = { email: email.toUpperCase(), name: 'Again', roles: ['viewer'], password: null };
    expect(codeOf(await rooms.access.addUser(second, input, operatorActor))).toBe(
      'access.user_exists',
    );
  });

  test('a key cannot make a user who decides or administers, nor take one over', async () => {
    const { access } = rooms;
    const key = 'key:cred_x';
    for (const role of ['clerk', 'controller', 'approver', 'admin']) {
      const input = { email: `${role}@example.com`, name: 'A', roles: [role], password: null };
      expect(codeOf(await access.addUser(demo, input, key))).toBe('access.person_needed');
      const { user } = await aUser([role]);
      expect(codeOf(await access.rotatePassword(demo, user.userId, null, key))).toBe(
        'access.person_needed',
      );
      const viewer = await aUser(['viewer']);
      expect(codeOf(await access.changeRoles(demo, viewer.user.userId, [role], key))).toBe(
        'access.person_needed',
      );
      expect(codeOf(await access.changeRoles(demo, user.userId, ['viewer'], key))).toBe(
        'access.person_needed',
      );
    }
  });

  test.each([
    [{ roles: [] }, 'access.role_missing'],
    [{ roles: ['king'] }, 'access.role_unknown'],
    [{ email: 'nowhere' }, 'access.email_invalid'],
    [{ password: 'short' }, 'access.password_too_weak'],
    [{ password: 'aaaaaaaaaaaaaaaaaa' }, 'access.password_too_weak'],
    [{ name: '' }, 'access.name_invalid'],
  ] as const)('a user with %j is refused', async (changes, code) => {
    const input = { email: 'new@example.com', name: 'New', roles: ['viewer'], password: null };
    expect(codeOf(await rooms.access.addUser(demo, { ...input, ...changes }, operatorActor))).toBe(
      code,
    );
  });

  test('users of another tenant are unknown to this one', async () => {
    const { user } = await aUser();
    expect(codeOf(await rooms.access.disableUser(second, user.userId))).toBe('access.user_unknown');
    const page = await rooms.access.users(second, { after: null, limit: 100 });
    expect(page.items).toEqual([]);
  });
});
