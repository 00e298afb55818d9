import { describe, expect, test } from 'vitest';
import type { Exchange } from '../src/exchange.ts';
import { createPlatformClient, type PlatformClient } from '../src/interworks-platform/client.ts';
import { type Transport, TransportError, type TransportRequest } from '../src/transport.ts';
import { expectSent, find, loadExchanges, play } from './exchanges.ts';

const baseUrl = 'https://bssdemo.example.test';
const exchanges = loadExchanges('interworks-platform-api.json');
const named = (name: string) => find(exchanges, name);
const credentials = {
  clientKey: 'client-key',
  clientSecret: 'client-secret',
  username: 'api-user',
  password: 'api-password',
};

/** The token call, answered with the token of the other exchanges. */
const token: Exchange = answering(named('token'), 200, {
  access_token: 'test-access-token',
  token_type: 'Bearer',
  expires_in: 3599,
});
const order = named('basket-as-draft-order');
const orderId = 'a4d0c9e2-5b71-4f38-8e6a-70c1d2e3f401';

function answering(exchange: Exchange, status: number, body?: Exchange['response']['body']) {
  const response = body === undefined ? { status } : { status, body };
  return { ...exchange, response };
}

/** A client on a clock that only `wait` and the transport move. */
function rig(transport: Transport, options: Partial<typeof credentials> = {}) {
  const clock = { now: 1_000_000 };
  const waits: number[] = [];
  const client = createPlatformClient({
    baseUrl,
    credentials: { ...credentials, ...options },
    transport,
    now: () => clock.now,
    wait: async (ms) => {
      waits.push(ms);
      clock.now += ms;
    },
  });
  return { client, clock, waits };
}

function callOf(client: PlatformClient, { request }: Exchange) {
  const [, kind = '', id = '', more] = /^\/api\/(\w+)\/([^/]+)(\/\w+)?$/.exec(request.path) ?? [];
  if (kind === 'orders') return client.getOrder(id);
  return more === undefined ? client.getAccount(id) : client.getBillingInfo(id);
}

