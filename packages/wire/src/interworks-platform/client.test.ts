import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { Exchange } from '../exchange.ts';
import { type TransportAnswer, TransportError, type TransportRequest } from '../transport.ts';
import { writeJson } from '../write-json.ts';
import { createPlatformClient } from './client.ts';

/** The client against the recorded answers: what it sends, and what it makes of them. */
const exchanges = JSON.parse(
  readFileSync(new URL('../../exchanges/interworks-platform-api.json', import.meta.url), 'utf8'),
) as readonly Exchange[];
const basket = 'a4d0c9e2-5b71-4f38-8e6a-70c1d2e3f401';

test('the token is asked for as recorded, once for many calls', async () => {
  const { client, sent } = aClient(() => recorded('basket-as-draft-order'));
  await Promise.all([client.getOrder(basket), client.getAccount('151')]);
  await client.getOrder(basket);
  const tokens = sent.filter(({ url }) => url.endsWith('/oauth/token'));
  expect(tokens).toHaveLength(1);
  const { request } = named('token');
  expect(tokens[0]).toMatchObject({ method: 'POST', headers: request.headers, body: request.body });
});

test.each([
  ['basket-as-draft-order', 'getOrder', basket],
  ['account', 'getAccount', '151'],
  ['billing-info', 'getBillingInfo', '151'],
] as const)('%s is asked for as recorded', async (name, call, id) => {
  const { client, sent } = aClient(() => recorded(name));
  expect(await client[call](id)).toMatchObject({ kind: 'found' });
  const { request } = named(name);
  expect(sent.at(-1)).toMatchObject({
    method: request.method,
    url: `https://bss.example/base${request.path}`,
    headers: { ...request.headers, Authorization: 'Bearer t1' },
  });
});

describe('what the answers mean', () => {
  const order = async (name: string) => {
    const { client } = aClient(() => recorded(name));
    return client.getOrder(basket);
  };

  test('an order is found with its total, account, currency and status', async () => {
    for (const [name, statusType] of [
      ['basket-as-draft-order', 'In progress'],
      ['order-submitted', 'In progress'],
      ['order-executed', 'Automatic Execute'],
      ['order-cancelled', 'Cancelled'],
    ] as const) {
      const facts = { grossTotal: '240', accountId: '151', currency: 'EUR', statusType };
      expect(await order(name), name).toMatchObject({ kind: 'found', facts });
    }
  });

  test('other names of the mapping resolve too, and what is missing is a gap', async () => {
    expect(await order('order-alternative-member-names')).toMatchObject({
      facts: { id: basket, grossTotal: '240', accountId: '151', currency: 'EUR' },
    });
    const without = await order('order-without-total');
    expect(without.kind === 'found' && without.facts.grossTotal).toBeNull();
    expect(without.kind === 'found' && without.facts.gaps).toContainEqual({
      field: 'order.grossTotal',
      why: 'absent',
      path: null,
    });
  });

  test('an unknown order is unknown, and a redirect goes nowhere', async () => {
    expect(await order('order-unknown')).toEqual({ kind: 'unknown' });
    expect(await order('redirect-refused')).toMatchObject({ reason: 'redirect', status: 302 });
  });

  test('a token that is over is renewed once', async () => {
    const { client, sent } = aClient(({ headers }) =>
      headers['Authorization'] === 'Bearer t1'
        ? recorded('token-expired')
        : recorded('basket-as-draft-order'),
    );
    expect(await client.getOrder(basket)).toMatchObject({ kind: 'found' });
    expect(sent.map(({ url }) => url.slice(-12))).toEqual([
      '/oauth/token',
      basket.slice(-12),
      '/oauth/token',
      basket.slice(-12),
    ]);
  });

  test('403 waits a second as a rate limit, and means what it says after that', async () => {
    let left = 1;
    const { client, waited } = aClient(() =>
      left-- > 0 ? recorded('rate-limit-as-403') : recorded('basket-as-draft-order'),
    );
    expect(await client.getOrder(basket, { deadlineMs: 5_000 })).toMatchObject({ kind: 'found' });
    expect(waited).toEqual([1_000]);
    const always = aClient(() => recorded('rate-limit-as-403'));
    expect(await always.client.getOrder(basket)).toMatchObject({ reason: 'forbidden' });
    const hasty = aClient(() => recorded('rate-limit-as-403'));
    expect(await hasty.client.getOrder(basket, { deadlineMs: 900 })).toMatchObject({
      reason: 'throttled',
    });
    expect(hasty.waited).toEqual([]);
  });

  test('a 403 that speaks of a limit is one, however long it lasts', async () => {
    const told = { ...recorded('rate-limit-as-403'), body: Buffer.from('API calls: rate limit') };
    const { client, waited } = aClient(() => told);
    expect(await client.getOrder(basket)).toMatchObject({ reason: 'throttled', status: 403 });
    expect(waited).toEqual([1_000]);
  });

  test('a fault is repeated once', async () => {
    const { client, sent } = aClient(() => recorded('platform-fault'));
    expect(await client.getOrder(basket)).toMatchObject({ reason: 'status', status: 503 });
    expect(sent.filter(({ url }) => url.includes('/orders/'))).toHaveLength(2);
    const gone = aClient(() => {
      throw new TransportError('network');
    });
    expect(await gone.client.getOrder(basket)).toMatchObject({ reason: 'network' });
  });

  test('wrong credentials are told at once', async () => {
    for (const name of ['token-wrong-password', 'token-wrong-client']) {
      const { client, sent } = aClient(() => recorded('basket-as-draft-order'), recorded(name));
      expect(await client.getOrder(basket), name).toMatchObject({ reason: 'credentials' });
      expect(sent).toHaveLength(1);
    }
  });
});

function aClient(
  answer: (request: TransportRequest) => TransportAnswer,
  tokenAnswer?: TransportAnswer,
) {
  const sent: TransportRequest[] = [];
  const waited: number[] = [];
  let tokens = 0;
  const client = createPlatformClient({
    baseUrl: 'https://bss.example/base',
    credentials: {
      clientKey: 'client-key',
      clientSecret: 'client-secret',
      username: 'api-user',
      password: 'api-password',
    },
    now: () => 0,
    wait: async (ms) => {
      waited.push(ms);
    },
    transport: async (request) => {
      sent.push(request);
      if (!request.url.endsWith('/oauth/token')) return answer(request);
      tokens += 1;
      return tokenAnswer ?? told(200, `{"access_token":"t${tokens}","expires_in":3599}`);
    },
  });
  return { client, sent, waited };
}

function recorded(name: string): TransportAnswer {
  const { status, body } = named(name).response;
  return told(status, body === undefined ? '' : writeJson(body));
}

function told(status: number, text: string): TransportAnswer {
  return { status, headers: {}, body: new TextEncoder().encode(text) };
}

function named(name: string): Exchange {
  const found = exchanges.find((exchange) => exchange.name === name);
  if (found === undefined) throw new Error(`no exchange ${name}`);
  return found;
}
