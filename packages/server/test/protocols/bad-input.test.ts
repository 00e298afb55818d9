import { oneTradeCreditPath } from '@aval/wire';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { dumpOf } from '../api/dump.ts';
import { connectPlatform, seedFixture } from './fixture-seed.ts';
import { type OpenDesk, openDesk } from './open-desk.ts';

/**
 * Whatever a caller does wrong: it is told so in the words of its wire, and no row of the database is
 * another one than before.
 */
let desk: OpenDesk;
beforeAll(async () => {
  desk = await openDesk();
  await seedFixture(desk);
  await connectPlatform(desk);
});
afterAll(() => desk.close());

const basket = 'a4d0c9e2-5b71-4f38-8e6a-70c1d2e3f408';
const basic = (user: string, password: string) =>
  `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
const acme = 'org%3A8872d4f8-cf33-456e-8084-41bacbc0fb2a';
const triple = '{"availableCreditValue":1,"creditValue":2,"creditValueUsed":1}';

type Sent = readonly [
  status: number,
  method: string,
  rest: string,
  body?: string | undefined,
  more?: Headers,
];
type Headers = Readonly<Record<string, string>>;

const json = { 'Content-Type': 'application/json' };
const form = { 'Content-Type': 'application/x-www-form-urlencoded' };
const inputs = `"AccountId":151,"BasketId":"${basket}"`;
const hookCalls: readonly Sent[] = [
  [401, 'GET', `?AccountId=151&BasketId=${basket}`, undefined, { Authorization: '' }],
  [401, 'GET', `?AccountId=151&BasketId=${basket}`, undefined, { Authorization: basic('a', 'b') }],
  [401, 'GET', `/k/nobody?AccountId=151&BasketId=${basket}`],
  [400, 'GET', ''],
  [400, 'POST', '', '', json],
  [400, 'POST', '', '\uFEFF', json],
  [400, 'POST', '', `{${inputs}`, json],
  [400, 'POST', '', `[{${inputs}}]`, json],
  [400, 'POST', '', `"${basket}"`, { 'Content-Type': 'text/json' }],
  [400, 'POST', '', `{"AccountId":"15x","BasketId":"${basket}"}`, json],
  [400, 'POST', '', `{"AccountId":151,"BasketId":"${basket.slice(1)}"}`, json],
  [400, 'POST', '', `{"AccountId":151,"accountid":151,"BasketId":"${basket}"}`, json],
  [400, 'POST', '', `{"constructor":1,${inputs}}`, json],
  [400, 'POST', '', `AccountId=151&accountid=152&BasketId=${basket}`, form],
  [400, 'GET', `/152/${basket}?AccountId=151`],
  [400, 'POST', `?BasketId=${basket.replace('f408', 'f401')}`, `{${inputs}}`, json],
  [404, 'GET', '/151'],
  [405, 'PUT', `?AccountId=151&BasketId=${basket}`],
  [413, 'POST', '', `{"m":"${'x'.repeat(70_000)}",${inputs}}`, json],
];

test('the credit check hook: every wrong call is false with its status, and nothing is written', async () => {
  const before = await dumpOf({ rooms: desk });
  for (const [status, method, rest, body, more = {}] of hookCalls) {
    const answer = await fetch(`${desk.url}/interworks/credit-check${rest}`, {
      method,
      body: body ?? null,
      headers: { Authorization: basic('hook', 'hook-password'), ...more },
    });
    const told = { status: answer.status, text: await answer.text() };
    expect(told, `${method} ${rest} ${body?.slice(0, 80)}`).toEqual({ status, text: 'false' });
    expect(answer.headers.get('content-type')).toBe('application/json; charset=utf-8');
    expect(answer.headers.get('x-request-id')).not.toBeNull();
  }
  expect(await dumpOf({ rooms: desk })).toEqual(before);
});

const oneCalls: readonly Sent[] = [
  [401, 'PUT', acme, triple, { ApiAuth: 'nobody' }],
  [400, 'PUT', acme, triple, { 'one-tenant': '' }],
  [403, 'PUT', acme, triple, { 'one-tenant': 'second' }],
  [403, 'DELETE', acme, undefined, { ApiAuth: 'one-second-key' }],
  [404, 'DELETE', acme, undefined, { ApiAuth: 'one-second-key', 'one-tenant': 'second' }],
  [400, 'PUT', acme, ''],
  [400, 'PUT', acme, triple.replace('2', '2.001')],
  [400, 'PUT', acme, triple.replace('2', '2e1000')],
  [400, 'PUT', acme, triple.replace('2', '1234567890123456')],
  [400, 'PUT', acme, triple.replace('2', '"2"')],
  [400, 'PUT', acme, triple.replace('{', '{"clientId":"org:another",')],
  [400, 'PUT', 'org%3Anew', triple.replace('1', '-')],
  [400, 'PUT', 'ind%3Anew', triple],
  [400, 'PUT', 'org%3A', triple],
  [404, 'DELETE', 'org%3Anobody'],
  [404, 'DELETE', 'ind%3Anobody'],
  [412, 'PUT', acme, triple, { 'If-Match': '"1"' }],
  [412, 'PUT', 'org%3Anew', triple, { 'If-Match': '*' }],
  [400, 'PUT', acme, triple, { 'X-As-Of': '2020-02-30T00:00:00Z' }],
  [405, 'PATCH', acme, triple],
  [400, 'GET', 'synchronization?startId=-1'],
  [413, 'PUT', acme, `{"m":"${'x'.repeat(70_000)}"}`],
];

test('ONE trade credit: every wrong call is an error of the wire, and nothing is written', async () => {
  const before = await dumpOf({ rooms: desk });
  for (const [status, method, rest, body, more = {}] of oneCalls) {
    const answer = await fetch(`${desk.url}${oneTradeCreditPath}/${rest}`, {
      method,
      body: body ?? null,
      headers: { 'one-tenant': 'demo', ApiAuth: 'one-test-key', ...json, ...more },
    });
    const told: unknown = await answer.json();
    expect(told, `${method} ${rest} ${body?.slice(0, 80)}`).toEqual({
      code: status,
      error: expect.stringMatching(/^[A-Z_]+$/),
      message: expect.stringMatching(/^\S.*\.$/),
    });
    expect(answer.status).toBe(status);
    expect(answer.headers.get('content-type')).toBe('application/json; charset=utf-8');
  }
  expect(await dumpOf({ rooms: desk })).toEqual(before);
});
