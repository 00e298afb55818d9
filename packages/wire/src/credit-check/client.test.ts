import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { Exchange } from '../exchange.ts';
import { readJson } from '../strict-json.ts';
import type { TransportRequest } from '../transport.ts';
import { writeJson } from '../write-json.ts';
import { type CreditCheckClientOptions, createCreditCheckClient } from './client.ts';
import type { CreditCheckAnswerShape } from './contract.ts';

/** The platform's side against the recorded questions and answers. */
const exchanges = JSON.parse(
  readFileSync(
    new URL('../../exchanges/interworks-credit-check-hook.json', import.meta.url),
    'utf8',
  ),
) as readonly Exchange[];
const basketId = 'a4d0c9e2-5b71-4f38-8e6a-70c1d2e3f401';
const basic = { kind: 'basic', username: 'hook', password: 'hook-password' } as const;

const nothing: TransportRequest = { method: 'GET', url: '', headers: {} };

const shapes: readonly (readonly [string, Partial<CreditCheckClientOptions>])[] = [
  ['affirmative', {}],
  ['post-json', { callShape: 'json' }],
  ['post-form', { callShape: 'form' }],
  ['path-inputs', { callShape: 'path' }],
  ['bearer-instead-of-basic', { credentials: { kind: 'bearer', token: 'hb-test-0001' } }],
  ['path-key-instead-of-basic', { credentials: { kind: 'path-key', key: 'hk-test-0001' } }],
];

test.each(shapes)('%s is asked as recorded, and its answer is a yes', async (name, options) => {
  const { request } = named(name);
  const { client, sent } = aClient(name, options);
  expect(await client.check({ accountId: '151', basketId })).toBe(true);
  expect(sent).toHaveLength(1);
  const [{ method, url, headers, body } = nothing] = sent;
  expect({ method, url }).toEqual({
    method: request.method,
    url: `https://desk.example${request.path}`,
  });
  expect(headers).toMatchObject(request.headers);
  const json = headers['Content-Type'] === 'application/json';
  expect(json ? readJson(body ?? '') : body).toEqual(request.body);
});

test('a fixed header is sent under its name', async () => {
  const credentials = { kind: 'header', name: 'X-Credit-Check-Key', value: 'secret' } as const;
  const { client, sent } = aClient('affirmative', { credentials });
  await client.check({ accountId: '151', basketId });
  expect(sent[0]?.headers).toMatchObject({ 'X-Credit-Check-Key': 'secret' });
});

test('every recorded answer is a yes exactly where its body says true with status 200', async () => {
  let yeses = 0;
  for (const { name, response } of exchanges) {
    const isWrapped = typeof response.body === 'object';
    const answerShape: CreditCheckAnswerShape = isWrapped ? 'result-object' : 'bare';
    const { client } = aClient(name, { answerShape });
    const isYes = await client.check({ accountId: '151', basketId });
    const expected = isWrapped || response.body === true;
    expect(isYes, name).toBe(expected);
    if (isYes) yeses += 1;
  }
  expect(yeses).toBeGreaterThan(10);
  expect(exchanges.length - yeses).toBeGreaterThan(10);
});

test('what is no answer in the agreed shape is a no', async () => {
  const told = (status: number, text: string, answerShape: CreditCheckAnswerShape = 'bare') =>
    createCreditCheckClient({
      url: 'https://desk.example/hook',
      credentials: basic,
      answerShape,
      transport: async () => ({ status, headers: {}, body: new TextEncoder().encode(text) }),
    }).check({ accountId: '151', basketId });
  expect(await told(200, '"true"', 'string')).toBe(true);
  for (const text of ['"true"', '1', 'TRUE', '{"Result":true}', 'true true', '', 'null']) {
    expect(await told(200, text), text).toBe(false);
  }
  expect(await told(200, 'true', 'string')).toBe(false);
  expect(await told(200, 'true', 'result-object')).toBe(false);
  for (const status of [201, 299]) expect(await told(status, 'true')).toBe(true);
  for (const status of [302, 400, 401, 500, 503]) expect(await told(status, 'true')).toBe(false);
});

test('no answer at all is a no, and ill-formed inputs are a mistake of the caller', async () => {
  const client = createCreditCheckClient({
    url: 'https://desk.example/hook',
    credentials: basic,
    transport: () => Promise.reject(new Error('gone')),
  });
  expect(await client.check({ accountId: '151', basketId })).toBe(false);
  await expect(client.check({ accountId: '15x', basketId })).rejects.toThrow(TypeError);
  await expect(client.check({ accountId: '151', basketId: 'basket-7' })).rejects.toThrow(TypeError);
});

function aClient(name: string, options: Partial<CreditCheckClientOptions>) {
  const sent: TransportRequest[] = [];
  const { status, body } = named(name).response;
  const client = createCreditCheckClient({
    url: 'https://desk.example/interworks/credit-check',
    credentials: basic,
    ...options,
    transport: async (request) => {
      sent.push(request);
      const text = body === undefined ? '' : writeJson(body);
      return { status, headers: {}, body: new TextEncoder().encode(text) };
    },
  });
  return { client, sent };
}

function named(name: string): Exchange {
  const found = exchanges.find((exchange) => exchange.name === name);
  if (found === undefined) throw new Error(`no exchange ${name}`);
  return found;
}
