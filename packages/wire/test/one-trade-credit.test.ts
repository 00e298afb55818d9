import { describe, expect, test } from 'vitest';
import type { Exchange } from '../src/exchange.ts';
import { isJsonObject, type JsonObject } from '../src/json-value.ts';
import {
  createOneTradeCreditClient,
  type OneTradeCreditClient,
} from '../src/one-trade-credit/client.ts';
import { type OneContext, oneTradeCreditPath } from '../src/one-trade-credit/contract.ts';
import { TransportError } from '../src/transport.ts';
import { WireError } from '../src/wire-error.ts';
import { expectOneSent, find, loadExchanges, outcomeOrFault, play } from './exchanges.ts';

const baseUrl = 'https://one.example.test';
const exchanges = loadExchanges('one-trade-credit.json');

/** Exchanges that show what a server bears, and that this client never sends. */
const neverSent = [
  'delete-with-content-type-and-no-body',
  'put-text-number',
  'put-member-missing',
  'put-with-comments-as-printed',
  'put-huge-number',
  'get-lower-case-percent',
  'get-plain-colon',
  'get-bare-id',
  'get-upper-case-id',
  'feed-comma-separated-contexts',
  'feed-repeated-lower-case-contexts',
  'feed-no-start-id',
  'feed-negative-start-id',
  'feed-text-start-id',
  'feed-start-id-twice',
  'feed-unknown-context',
  'api-key-missing',
  'tenant-missing',
  'header-name-other-case',
  'post-not-allowed',
];

function clientFor(exchange: Exchange) {
  const { transport, sent } = play(exchange);
  const headers: Headers = exchange.request.headers;
  const tenant = headers['one-tenant'] ?? '';
  const apiKey = headers['ApiAuth'] ?? '';
  const client = createOneTradeCreditClient({
    baseUrl,
    tenant: tenant === '{tenant}' ? 'demo' : tenant,
    apiKey: apiKey === '{apiKey}' ? 'one-test-key' : apiKey,
    transport,
  });
  return { client, sent };
}

type Headers = Readonly<Record<string, string | undefined>>;

/** Makes the call that should send the exchange's request. */
function callOf(client: OneTradeCreditClient, { request }: Exchange): Promise<unknown> {
  const { pathname, searchParams } = new URL(baseUrl + request.path);
  const last = decodeURIComponent(pathname.slice(oneTradeCreditPath.length + 1));
  if (last === 'synchronization') {
    return client.readFeed({
      startId: BigInt(searchParams.get('startId') ?? 1),
      contexts: searchParams.getAll('contexts') as OneContext[],
      ...(searchParams.has('numberOfEvents')
        ? { numberOfEvents: Number(searchParams.get('numberOfEvents')) }
        : {}),
    });
  }
  if (request.method === 'GET') return client.read(last);
  if (request.method === 'DELETE') return client.remove(last);
  const body = request.body as JsonObject;
  const { 'X-As-Of': asOf }: Headers = request.headers;
  return client.write(
    last,
    {
      availableCreditValue: String(body['availableCreditValue']),
      creditValue: String(body['creditValue']),
      creditValueUsed: String(body['creditValueUsed']),
    },
    asOf === undefined ? {} : { asOf },
  );
}

/** What the client should have made of the exchange's answer. */
function outcomeOf({ request, response }: Exchange): unknown {
  const body = isJsonObject(response.body) ? response.body : {};
  if (response.status === 404) return { kind: 'absent', error: body['error'] };
  if (response.status >= 400) {
    return { kind: 'status', status: response.status, code: body['error'] };
  }
  if (request.method === 'DELETE') return { kind: 'removed' };
  if (request.path.includes('/synchronization')) {
    const events = body['events'] as readonly { clientId: string; type: string }[];
    return {
      nextId: BigInt(String(body['nextId'])),
      events: events.map(({ clientId, type }) => ({
        clientId,
        change: type === 'DELETE' ? 'removed' : 'changed',
      })),
      isTruncated: false,
    };
  }
  const credit = Object.fromEntries(
    Object.entries(body).map(([name, value]) => [name, String(value)]),
  );
  return { kind: request.method === 'PUT' ? 'written' : 'found', credit };
}

const sendable = exchanges.filter(({ name }) => !neverSent.includes(name));

test.each(sendable.map((exchange) => [exchange.name, exchange] as const))(
  'the client sends and understands %s',
  async (_, exchange) => {
    const { client, sent } = clientFor(exchange);
    const outcome = await outcomeOrFault(callOf(client, exchange));
    expectOneSent(sent, exchange, baseUrl);
    expect(outcome).toEqual(outcomeOf(exchange));
  },
);

test('every exchange is played but for those named above', () => {
  for (const name of neverSent) expect(find(exchanges, name).name).toBe(name);
  expect(sendable.length + neverSent.length).toBe(exchanges.length);
  expect(sendable.length).toBeGreaterThan(50);
});

