import { createServer, request } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { connectPlatform, demo, ok, seedFixture } from './fixture-seed.ts';
import { type OpenDesk, openDesk } from './open-desk.ts';

const basic = authorization('hook', 'hook-password');
const path = '/interworks/credit-check';
const basketId = 'a4d0c9e2-5b71-4f38-8e6a-70c1d2e3f401';
const otherBasketId = 'a4d0c9e2-5b71-4f38-8e6a-70c1d2e3f408';
const question = `AccountId=151&BasketId=${basketId}`;

let desk: OpenDesk;

beforeAll(async () => {
  desk = await openDesk();
  await seedFixture(desk);
});

afterAll(() => desk.close());

test('every shape of the question asks about the same basket', async () => {
  const json = { 'Content-Type': 'application/json' };
  const form = { 'Content-Type': 'application/x-www-form-urlencoded' };
  const body = `{"AccountId":151,"BasketId":"${basketId}"}`;
  const shapes: readonly (readonly [string, RequestInit])[] = [
    [`?${question}`, {}],
    [`?accountid=0151&BASKETID=%7B${basketId.replaceAll('-', '').toUpperCase()}%7D`, {}],
    [`/151/${basketId}`, {}],
    [`/151/${basketId}/`, { method: 'POST' }],
    ['', { method: 'POST', body, headers: json }],
    ['', { method: 'POST', body: `\uFEFF${body}`, headers: { 'Content-Type': 'text/json' } }],
    ['', { method: 'POST', body: new TextEncoder().encode(body) }],
    ['', { method: 'POST', body: question, headers: form }],
    [`?${question}`, { method: 'POST', headers: json }],
    [`?${question}`, { method: 'POST', body: '{}', headers: json }],
    [`/151/${basketId}?${question}`, { method: 'POST', body, headers: json }],
    [`?${question}`, { headers: { Accept: 'Accept=application/json' } }],
  ];
  for (const [rest, init] of shapes) {
    expect(await ask(rest, init), `${rest} ${init.method ?? 'GET'}`).toMatchObject(yes);
  }
  expect(
    await ask('', { method: 'POST', body, headers: json }, '/Interworks/CREDIT-check'),
  ).toEqual(expect.objectContaining(yes));
  expect(await openHolds()).toBe(1);
});

test('a question that cannot be read is status 400 and a no', async () => {
  const json = (body: string): RequestInit => ({
    method: 'POST',
    body,
    headers: { 'Content-Type': 'application/json' },
  });
  const form = (body: string): RequestInit => ({
    method: 'POST',
    body,
    headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
  });
  const other = `"BasketId":"${otherBasketId}"`;
  const questions: readonly (readonly [string, RequestInit])[] = [
    ['', {}],
    ['', { method: 'POST' }],
    ['?AccountId=151', {}],
    [`?BasketId=${otherBasketId}`, {}],
    [`?AccountId=&BasketId=${otherBasketId}`, {}],
    [`?AccountId=0&BasketId=${otherBasketId}`, {}],
    [`?AccountId=-151&BasketId=${otherBasketId}`, {}],
    [`?AccountId=151.0&BasketId=${otherBasketId}`, {}],
    [`?AccountId=9007199254740992&BasketId=${otherBasketId}`, {}],
    [`?AccountId=151&AccountId=152&BasketId=${otherBasketId}`, {}],
    [`?AccountId=151&BasketId=${otherBasketId.slice(1)}`, {}],
    [`/152/${otherBasketId}?AccountId=151`, {}],
    ['', json('')],
    ['', json('null')],
    ['', json('true')],
    ['', json(`{"AccountId":151,${other}`)],
    ['', json(`{"AccountId":151,"AccountId":151,${other}}`)],
    ['', json(`{"AccountId":151,"accountID":151,${other}}`)],
    ['', json(`{"__proto__":{},"AccountId":151,${other}}`)],
    ['', json(`{"AccountId":151.5,${other}}`)],
    ['', json(`{"AccountId":1.51e2,${other}}`)],
    ['', json(`{"AccountId":12345678901234567890,${other}}`)],
    ['', json(`{"AccountId":true,${other}}`)],
    ['', json(`{"AccountId":[151],${other}}`)],
    ['', json(`{"AccountId":151,${other},"more":${'['.repeat(20)}${']'.repeat(20)}}`)],
    ['', form(`AccountId=151&AccountId=152&BasketId=${otherBasketId}`)],
    ['', form(`{"AccountId":151,${other}}`)],
    ['?AccountId=152', json(`{"AccountId":151,${other}}`)],
  ];
  for (const [rest, init] of questions) {
    expect(await ask(rest, init), `${rest} ${String(init.body)}`).toMatchObject(no(400));
  }
  expect(await openHolds()).toBe(1);
});

