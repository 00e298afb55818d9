import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { InjectOptions } from 'fastify';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type IssuedSecret, operatorActor } from '../../src/access/index.ts';
import { type ComposedServer, composeServer, type Desk } from '../../src/compose.ts';
import { readConfig } from '../../src/config/index.ts';
import type { LogFields } from '../../src/http/index.ts';
import { openDesk } from '../../src/main.ts';
import { tableColumns } from '../../src/storage/schema/columns.ts';
import { demo, ok } from './rooms.ts';

let folder: string;
let desk: Desk;
let server: ComposedServer;
const logged: string[] = [];
const answers: string[] = [];
/** Every text that nobody but its owner may see, by the place it is presented in. */
const secrets: Record<string, string> = {};

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'aval-canary-'));
  desk = await openDesk(readConfig({ AVAL_DATA: folder }));
  secrets['the secret of the server'] = readFileSync(join(folder, 'aval.secret'), 'utf8').trim();
  const log = (fields: LogFields, text: string) => void logged.push(JSON.stringify([fields, text]));
  server = composeServer(desk, {
    log: { info: log, warn: log, error: log },
    version: '1',
    commit: null,
    sweepEveryMs: null,
    spoolFolder: null,
  });
});
afterAll(async () => {
  await server.close();
  rmSync(folder, { recursive: true, force: true });
});

test('no secret shows up in a log line, in an answer to somebody else, or in the database', async () => {
  const issued = await makeSecrets();
  await presentSecrets(issued);
  const texts = await textsOfDatabase();
  const places = { log: logged.join('\n'), answers: answers.join('\n'), database: texts };
  for (const [slot, secret] of Object.entries(secrets)) {
    expect(secret.length, slot).toBeGreaterThan(11);
    for (const [place, text] of Object.entries(places)) {
      const isThere = text.includes(secret) || text.includes(base64(secret));
      expect(isThere, `${slot} in ${place}`).toBe(false);
    }
  }
  // A checker that looked nowhere also finds nothing.
  expect(Object.keys(secrets).length).toBeGreaterThan(15);
  expect(logged.length).toBeGreaterThan(20);
  expect(places.database).toContain('person@example.com');
  expect(places.answers).toContain('access.unauthenticated');
});

async function makeSecrets() {
  const { access, parties } = desk;
  const settings = {};
  ok(
    await parties.addTenant({
      tenantId: demo,
      name: 'D',
      currency: 'EUR',
      language: 'en',
      settings,
    }),
  );
  const secret = {
    clientKey: keep('key of a connection'),
    clientSecret: keep('client secret of a connection'),
    username: 'user-of-a-connection',
    password: keep('password of a connection'),
  };
  const kind = 'interworks-platform';
  const connection = { kind, name: 'default', baseUri: 'https://p.example', secret, settings };
  ok(await access.addConnection(demo, connection));
  const facts = { name: 'k', expiresAt: null, installation: null, createdBy: operatorActor };
  const hooks = { hook: [], 'hook-bearer': [], 'hook-header': [], 'hook-path': [] };
  const scopes = { api: ['read', 'admin'], one: ['read', 'write'], ...hooks, platform: [] };
  const issued: IssuedSecret[] = [];
  for (const [name, some] of Object.entries(scopes)) {
    const added = ok(await access.addCredential(demo, { ...facts, kind: name, scopes: some }));
    issued.push(added.secret);
    const { kind: _, ...parts } = added.secret;
    for (const [part, text] of Object.entries(parts)) {
      if (!['username', 'clientKey', 'header'].includes(part)) secrets[`${part} of ${name}`] = text;
    }
  }
  // What is found by a part of itself shows that part; the rest is the secret.
  const halves = ['key of api', 'token of hook-bearer', 'value of hook-header', 'key of hook-path'];
  for (const slot of halves) secrets[slot] = (secrets[slot] ?? '').slice(-43);
  secrets['apiKey of one'] = (secrets['apiKey of one'] ?? '').slice(-64);
  const user = { email: 'person@example.com', name: 'P', roles: ['admin'], password: null };
  const { password } = ok(await access.addUser(demo, user, operatorActor));
  secrets['password of a user'] = password ?? '';
  return issued;
}

