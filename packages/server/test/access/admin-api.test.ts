import { createHash } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { operatorActor } from '../../src/access/index.ts';
import { registerAdmin } from '../../src/api/admin/index.ts';
import { createHttpServer, type HttpServer, noLog } from '../../src/http/index.ts';
import { demo, ok, openRooms, type Rooms, second } from './rooms.ts';

let rooms: Rooms;
let server: HttpServer;
const tokens: Record<string, string> = {};

beforeAll(async () => {
  rooms = await openRooms();
  const { access, parties } = rooms;
  server = createHttpServer({ log: noLog });
  registerAdmin(server, {
    access,
    parties,
    authenticate: async (token) => {
      const principal = await access.bearer(token);
      return principal.ok ? principal.value : null;
    },
    hash: { sha256: (text) => createHash('sha256').update(text).digest('hex') },
    cursorSecret: new Uint8Array(32),
    checkConnection: async () => ({ answers: [], isUsable: false, missing: ['order'] }),
  });
  for (const role of ['admin', 'auditor', 'controller']) {
    const input = { email: `${role}@example.com`, name: role, roles: [role], password: null };
    const { password } = ok(await access.addUser(demo, input, operatorActor));
    tokens[role] = await signIn(`${role}@example.com`, password ?? '');
  }
  const facts = { name: 'k', expiresAt: null, installation: null, createdBy: operatorActor };
  for (const [name, scopes] of Object.entries({ key: ['admin'], reader: ['read'] })) {
    const input = { ...facts, kind: 'api', scopes };
    const { secret } = ok(await access.addCredential(demo, input));
    tokens[name] = secret.kind === 'api' ? secret.key : '';
  }
});
afterAll(async () => {
  await server.app.close();
  await rooms.close();
});

async function signIn(email: string, password: string): Promise<string> {
  const payload = { email, password };
  const answer = await server.app.inject({ method: 'POST', url: '/v1/sign-in', payload });
  expect(answer.statusCode).toBe(200);
  expect(answer.headers['cache-control']).toBe('no-store');
  return answer.json().token;
}

const call = async (
  who: string,
  method: 'GET' | 'POST' | 'PUT',
  path: string,
  payload?: object,
  headers: Record<string, string> = {},
) => {
  const answer = await server.app.inject({
    method,
    url: `/v1/admin/${path}`,
    headers: { authorization: `Bearer ${tokens[who] ?? who}`, ...headers },
    ...(payload === undefined ? {} : { payload }),
  });
  return { status: answer.statusCode, body: answer.json(), headers: answer.headers };
};

test('a credential is made, shown once, rotated and revoked', async () => {
  const made = await call('admin', 'POST', 'credentials', {
    kind: 'api',
    name: 'ERP',
    scopes: ['read'],
  });
  expect(made.status).toBe(201);
  const { credentialId } = made.body.credential;
  const { key } = made.body.secret;
  expect(key).toMatch(/^aval_/);
  expect((await rooms.access.bearer(key)).ok).toBe(true);
  const list = await call('auditor', 'GET', 'credentials?limit=500');
  expect(list.status).toBe(200);
  expect(JSON.stringify(list.body)).not.toContain(key.slice(-43));
  const rotated = await call('key', 'POST', `credentials/${credentialId}/rotate`, {
    overlapSeconds: 0,
  });
  expect(rotated.status).toBe(200);
  expect((await rooms.access.bearer(key)).ok).toBe(false);
  expect((await rooms.access.bearer(rotated.body.secret.key)).ok).toBe(true);
  const revoked = await call('admin', 'POST', `credentials/${credentialId}/revoke`);
  expect(revoked.body.revokedAt).toMatch(/^2026-03-31T12:00:00/);
  expect((await rooms.access.bearer(rotated.body.secret.key)).ok).toBe(false);
  const again = await call('admin', 'POST', `credentials/${credentialId}/rotate`);
  expect(again).toMatchObject({ status: 409, body: { code: 'access.credential_over' } });
});

