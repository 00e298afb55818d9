import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { createDecisionReader } from '../../src/storage/index.ts';
import { connectPlatform, demo, ok, seedFixture } from './fixture-seed.ts';
import { type OpenDesk, openDesk } from './open-desk.ts';

/**
 * The platform is somebody else's, and everything that can go wrong with it does. Whatever it is: the
 * answer is false, within the deadline, with a reason that has a name; and once the platform answers
 * again, the same basket is judged anew.
 */
const deadlineMs = 1_000;

type Answer = (request: IncomingMessage, response: ServerResponse) => void;

let desk: OpenDesk;
let answer: Answer;
let tokens: string[];
let basketCount = 0;
let closePlatform: () => void;

beforeAll(async () => {
  desk = await openDesk();
  await seedFixture(desk);
  const platform = createServer((request, response) => {
    if (request.url === '/oauth/token') {
      const token = `t${tokens.length}`;
      tokens.push(token);
      response.end(JSON.stringify({ access_token: token, expires_in: 3_600 }));
    } else answer(request, response);
  });
  await new Promise<void>((resolve) => platform.listen(0, '127.0.0.1', resolve));
  closePlatform = () => {
    platform.closeAllConnections();
    platform.close();
  };
  const settings = { 'hook.deadline': `${deadlineMs} ms`, 'overdue.maxAmount': '100.00' };
  ok(await desk.parties.changeTenant(demo, { settings, expectedVersion: null }));
  await connectPlatform(desk, `http://127.0.0.1:${(platform.address() as AddressInfo).port}`);
});

beforeEach(() => {
  tokens = [];
  answer = honest();
});

afterAll(async () => {
  closePlatform();
  await desk.close();
});

const faults: readonly (readonly [string, (basketId: string) => Answer, string])[] = [
  ['hangs up', () => (request) => request.socket.destroy(), 'assessment.order_unavailable'],
  ['resets', () => (request) => request.socket.resetAndDestroy(), 'assessment.order_unavailable'],
  ['never answers', () => () => {}, 'assessment.order_unavailable'],
  [
    'sends its answer a byte at a time',
    () => (_request, response) => {
      response.writeHead(200);
      const drip = setInterval(() => response.write(' '), 50);
      response.on('close', () => clearInterval(drip));
    },
    'assessment.order_unavailable',
  ],
  [
    'sends half an answer',
    (id) => (_request, response) => {
      const text = orderText(id);
      response.writeHead(200, { 'content-length': text.length });
      response.write(text.slice(0, text.length / 2));
      setImmediate(() => response.destroy());
    },
    'assessment.order_unavailable',
  ],
  ['answers 500', () => withStatus(500), 'assessment.order_unavailable'],
  ['answers 503', () => withStatus(503), 'assessment.order_unavailable'],
  ['answers 401 to every token', () => withStatus(401), 'assessment.order_unavailable'],
  ['answers 403', () => withStatus(403), 'assessment.order_unavailable'],
  ['sends somewhere else', () => withStatus(302), 'assessment.order_unavailable'],
  ['answers 404', () => withStatus(404), 'assessment.order_unknown'],
  ['sends a page', () => withText('<html>Sorry</html>'), 'assessment.order_unavailable'],
  ['sends nothing', () => withText(''), 'assessment.order_unavailable'],
  ['sends a list', () => withText('[]'), 'assessment.order_unavailable'],
  [
    'sends an order with two totals of one name',
    (id) => withText(orderText(id).replace('{', '{"totalWithTax":1,')),
    'assessment.order_unavailable',
  ],
  [
    'sends an order without a total',
    (id) => withText(orderText(id).replace('totalWithTax', 'other')),
    'assessment.order_incomplete',
  ],
  [
    'sends a total with an exponent',
    (id) => withText(orderText(id).replace('240.00', '24e1')),
    'assessment.order_incomplete',
  ],
  [
    'sends the order of another basket',
    () => withText(orderText('ffffffff-ffff-4fff-8fff-ffffffffffff')),
    'assessment.order_incomplete',
  ],
  [
    'sends the order of another account',
    (id) => withText(orderText(id).replace('151', '152')),
    'assessment.other_account',
  ],
  [
    'sends an order in a currency without a rate',
    (id) => withText(orderText(id).replace('EUR', 'USD')),
    'credit.no_rate',
  ],
  [
    'sends an order that was cancelled',
    (id) => withText(orderText(id).replace('In progress', 'Cancelled')),
    'assessment.order_not_open',
  ],
];