/** Right, wrong, in the wrong place, and in what cannot be read. */
async function presentSecrets(issued: readonly IssuedSecret[]): Promise<void> {
  const one = '/api/v1/account/integrations/auth-required/trade-credits/org:x';
  const wrong = (slot: string) => keep(`wrong ${slot}`);
  for (const secret of issued) {
    if (secret.kind === 'api') {
      for (const key of [secret.key, `aval_x_${wrong('key')}`]) {
        const headers = { authorization: `Bearer ${key}` };
        await call({ url: '/v1/organizations', headers });
        await call({ url: `/v1/organizations?cursor=${wrong('cursor')}`, headers });
        await call({ url: '/v1/admin/credentials', headers });
        const payload = { kind: 'x', name: wrong('member'), secret: wrong('body') };
        await call({ method: 'POST', url: '/v1/admin/connections', headers, payload });
        const typed = { ...headers, 'content-type': 'application/json' };
        const broken = `{"secret": {"password": "${wrong('text')}", oops`;
        await call({
          method: 'POST',
          url: '/v1/admin/connections',
          headers: typed,
          payload: broken,
        });
      }
    }
    if (secret.kind === 'one') {
      for (const key of [secret.apiKey, wrong('ApiAuth')]) {
        await call({ url: one, headers: { 'one-tenant': 'demo', apiauth: key } });
        await call({ url: one, headers: { 'one-tenant': 'other', apiauth: key } });
      }
    }
    if (secret.kind === 'hook') {
      for (const password of [secret.password, wrong('hook password')]) {
        const authorization = `Basic ${base64(`${secret.username}:${password}`)}`;
        const url = '/interworks/credit-check?AccountId=1&BasketId=x';
        await call({ url, headers: { authorization } });
      }
    }
    const url = '/interworks/credit-check';
    if (secret.kind === 'hook-bearer') {
      for (const token of [secret.token, wrong('hook token')]) {
        await call({ url, headers: { authorization: `Bearer ${token}` } });
      }
    }
    if (secret.kind === 'hook-header') {
      for (const value of [secret.value, wrong('hook header')]) {
        await call({ url, headers: { [secret.header]: value } });
      }
    }
    if (secret.kind === 'hook-path') {
      for (const key of [secret.key, wrong('hook key')]) {
        await call({ url: `${url}/k/${key}?AccountId=1&BasketId=x` });
        await call({ url: `${url}/k/${key}/1/x/more` });
        await call({ method: 'DELETE', url: `${url}/k/${key}` });
      }
    }
    if (secret.kind === 'platform') await presentPlatform(secret, wrong);
  }
  for (const password of [secrets['password of a user'] ?? '', wrong('sign-in password')]) {
    const payload = { email: 'person@example.com', password };
    const url = '/v1/sign-in';
    const answer = await server.app.inject({ method: 'POST', url, payload });
    const { token } = answer.json();
    if (token === undefined) continue;
    secrets['token of a sign-in'] = token;
    const headers = { authorization: `Bearer ${token}` };
    await call({ url: '/v1/admin/users', headers });
    await call({ method: 'POST', url: '/v1/sign-out', headers });
    await call({ url: '/v1/admin/users', headers });
  }
}

async function presentPlatform(
  secret: IssuedSecret & { kind: 'platform' },
  wrong: (slot: string) => string,
): Promise<void> {
  const { clientKey, clientSecret, username, password } = secret;
  const url = '/bss/oauth/token';
  const login = (client: string, ofUser: string): InjectOptions => ({
    method: 'POST',
    url,
    headers: {
      authorization: `Basic ${base64(`${clientKey}:${client}`)}`,
      'content-type': 'application/x-www-form-urlencoded',
    },
    payload: `grant_type=password&username=${username}&password=${ofUser}`,
  });
  await call(login(wrong('client secret'), password));
  await call(login(clientSecret, wrong('password of the API user')));
  const answer = await server.app.inject(login(clientSecret, password));
  secrets['access token'] = answer.json().access_token;
  for (const token of [secrets['access token'], wrong('access token')]) {
    await call({ url: '/bss/api/Accounts/1', headers: { authorization: `Bearer ${token}` } });
  }
}

async function call(request: InjectOptions): Promise<void> {
  const answer = await server.app.inject(request);
  answers.push(answer.body, JSON.stringify(answer.headers));
}

/** Every text of every table, as a thief of the file would read it. */
async function textsOfDatabase(): Promise<string> {
  const texts: string[] = [];
  for (const [table, columns] of Object.entries(tableColumns)) {
    const rows = await desk.storage.db
      .selectFrom(table as 'tenant')
      .selectAll()
      .execute();
    const names = Object.entries(columns).filter(([, kind]) => kind === 'text');
    for (const row of rows) {
      for (const [name] of names) texts.push(String((row as Record<string, unknown>)[name]));
    }
  }
  return texts.join('\n');
}

let canaries = 0;
function keep(slot: string): string {
  canaries += 1;
  const secret = `canary${canaries}x${'0123456789abcdef'.repeat(2)}`;
  secrets[`${slot} ${canaries}`] = secret;
  return secret;
}

function base64(text: string): string {
  return Buffer.from(text).toString('base64');
}
