import { afterAll, beforeAll, expect, test } from 'vitest';
import { dumpOf } from '../dump.ts';
import { operationList, sampleCall } from '../sample-calls.ts';
import { startApi, type TestApi } from '../start-api.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.close());

const withJson = operationList.filter(
  ([, { body, bodyType }]) => body !== undefined && bodyType === undefined,
);
const tokenOf = (id: string) =>
  /(?:Proposal|Review|Ruleset|Application|BusinessRules)$/.test(id)
    ? api.tokens.both
    : api.tokens.all;

test.each(operationList)('%s refuses a query that it does not know', async (id) => {
  const call = sampleCall(id);
  const path = `${call.path}${call.path.includes('?') ? '&' : '?'}Limit=1`;
  const answer = await api.call({ ...call, path, token: tokenOf(id) });
  expect([answer.status, answer.problem.code]).toEqual([400, 'request.unknown_member']);
  expect(answer.problem.params).toEqual({ at: 'query/Limit' });
  const hidden = await api.call({
    ...call,
    path: path.replace('Limit', '__proto__'),
    token: tokenOf(id),
  });
  expect([hidden.status, hidden.problem.code]).toEqual([400, 'request.unknown_member']);
});

test.each(operationList.filter(([, { path }]) => path.includes('{')))(
  '%s refuses an id that is none of ours',
  async (id, operation) => {
    const before = await dumpOf(api);
    const { path, ...call } = sampleCall(id);
    const name = /\{(\w+)\}/.exec(operation.path)?.[1];
    for (const malformed of ['x', 'hold_x', '%00', '..%2f..', "'%20or%201=1--", 'o'.repeat(400)]) {
      const bad = path.replace(
        /(org|hold|prop|dec|rev|svc|step)_\w+|kvk:\d+|9000\d\d|sub-\d+/,
        malformed,
      );
      const answer = await api.call({ ...call, path: bad, token: tokenOf(id) });
      expect([malformed, answer.status, answer.problem.params]).toEqual([
        malformed,
        400,
        { at: `path/${name}`, rule: 'pattern' },
      ]);
    }
    expect(await dumpOf(api)).toEqual(before);
  },
);

/** Documents that no operation may take, whatever it is: name, text, code of the refusal. */
const unreadable: readonly (readonly [string, string | Buffer, string])[] = [
  ['no JSON', '{"a":', 'json.syntax'],
  ['a comma at the end', '{"a":1,}', 'json.syntax'],
  ['two documents', '{} {}', 'json.syntax'],
  ['bytes that are no UTF-8', Buffer.from([0x7b, 0xff, 0x7d]), 'json.not_utf8'],
  ['a member twice', '{"name":"a","name":"b"}', 'json.duplicate_key'],
  ['a member in two cases', '{"amount":1,"Amount":2}', 'json.case_duplicate_key'],
  ['a member twice, further in', '{"a":[{"b":1,"b":1}]}', 'json.duplicate_key'],
  ['__proto__', '{"__proto__":{"isAdmin":true}}', 'json.forbidden_key'],
  ['constructor', '{"a":{"constructor":{}}}', 'json.forbidden_key'],
  ['an integer beyond exactness', '{"a":9007199254740993}', 'json.inexact_number'],
  ['a number beyond a double', '{"a":1e400}', 'json.inexact_number'],
  ['more than 15 digits', '{"a":12345678901234567.12}', 'json.inexact_number'],
  ['too deep', `${'{"a":'.repeat(20)}1${'}'.repeat(20)}`, 'json.too_deep'],
  ['very deep', '['.repeat(30_000), 'json.too_deep'],
  [
    'too many members',
    `{${Array.from({ length: 501 }, (_, n) => `"m${n}":1`)}}`,
    'json.too_many_members',
  ],
  ['U+0000', '{"a":"\\u0000"}', 'json.forbidden_character'],
];