describe('the golden exchanges', () => {
  const elsewhere = ['token-wrong-password', 'token-wrong-client', 'token-expired', 'token'];
  const neverSent = ['balance'];
  const repeated = ['rate-limit-as-403', 'platform-fault'];
  const plain = exchanges.filter(
    ({ name }) => ![...elsewhere, ...neverSent, ...repeated].includes(name),
  );

  test.each(plain.map((exchange) => [exchange.name, exchange] as const))(
    'the client sends %s and tells what it says',
    async (_, exchange) => {
      const { transport, sent } = play(token, exchange);
      const result = await callOf(rig(transport).client, exchange);
      expect(sent).toHaveLength(2);
      expectSent(sent[0], token, baseUrl);
      expectSent(sent[1], exchange, baseUrl);
      const kinds: Record<number, string> = { 200: 'found', 404: 'unknown' };
      expect(result.kind).toBe(kinds[exchange.response.status] ?? 'unavailable');
    },
  );

  test('every exchange is played, here or below', () => {
    const all = [...elsewhere, ...neverSent, ...repeated, ...plain.map(({ name }) => name)];
    expect(all.sort()).toEqual(exchanges.map(({ name }) => name).sort());
    expect(plain.length).toBeGreaterThan(8);
  });

  test('a basket is read as a draft order', async () => {
    const { transport } = play(token, order);
    const result = await rig(transport).client.getOrder(orderId);
    expect(result).toMatchObject({
      kind: 'found',
      facts: {
        id: orderId,
        accountId: '151',
        billToAccountId: '151',
        currency: 'EUR',
        grossTotal: '240',
        statusType: 'In progress',
        statusName: 'Draft',
        lines: [{ productId: 'VX-STD', quantity: '20', gross: '240' }],
      },
      fetchedAt: 1_000_000,
    });
  });

  test('other member names resolve too', async () => {
    const { transport } = play(token, named('order-alternative-member-names'));
    expect(await rig(transport).client.getOrder(orderId)).toMatchObject({
      facts: { grossTotal: '240', accountId: '151', currency: 'EUR', statusName: 'Draft' },
    });
  });

  test('a total that does not resolve is a named gap', async () => {
    const { transport } = play(token, named('order-without-total'));
    const result = await rig(transport).client.getOrder(orderId);
    if (result.kind !== 'found') throw new Error(result.kind);
    expect(result.facts.grossTotal).toBeNull();
    expect(result.facts.gaps).toContainEqual({
      field: 'order.grossTotal',
      why: 'absent',
      path: null,
    });
  });

  test('account and billing info give limit and behaviour', async () => {
    const { transport } = play(token, named('account'), named('billing-info'));
    const { client } = rig(transport);
    expect(await client.getAccount('151')).toMatchObject({
      facts: { creditLimit: '10000' },
      json: { name: 'Acme Trading', enableOrdering: true },
    });
    expect(await client.getBillingInfo('151')).toMatchObject({
      facts: { balance: '1000', overdue: '0', monthlyRunRate: '250', gaps: [] },
    });
  });

  test('a redirect is a fault and is not followed', async () => {
    const { transport, sent } = play(token, named('redirect-refused'));
    expect(await rig(transport).client.getOrder(orderId)).toEqual({
      kind: 'unavailable',
      reason: 'redirect',
      status: 302,
    });
    expect(sent).toHaveLength(2);
  });

  test('wrong credentials of client or user are told at once', async () => {
    for (const [name, wrong] of [
      ['token-wrong-password', { password: 'wrong' }],
      ['token-wrong-client', { clientSecret: 'wrong' }],
    ] as const) {
      const { transport, sent } = play(named(name));
      expect(await rig(transport, wrong).client.getOrder(orderId)).toMatchObject({
        reason: 'credentials',
        status: named(name).response.status,
      });
      expect(sent).toHaveLength(1);
      expectSent(sent[0], named(name), baseUrl);
    }
  });

  test('an expired token brings one new token and one repeat', async () => {
    const old = answering(token, 200, { access_token: 'old-token' });
    const { transport, sent } = play(old, named('token-expired'), token, order);
    expect(await rig(transport).client.getOrder(orderId)).toMatchObject({ kind: 'found' });
    expectSent(sent[1], named('token-expired'), baseUrl);
    expectSent(sent[3], order, baseUrl);
  });

  test('a token that is refused twice is wrong credentials', async () => {
    const refused = answering(order, 401);
    const { transport, sent } = play(token, refused, token, refused);
    expect(await rig(transport).client.getOrder(orderId)).toEqual({
      kind: 'unavailable',
      reason: 'credentials',
      status: 401,
    });
    expect(sent).toHaveLength(4);
  });

  test('a 403 is waited out once, a second one is a matter for an operator', async () => {
    const limited = named('rate-limit-as-403');
    const passes = rig(play(token, limited, order).transport);
    expect(await passes.client.getOrder(orderId)).toMatchObject({ kind: 'found' });
    expect(passes.waits).toEqual([1000]);

    const stays = rig(play(token, limited, limited).transport);
    expect(await stays.client.getOrder(orderId)).toEqual({
      kind: 'unavailable',
      reason: 'forbidden',
      status: 403,
    });
    expect(stays.waits).toEqual([1000]);
  });

  test('without time to wait, a 403 is a rate limit', async () => {
    const { client, waits } = rig(play(token, named('rate-limit-as-403')).transport);
    const result = await client.getOrder(orderId, { deadlineMs: 900 });
    expect(result).toMatchObject({ reason: 'throttled', status: 403 });
    expect(waits).toEqual([]);
  });

  test('a fault is repeated once', async () => {
    const fault = named('platform-fault');
    const stays = play(token, fault, fault);
    const result = await callOf(rig(stays.transport).client, fault);
    expect(result).toEqual({ kind: 'unavailable', reason: 'status', status: 503 });
    expectSent(stays.sent[2], fault, baseUrl);

    const passes = play(token, answering(order, 500), order);
    expect(await rig(passes.transport).client.getOrder(orderId)).toMatchObject({ kind: 'found' });
  });
});