test('a body that is too large, or has too many members, is status 413 and a no', async () => {
  const members = Array.from({ length: 501 }, (_, index) => `"m${index}":1`).join(',');
  const headers = { 'Content-Type': 'application/json' };
  const post = (body: string, type = headers['Content-Type']) =>
    ask('', { method: 'POST', body, headers: { 'Content-Type': type } });
  expect(await post(`{"m":"${'x'.repeat(70_000)}"}`)).toMatchObject(no(413));
  expect(await post(`{${members}}`)).toMatchObject(no(413));
  expect(await post('m=1&'.repeat(501), 'application/x-www-form-urlencoded')).toMatchObject(
    no(413),
  );
});

test('nobody but the owner of a hook credential is answered', async () => {
  const wrong = [
    null,
    authorization('hook', 'wrong'),
    authorization('nobody', 'hook-password'),
    authorization('hook', ''),
    'Basic',
    'Basic %%%',
    `Basic ${Buffer.from('hook').toString('base64')}`,
    'Bearer hook-password',
    authorization('client-key', 'client-secret'),
  ];
  for (const Authorization of wrong) {
    const headers = Authorization === null ? {} : { Authorization };
    const answer = await fetch(`${desk.url}${path}?${question}`, { headers });
    expect(await shown(answer), String(Authorization)).toMatchObject(no(401));
    expect(answer.headers.get('www-authenticate')).toMatch(/^Basic /);
  }
});

test('a bearer token, a fixed header and a key in the path open the hook like Basic', async () => {
  const issue = async (kind: string, more: { header?: string } = {}) =>
    ok(await desk.access.addCredential(demo, { ...facts, kind, ...more })).secret;
  const header = await issue('hook-header', { header: 'X-Our-Key' });
  const fallback = await issue('hook-header');
  const path = await issue('hook-path');
  const bearer = await issue('hook-bearer');
  if (header.kind !== 'hook-header' || fallback.kind !== 'hook-header') throw new Error('header');
  if (path.kind !== 'hook-path' || bearer.kind !== 'hook-bearer') throw new Error('secret');
  const get = async (rest: string, headers: Record<string, string> = {}) =>
    shown(await fetch(`${desk.url}/interworks/credit-check${rest}`, { headers }));
  expect(await get(`?${question}`, { Authorization: `Bearer ${bearer.token}` })).toMatchObject(yes);
  expect(await get(`?${question}`, { 'x-our-key': header.value })).toMatchObject(yes);
  expect(await get(`?${question}`, { [fallback.header]: fallback.value })).toMatchObject(yes);
  expect(await get(`/k/${path.key}?${question}`)).toMatchObject(yes);
  expect(await get(`/K/${path.key}/151/${basketId}/`)).toMatchObject(yes);

  const wrong: readonly (readonly [string, Record<string, string>])[] = [
    [`?${question}`, { Authorization: `Bearer ${path.key}` }],
    [`?${question}`, { Authorization: `Bearer ${bearer.token}x` }],
    [`?${question}`, { 'X-Other-Key': header.value }],
    [`?${question}`, { 'X-Our-Key': `${header.value.slice(0, -1)}` }],
    [`?${question}`, { 'X-Our-Key': header.value, Authorization: 'Basic eDp5' }],
    [`/k/${bearer.token}?${question}`, {}],
    [`/k/${path.key}x?${question}`, { Authorization: basic }],
    [`/k/?${question}`, {}],
  ];
  for (const [rest, headers] of wrong) {
    expect((await get(rest, headers)).text, rest).toBe('false');
    expect((await get(rest, headers)).status, rest).toBeOneOf([401, 404]);
  }
});

