import type { CreditCheckCredentials } from '@aval/wire';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { KnownBasket } from '../../src/certify/credit-check/basket-world.ts';
import { isPassed } from '../../src/certify/index.ts';
import { connectPlatform, demo, ok, seedFixture } from '../protocols/fixture-seed.ts';
import { type OpenDesk, openDesk } from '../protocols/open-desk.ts';
import { exchangesOf } from '../protocols/replay.ts';
import { type Call, type Fault, type Reply, startBroken } from './broken-server.ts';
import { certifyHook, endedAs } from './certify-over-http.ts';

let desk: OpenDesk;
beforeAll(async () => {
  desk = await openDesk();
  await seedFixture(desk);
  await connectPlatform(desk);
});
afterAll(() => desk.close());

const file = 'interworks-credit-check-hook.json';
const affordable: KnownBasket = {
  accountId: '151',
  basketId: 'a4d0c9e2-5b71-4f38-8e6a-70c1d2e3f401',
  expected: 'yes',
};
const tooDear: KnownBasket = {
  accountId: '152',
  basketId: 'a4d0c9e2-5b71-4f38-8e6a-70c1d2e3f402',
  expected: 'no',
};

test('our server passes without knowing any basket', async () => {
  const report = await certifyHook(desk.url);
  expect(endedAs(report, 'failed')).toEqual({});
  const names = report.checks.map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
  expect(names).toEqual(expect.arrayContaining(exchangesOf(file).map(({ name }) => name)));
  expect(Object.keys(endedAs(report, 'passed'))).toEqual([
    ...['answer-is-a-boolean', 'basket-ids-are-guids', 'body-is-array', 'account-unknown'],
    ...['order-unknown', 'account-id-missing', 'account-id-not-integer', 'basket-id-not-guid'],
    ...['inputs-contradict', 'duplicate-members', 'no-credentials', 'wrong-credentials'],
    ...['wrong-verb', 'shapes-agree', 'malformed-is-false', 'large-is-false'],
    ...['strangers-get-false', 'other-verbs-are-false', 'answers-are-not-stored'],
    ...['repeats-agree', 'parallel-calls-agree', 'answers-in-time'],
  ]);
});

test.each([
  {
    known: affordable,
    more: [
      ...['affirmative-is-true', 'affirmative', 'post-json', 'post-json-text-account-id'],
      ...['post-form', 'path-inputs', 'guid-other-spelling', 'same-basket-again'],
      'same-basket-by-other-shape',
    ],
  },
  { known: tooDear, more: ['negative-is-false', 'negative', 'false-again-nothing-changed'] },
])('our server passes with a basket that gets a $known.expected', async ({ known, more }) => {
  const report = await certifyHook(desk.url, { known });
  expect(endedAs(report, 'failed')).toEqual({});
  expect(Object.keys(endedAs(report, 'passed'))).toEqual(expect.arrayContaining(more));
});

describe('a caller that is known by another kind of credential', () => {
  const facts = { name: 'Certify', scopes: [], expiresAt: null, installation: null };
  const issue = async (kind: string) =>
    ok(await desk.access.addCredential(demo, { ...facts, kind, createdBy: 'operator:test' }))
      .secret;
  const credentialsOf = async (kind: string): Promise<CreditCheckCredentials> => {
    const secret = await issue(kind);
    if (secret.kind === 'hook-bearer') return { kind: 'bearer', token: secret.token };
    if (secret.kind === 'hook-path') return { kind: 'path-key', key: secret.key };
    if (secret.kind !== 'hook-header') throw new Error(kind);
    return { kind: 'header', name: secret.header, value: secret.value };
  };

  test.each([
    ['hook-bearer', ['bearer-instead-of-basic']],
    ['hook-header', []],
    ['hook-path', ['path-key-instead-of-basic']],
  ])('%s: our server passes, and its own recording is among the checks', async (kind, more) => {
    const credentials = await credentialsOf(kind);
    const report = await certifyHook(desk.url, { credentials, known: affordable });
    expect(endedAs(report, 'failed')).toEqual({});
    expect(Object.keys(endedAs(report, 'passed'))).toEqual(
      expect.arrayContaining([
        ...['affirmative-is-true', 'affirmative', 'path-inputs', 'post-form', 'shapes-agree'],
        ...['no-credentials', 'wrong-credentials', 'strangers-get-false', 'wrong-verb', ...more],
      ]),
    );
  });

  test('hook-path: no report shows the key, whatever fails', async () => {
    const credentials = await credentialsOf('hook-path');
    if (credentials.kind !== 'path-key') throw new Error('no key');
    const server = await startBroken(
      desk.url,
      answering(() => true, { status: 500 }),
    );
    const report = await certifyHook(server.url, { credentials });
    await server.close();
    expect(Object.keys(endedAs(report, 'failed'))).toEqual(['answer-is-a-boolean']);
    expect(JSON.stringify(report)).toContain('/k/…');
    expect(JSON.stringify(report)).not.toContain(credentials.key);
  });

  test.each(['hook-bearer', 'hook-header', 'hook-path'])(
    '%s: a server that lets anybody ask is found out',
    async (kind) => {
      const server = await startBroken(desk.url, (call, forward) => {
        const headers = { ...call.headers, Authorization: good };
        return forward({ ...call, headers, path: call.path.replace(/\/k\/[^/?]+/, '') });
      });
      const only = ['no-credentials', 'wrong-credentials', 'strangers-get-false'];
      const credentials = await credentialsOf(kind);
      const report = await certifyHook(server.url, { credentials, only });
      await server.close();
      expect(Object.keys(endedAs(report, 'failed')).sort()).toEqual([...only].sort());
    },
  );
});