describe('deadlines', () => {
  test('every request gets what is left, and never more than its own limit', async () => {
    const { transport, sent } = play(token, answering(order, 503), order);
    const { client, clock } = rig(async (request) => {
      clock.now += 100;
      return transport(request);
    });
    await client.getOrder(orderId, { deadlineMs: 1500 });
    expect(sent.map(({ deadlineMs }) => deadlineMs)).toEqual([1500, 1400, 1300]);

    const second = play(token, order);
    await rig(second.transport).client.getOrder(orderId, { deadlineMs: 60_000 });
    expect(second.sent.map(({ deadlineMs }) => deadlineMs)).toEqual([3000, 3000]);
  });

  test('a request that used up the time is not repeated', async () => {
    const sent: TransportRequest[] = [];
    const answers = play(token);
    const { client, clock } = rig(async (request) => {
      sent.push(request);
      if (sent.length === 1) return answers.transport(request);
      clock.now += request.deadlineMs ?? 0;
      throw new TransportError('timeout');
    });
    const result = await client.getOrder(orderId, { deadlineMs: 1500 });
    expect(result).toEqual({ kind: 'unavailable', reason: 'timeout', status: null });
    expect(sent).toHaveLength(2);
  });

  test('a call that the guard refuses is not repeated, one that broke is', async () => {
    for (const [failure, count] of [
      ['refused', 1],
      ['network', 2],
    ] as const) {
      const calls: string[] = [];
      const { client } = rig(async ({ url }) => {
        calls.push(url);
        throw new TransportError(failure);
      });
      const result = await client.getOrder(orderId, { token: 'of-the-call' });
      expect(result).toMatchObject({ kind: 'unavailable', reason: failure });
      expect(calls).toHaveLength(count);
    }
  });
});