test('a key in the path opens nothing where the tenant does not take one', async () => {
  const at = `${desk.url}/interworks/credit-check/k/hk-test-0001?${question}`;
  expect(await shown(await fetch(at))).toMatchObject(yes);
  await set({ 'hook.pathKey': null });
  expect(await shown(await fetch(at))).toMatchObject(no(401));
  await set({ 'hook.pathKey': 'true' });
});

test('a credential with addresses opens nothing from anywhere else', async () => {
  const open = async (addresses: readonly string[]) => {
    const kind = 'hook-bearer';
    const { secret } = ok(await desk.access.addCredential(demo, { ...facts, kind, addresses }));
    const Authorization = secret.kind === kind ? `Bearer ${secret.token}` : '';
    return (await fetch(`${desk.url}${path}?${question}`, { headers: { Authorization } })).status;
  };
  expect(await open(['127.0.0.0/8', '203.0.113.7'])).toBe(200);
  expect(await open(['203.0.113.0/24'])).toBe(401);
});

test('other verbs and other addresses below the hook are a no, and take no hold', async () => {
  const before = await openHolds();
  const others = ['PUT', 'DELETE', 'PATCH', 'OPTIONS', 'TRACE', 'PROPFIND', 'PURGE', 'LOCK'];
  const addresses = [`?AccountId=151&BasketId=${otherBasketId}`, `/151/${otherBasketId}`];
  const keyed = addresses.map((address) => `/k/hk-test-0001${address}`);
  for (const address of [...addresses, ...keyed]) {
    for (const method of others) {
      const answer = await askBy(method, address);
      expect(answer, `${method} ${address}`).toMatchObject({ ...no(405), allow: 'GET, POST' });
    }
    expect(await askBy('HEAD', address), address).toMatchObject({ status: 405, text: '' });
  }
  expect(await ask('/151')).toMatchObject(no(404));
  expect(await ask(`/151/${basketId}/more`)).toMatchObject(no(404));
  expect(await openHolds()).toBe(before);
});

test('no answer is kept by anybody on the way', async () => {
  expect((await ask(`?${question}`)).headers.get('cache-control')).toBe('no-store');
  expect((await ask('')).headers.get('cache-control')).toBe('no-store');
});

test('a request that breaks off takes no hold', async () => {
  const before = await openHolds();
  const { port } = new URL(desk.url);
  await new Promise<void>((resolve) => {
    const socket = connect(Number(port), '127.0.0.1', () => {
      socket.write(
        `POST ${path} HTTP/1.1\r\nHost: x\r\nAuthorization: ${basic}\r\nContent-Length: 99\r\n` +
          'Content-Type: application/json\r\n\r\n{"AccountId":151',
        () => socket.destroy(),
      );
    });
    socket.on('close', () => resolve());
  });
  expect(await openHolds()).toBe(before);
});

test('a platform that is out of order, slow, or not HTTP is a no within the deadline', async () => {
  const settings = { 'hook.deadline': '1 s' };
  ok(await desk.parties.changeTenant(demo, { settings, expectedVersion: null }));
  const hanging = createServer(() => {});
  await new Promise<void>((resolve) => hanging.listen(0, '127.0.0.1', resolve));
  const bases = [
    `http://127.0.0.1:${(hanging.address() as AddressInfo).port}`,
    'http://127.0.0.1:1',
    `${desk.url}/nothing-here`,
  ];
  for (const base of bases) {
    await connectPlatform(desk, base);
    const startedMs = performance.now();
    const answer = await ask(`?AccountId=151&BasketId=${otherBasketId}`);
    expect(answer, base).toMatchObject(no(200));
    expect(performance.now() - startedMs, base).toBeLessThan(1_500);
    expect((await lastDecision()).reason_code).toBe('assessment.order_unavailable');
  }
  hanging.closeAllConnections();
  hanging.close();
  await connectPlatform(desk);
  expect(await ask(`?AccountId=151&BasketId=${otherBasketId}`)).toMatchObject(yes);
});

test('a tenant may have its faults told as status 503, and the answer wrapped', async () => {
  const settings = { 'hook.standIn': 'http-503', 'hook.answerShape': 'result-object' };
  ok(await desk.parties.changeTenant(demo, { settings, expectedVersion: null }));
  expect(await ask(`?${question}`)).toMatchObject({ status: 200, text: '{"Result":true}' });
  expect(await ask('')).toMatchObject({ status: 400, text: '{"Result":false}' });
  const reset = { 'hook.standIn': null, 'hook.answerShape': null };
  ok(await desk.parties.changeTenant(demo, { settings: reset, expectedVersion: null }));
});

