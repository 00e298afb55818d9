import { expect, test } from 'vitest';
import { writeCreditCheckAnswer } from '../src/credit-check/answer.ts';
import {
  type CreditCheckCallShape,
  type CreditCheckCredentials,
  createCreditCheckClient,
} from '../src/credit-check/client.ts';
import { creditCheckAnswerShapes, creditCheckPath } from '../src/credit-check/contract.ts';
import type { Exchange } from '../src/exchange.ts';
import { isJsonObject } from '../src/json-value.ts';
import { TransportError, type TransportRequest } from '../src/transport.ts';
import { expectSent, find, loadExchanges, play } from './exchanges.ts';

const host = 'https://desk.example.test';
const url = host + creditCheckPath;
const exchanges = loadExchanges('interworks-credit-check-hook.json');

/** Exchanges that show what a server bears, and that this client never sends. */
const neverSent = [
  'post-json-text-account-id',
  'body-is-array',
  'guid-other-spelling',
  'same-basket-by-other-shape',
  'account-id-missing',
  'account-id-not-integer',
  'basket-id-not-guid',
  'inputs-contradict',
  'duplicate-members',
  'no-credentials',
  'wrong-verb',
];

type Call = {
  readonly shape: CreditCheckCallShape;
  readonly credentials: CreditCheckCredentials;
  readonly accountId: string;
  readonly basketId: string;
};

/** The call that should send the exchange's request. */
function callOf({ request }: Exchange): Call {
  const { pathname, searchParams } = new URL(host + request.path);
  const rest = pathname.slice(creditCheckPath.length).split('/').slice(1);
  const key = rest[0] === 'k' ? rest[1] : undefined;
  const credentials = credentialsOf(request.headers, key);
  if (typeof request.body === 'string') {
    return { shape: 'form', credentials, ...inputsOf(new URLSearchParams(request.body)) };
  }
  if (isJsonObject(request.body)) {
    const body = new URLSearchParams();
    for (const [name, value] of Object.entries(request.body)) body.set(name, String(value));
    return { shape: 'json', credentials, ...inputsOf(body) };
  }
  const [accountId, basketId] = key === undefined ? rest : [];
  if (accountId !== undefined && basketId !== undefined) {
    return { shape: 'path', credentials, accountId, basketId };
  }
  return { shape: 'query', credentials, ...inputsOf(searchParams) };
}

function inputsOf(values: URLSearchParams) {
  return { accountId: values.get('AccountId') ?? '', basketId: values.get('BasketId') ?? '' };
}

function credentialsOf(
  headers: Readonly<Record<string, string | undefined>>,
  key: string | undefined,
): CreditCheckCredentials {
  if (key !== undefined) return { kind: 'path-key', key };
  const [scheme, value = ''] = (headers['Authorization'] ?? '').split(' ');
  if (scheme === 'Bearer') return { kind: 'bearer', token: value };
  const [username = '', password = ''] = Buffer.from(value, 'base64').toString().split(':');
  return { kind: 'basic', username, password };
}

const sendable = exchanges.filter(({ name }) => !neverSent.includes(name));

test.each(sendable.map((exchange) => [exchange.name, exchange] as const))(
  'the client sends and understands %s',
  async (_, exchange) => {
    const { transport, sent } = play(exchange);
    const { shape, credentials, accountId, basketId } = callOf(exchange);
    const { status, body } = exchange.response;
    const client = createCreditCheckClient({
      url,
      credentials,
      transport,
      callShape: shape,
      answerShape: isJsonObject(body) ? 'result-object' : 'bare',
    });
    const isYes = await client.check({ accountId, basketId });
    expect(sent).toHaveLength(1);
    expectSent(sent[0], exchange, host);
    const said = isJsonObject(body) ? body['Result'] : body;
    expect(isYes).toBe(status === 200 && said === true);
  },
);

test('every exchange is played but for those named above', () => {
  for (const name of neverSent) expect(find(exchanges, name).name).toBe(name);
  expect(sendable.length + neverSent.length).toBe(exchanges.length);
  expect(sendable.length).toBeGreaterThan(35);
  const shapes = new Set(sendable.map((exchange) => callOf(exchange).shape));
  expect([...shapes].sort()).toEqual(['form', 'json', 'path', 'query']);
});

const input = { accountId: '0151', basketId: '{A4D0C9E2-5B71-4F38-8E6A-70C1D2E3F401}' };
const basic = { kind: 'basic', username: 'hook', password: 'hook-password' } as const;

test('only a yes in the agreed shape, with success, is a yes', async () => {
  const bodies = ['true', '{"Result":true}', '"true"'];
  const others = [
    'false',
    '',
    'True',
    '1',
    '"yes"',
    '[true]',
    'true true',
    '{"result":true}',
    'null',
  ];
  for (const [at, answerShape] of creditCheckAnswerShapes.entries()) {
    for (const body of [...bodies, ...others]) {
      for (const status of [200, 204, 302, 400, 500, 503]) {
        const client = createCreditCheckClient({
          url,
          credentials: basic,
          answerShape,
          transport: async () => ({ status, headers: {}, body: new TextEncoder().encode(body) }),
        });
        const isYes = body === bodies[at] && status < 300;
        expect(await client.check(input)).toBe(isYes);
      }
    }
  }
});

test('no answer is a no', async () => {
  for (const error of [new TransportError('timeout'), new Error('socket')]) {
    const transport = () => Promise.reject(error);
    const client = createCreditCheckClient({ url, credentials: basic, transport });
    expect(await client.check(input)).toBe(false);
  }
});

test('what the server writes in a shape, the client reads in that shape', async () => {
  for (const answerShape of creditCheckAnswerShapes) {
    for (const isYes of [true, false]) {
      const client = createCreditCheckClient({
        url,
        credentials: basic,
        answerShape,
        transport: async () => ({
          status: 200,
          headers: {},
          body: new TextEncoder().encode(writeCreditCheckAnswer(isYes, answerShape)),
        }),
      });
      expect(await client.check(input)).toBe(isYes);
    }
  }
});

test('inputs are sent in one spelling, a fixed header as given, limits with the call', async () => {
  const sent: TransportRequest[] = [];
  const client = createCreditCheckClient({
    url,
    credentials: { kind: 'header', name: 'X-Hook-Key', value: 'hk' },
    transport: async (request) => {
      sent.push(request);
      return { status: 200, headers: {}, body: new Uint8Array() };
    },
  });
  await client.check(input, { deadlineMs: 1500 });
  expect(sent).toEqual([
    {
      method: 'GET',
      url: `${url}?AccountId=151&BasketId=a4d0c9e2-5b71-4f38-8e6a-70c1d2e3f401`,
      headers: { Accept: 'application/json', 'X-Hook-Key': 'hk' },
      deadlineMs: 1500,
    },
  ]);
  await expect(client.check({ accountId: 'x', basketId: input.basketId })).rejects.toThrow(
    TypeError,
  );
  expect(sent).toHaveLength(1);
});