test('an answer in a wrapper that was agreed is a boolean as well', async () => {
  const set = (value: string | null) =>
    desk.parties.changeTenant(demo, {
      settings: { 'hook.answerShape': value },
      expectedVersion: null,
    });
  ok(await set('result-object'));
  const only = ['order-unknown', 'repeats-agree', 'shapes-agree'];
  const agreed = await certifyHook(desk.url, { answerShape: 'result-object', only });
  const surprised = await certifyHook(desk.url, { only });
  ok(await set(null));
  expect(endedAs(agreed, 'failed')).toEqual({});
  expect(Object.keys(endedAs(surprised, 'failed'))).toEqual(['answer-is-a-boolean']);
});

const page = { 'Content-Type': 'text/html' };

const answering =
  (wanted: (reply: Reply, call: Call) => boolean, change: Partial<Reply>): Fault =>
  async (call, forward) => {
    const reply = await forward(call);
    return wanted(reply, call) ? { ...reply, ...change } : reply;
  };

/** Every other answer is the contrary. */
function turning(): Fault {
  let calls = 0;
  return async (call, forward) => {
    const reply = await forward(call);
    calls += 1;
    if (reply.status !== 200 || calls % 2 === 0) return reply;
    return { ...reply, body: reply.body === 'true' ? 'false' : 'true' };
  };
}

const good = `Basic ${Buffer.from('hook:hook-password').toString('base64')}`;

const recognizing: Fault = (call, forward) => {
  const others = Object.entries(call.headers).filter(([name]) => name !== 'authorization');
  const { Authorization: _given, ...headers } = Object.fromEntries(others);
  return forward({ ...call, headers: { ...headers, Authorization: good } });
};

const late: Fault = (call, forward) =>
  new Promise((done, fail) => setTimeout(() => forward(call).then(done, fail), lateMs));
const lateMs = 60;

const broken: readonly (readonly [
  rule: string,
  fault: () => Fault,
  documented: readonly string[],
  ours: readonly string[],
  known?: KnownBasket,
])[] = [
  [
    'the answer is no boolean',
    () => answering(() => true, { body: '{"approved":true}' }),
    ['answer-is-a-boolean'],
    [],
  ],
  [
    'the answer is a text',
    () => answering(() => true, { body: '"false"' }),
    ['answer-is-a-boolean'],
    [],
  ],
  [
    'a yes becomes a no',
    () => answering(({ body }) => body === 'true', { body: 'false' }),
    ['affirmative-is-true'],
    ['affirmative', 'path-inputs'],
    affordable,
  ],
  [
    'a no becomes a yes',
    () => answering(({ status }) => status === 200, { body: 'true' }),
    ['negative-is-false', 'basket-ids-are-guids'],
    ['negative', 'order-unknown', 'account-unknown', 'shapes-agree'],
    tooDear,
  ],
  [
    'errors are true',
    () => answering(({ status }) => status >= 400, { body: 'true' }),
    [],
    ['malformed-is-false', 'strangers-get-false', 'basket-id-not-guid', 'wrong-credentials'],
  ],
  [
    'errors are pages',
    () => answering(({ status }) => status >= 400, { body: '<h1>Bad</h1>', headers: page }),
    [],
    ['malformed-is-false', 'account-id-missing'],
  ],
  [
    'errors have status 200',
    () => answering(({ status }) => status === 400, { status: 200 }),
    [],
    ['malformed-is-false', 'inputs-contradict', 'duplicate-members'],
  ],
  [
    'anybody may ask',
    () => recognizing,
    [],
    ['no-credentials', 'wrong-credentials', 'strangers-get-false'],
  ],
  [
    'only GET is understood',
    () => answering((_, { method }) => method === 'POST', { status: 404, body: 'false' }),
    [],
    ['shapes-agree'],
  ],
  ['the same question gets another answer', turning, [], ['repeats-agree', 'parallel-calls-agree']],
  [
    'answers may be stored on the way',
    () => async (call, forward) => {
      const reply = await forward(call);
      return { ...reply, headers: { ...reply.headers, 'cache-control': 'max-age=60' } };
    },
    [],
    ['answers-are-not-stored'],
  ],
  ['answers come too late', () => late, [], ['answers-in-time']],
  [
    'a large body is not refused',
    () => answering(({ status }) => status === 413, { status: 200 }),
    [],
    ['large-is-false'],
  ],
];

describe('a hook is not certified when', () => {
  const rows = broken.map(([rule, fault, documented, ours, known = null]) => ({
    ...{ rule, fault, documented, ours, known },
  }));
  test.each(rows)('$rule', async ({ fault, documented, ours, known }) => {
    const server = await startBroken(desk.url, fault());
    try {
      const only = [...documented, ...ours];
      const report = await certifyHook(server.url, {
        only,
        known,
        ...(ours.includes('answers-in-time') ? { deadlineMs: lateMs - 20 } : {}),
      });
      expect(Object.keys(endedAs(report, 'failed')).sort()).toEqual([...only].sort());
      expect(isPassed(report, { isStrict: false })).toBe(documented.length === 0);
      expect(isPassed(report, { isStrict: true })).toBe(false);
    } finally {
      await server.close();
    }
  });
});

test('a hook at another address is asked there', async () => {
  const moved = await startBroken(desk.url, (call, forward) =>
    call.path.startsWith('/erp/check')
      ? forward({ ...call, path: call.path.replace('/erp/check', '/interworks/credit-check') })
      : Promise.resolve({ status: 404, headers: {}, body: 'no' }),
  );
  const report = await certifyHook(`${moved.url}/erp/check/`, { known: affordable });
  await moved.close();
  expect(endedAs(report, 'failed')).toEqual({});
  expect(report.url).toBe(`${moved.url}/erp/check`);
});