test.each(withJson)('%s refuses documents that cannot be read for certain', async (id) => {
  const before = await dumpOf(api);
  for (const [name, body, code] of unreadable) {
    const answer = await api.call({ ...sampleCall(id), body, token: tokenOf(id) });
    expect([name, answer.status, answer.problem.code]).toEqual([name, 400, code]);
    expect(answer.problem).toMatchObject({ retryable: false, outcome: 'none' });
  }
  expect(await dumpOf(api)).toEqual(before);
});

test.each(withJson)('%s refuses members that it does not know, and other types', async (id) => {
  const before = await dumpOf(api);
  const call = { ...sampleCall(id), token: tokenOf(id) };
  const known = (call.body ?? {}) as Record<string, unknown>;
  const unknown = await api.call({ ...call, body: { ...known, surprise: 1 } });
  expect([unknown.status, unknown.problem.code]).toEqual([400, 'request.unknown_member']);
  expect(unknown.problem.params).toEqual({ at: 'body/surprise' });
  for (const body of ['[]', '"text"', '1', 'null', 'true', '1.5']) {
    const answer = await api.call({ ...call, body });
    expect([body, answer.status, answer.problem.code]).toEqual([body, 400, 'request.invalid']);
  }
  for (const name of Object.keys(known)) {
    for (const value of [null, 1, true, [], {}, '']) {
      // An empty limit is a limit: the line above decides.
      if (name === 'limit' && value === null) continue;
      if (name === 'dueAfterSeconds' && value === 1) continue;
      if (name === 'version' && value === 1) continue;
      // Nobody is somebody to give a review to.
      if (name === 'userId' && value === null) continue;
      const answer = await api.call({ ...call, body: { ...known, [name]: value } });
      expect([name, value, answer.status]).toEqual([name, value, 400]);
    }
  }
  expect(await dumpOf(api)).toEqual(before);
});

test.each(withJson.filter(([, { bodyIsOptional }]) => bodyIsOptional !== true))(
  '%s wants a body',
  async (id) => {
    const { body: _body, ...call } = sampleCall(id);
    const answer = await api.call({ ...call, token: tokenOf(id) });
    expect([answer.status, answer.problem.code]).toEqual([400, 'http.body_missing']);
  },
);

test.each(withJson)('%s refuses a body that is too large', async (id) => {
  const body = JSON.stringify({ name: 'x'.repeat(65 * 1024) });
  const answer = await api.call({ ...sampleCall(id), body, token: tokenOf(id) });
  expect([answer.status, answer.problem.code]).toEqual([413, 'http.body_too_large']);
});

test.each(withJson)('%s takes JSON alone', async (id) => {
  const call = { ...sampleCall(id), token: tokenOf(id) };
  for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'text/csv', null]) {
    const body = JSON.stringify(call.body ?? {});
    const answer = await api.call({ ...call, body, type });
    expect([type, answer.status, answer.problem.code]).toEqual([type, 415, 'http.media_type']);
    expect(answer.problem).toMatchObject({ params: { taken: 'application/json' } });
    expect(answer.problem.title).toContain('application/json');
    expect(answer.headers.accept).toBe('application/json');
  }
});

test('a key of the caller has 1 to 128 visible characters', async () => {
  const before = await dumpOf(api);
  for (const key of ['', 'with space', 'x'.repeat(129), 'é']) {
    const headers = { 'idempotency-key': key };
    const answer = await api.call({ ...sampleCall('placeHold'), headers });
    expect([key, answer.status, answer.problem.code]).toEqual([key, 400, 'request.key']);
  }
  expect(await dumpOf(api)).toEqual(before);
});

test('a condition is one ETag of ours, or that there is none yet', async () => {
  const conditions: readonly Record<string, string>[] = [
    { 'if-match': '1' },
    { 'if-match': 'W/"1"' },
    { 'if-match': '"1", "2"' },
    { 'if-match': '"x"' },
    { 'if-none-match': '"1"' },
    { 'if-match': '"1"', 'if-none-match': '*' },
  ];
  for (const headers of conditions) {
    const answer = await api.call({ ...sampleCall('setCreditLine'), headers });
    expect([headers, answer.status, answer.problem.code]).toEqual([
      headers,
      400,
      'request.condition',
    ]);
  }
});
