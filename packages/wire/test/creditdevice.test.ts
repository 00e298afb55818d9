import { describe, expect, test } from 'vitest';
import { createDmmClient, type DmmClient } from '../src/creditdevice/client.ts';
import { readDmmProblem } from '../src/creditdevice/contract.ts';
import {
  readDmmOrderItem,
  readDmmOrderPage,
  readDmmRulesets,
  writeDmmOrder,
  writeDmmOrderPage,
  writeDmmRulesets,
} from '../src/creditdevice/order.ts';
import { readDmmReport, writeDmmReport } from '../src/creditdevice/report.ts';
import { type Exchange, matchBody } from '../src/exchange.ts';
import { isJsonObject, type JsonObject, type JsonValue } from '../src/json-value.ts';
import { readJson } from '../src/strict-json.ts';
import { expectOneSent, find, loadExchanges, outcomeOrFault, play } from './exchanges.ts';

const baseUrl = 'https://decisions.example.test';
const exchanges = loadExchanges('creditdevice-decision-maker.json');

/** Exchanges that show what a server bears, and that this client never sends. */
const neverSent = [
  'reg-number-missing',
  'reg-number-as-number',
  'reference-as-number',
  'amount-text',
  'amount-integer-written-as-decimal',
  'ruleset-missing',
  'ruleset-text',
  'several-faults',
  'body-not-json',
  'body-empty',
  'body-duplicate-member',
  'no-content-type',
  'list-page-text',
  'no-credentials',
  'credential-with-line-breaks',
  'order-id-text',
  'wrong-verb',
  'language-other',
  'language-lower-case',
];

const sendable = exchanges.filter(({ name }) => !neverSent.includes(name));

function clientFor(exchange: Exchange) {
  const { transport, sent } = play(exchange);
  const headers: { readonly [name: string]: string } = exchange.request.headers;
  const [, encoded = ''] = (headers['Authorization'] ?? '').split(' ');
  const [username = '', password = ''] = atob(encoded).split(':');
  return { client: createDmmClient({ baseUrl, username, password, transport }), sent };
}

/** Makes the call that should send the exchange's request. */
function callOf(client: DmmClient, { request }: Exchange): Promise<unknown> {
  const { pathname, searchParams } = new URL(baseUrl + request.path);
  if (request.method === 'POST') return client.create(...orderOf(request));
  const [, id, report] = /^\/api\/dmm\/orders\/([0-9]+)(\/report)?$/.exec(pathname) ?? [];
  if (id !== undefined) {
    return report === undefined ? client.order(Number(id)) : client.report(Number(id));
  }
  if (pathname.endsWith('/orders')) {
    const page = searchParams.get('page');
    return page === null ? client.orders() : client.orders(Number(page));
  }
  return pathname.endsWith('/rulesets') ? client.rulesets() : client.isUp();
}

type NewOrder = Parameters<DmmClient['create']>;

function orderOf({ headers, body }: Exchange['request']): NewOrder {
  const { reg_number, ruleset_id, amount, language, reference, ...extra } = body as JsonObject;
  const given = { amount, language, reference };
  const present = Object.entries(given).filter(([, value]) => value !== undefined);
  const key = (headers as { readonly [name: string]: string | undefined })['Idempotency-Key'];
  return [
    {
      regNumber: reg_number as string,
      rulesetId: ruleset_id as number,
      ...(Object.fromEntries(present) as Pick<NewOrder[0], 'amount'>),
      extra,
    },
    key === undefined ? {} : { idempotencyKey: key },
  ];
}

