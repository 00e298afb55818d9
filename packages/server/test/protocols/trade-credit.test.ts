import { afterAll, beforeAll, expect, test } from 'vitest';
import { createProposalService } from '../../src/credit/index.ts';
import { present } from '../../src/kernel/assert.ts';
import { createProposalReader } from '../../src/storage/index.ts';
import { demo, ok, seedFixture } from './fixture-seed.ts';
import { type OpenDesk, openDesk } from './open-desk.ts';

const base = '/api/v1/account/integrations/auth-required/trade-credits';
const acme = 'org%3A8872d4f8-cf33-456e-8084-41bacbc0fb2a';
const acmeId = 'org:8872d4f8-cf33-456e-8084-41bacbc0fb2a';
const figures = '{"availableCreditValue":9000,"creditValue":10000,"creditValueUsed":1000}';

let desk: OpenDesk;

beforeAll(async () => {
  desk = await openDesk();
  await seedFixture(desk);
  const common = { expiresAt: null, installation: null, createdBy: 'operator:test' };
  const reader = { ...common, name: 'Reader', scopes: ['read'] };
  const given = { kind: 'one', apiKey: 'one-reader-key' } as const;
  ok(await desk.access.addGivenCredential(demo, reader, given));
});

afterAll(() => desk.close());

test('an id that cannot be read is an error of this wire', async () => {
  const answer = await call('PUT', '%ff', { body: figures });
  expect(answer).toMatchObject({ status: 400, json: { code: 400, error: 'INVALID_VALUE' } });
});

test('a content type that is none is no reason to refuse a body', async () => {
  const headers = { 'content-type': 'none' };
  expect((await call('PUT', acme, { body: figures, headers })).status).toBe(200);
});

test('a body that cannot be taken is named, and nothing is written', async () => {
  const before = await lastNumber();
  const bodies: readonly (readonly [body: string, error: string])[] = [
    ['', 'INVALID_BODY'],
    ['{', 'INVALID_BODY'],
    ['null', 'INVALID_BODY'],
    ['[]', 'INVALID_BODY'],
    ['"text"', 'INVALID_BODY'],
    [`${figures} `.replace('{', '{"creditValue":1,'), 'INVALID_BODY'],
    [figures.replace('{', '{"CREDITVALUE":1,'), 'INVALID_BODY'],
    [figures.replace('{', '{"__proto__":{},'), 'INVALID_BODY'],
    [figures.replace('{', `{"deep":${'['.repeat(20)}${']'.repeat(20)},`), 'INVALID_BODY'],
    [figures.replace('10000', 'NaN'), 'INVALID_BODY'],
    [figures.replace('10000', '010000'), 'INVALID_BODY'],
    ['{}', 'VALUE_REQUIRED'],
    [figures.replace('"creditValue":10000,', ''), 'VALUE_REQUIRED'],
    [figures.replace('10000', 'null'), 'INVALID_VALUE'],
    [figures.replace('10000', 'true'), 'INVALID_VALUE'],
    [figures.replace('10000', '"10000"'), 'INVALID_VALUE'],
    [figures.replace('10000', '-1'), 'INVALID_VALUE'],
    [figures.replace('10000', '10000.001'), 'INVALID_VALUE'],
    [figures.replace('10000', '1e400'), 'INVALID_VALUE'],
    [figures.replace('10000', '9007199254740993'), 'INVALID_VALUE'],
    [figures.replace('10000', '99999999999999'), 'INVALID_VALUE'],
    [figures.replace('1000}', '-99999999999999}'), 'INVALID_VALUE'],
    [figures.replace('{', '{"clientId":"org:other",'), 'INVALID_VALUE'],
    [figures.replace('{', '{"clientId":7,'), 'INVALID_VALUE'],
  ];
  for (const [body, error] of bodies) {
    const answer = await call('PUT', acme, { body });
    expect(answer, body).toMatchObject({ status: 400, json: { code: 400, error } });
  }
  expect(await lastNumber()).toBe(before);
});

test('what a careless caller sends is understood', async () => {
  const sent = [
    { body: `\uFEFF${figures}`, type: 'text/json' },
    { body: figures, type: 'text/plain' },
    { body: figures.replaceAll('000}', '000.00}'), type: 'application/json; charset=utf-8' },
    { body: figures.replace('{', `{"clientId":"${acmeId.toUpperCase()}","more":null,`) },
  ];
  for (const { body, type } of sent) {
    const headers = type === undefined ? {} : { 'Content-Type': type };
    expect(await call('PUT', acme, { body, headers }), body).toMatchObject({
      status: 200,
      json: { clientId: acmeId, creditValue: 10000, creditValueUsed: 1000 },
    });
  }
  const headers = { Accept: 'Accept=application/json', 'Content-Type': 'application/json' };
  expect(await call('GET', `${acme}/`, { headers })).toMatchObject({ status: 200 });
});