test('who may not administer is told so, and nothing is written', async () => {
  const payload = { kind: 'api', name: 'Mine', scopes: ['admin'] };
  for (const who of ['auditor', 'controller', 'reader']) {
    const answer = await call(who, 'POST', 'credentials', payload);
    expect(answer).toMatchObject({ status: 403, body: { code: 'access.forbidden' } });
  }
  const answer = await call('aval_nobody_x', 'POST', 'credentials', payload);
  expect(answer).toMatchObject({ status: 401, body: { code: 'access.unauthenticated' } });
  const { items } = await rooms.access.credentials(demo, { after: null, limit: 500 });
  expect(items.map(({ name }) => name)).not.toContain('Mine');
});

test('what belongs to another tenant answers as what is not there, byte for byte', async () => {
  const facts = { kind: 'api', name: 'theirs', scopes: ['read'], createdBy: operatorActor };
  const { credential } = ok(
    await rooms.access.addCredential(second, { ...facts, expiresAt: null, installation: null }),
  );
  const theirs = await call('admin', 'POST', `credentials/${credential.credentialId}/revoke`);
  const nobodys = await call('admin', 'POST', 'credentials/cred_00000000000000000000000000/revoke');
  expect(theirs.status).toBe(404);
  expect({ ...theirs.body, requestId: '' }).toEqual({ ...nobodys.body, requestId: '' });
  const tenant = await call('admin', 'PUT', 'tenants/second', { name: 'Taken over' });
  expect(tenant.status).toBe(404);
  expect((await rooms.parties.tenant(second))?.name).toBe('Tenant second');
});

test('an administrator sees the own tenant alone, and adds none', async () => {
  const list = await call('admin', 'GET', 'tenants');
  expect(list.body.items.map(({ tenantId }: { tenantId: string }) => tenantId)).toEqual(['demo']);
  expect(list.body.items[0].settings['exposure.boundary']).toBe('atLimitPasses');
  const payload = { tenantId: 'third', name: 'Third', currency: 'EUR' };
  const added = await call('admin', 'POST', 'tenants', payload);
  expect(added).toMatchObject({ status: 403, body: { code: 'access.operator_needed' } });
  const revoked = await call('admin', 'POST', 'tenants/demo/revoke');
  expect(revoked.status).toBe(403);
});

test('a person changes the settings of the tenant, with the version seen; a key does not', async () => {
  const { body } = await call('admin', 'GET', 'tenants');
  const { version } = body.items[0];
  const settings = { 'limit.secondPersonAbove': '5000.00' };
  const denied = await call('key', 'PUT', 'tenants/demo', { settings });
  expect(denied.status).toBe(403);
  const ifMatch = { 'if-match': `"${version}"` };
  const changed = await call('admin', 'PUT', 'tenants/demo', { settings }, ifMatch);
  expect(changed).toMatchObject({ status: 200, headers: { etag: `"${version + 1}"` } });
  expect((await rooms.parties.tenant(demo))?.settings.policy.secondPersonAboveMinor).toBe(500_000n);
  const stale = await call('admin', 'PUT', 'tenants/demo', { settings }, ifMatch);
  expect(stale).toMatchObject({ status: 412, body: { params: { version: version + 1 } } });
  const wrong = await call('admin', 'PUT', 'tenants/demo', { settings: { 'erp.leg': '1 h' } });
  expect(wrong).toMatchObject({ status: 422, body: { code: 'parties.setting_unknown' } });
  expect(wrong.body.title).toContain('erp.lag');
});

