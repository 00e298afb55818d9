import { afterAll, beforeAll, expect, test } from 'vitest';
import { demo, ok, seedFixture } from './fixture-seed.ts';
import { type OpenDesk, openDesk } from './open-desk.ts';

const order = '/bss/api/orders/a4d0c9e2-5b71-4f38-8e6a-70c1d2e3f401';
const bearer = { Authorization: 'Bearer test-access-token' };
const client = {
  Authorization: `Basic ${Buffer.from('client-key:client-secret').toString('base64')}`,
};

let desk: OpenDesk;

beforeAll(async () => {
  desk = await openDesk();
  await seedFixture(desk);
});

afterAll(() => desk.close());

test('a token that was given out works until it is over', async () => {
  const body = 'grant_type=password&username=api-user&password=api-password';
  const given = await call('/bss/oauth/token', { method: 'POST', headers: client, body });
  const { access_token: token } = given.json as { access_token: string };
  const headers = { Authorization: `Bearer ${token}` };
  expect(await call(order, { headers })).toMatchObject({ status: 200 });
  desk.clock.set('2020-03-01T13:00:00Z');
  expect(await call(order, { headers })).toMatchObject({
    status: 401,
    json: { error: 'invalid_token' },
  });
});

test('a token request that is not the password grant is told so', async () => {
  const requests: readonly (readonly [body: string, status: number, error: string])[] = [
    ['', 400, 'invalid_request'],
    ['grant_type=client_credentials', 400, 'unsupported_grant_type'],
    ['grant_type=password', 400, 'invalid_request'],
    ['grant_type=password&grant_type=password&username=a&password=b', 400, 'invalid_request'],
    ['grant_type=password&username=api-user&username=x&password=b', 400, 'invalid_request'],
    ['grant_type=password&username=api-user&password=', 400, 'invalid_grant'],
    ['{"grant_type":"password"}', 400, 'invalid_request'],
    ['x=1&'.repeat(60), 413, 'too_large'],
  ];
  for (const [body, status, error] of requests) {
    const answer = await call('/bss/oauth/token', { method: 'POST', headers: client, body });
    expect(answer, body).toMatchObject({ status, json: { error } });
  }
  expect(await call('/bss/oauth/token')).toMatchObject({ status: 405 });
});

test('nothing is shown without a token', async () => {
  for (const Authorization of ['', 'Bearer', 'Bearer wrong', client.Authorization]) {
    const answer = await call(order, { headers: { Authorization } });
    expect(answer, Authorization).toMatchObject({ status: 401 });
  }
});

test('an id that is none is an address that is not there', async () => {
  const paths = ['orders/1', 'orders/x', 'Accounts/0', 'Accounts/15x', 'Accounts/9999', 'nothing'];
  const more = ['Accounts/9007199254740993', 'Accounts/9999/billingInfo', 'Accounts/9999/balance'];
  for (const path of [...paths, ...more]) {
    const answer = await call(`/bss/api/${path}`, { headers: bearer });
    expect(answer, path).toMatchObject({ status: 404, json: { error: 'not_found' } });
  }
});

test('paths match in any letter case, ids in any spelling, and unknown versions do not', async () => {
  const found = { status: 200, json: { code: 'OR-0001', totalWithTax: 240 } };
  expect(await call(order.toUpperCase(), { headers: bearer })).toMatchObject(found);
  expect(await call(`${order}/`, { headers: bearer })).toMatchObject(found);
  const headers = { ...bearer, 'X-Api-Version': '9' };
  expect(await call(order, { headers })).toMatchObject({ status: 400 });
  expect(await call('/bss/api/accounts/0151', { headers: bearer })).toMatchObject({
    json: { id: 151 },
  });
});

test('too many calls are told as the vendor tells them, with a word and when to come again', async () => {
  const limit = async (rateLimit: string | null) => {
    const settings = { 'platform.rateLimit': rateLimit };
    ok(await desk.parties.changeTenant(demo, { settings, expectedVersion: null }));
  };
  await limit('2');
  const answers = [];
  for (let call = 0; call < 3; call += 1) {
    answers.push(await fetch(desk.url + order, { headers: bearer }));
  }
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 403]);
  expect(answers[2]?.headers.get('retry-after')).toBe('30');
  expect(await answers[2]?.json()).toEqual({ error: 'rate_limit_exceeded' });
  await limit(null);
  expect(await call(order, { headers: bearer })).toMatchObject({ status: 200 });
});

test('only what is asked for is written: other verbs are refused', async () => {
  const answer = await call(order, { method: 'DELETE', headers: bearer });
  expect(answer).toMatchObject({ status: 405, json: { error: 'method_not_allowed' } });
});

async function call(path: string, init: RequestInit = {}) {
  const answer = await fetch(desk.url + path, init);
  const text = await answer.text();
  return { status: answer.status, json: JSON.parse(text) as unknown };
}