test('a body that is too large, or has too many members, is status 413', async () => {
  const members = Array.from({ length: 501 }, (_, index) => `"m${index}":1`).join(',');
  const large = { status: 413, json: { code: 413, error: 'BODY_TOO_LARGE' } };
  expect(await call('PUT', acme, { body: `{${members}}` })).toMatchObject(large);
  expect(await call('PUT', acme, { body: `{"m":"${'x'.repeat(70_000)}"}` })).toMatchObject(large);
});

test('an id that is none is an error of its own on every verb', async () => {
  for (const id of ['org%3A', 'org%3Aa%20b', 'org%3Aa%2Fb', 'a'.repeat(129), 'x%3Ay', '%00']) {
    for (const method of ['GET', 'PUT', 'DELETE']) {
      const answer = await call(method, id, method === 'PUT' ? { body: figures } : {});
      expect(answer, `${method} ${id}`).toMatchObject({ status: 400 });
    }
  }
});

test('a query that cannot be read is named', async () => {
  const queries = ['startId=1.5', 'startId=-1', `startId=${2n ** 63n}`, 'numberOfEvents=0'];
  const more = ['numberOfEvents=1001', 'numberOfEvents=1&numberOfEvents=2', 'contexts=NOBODY'];
  for (const query of [...queries, ...more]) {
    const answer = await call('GET', `synchronization?${query}`);
    expect(answer, query).toMatchObject({ status: 400, json: { error: 'INVALID_QUERY' } });
  }
});

test('a key may do what its scopes say, in its own tenant', async () => {
  const headers = { ApiAuth: 'one-reader-key' };
  expect(await call('GET', acme, { headers })).toMatchObject({ status: 200 });
  const forbidden = { status: 403, json: { error: 'FORBIDDEN' } };
  expect(await call('PUT', acme, { body: figures, headers })).toMatchObject(forbidden);
  expect(await call('DELETE', acme, { headers })).toMatchObject(forbidden);

  const foreign = { ApiAuth: 'one-second-key', 'one-tenant': 'second' };
  const unknown = await call('GET', 'org%3Anobody', {});
  const hidden = await call('GET', acme, { headers: foreign });
  expect(hidden.text).toBe(unknown.text);
  expect(hidden.status).toBe(404);
  expect(await call('DELETE', acme, { headers: foreign })).toMatchObject({ status: 404 });
  expect(await call('GET', 'synchronization', { headers: foreign })).toMatchObject({
    json: { nextId: 1, events: [] },
  });
});

test('other verbs are named, with those that are allowed', async () => {
  const answer = await call('PATCH', acme, { body: figures });
  expect(answer).toMatchObject({ status: 405, json: { error: 'METHOD_NOT_ALLOWED' } });
  expect(answer.headers.get('allow')).toBe('GET, PUT, DELETE');
  const feed = await call('DELETE', 'synchronization');
  expect(feed.status).toBe(405);
  expect(feed.headers.get('allow')).toBe('GET');
  expect(await call('GET', `${acme}/more`)).toMatchObject({ status: 404, json: { code: 404 } });
});

test('every PUT is kept as it was sent, also one that is not applied', async () => {
  const client = 'org%3Akept';
  const send = (used: number, headers: Record<string, string> = {}) =>
    call('PUT', client, { body: triple(100, used, 100 - used), headers });
  await send(10, { 'X-As-Of': '2020-03-01T11:00:00Z' });
  await send(5, { 'X-As-Of': '2020-03-01T10:00:00Z' });
  await send(10);
  const organization = await desk.parties.organizationOf(demo, {
    source: 'one',
    kind: 'client',
    value: 'org:kept',
  });
  const reports = await desk.storage.db
    .selectFrom('erp_report')
    .select(['limit_minor', 'used_minor', 'available_minor', 'actor'])
    .where('organization_id', '=', organization?.organizationId ?? '')
    .orderBy('received_at_us')
    .execute();
  expect(reports.map(({ used_minor }) => used_minor)).toEqual([10_00n, 5_00n, 10_00n]);
  expect(reports[0]).toMatchObject({ limit_minor: 100_00n, available_minor: 90_00n });
  expect(reports[0]?.actor).toMatch(/^key:cred_/);
});

test('a time that is none is refused', async () => {
  const headers = { 'X-As-Of': 'yesterday' };
  expect(await call('PUT', acme, { body: figures, headers })).toMatchObject({
    status: 400,
    json: { error: 'INVALID_VALUE', message: 'X-As-Of must be an RFC 3339 time.' },
  });
});

