import { request } from 'node:http';
import { oneTradeCreditPath } from '@aval/wire';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { seedFixture } from '../protocols/fixture-seed.ts';
import { type OpenDesk, openDesk } from '../protocols/open-desk.ts';
import { createOneClient, tripleText } from './one-client.ts';

const acme = 'org%3A8872d4f8-cf33-456e-8084-41bacbc0fb2a';
const shown = { creditValue: 10_000, creditValueUsed: 1_000, availableCreditValue: 9_000 };

let desk: OpenDesk;
let call: ReturnType<typeof createOneClient>;
beforeAll(async () => {
  desk = await openDesk();
  await seedFixture(desk);
  call = createOneClient(desk.url);
});
afterAll(() => desk.close());

test('a PUT without a content type, and one in pieces, are read as JSON', async () => {
  const body = tripleText(10_000, 1_000);
  expect(await call('PUT', acme, { body })).toMatchObject({ status: 200, json: shown });
  const inPieces = await new Promise<number>((done, fail) => {
    const headers = { 'one-tenant': 'demo', ApiAuth: 'one-test-key' };
    const url = `${desk.url}${oneTradeCreditPath}/${acme}`;
    const sending = request(url, { method: 'PUT', headers }, (response) => {
      response.resume();
      done(response.statusCode ?? 0);
    });
    sending.on('error', fail);
    sending.write(body.slice(0, 20));
    sending.end(body.slice(20));
  });
  expect(inPieces).toBe(200);
});

test('a body on GET or DELETE is no reason to refuse, whatever it holds', async () => {
  const headers = { 'Content-Type': 'application/json' };
  expect(await call('GET', acme, { headers, body: '{}' })).toMatchObject({ status: 200 });
  await call('PUT', 'org%3Abodied', { body: tripleText(10, 0) });
  const removed = await call('DELETE', 'org%3Abodied', { headers, body: '{"reason":"left"}' });
  expect(removed).toMatchObject({ status: 204, text: '' });
});

test('the tenant of the header must be that of the key, and is not guessed', async () => {
  const asTenant = (name: string) => call('GET', acme, { headers: { 'one-tenant': name } });
  expect(await asTenant('demo')).toMatchObject({ status: 200 });
  expect(await asTenant('')).toMatchObject({ status: 400, json: { error: 'TENANT_REQUIRED' } });
  for (const other of ['second', 'nobody', 'DEMO', 'demo, second', 'x'.repeat(500)]) {
    expect(await asTenant(other), other).toMatchObject({
      status: 403,
      json: { code: 403, error: 'TENANT_MISMATCH' },
    });
  }
});

test('a key is up to 256 characters, and any other is nobody', async () => {
  for (const key of ['', 'one-test-ke', 'one-test-key0', 'x'.repeat(256), 'x'.repeat(257)]) {
    const answer = await call('GET', acme, { headers: { ApiAuth: key } });
    expect(answer, key).toMatchObject({ status: 401, json: { error: 'UNAUTHORIZED' } });
  }
});

test('who has no key learns nothing from verbs, ids and bodies', async () => {
  const headers = { ApiAuth: 'wrong' };
  const answers = await Promise.all([
    call('GET', acme, { headers }),
    call('GET', 'org%3Anobody', { headers }),
    call('GET', 'x%3Ay', { headers }),
    call('PUT', acme, { headers, body: '{' }),
    call('PATCH', acme, { headers }),
    call('GET', 'synchronization?startId=x', { headers }),
  ]);
  expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
  expect(answers[0]).toMatchObject({ status: 401 });
});

test('a GET has no HEAD beside it, and other verbs are told which there are', async () => {
  for (const method of ['HEAD', 'OPTIONS', 'PATCH', 'POST', 'TRACE', 'PROPFIND', 'MKCOL']) {
    const answer = await call(method, acme);
    expect(answer.status, method).toBe(405);
    expect(answer.headers['allow'], method).toBe('GET, PUT, DELETE');
  }
  const mark = { status: 405, json: { code: 405, error: 'METHOD_NOT_ALLOWED' } };
  expect(await call('TRACE', acme)).toMatchObject(mark);
  expect(await call('PROPFIND', `${acme}/?x=1`)).toMatchObject(mark);
  expect(await call('PROPFIND', `${acme}/more`)).toMatchObject({ status: 404 });
  const put = await call('PUT', 'synchronization', { body: tripleText(1, 0) });
  expect(put).toMatchObject({ status: 405, json: { error: 'METHOD_NOT_ALLOWED' } });
});

test('the feed is found in any spelling of its word, and an organization of that name too', async () => {
  for (const word of [
    'synchronization',
    'Synchronization',
    'SYNCHRONIZATION/',
    '%73ynchronization',
  ]) {
    const first = await call('GET', `${word}?startId=1&numberOfEvents=1`);
    expect(first, word).toMatchObject({ json: { nextId: 2 } });
  }
  const client = 'org%3Asynchronization';
  expect(await call('PUT', client, { body: tripleText(10, 0) })).toMatchObject({
    json: { clientId: 'org:synchronization' },
  });
  expect(await call('DELETE', client)).toMatchObject({ status: 204 });
});

test('an id keeps the spelling that it was stored with first', async () => {
  const body = tripleText(10, 0);
  for (const spelling of ['org%3AAb.C_d-1', 'ORG:ab.c_d-1', 'AB.C_D-1', 'Org%3aab.c_D-1']) {
    expect(await call('PUT', spelling, { body }), spelling).toMatchObject({
      status: 200,
      json: { clientId: 'org:Ab.C_d-1' },
    });
  }
});

test('an answer is JSON, and only GET and PUT of a trade credit carry its version', async () => {
  const body = tripleText(10_000, 1_000);
  const get = await call('GET', acme);
  const put = await call('PUT', acme, { body });
  const feed = await call('GET', 'synchronization?startId=60');
  for (const { headers } of [get, put, feed]) {
    expect(headers['content-type']).toBe('application/json; charset=utf-8');
    expect(headers['x-feed-truncated']).toBeUndefined();
  }
  expect(get.headers['etag']).toMatch(/^"[1-9][0-9]*"$/);
  expect(put.headers['etag']).toBe(get.headers['etag']);
  expect(feed.headers['etag']).toBeUndefined();
});

test('a body of exactly 500 members is read', async () => {
  const more = Array.from({ length: 497 }, (_, at) => `"m${at}":1`).join(',');
  const body = tripleText(10_000, 1_000).replace('{', `{${more},`);
  expect(await call('PUT', acme, { body })).toMatchObject({ status: 200, json: shown });
  const tooMany = body.replace('{', '{"more":1,');
  expect(await call('PUT', acme, { body: tooMany })).toMatchObject({ status: 413 });
});