test.each(faults)(
  'a platform that %s is a no in time with its reason, and judged anew',
  async (...row) => {
    const [, fault, reason] = row;
    const basketId = nextBasket();
    const broken = fault(basketId);
    answer = (request, response) =>
      isOrder(request) ? broken(request, response) : honest()(request, response);
    const first = await ask(basketId);
    expect(first).toMatchObject({ status: 200, text: 'false' });
    expect(first.tookMs).toBeLessThan(deadlineMs + 500);
    expect((await reasonsOf(basketId))[0]).toBe(reason);
    answer = honest();
    expect(await ask(basketId)).toMatchObject({ status: 200, text: 'true' });
  },
);

test('a token that is not good any more is renewed, and nobody notices', async () => {
  const basketId = nextBasket();
  expect(await ask(basketId)).toMatchObject({ text: 'true' });
  const before = tokens.length;
  let refused = 0;
  answer = (request, response) => {
    const isNew = request.headers.authorization === `Bearer ${tokens.at(-1)}` && refused > 0;
    if (isNew) return honest()(request, response);
    refused += 1;
    return withStatus(401)(request, response);
  };
  expect(await ask(nextBasket())).toMatchObject({ text: 'true' });
  expect(refused).toBeGreaterThan(0);
  expect(tokens.length).toBeGreaterThan(before);
});

test('a platform where nobody listens is a no in time', async () => {
  const { items } = await desk.access.connections(demo, { after: null, limit: 10 });
  const baseUri = items.find(({ revokedAt }) => revokedAt === null)?.baseUri ?? '';
  await connectPlatform(desk, 'http://127.0.0.1:1');
  const basketId = nextBasket();
  expect(await ask(basketId)).toMatchObject({ text: 'false' });
  expect(await reasonsOf(basketId)).toEqual(['assessment.order_unavailable']);
  await connectPlatform(desk, baseUri);
  expect(await ask(basketId)).toMatchObject({ text: 'true' });
});

test.each([
  ['never answers', () => () => {}, 'assessment.billing_unavailable'],
  ['answers 500', () => withStatus(500), 'assessment.billing_unavailable'],
  ['answers 404', () => withStatus(404), 'assessment.billing_unknown'],
  ['sends no overdue amount', () => withText('{"balance":1}'), 'assessment.billing_incomplete'],
  [
    'says that too much is overdue',
    () => withText('{"overdueInvoicesAmount":100.01,"currency":"EUR"}'),
    'assessment.overdue',
  ],
] as readonly (readonly [string, () => Answer, string])[])(
  'billing information that %s is a no in time with its reason, and judged anew',
  async (_what, fault, reason) => {
    const basketId = nextBasket();
    answer = (request, response) => (isOrder(request) ? honest() : fault())(request, response);
    const first = await ask(basketId);
    expect(first).toMatchObject({ status: 200, text: 'false' });
    expect(first.tookMs).toBeLessThan(deadlineMs + 500);
    expect(await reasonsOf(basketId)).toEqual([reason]);
    answer = honest();
    expect(await ask(basketId)).toMatchObject({ text: 'true' });
  },
);

function isOrder(request: IncomingMessage): boolean {
  return request.url?.startsWith('/api/orders/') === true;
}

/** A platform as it should be: every basket costs 240.00 EUR, and nothing is overdue. */
function honest(): Answer {
  return (request, response) => {
    const id = request.url?.split('/').at(-1) ?? '';
    const billing = '{"balance":0,"overdueInvoicesAmount":0,"currency":"EUR"}';
    response.end(isOrder(request) ? orderText(id) : billing);
  };
}

function orderText(id: string): string {
  return `{"id":"${id}","accountId":151,"currency":"EUR","totalWithTax":240.00,
    "status":{"name":"Draft","type":"In progress"},"items":[]}`;
}

function withStatus(status: number): Answer {
  return (_request, response) => {
    response.writeHead(status, { location: 'http://127.0.0.1:1/' }).end('{}');
  };
}

function withText(text: string): Answer {
  return (_request, response) => void response.end(text);
}

function nextBasket(): string {
  basketCount += 1;
  return `d4d0c9e2-5b71-4f38-8e6a-${String(basketCount).padStart(12, '0')}`;
}

async function ask(basketId: string) {
  const startedMs = performance.now();
  const Authorization = `Basic ${Buffer.from('hook:hook-password').toString('base64')}`;
  const url = `${desk.url}/interworks/credit-check/151/${basketId}`;
  const { status, text } = await fetch(url, { headers: { Authorization } }).then(async (got) => ({
    status: got.status,
    text: await got.text(),
  }));
  return { status, text, tookMs: performance.now() - startedMs };
}

async function reasonsOf(basketId: string): Promise<readonly string[]> {
  const decisions = createDecisionReader(desk.storage.db, desk.storage.scans);
  const latest = await decisions.latestCheck(demo, `interworks.basket:151/${basketId}`);
  return latest?.reasons.map(({ code }) => code) ?? [];
}