test('If-Match keeps a PUT from overwriting what it has not seen', async () => {
  const client = 'org%3Amatched';
  const put = (limit: number, tag?: string) =>
    call('PUT', client, {
      body: triple(limit, 0, limit),
      headers: tag === undefined ? {} : { 'If-Match': tag },
    });
  const mismatch = { status: 412, json: { code: 412, error: 'VERSION_MISMATCH' } };
  expect(await put(100, '*')).toMatchObject(mismatch);
  expect(await call('GET', client)).toMatchObject({ status: 404 });
  const first = (await put(100)).headers.get('etag') ?? '';
  expect((await call('GET', client)).headers.get('etag')).toBe(first);
  const second = (await put(200, first)).headers.get('etag') ?? '';
  expect(second).not.toBe(first);
  expect(await put(300, first)).toMatchObject(mismatch);
  expect(await put(300, '"text"')).toMatchObject(mismatch);
  expect(await put(300, `${first}, ${second}`)).toMatchObject({ json: { creditValue: 300 } });
  expect(await put(400, '*')).toMatchObject({ json: { creditValue: 400 } });
  const headers = { 'If-Match': first };
  expect(await call('DELETE', client, { headers })).toMatchObject(mismatch);
  expect(await call('DELETE', client)).toMatchObject({ status: 204, text: '' });
});

test('the same new client pushed twice at once becomes one organization', async () => {
  const client = 'org%3Atwice';
  const answers = await Promise.all(
    [1, 2, 3, 4].map((used) => call('PUT', client, { body: triple(100, used, 100 - used) })),
  );
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
  const rows = await desk.storage.db
    .selectFrom('organization_reference')
    .select('organization_id')
    .where('value_key', '=', 'org:twice')
    .execute();
  expect(rows).toHaveLength(1);
});

test('a reader may be shown the values as the ERP sent them, and a PUT may answer nothing', async () => {
  const settings = { 'one.getView': 'snapshot', 'one.emptyAnswers': 'true' };
  ok(await desk.parties.changeTenant(demo, { settings, expectedVersion: null }));
  const body = triple(100, 30, 60);
  const answer = await call('PUT', 'org%3Ashown', { body });
  expect(answer).toMatchObject({ status: 200, text: '' });
  expect(answer.headers.get('etag')).not.toBeNull();
  expect(await call('GET', 'org%3Ashown')).toMatchObject({
    json: { creditValue: 100, creditValueUsed: 30, availableCreditValue: 60 },
  });
  const reset = { 'one.getView': null, 'one.emptyAnswers': null };
  ok(await desk.parties.changeTenant(demo, { settings: reset, expectedVersion: null }));
  expect(await call('GET', 'org%3Ashown')).toMatchObject({ json: { availableCreditValue: 70 } });
});

test('a limit that needs a second person waits as a proposal, the rest is applied', async () => {
  const settings = { 'limit.secondPersonAbove': '20000' };
  ok(await desk.parties.changeTenant(demo, { settings, expectedVersion: null }));
  const client = 'org%3Awaiting';
  const body = triple(30_000, 500, 29_500);
  const inForce = { status: 200, json: { creditValue: 0, creditValueUsed: 500 } };
  expect(await call('PUT', client, { body })).toMatchObject(inForce);
  expect(await call('PUT', client, { body })).toMatchObject(inForce);
  const { commit, db } = desk.storage;
  const { ids, hash } = desk.ports;
  const reader = createProposalReader(db);
  const filter = { status: null, organizationId: null };
  const { items } = await reader.proposals(demo, filter, { after: null, limit: 10 });
  expect(items).toMatchObject([
    { status: 'pending', change: { terms: { limitMinor: 30_000_00n } } },
  ]);

  const { proposalId, changeHash } = present(items[0], 'proposal');
  const proposals = createProposalService({ ledger: { commit }, reader, ids, hash });
  const origin = { context: 'BACKOFFICE', actor: 'user:user_second' } as const;
  const policy = await desk.policyOf(demo);
  const approval = { tenantId: demo, origin, policy, key: null, deadlineAt: null };
  expect(await proposals.approve(approval, { proposalId, changeHash })).toMatchObject({
    kind: 'done',
  });
  expect(await call('GET', client)).toMatchObject({ json: { creditValue: 30_000 } });
});

function triple(limit: number, used: number, available: number): string {
  return `{"availableCreditValue":${available},"creditValue":${limit},"creditValueUsed":${used}}`;
}

async function call(
  method: string,
  rest: string,
  sent: { readonly body?: string; readonly headers?: Readonly<Record<string, string>> } = {},
) {
  const answer = await fetch(`${desk.url}${base}/${rest}`, {
    method,
    body: sent.body ?? null,
    headers: { 'one-tenant': 'demo', ApiAuth: 'one-test-key', ...sent.headers },
  });
  const text = await answer.text();
  const json: unknown = text === '' ? null : JSON.parse(text);
  return { status: answer.status, headers: answer.headers, text, json };
}

async function lastNumber(): Promise<bigint> {
  const query = { from: 1n, limit: 1_000, contexts: null, organizationId: null };
  return (await desk.storage.credit.entries(demo, query)).next;
}
