import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { currency } from '../kernel/currency.ts';
import type { ConnectionId, TenantId } from '../kernel/ids.ts';
import { createPlatform } from './platform.ts';
import type { PlatformConnection } from './platform-clients.ts';
import { readMapping, readVersions } from './platform-mapping.ts';

const at = { tenantId: 'test' as TenantId, installation: 'default' };
const orderId = 'a4d0c9e2-5b71-4f38-8e6a-70c1d2e3f401';
const order = `{"id":"${orderId}","accountId":151,"currency":"EUR","totalWithTax":240.5,
  "status":{"name":"Draft","type":"In progress"},"items":[]}`;
const closers: (() => unknown)[] = [];

afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

test('an order comes with its exact total', async () => {
  const platform = await aPlatform(() => [200, order]);
  const answer = await platform.orders.order(at, orderId, 1_000);
  expect(answer).toEqual({
    kind: 'found',
    order: {
      orderId,
      accountId: '151',
      total: { amountMinor: 240_50n, currency: 'EUR' },
      statusType: 'In progress',
    },
  });
});

test('the payer and the net total come where they are told, and a payer that cannot be read is a gap', async () => {
  const facts = async (more: string) => {
    const platform = await aPlatform(() => [200, order.replace('"items"', `${more},"items"`)]);
    const answer = await platform.orders.order(at, orderId, 1_000);
    return answer.kind === 'found' ? answer.order : answer;
  };
  expect(await facts('"billToAccountId":152,"totalWithoutTax":200.25')).toMatchObject({
    billToAccountId: '152',
    netTotal: { amountMinor: 200_25n, currency: 'EUR' },
  });
  for (const nobody of ['null', '151', '"0151"']) {
    const own = await facts(`"billToAccountId":${nobody}`);
    expect(own, nobody).toMatchObject({ accountId: '151' });
    expect(own, nobody).not.toHaveProperty('billToAccountId');
  }
  for (const odd of ['0', '-1', '"payer"', 'true', '1.5']) {
    expect(await facts(`"billToAccountId":${odd}`), odd).toEqual({
      kind: 'incomplete',
      gaps: ['order.billToAccountId'],
    });
  }
});

test('a total with more decimals than its currency has is rounded, and the facts say so', async () => {
  const facts = async (total: string) => {
    const platform = await aPlatform(() => [200, order.replace('240.5', total)]);
    const answer = await platform.orders.order(at, orderId, 1_000);
    return answer.kind === 'found' ? answer.order : answer;
  };
  expect(await facts('240.505')).toMatchObject({
    total: { amountMinor: 240_51n },
    rounded: ['order.grossTotal'],
  });
  expect(await facts('240.500')).not.toHaveProperty('rounded');
});

test('each call names its version of the API, or the one that the connection says', async () => {
  const platform = await aPlatform(() => [200, order]);
  await platform.orders.order(at, orderId, 1_000);
  await platform.orders.account(at, '151', 1_000);
  expect(platform.versions).toEqual(['3.0', '2.2']);
  const versions = readVersions({ 'version.order': 'latest' });
  platform.connect({ ...platform.registered, version: 2n, versions });
  await platform.orders.order(at, orderId, 1_000);
  expect(platform.versions).toEqual(['3.0', '2.2', 'latest']);
});

test('what lines charge again comes where it is asked for, in the currency of the order', async () => {
  const line = '{"recurringTotalWithTax":24.105,"billingPeriodMonths":1,"termMonths":12}';
  const platform = await aPlatform(() => [
    200,
    order.replace('"items":[]', `"items":[${line},{}]`),
  ]);
  const asked = await platform.orders.order(at, orderId, 1_000, { recurring: true });
  const nothing = { gross: null, net: null, periodMonths: null, termMonths: null };
  const gross = { amountMinor: 24_11n, currency: 'EUR' };
  expect(asked).toMatchObject({
    order: { recurring: [{ gross, net: null, periodMonths: 1, termMonths: 12 }, nothing] },
  });
  const other = await platform.orders.order(at, orderId, 1_000);
  expect(other.kind === 'found' && other.order).not.toHaveProperty('recurring');
});

test('whether an account may order comes from the platform, under either of its names', async () => {
  const facts = async (text: string) => {
    const platform = await aPlatform(() => [200, text]);
    return platform.orders.account(at, '151', 1_000);
  };
  const found = (mayOrder: boolean) => ({ kind: 'found', account: { mayOrder } });
  expect(await facts('{"id":151,"enableOrdering":true}')).toEqual(found(true));
  expect(await facts('{"id":151,"orderingEnabled":false}')).toEqual(found(false));
  for (const odd of ['{"id":151}', '{"enableOrdering":null}', '{"enableOrdering":"perhaps"}']) {
    expect(await facts(odd), odd).toEqual({
      kind: 'incomplete',
      gaps: ['account.orderingEnabled'],
    });
  }
});

test('debts that name no currency are in the one that is told, which may come later', async () => {
  const platform = await aPlatform(() => [200, '{"overdueInvoicesAmount":984}']);
  const yen = Promise.resolve(currency('JPY'));
  const both = [platform.orders.billing(at, '151', yen, 1_000)];
  both.push(platform.orders.billing(at, '151', Promise.resolve(currency('EUR')), 1_000));
  expect(await Promise.all(both)).toMatchObject([
    { billing: { overdue: { amountMinor: 984n, currency: 'JPY' } } },
    { billing: { overdue: { amountMinor: 984_00n, currency: 'EUR' } } },
  ]);
});