test('a user is added, given other roles and another password, and disabled', async () => {
  const input = { email: 'new@example.com', name: 'New', roles: ['viewer'] };
  const added = await call('admin', 'POST', 'users', input);
  expect(added.status).toBe(201);
  const { userId } = added.body.user;
  const token = await signIn('new@example.com', added.body.password);
  const roles = await call('admin', 'PUT', `users/${userId}/roles`, { roles: ['clerk'] });
  expect(roles.body.roles).toEqual(['clerk']);
  expect((await rooms.access.bearer(token)).ok).toBe(false);
  const rotated = await call('admin', 'POST', `users/${userId}/rotate`);
  const fresh = await signIn('new@example.com', rotated.body.password);
  const disabled = await call('admin', 'POST', `users/${userId}/revoke`);
  expect(disabled.body.disabledAt).not.toBeNull();
  expect((await rooms.access.bearer(fresh)).ok).toBe(false);
  const twice = await call('admin', 'POST', 'users', input);
  expect(twice).toMatchObject({ status: 409, body: { code: 'access.user_exists' } });
});

test('a key that administers makes neither approvers nor administrators', async () => {
  for (const role of ['approver', 'admin']) {
    const input = { email: `by-key-${role}@example.com`, name: 'K', roles: [role] };
    const answer = await call('key', 'POST', 'users', input);
    expect(answer).toMatchObject({ status: 403, body: { code: 'access.person_needed' } });
  }
});

test('a connection is added without its secret ever coming back', async () => {
  const secret = { clientKey: 'k', clientSecret: 'very-secret', username: 'u', password: 'p' };
  const input = { kind: 'interworks-platform', name: 'default', baseUri: 'https://p.example/' };
  const added = await call('admin', 'POST', 'connections', { ...input, secret });
  expect(added).toMatchObject({ status: 201, body: { baseUri: 'https://p.example' } });
  const { connectionId } = added.body;
  const settings = { mappingConfirmed: 'true' };
  const rotated = await call('admin', 'POST', `connections/${connectionId}/rotate`, { settings });
  expect(rotated.body.settings).toEqual(settings);
  const list = await call('admin', 'GET', 'connections');
  expect(JSON.stringify(list.body)).not.toContain('very-secret');
  const revoked = await call('admin', 'POST', `connections/${connectionId}/revoke`);
  expect(revoked.body.revokedAt).not.toBeNull();
});

test('lists are read page by page, with cursors that are good for one list', async () => {
  const first = await call('admin', 'GET', 'users?limit=2');
  expect(first.body.items).toHaveLength(2);
  const rest = await call('admin', 'GET', `users?limit=2&cursor=${first.body.next}`);
  const ids = [...first.body.items, ...rest.body.items].map(({ userId }) => userId);
  expect(new Set(ids).size).toBe(ids.length);
  const other = await call('admin', 'GET', `credentials?cursor=${first.body.next}`);
  expect(other).toMatchObject({ status: 400, body: { code: 'request.cursor' } });
});

test('sign-in refuses what it cannot read, and tells nothing about users', async () => {
  const post = (payload: object) =>
    server.app.inject({ method: 'POST', url: '/v1/sign-in', payload });
  const unknown = await post({ email: 'nobody@example.com', password: 'x' });
  const wrong = await post({ email: 'admin@example.com', password: 'x' });
  expect(unknown.statusCode).toBe(401);
  expect({ ...unknown.json(), requestId: '' }).toEqual({ ...wrong.json(), requestId: '' });
  expect((await post({ email: 'admin@example.com' })).statusCode).toBe(400);
  expect((await post({ email: 'a', password: 'b', more: 1 })).json().code).toBe(
    'request.unknown_member',
  );
});

test('sign-out ends the token that it is sent with', async () => {
  const input = { email: 'out@example.com', name: 'Out', roles: ['viewer'] };
  const added = await call('admin', 'POST', 'users', input);
  const token = await signIn('out@example.com', added.body.password);
  const headers = { authorization: `Bearer ${token}` };
  const answer = await server.app.inject({ method: 'POST', url: '/v1/sign-out', headers });
  expect(answer.statusCode).toBe(204);
  expect((await rooms.access.bearer(token)).ok).toBe(false);
});