describe('what the exchanges do not show', () => {
  const settings = { baseUrl, tenant: 'demo', apiKey: 'key' };
  const answering = (status: number, body: string, headers: Record<string, string> = {}) =>
    createOneTradeCreditClient({
      ...settings,
      transport: async () => ({ status, headers, body: new TextEncoder().encode(body) }),
    });
  const figures = { creditValue: '1', creditValueUsed: '0', availableCreditValue: '1' };

  test('any 2xx is success, with or without a body', async () => {
    for (const status of [200, 201, 202, 204]) {
      expect(await answering(status, '').write('org:a', figures)).toEqual({
        kind: 'written',
        credit: null,
      });
      expect(await answering(status, '').remove('org:a')).toEqual({ kind: 'removed' });
    }
  });

  test('amounts keep every digit, whatever their spelling', async () => {
    const body =
      '{"clientId":"org:a","creditValue":1E4,"creditValueUsed":123456789012.45,"availableCreditValue":-0.10}';
    expect(await answering(200, body).read('org:a')).toEqual({
      kind: 'found',
      credit: {
        clientId: 'org:a',
        creditValue: '10000',
        creditValueUsed: '123456789012.45',
        availableCreditValue: '-0.1',
      },
    });
  });

  test('an answer that cannot be trusted is a fault, never a number', async () => {
    const bodies = [
      '',
      'not json',
      '[]',
      '{"clientId":"org:a","creditValue":"1","creditValueUsed":0,"availableCreditValue":1}',
      '{"clientId":"org:a","creditValue":1,"creditvalue":2,"creditValueUsed":0,"availableCreditValue":1}',
      '{"clientId":"org:a","creditValue":12345678901234567890,"creditValueUsed":0,"availableCreditValue":1}',
    ];
    for (const body of bodies) {
      await expect(answering(200, body).read('org:a')).rejects.toMatchObject({
        fault: { kind: 'unreadable', status: 200 },
        isRetryable: false,
      });
    }
  });

  test('the feed never leads back, and numbers beyond 2^53 stay exact', async () => {
    const page = (body: string) => answering(200, body).readFeed({ startId: 60n });
    await expect(page('{"nextId":59,"events":[]}')).rejects.toBeInstanceOf(WireError);
    await expect(page('{"events":[{"clientId":"a","type":"UPDATE"}]}')).rejects.toBeInstanceOf(
      WireError,
    );
    expect(await page('{"nextId":null,"events":[]}')).toMatchObject({ nextId: 60n });
    expect(await page('{"nextId":9223372036854775807,"events":[]}')).toMatchObject({
      nextId: 9223372036854775807n,
    });
  });

  test('an unknown kind of event means: read again', async () => {
    const body =
      '{"nextId":63,"events":[{"clientId":"org:a","type":"delete"},{"clientId":"org:b","type":"Create"},{"clientId":"org:c","type":"MERGED"}]}';
    const page = await answering(200, body, { 'x-feed-truncated': 'true' }).readFeed({
      startId: 60n,
    });
    expect(page.events.map(({ change }) => change)).toEqual(['removed', 'changed', 'changed']);
    expect(page.isTruncated).toBe(true);
  });

  test('a call without an answer says how it ended, and whether to try again', async () => {
    const failing = (error: unknown) =>
      createOneTradeCreditClient({ ...settings, transport: () => Promise.reject(error) });
    await expect(failing(new TransportError('timeout')).read('org:a')).rejects.toMatchObject({
      fault: { kind: 'no_answer', failure: 'timeout' },
      isRetryable: true,
      status: null,
    });
    await expect(failing(new TransportError('refused')).read('org:a')).rejects.toMatchObject({
      isRetryable: false,
    });
    await expect(failing(new Error('socket')).read('org:a')).rejects.toMatchObject({
      fault: { failure: 'network' },
    });
  });

  test('deadline and signal travel with the call', async () => {
    const seen: unknown[] = [];
    const signal = new AbortController().signal;
    const client = createOneTradeCreditClient({
      ...settings,
      transport: async (request) => {
        seen.push({ deadlineMs: request.deadlineMs, signal: request.signal });
        return { status: 204, headers: {}, body: new Uint8Array() };
      },
    });
    await client.remove('org:a', { deadlineMs: 250, signal });
    expect(seen).toEqual([{ deadlineMs: 250, signal }]);
  });

  test('what is no client or no amount is never sent', async () => {
    const client = answering(500, '');
    await expect(client.read('org:a/b')).rejects.toBeInstanceOf(TypeError);
    await expect(client.read('synchronization')).rejects.toBeInstanceOf(TypeError);
    await expect(client.write('org:a', { ...figures, creditValue: '1,5' })).rejects.toBeInstanceOf(
      TypeError,
    );
  });
});