/** What the client should have made of the exchange's answer. */
function outcomeOf({ request, response }: Exchange): unknown {
  const body = isJsonObject(response.body) ? response.body : {};
  if (response.status === 404) return { kind: 'absent' };
  if (response.status === 400 && request.method === 'POST') {
    return { kind: 'invalid', problem: readDmmProblem(body['message'] as string) };
  }
  if (response.status >= 400) return { kind: 'status', status: response.status, code: null };
  if (request.method === 'POST') return { kind: 'created', order: readDmmOrderItem(body) };
  if (request.path === '/api/status') return true;
  if (request.path.endsWith('/report')) return { kind: 'found', report: readDmmReport(body) };
  if (request.path.endsWith('/rulesets')) return readDmmRulesets(body);
  if ('list' in body) return readDmmOrderPage(body);
  return { kind: 'found', order: readDmmOrderItem(body) };
}

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

test('every recorded answer is read and written again without a difference', () => {
  let written = 0;
  for (const { name, response, request } of exchanges) {
    const { body } = response;
    if (response.status !== 200 || body === undefined || request.path === '/api/status') continue;
    const again = rewritten(body, request.path);
    expect(matchBody(body, readJson(again), new Map()), name).toMatchObject({ ok: true });
    written += 1;
  }
  expect(written).toBeGreaterThan(30);
});

function rewritten(body: JsonValue, path: string): string {
  const read = <Value>(value: Value | null): Value => {
    if (value === null) throw new Error(`not readable: ${path}`);
    return value;
  };
  if (path.endsWith('/report')) return writeDmmReport(read(readDmmReport(body)));
  if (path.endsWith('/rulesets')) return writeDmmRulesets(read(readDmmRulesets(body)));
  if (isJsonObject(body) && 'list' in body) return writeDmmOrderPage(read(readDmmOrderPage(body)));
  return writeDmmOrder(read(readDmmOrderItem(body)));
}

describe('what the exchanges do not show', () => {
  const answering = (status: number, body: string) =>
    createDmmClient({
      baseUrl,
      username: 'u',
      password: 'p',
      transport: async () => ({ status, headers: {}, body: new TextEncoder().encode(body) }),
    });
  const item =
    '{"item":{"id":7,"reg_number":"28092355","status":"review","name":null,' +
    '"created_at":"2020-03-01T12:00:00Z"}}';

  test('any 2xx is success, and company data may be missing', async () => {
    for (const status of [200, 201, 202]) {
      const created = await answering(status, item).create({ regNumber: '28092355', rulesetId: 1 });
      expect(created).toMatchObject({
        kind: 'created',
        order: { id: 7, name: '', amount: 0, status: 'review' },
      });
    }
  });

  test('an order with a status that nobody knows is a fault, never a yes', async () => {
    for (const status of ['Approved', 'cancelled', '', 'ok']) {
      const body = item.replace('review', status);
      await expect(answering(200, body).order(7)).rejects.toMatchObject({
        fault: { kind: 'unreadable', status: 200 },
      });
    }
  });

  test('either spelling of the specification is read, the common one first', async () => {
    const reportOf = async (review: string) => {
      const found = await answering(200, `{"review":${review}}`).report(7);
      return found.kind === 'found' ? found.report.review?.specification : null;
    };
    expect(await reportOf('{"specifiction":"a"}')).toBe('a');
    expect(await reportOf('{"specification":"b"}')).toBe('b');
    expect(await reportOf('{"specifiction":"a","specification":"b"}')).toBe('b');
    expect(await reportOf('{"specifiction":null}')).toBeUndefined();
  });

  test('a text of a 400 that does not have the documented form names no member', async () => {
    const text = { message: 'Value for `x` required, and <b>more</b>' };
    expect(
      await answering(400, JSON.stringify(text)).create({ regNumber: '1', rulesetId: 1 }),
    ).toEqual({ kind: 'invalid', problem: null });
    expect(await answering(400, 'not json').create({ regNumber: '1', rulesetId: 1 })).toEqual({
      kind: 'invalid',
      problem: null,
    });
  });

  test('what is no order id is never sent', async () => {
    for (const id of [0, -1, 1.5, Number.NaN]) {
      await expect(answering(200, item).order(id)).rejects.toBeInstanceOf(TypeError);
    }
  });
});