test('a field that does not resolve is named, and nothing is guessed', async () => {
  const gapsOf = async (text: string) => {
    const platform = await aPlatform(() => [200, text]);
    const answer = await platform.orders.order(at, orderId, 1_000);
    return answer.kind === 'incomplete' ? answer.gaps : answer.kind;
  };
  const without = (part: string, by: string) => order.replace(part, by);
  expect(await gapsOf(without('"totalWithTax":240.5', '"totalWithTax":null,"total":5'))).toEqual([
    'order.grossTotal',
  ]);
  expect(await gapsOf(without('240.5', '2405e-1'))).toEqual(['order.grossTotal']);
  expect(await gapsOf(without('240.5', '12345678901234567890'))).toEqual(['order.grossTotal']);
  expect(await gapsOf(without('"EUR"', '"XXY"'))).toEqual(['order.currency']);
  expect(await gapsOf(without('"accountId":151', '"accountId":0'))).toEqual(['order.accountId']);
  expect(await gapsOf(without('"In progress"', '""'))).toEqual(['order.statusType']);
  expect(await gapsOf(without('f401', 'f402'))).toEqual(['order.id']);
});

test('whatever the platform does is a word, and never an error', async () => {
  const reasonOf = async (status: number, text: string) => {
    const platform = await aPlatform(() => [status, text]);
    const answer = await platform.orders.order(at, orderId, 1_000);
    return answer.kind === 'unavailable' ? answer.reason : answer.kind;
  };
  expect(await reasonOf(404, '')).toBe('unknown');
  expect(await reasonOf(500, '')).toBe('status');
  expect(await reasonOf(302, '')).toBe('redirect');
  expect(await reasonOf(200, '<html>')).toBe('unreadable');
  expect(await reasonOf(200, '[]')).toBe('unreadable');
});

test('a platform that refuses the desk is told to an operator, once for many checkouts', async () => {
  let status = 401;
  const platform = await aPlatform(() => [status, '']);
  const ask = () => platform.orders.order(at, orderId, 1_000);
  await ask();
  await ask();
  expect(platform.told).toEqual([{ ...at, reason: 'credentials' }]);
  // Another secret that is wrong too is news.
  platform.connect({ ...platform.registered, version: 2n });
  await ask();
  expect(platform.told).toHaveLength(2);
  status = 500;
  platform.connect({ ...platform.registered, version: 3n });
  await ask();
  expect(platform.told).toHaveLength(2);
});

test('a platform that does not answer is given up before the deadline of the call', async () => {
  const platform = await aPlatform(() => null);
  const startedMs = performance.now();
  const answer = await platform.orders.order(at, orderId, 1_000);
  expect(answer).toEqual({ kind: 'unavailable', reason: 'timeout' });
  expect(performance.now() - startedMs).toBeLessThan(1_000);
});

test('without a connection, or before its mapping is confirmed, nothing is asked', async () => {
  const platform = await aPlatform(() => [200, order]);
  platform.connect({ ...platform.registered, isMappingConfirmed: false });
  expect(await platform.orders.order(at, orderId, 1_000)).toEqual({
    kind: 'unavailable',
    reason: 'mapping_not_confirmed',
  });
  platform.connect(null);
  expect(await platform.orders.order(at, orderId, 1_000)).toEqual({
    kind: 'unregistered',
    installation: 'default',
  });
  expect(platform.asked).toEqual([]);
});

test('calls for one order that are in flight share a look-up, and the next one asks again', async () => {
  const platform = await aPlatform(() => [200, order]);
  const ask = () => platform.orders.order(at, orderId, 1_000);
  const answers = await Promise.all([ask(), ask(), ask()]);
  expect(new Set(answers.map(({ kind }) => kind))).toEqual(new Set(['found']));
  const lookUps = () => platform.asked.filter((path) => path.startsWith('/api/orders/'));
  expect(lookUps()).toHaveLength(1);
  await ask();
  expect(lookUps()).toHaveLength(2);
});

test('one token serves many orders, and a changed connection gets its own', async () => {
  const platform = await aPlatform(() => [200, order]);
  await platform.orders.order(at, orderId, 1_000);
  await platform.orders.order(at, orderId, 1_000);
  expect(platform.asked.filter((path) => path === '/oauth/token')).toHaveLength(1);
  platform.connect({ ...platform.registered, version: 2n });
  await platform.orders.order(at, orderId, 1_000);
  expect(platform.asked.filter((path) => path === '/oauth/token')).toHaveLength(2);
});

type Answer = readonly [status: number, body: string] | null;

async function aPlatform(answer: () => Answer) {
  const asked: string[] = [];
  const versions: unknown[] = [];
  const told: unknown[] = [];
  const server = createServer((request, response) => {
    asked.push(request.url ?? '');
    if (request.url?.startsWith('/api/') === true) versions.push(request.headers['x-api-version']);
    const [status, body] =
      request.url === '/oauth/token' ? [200, '{"access_token":"t"}'] : (answer() ?? []);
    if (status !== undefined) response.writeHead(status).end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const registered: PlatformConnection = {
    connectionId: 'conn_test' as ConnectionId,
    version: 1n,
    baseUri: `http://127.0.0.1:${port}`,
    clientKey: 'key',
    clientSecret: 'secret',
    username: 'user',
    password: 'password',
    mapping: readMapping({}),
    versions: readVersions({}),
    isMappingConfirmed: true,
  };
  let connection: PlatformConnection | null = registered;
  const orders = createPlatform({
    leftMs: () => 1_000,
    notify: (notice) => told.push(notice),
    connectionOf: async () => connection,
    nowMs: () => performance.now(),
    wait: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
  });
  closers.push(orders.close, () => {
    server.closeAllConnections();
    server.close();
  });
  const connect = (next: PlatformConnection | null) => {
    connection = next;
  };
  return { asked, versions, told, orders, registered, connect };
}