describe('tokens', () => {
  test('a token serves until a minute before its end', async () => {
    const { transport, sent } = play(token, order, order, token, order);
    const { client, clock } = rig(transport);
    await client.getOrder(orderId);
    clock.now += (3599 - 60) * 1000 - 1;
    await client.getOrder(orderId);
    clock.now += 1;
    await client.getOrder(orderId);
    expect(sent.map(({ method }) => method)).toEqual(['POST', 'GET', 'GET', 'POST', 'GET']);
  });

  test('a token without a lifetime is taken to live ten minutes', async () => {
    const endless = answering(token, 200, { access_token: 'test-access-token' });
    const { transport, sent } = play(endless, order, order, endless, order);
    const { client, clock } = rig(transport);
    await client.getOrder(orderId);
    clock.now += 9 * 60_000 - 1;
    await client.getOrder(orderId);
    clock.now += 1;
    await client.getOrder(orderId);
    expect(sent).toHaveLength(5);
  });

  test('calls at the same time share one token request', async () => {
    const sent: string[] = [];
    const gate = deferred();
    const answers = { token: play(token), order: play(order, order, order) };
    const client = createPlatformClient({
      baseUrl,
      credentials,
      now: () => 0,
      wait: () => new Promise(() => {}),
      transport: async (request) => {
        sent.push(request.method);
        if (request.method === 'GET') return answers.order.transport(request);
        await gate.promise;
        return answers.token.transport(request);
      },
    });
    const results = Promise.all([1, 2, 3].map(() => client.getOrder(orderId)));
    gate.open();
    expect((await results).map(({ kind }) => kind)).toEqual(['found', 'found', 'found']);
    expect(sent).toEqual(['POST', 'GET', 'GET', 'GET']);
  });

  test('a call that joins a token request waits no longer than its own deadline', async () => {
    const gate = deferred();
    const { client } = rig(async () => {
      await gate.promise;
      throw new TransportError('timeout');
    });
    const slow = client.getOrder(orderId, { deadlineMs: 3000 });
    const quick = await client.getOrder(orderId, { deadlineMs: 50 });
    expect(quick).toEqual({ kind: 'unavailable', reason: 'timeout', status: null });
    gate.open();
    expect(await slow).toMatchObject({ reason: 'timeout' });
  });

  test('a joined request that ran out of its own time is asked for again', async () => {
    const calls: TransportRequest[] = [];
    const answers = play(token, order);
    const clock = { now: 0 };
    const client = createPlatformClient({
      baseUrl,
      credentials,
      now: () => clock.now,
      wait: () => new Promise(() => {}),
      transport: async (request) => {
        calls.push(request);
        if (calls.length > 1) return answers.transport(request);
        clock.now += request.deadlineMs ?? 0;
        throw new TransportError('timeout');
      },
    });
    const [hasty, patient] = await Promise.all([
      client.getOrder(orderId, { deadlineMs: 100 }),
      client.getOrder(orderId, { deadlineMs: 2000 }),
    ]);
    expect(hasty).toMatchObject({ kind: 'unavailable', reason: 'timeout' });
    expect(patient).toMatchObject({ kind: 'found' });
  });

  test('a failing token call is repeated once, an unreadable token is never used', async () => {
    const passes = play(answering(token, 500), token, order);
    expect(await rig(passes.transport).client.getOrder(orderId)).toMatchObject({ kind: 'found' });

    for (const body of ['', {}, { access_token: 1 }, { access_token: 'a\r\nX-Evil: 1' }]) {
      const bad = answering(token, 200, body);
      const { transport, sent } = play(bad, bad);
      const result = await rig(transport).client.getOrder(orderId);
      expect(result).toMatchObject({ kind: 'unavailable', reason: 'unreadable' });
      expect(sent).toHaveLength(2);
    }
  });

  test('the token of a call is used for that call alone', async () => {
    const { transport, sent } = play(order, answering(order, 401), token, order);
    const { client } = rig(transport);
    await client.getOrder(orderId, { token: 'of-the-call' });
    expect(sent[0]?.headers).toMatchObject({ Authorization: 'Bearer of-the-call' });
    expect(await client.getOrder(orderId, { token: 'expired' })).toMatchObject({
      reason: 'credentials',
    });
    await client.getOrder(orderId);
    expect(sent[3]?.headers).toMatchObject({ Authorization: 'Bearer test-access-token' });
  });

  test('credentials of any letters reach the platform unharmed', async () => {
    const own = { clientSecret: 'ключ:ü', username: 'a&b=c', password: 'p +%ö' };
    const { transport, sent } = play(token, order);
    await rig(transport, own).client.getOrder(orderId);
    const form = new URLSearchParams(sent[0]?.body);
    expect(form.get('username')).toBe(own.username);
    expect(form.get('password')).toBe(own.password);
    const basic = sent[0]?.headers['Authorization']?.slice('Basic '.length) ?? '';
    expect(Buffer.from(basic, 'base64').toString()).toBe(`client-key:${own.clientSecret}`);
  });
});

test('an answer that is no object, or breaks the rules of JSON, is no fact', async () => {
  for (const text of ['[]', 'null', '<html>', '{"total":1,"Total":2}', '']) {
    const answers = play(token);
    const { client } = rig(async (request) =>
      request.method === 'POST'
        ? answers.transport(request)
        : { status: 200, headers: {}, body: new TextEncoder().encode(text) },
    );
    expect(await client.getOrder(orderId)).toEqual({
      kind: 'unavailable',
      reason: 'unreadable',
      status: 200,
    });
  }
});

test('an id can name nothing but an order', async () => {
  const { transport, sent } = play(token, order);
  await rig(transport).client.getOrder('../Accounts/151?x=');
  expect(sent[1]?.url).toBe(`${baseUrl}/api/orders/..%2FAccounts%2F151%3Fx%3D`);

  const { client, waits } = rig(() => expect.unreachable());
  for (const id of ['', '.', '..']) expect(await client.getOrder(id)).toEqual({ kind: 'unknown' });
  expect(waits).toEqual([]);
});

function deferred() {
  let open = () => {};
  const promise = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { promise, open };
}
