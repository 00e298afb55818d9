import { afterEach, beforeEach, expect, test } from 'vitest';
import type { StepResult } from '../../src/fulfilment/index.ts';
import type { ConnectionId } from '../../src/kernel/ids.ts';
import {
  createProviderSystem,
  type ProviderConnection,
  type ProviderSystem,
} from '../../src/outbound/index.ts';
import { noon, tenantId } from '../builders/credit.ts';
import { aStep } from '../builders/provider-steps.ts';
import { freePort } from '../free-port.ts';
import {
  type Behaviour,
  type FakeProvider,
  isSigned,
  signingSecret,
  startFakeProvider,
} from './fake-provider.ts';

let provider: FakeProvider;
let system: ProviderSystem;
let connection: ProviderConnection | null;

beforeEach(async () => {
  provider = await startFakeProvider();
  connection = {
    ...{ connectionId: 'conn_test' as ConnectionId, version: 1n },
    ...{ baseUri: provider.baseUri, signingSecret },
  };
  system = createProviderSystem({
    connectionOf: async (_tenantId, name) => (name === 'default' ? connection : null),
    clock: { now: () => noon },
  });
});
afterEach(async () => {
  await system.close();
  await provider.close();
});

const carryOut = (change: Parameters<typeof aStep>[0] = {}, deadlineMs = 2_000) =>
  system.driver(tenantId, 'default').carryOut(aStep({ attempts: 1, ...change }), deadlineMs);

test('a step goes out whole, once, to one address, with its id as the key', async () => {
  expect(await carryOut()).toEqual({ kind: 'done' });
  const [call] = provider.calls;
  expect(provider.calls).toHaveLength(1);
  expect([call?.method, call?.path]).toEqual(['POST', '/aval/steps']);
  expect(call?.headers).toMatchObject({
    ...{ 'content-type': 'application/json', 'idempotency-key': 'step_one' },
  });
  expect(call?.message).toEqual({
    ...{ stepId: 'step_one', attempt: 1, tenantId: 'test', serviceId: 'svc_mail' },
    ...{ operation: 'create', object: 'subscription', externalId: 'sub-1', objectVersion: 1 },
    desired: { productId: 'STD', quantity: 10 },
    settings: { Region: 'eu' },
    createdAt: '2026-03-31T12:00:00Z',
  });
});

test('the signature is over the time and the bytes of the body, under the secret of the connection', async () => {
  await carryOut({ desired: { name: 'Zoë & Ömer ✓' } });
  const [call] = provider.calls;
  if (call === undefined) throw new Error('a call');
  expect(call.headers['aval-signature']).toMatch(/^t=1774958400,v1=[0-9a-f]{64}$/);
  expect(isSigned(call, signingSecret)).toBe(true);
  expect(isSigned(call, 'another-secret')).toBe(false);
  expect(isSigned({ ...call, text: call.text.replace('sub-1', 'sub-2') }, signingSecret)).toBe(
    false,
  );
  expect(JSON.stringify(call)).not.toContain(signingSecret);
});

const clearNo = { kind: 'failed', isFinal: true } as const;
const later = { kind: 'failed', isFinal: false, isUnclear: false } as const;
const unclear = { kind: 'failed', isFinal: false, isUnclear: true } as const;