test('a tenant may have its answers wrapped as a text, and a no is wrapped whatever its cause', async () => {
  await set({ 'hook.answerShape': 'string' });
  expect(await ask(`?${question}`)).toMatchObject({ status: 200, text: '"true"' });
  expect(await ask('')).toMatchObject({ status: 400, text: '"false"' });
  expect(await ask('/151')).toMatchObject({ status: 404, text: '"false"' });
  expect(await askBy('TRACE', '')).toMatchObject({ status: 405, text: '"false"' });
  await set({ 'hook.answerShape': null });
});

test('a key that calls too often is told when to come again, and takes no hold', async () => {
  await set({ 'hook.rateLimit': '3' });
  const answers = [];
  for (let time = 0; time < 5; time += 1) answers.push(await ask(`?${question}`));
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 429, 429]);
  expect(answers.at(-1)).toMatchObject(no(429));
  expect(answers.at(-1)?.headers.get('retry-after')).toBe('20');
  await set({ 'hook.rateLimit': null });
  expect(await ask(`?${question}`)).toMatchObject(yes);
});

test('a tenant may call its baskets otherwise, and no name is taken for another one', async () => {
  const odd = 'basket/7@north "x"';
  const rest = `?AccountId=151&BasketId=${encodeURIComponent(odd.replaceAll(' ', ''))}`;
  expect(await ask(rest)).toMatchObject(no(400));
  await set({ 'hook.basketIds': 'text' });
  expect(await ask(rest)).toMatchObject(no(200));
  expect(await lastDecision()).toMatchObject({
    subject: 'interworks.basket:151/basket%2F7%40north%22x%22',
    reason_code: 'assessment.order_unknown',
  });
  expect(await ask(`?AccountId=151&BasketId=%7B${basketId.toUpperCase()}%7D`)).toMatchObject(yes);
  for (const none of ['', 'two words', 'x'.repeat(65), 'a%00b']) {
    expect(await ask(`?AccountId=151&BasketId=${none}`), none).toMatchObject(no(400));
  }
  await set({ 'hook.basketIds': null });
});

const facts = {
  name: 'Hook',
  scopes: [],
  expiresAt: null,
  installation: null,
  createdBy: 'operator:test',
};

async function set(settings: Record<string, string | null>): Promise<void> {
  ok(await desk.parties.changeTenant(demo, { settings, expectedVersion: null }));
}

const yes = { status: 200, text: 'true' };
const no = (status: number) => ({ status, text: 'false' });

async function ask(rest: string, init: RequestInit = {}, at = path) {
  const answer = await fetch(`${desk.url}${at}${rest}`, {
    ...init,
    headers: { Authorization: basic, ...(init.headers as Record<string, string> | undefined) },
  });
  return shown(answer);
}

/** By Node's own client, which sends every method that there is. */
function askBy(method: string, rest: string) {
  return new Promise<{ status: number; text: string; allow: string | undefined }>((done, fail) => {
    const call = request(`${desk.url}${path}${rest}`, {
      method,
      headers: { Authorization: basic },
    });
    call.on('error', fail);
    call.on('response', (answer) => {
      let text = '';
      answer.on('data', (part: Buffer) => {
        text += part.toString();
      });
      answer.on('end', () =>
        done({ status: answer.statusCode ?? 0, text, allow: answer.headers.allow }),
      );
    });
    call.end();
  });
}

async function shown(answer: Response) {
  return { status: answer.status, text: await answer.text(), headers: answer.headers };
}

async function openHolds(): Promise<number> {
  const filter = { organizationId: null, state: 'open' } as const;
  const page = { after: null, limit: 100 };
  return (await desk.storage.credit.holds(demo, filter, page)).items.length;
}

async function lastDecision() {
  return desk.storage.db
    .selectFrom('decision')
    .selectAll()
    .orderBy('decision_id', 'desc')
    .executeTakeFirstOrThrow();
}

function authorization(user: string, password: string): string {
  return `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
}