const answers: readonly (readonly [string, Behaviour, StepResult])[] = [
  ['200', { status: 200, body: '{"anything":1}' }, { kind: 'done' }],
  ['202', { status: 202 }, { kind: 'done' }],
  [
    '409 with a reason',
    { status: 409, body: '{"reason":"no such plan"}' },
    { ...clearNo, reason: 'HTTP 409: no such plan' },
  ],
  [
    '422 with a reason that a terminal would obey',
    { status: 422, body: '{"reason":"a\\u001b[2J\\n b"}' },
    { ...clearNo, reason: 'HTTP 422: a [2J b' },
  ],
  ['422 without words', { status: 422, body: '<html>' }, { ...clearNo, reason: 'HTTP 422' }],
  [
    '429 that says when',
    { status: 429, headers: { 'retry-after': '120' } },
    { ...later, reason: 'HTTP 429', retryAfterMs: 120_000 },
  ],
  [
    '503 that says when, as a date',
    { status: 503, headers: { 'retry-after': 'Tue, 31 Mar 2026 12:01:00 GMT' } },
    { ...unclear, reason: 'HTTP 503', retryAfterMs: 60_000 },
  ],
  [
    '503 that says nothing to keep',
    { status: 503, headers: { 'retry-after': 'soon' } },
    { ...unclear, reason: 'HTTP 503' },
  ],
  ['500', { status: 500 }, { ...unclear, reason: 'HTTP 500' }],
  ['401', { status: 401 }, { ...later, reason: 'HTTP 401' }],
  ['404', { status: 404 }, { ...later, reason: 'HTTP 404' }],
  ['a hung-up line', 'hangs_up', { ...unclear, reason: 'No answer: network.' }],
  ['half an answer', 'half_an_answer', { ...unclear, reason: 'No answer: network.' }],
];

test.each(answers)('%s is read for what it is', async (_name, behaviour, result) => {
  provider.behave(behaviour);
  expect(await carryOut()).toEqual(result);
  expect(provider.calls).toHaveLength(1);
});

test('silence ends with the time limit, and the provider may have done it', async () => {
  provider.behave('hangs');
  expect(await carryOut({}, 50)).toEqual({ ...unclear, reason: 'No answer: timeout.' });
});

test('a redirect is not followed', async () => {
  const elsewhere = await startFakeProvider();
  provider.behave({ status: 307, headers: { location: `${elsewhere.baseUri}/steps` } });
  expect(await carryOut()).toEqual({ ...later, reason: 'HTTP 307' });
  expect(elsewhere.calls).toEqual([]);
  await elsewhere.close();
});

test('an answer that is too long is no answer', async () => {
  provider.behave({ status: 200, body: 'x'.repeat(70 * 1024) });
  expect(await carryOut()).toEqual({ ...unclear, reason: 'No answer: network.' });
});

test('a cancel of what the provider does not have is done', async () => {
  for (const status of [404, 410]) {
    provider.behave({ status });
    expect(await carryOut({ operation: 'cancel' })).toEqual({ kind: 'done' });
  }
});

test('a port that nobody listens on is silence', async () => {
  const port = await freePort();
  if (connection !== null) connection = { ...connection, baseUri: `http://127.0.0.1:${port}/x` };
  expect(await carryOut()).toEqual({ ...unclear, reason: 'No answer: network.' });
});

test('a name that leads into this machine is not called, and nothing was done', async () => {
  const { port } = new URL(provider.baseUri);
  const inside = createProviderSystem({
    connectionOf: async () =>
      connection && { ...connection, baseUri: `http://provider.example:${port}/aval` },
    clock: { now: () => noon },
    guard: { resolveHost: async () => ['127.0.0.1'] },
  });
  const result = await inside.driver(tenantId, 'default').carryOut(aStep(), 1_000);
  expect(result).toEqual({ ...later, reason: 'The address may not be called.' });
  expect(provider.calls).toEqual([]);
  await inside.close();
});

test('a connection that is missing, or whose address is none, keeps the step', async () => {
  const none = await system.driver(tenantId, 'other').carryOut(aStep(), 1_000);
  expect(none).toEqual({
    ...{ kind: 'failed', isFinal: false, reason: 'There is no connection "other".' },
  });
  if (connection !== null) connection = { ...connection, baseUri: 'ftp://example.com' };
  expect(await carryOut()).toMatchObject({ kind: 'failed', isFinal: false });
});

test('another version of the connection is felt at once', async () => {
  await carryOut();
  const moved = await startFakeProvider();
  if (connection !== null) {
    connection = { ...connection, version: 2n, baseUri: moved.baseUri, signingSecret: 'second' };
  }
  await carryOut();
  expect([provider.calls.length, moved.calls.length]).toEqual([1, 1]);
  expect(moved.calls.every((call) => isSigned(call, 'second'))).toBe(true);
  await moved.close();
});
