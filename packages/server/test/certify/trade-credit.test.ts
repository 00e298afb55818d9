import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { isPassed } from '../../src/certify/index.ts';
import { demo, fixture, seedFixture } from '../protocols/fixture-seed.ts';
import { type OpenDesk, openDesk } from '../protocols/open-desk.ts';
import { exchangesOf } from '../protocols/replay.ts';
import { type Call, type Fault, type Forward, type Reply, startBroken } from './broken-server.ts';
import { certifyOne, endedAs } from './certify-over-http.ts';

let desk: OpenDesk;
beforeAll(async () => {
  desk = await openDesk();
  await seedFixture(desk);
});
afterAll(() => desk.close());

test('our server passes all that can be asked over this wire, and nothing is left of it', async () => {
  const report = await certifyOne(desk.url);
  expect(endedAs(report, 'failed')).toEqual({});
  expect(isPassed(report, { isStrict: true })).toBe(true);
  expect(report.leftBehind).toEqual([]);
  expect(Object.keys(endedAs(report, 'passed')).length).toBeGreaterThan(75);

  const names = report.checks.map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
  expect(names).toEqual(
    expect.arrayContaining(exchangesOf('one-trade-credit.json').map(({ name }) => name)),
  );
  expect(Object.keys(endedAs(report, 'not_applicable')).sort()).toEqual(notApplicable);
});

/** What a caller of this wire alone cannot bring about. */
const notApplicable = [
  ...['delete-with-open-hold', 'feed-after-delete-and-put-with-open-hold'],
  ...['feed-after-put-what-get-told-again', 'feed-all-contexts', 'feed-comma-separated-contexts'],
  ...['feed-next-page', 'feed-no-start-id', 'feed-number-of-events'],
  ...['feed-repeated-lower-case-contexts', 'feed-shows-hold-as-application'],
  ...['get-after-back-office-purchase', 'get-after-refused-then-allowed'],
  ...['get-after-released-order-executed', 'get-after-soft-hold-captured'],
  ...['get-after-storefront-purchase', 'get-contained-then-new-hold'],
  ...['get-contained-then-released', 'get-shows-open-hold', 'put-after-delete-with-open-hold'],
  ...['put-does-not-free-hold', 'put-inconsistent-triple-strict'],
  ...['put-limit-zero-with-open-hold', 'put-other-figure', 'put-unknown-organization-refused'],
  ...['put-what-get-told', 'put-what-get-told-again', 'same-id-in-other-tenant'],
];

test('nothing but organizations of its own is written', async () => {
  const all = { from: 1n, limit: 1_000, contexts: null, organizationId: null } as const;
  const { next } = await desk.storage.credit.entries(demo, all);
  await certifyOne(desk.url, { only: ['last-put-counts', 'put-as-of', 'delete-again'] });
  const { entries } = await desk.storage.credit.entries(demo, { ...all, from: next });
  const written = new Set(entries.map(({ organizationId }) => organizationId));
  const names = await Promise.all(
    [...written].map(async (id) => (await desk.parties.organization(demo, id))?.name ?? ''),
  );
  expect(names).toHaveLength(2);
  for (const name of names) expect(name).toMatch(/^org:[0-9a-f-]{36}$/);
  expect(names).not.toEqual(expect.arrayContaining(fixture.organizations.map(({ name }) => name)));
});

test('a named organization is used and left without trade credit', async () => {
  const organization = 'org:Certified-1';
  const only = ['get-tells-what-was-put', 'get-upper-case-id', 'put-as-of'];
  const report = await certifyOne(desk.url, { organization, only });
  expect(Object.keys(endedAs(report, 'passed'))).toEqual([
    'key-accepted',
    ...only.slice(0, 2).reverse(),
  ]);
  expect(endedAs(report, 'not_applicable')).toEqual({
    'put-as-of': 'it needs an organization that is new to the server',
  });
  expect(report.leftBehind).toEqual([]);
});

type Json = Record<string, unknown>;

/** Answers as the right server does, with a changed body where there is one. */
const changed =
  (of: 'credit' | 'feed', change: (body: Json) => Json): Fault =>
  async (call, forward) => {
    const reply = await forward(call);
    const isFeed = call.path.toLowerCase().includes('/synchronization?');
    if (reply.status !== 200 || isFeed !== (of === 'feed')) return reply;
    return { ...reply, body: JSON.stringify(change(JSON.parse(reply.body) as Json)) };
  };

const moved = (by: number): Fault =>
  changed('feed', (page) => {
    const hasEvents = (page['events'] as unknown[]).length > 0;
    return hasEvents ? { ...page, nextId: Number(page['nextId']) + by } : page;
  });

const repliedTo = (wanted: (call: Call) => boolean, reply: Partial<Reply>): Fault => {
  const empty = { status: 200, headers: {}, body: '' };
  return async (call, forward) => (wanted(call) ? { ...empty, ...reply } : forward(call));
};

const rewritten =
  (rewrite: (call: Call) => Call): Fault =>
  (call, forward) =>
    forward(rewrite(call));

function remembersPuts(): Fault {
  const known = new Map<string, Reply>();
  return async (call, forward) => {
    const key = `${call.path} ${call.body}`;
    const before = known.get(key);
    if (call.method !== 'PUT' || before === undefined) {
      const reply = await forward(call);
      if (call.method === 'PUT') known.set(key, reply);
      return reply;
    }
    return before;
  };
}

function deletesOnce(): Fault {
  const gone = new Set<string>();
  return async (call, forward) => {
    if (call.method === 'PUT') gone.delete(call.path);
    if (call.method !== 'DELETE') return forward(call);
    if (gone.has(call.path)) return { status: 404, headers: {}, body: '{}' };
    gone.add(call.path);
    return forward(call);
  };
}

const keyed = (call: Call): Call => ({
  ...call,
  headers: {
    ...Object.fromEntries(
      Object.entries(call.headers).filter(([name]) => name.toLowerCase() !== 'apiauth'),
    ),
    ApiAuth: 'one-test-key',
  },
});

const filled = (call: Call): Call => {
  if (call.method !== 'PUT' || !call.body.startsWith('{')) return call;
  const none = { creditValue: 0, creditValueUsed: 0, availableCreditValue: 0 };
  return { ...call, body: JSON.stringify({ ...none, ...(JSON.parse(call.body) as Json) }) };
};

const unquoted = (call: Call): Call => ({
  ...call,
  body: call.body.replace(/:"(-?[0-9.]+)"/, ':$1'),
});

const rounded = (call: Call): Call => ({ ...call, body: call.body.replaceAll(/\.\d+/g, '') });

const asOrganization = (call: Call): Call => ({
  ...call,
  path: call.path.replace('ind%3A', 'org%3A'),
});

const isPut = ({ method }: Call) => method === 'PUT';
const isDelete = ({ method }: Call) => method === 'DELETE';
const isCaseOther = ({ headers }: Call) => Object.hasOwn(headers, 'apiauth');
const texts = (body: Json): Json =>
  Object.fromEntries(
    Object.entries(body).map(([name, value]) => [
      name,
      typeof value === 'number' ? `${value}` : value,
    ]),
  );

const unknownClient = async (call: Call, forward: Forward) => {
  const reply = await forward(call);
  const isUnknown = reply.status === 404 && reply.body.includes('CLIENT_NOT_FOUND');
  return call.method === 'GET' && isUnknown ? { ...reply, status: 200, body: '{}' } : reply;
};

/** A rule that is broken, how, which documented check tells, and which of our own. */
const broken: readonly (readonly [
  rule: string,
  fault: () => Fault,
  documented: readonly string[],
  ours: readonly string[],
])[] = [
  [
    'what is available does not follow from the others',
    () => changed('credit', (body) => ({ ...body, availableCreditValue: 1 })),
    ['get-of-the-document', 'get-tells-what-was-put'],
    ['put-of-the-document', 'put-inconsistent-triple'],
  ],
  [
    'the feed passes over an event',
    () => moved(1),
    ['synchronization-of-the-document', 'feed-tells-each-change-once'],
    ['feed-after-raised-limit', 'feed-pages'],
  ],
  [
    'the feed tells an event again',
    () => moved(-1),
    ['synchronization-of-the-document', 'feed-tells-each-change-once'],
    ['feed-after-raised-limit'],
  ],
  [
    'the feed keeps changes to itself',
    () => changed('feed', (page) => ({ ...page, events: [] })),
    ['feed-tells-each-change-once'],
    ['feed-contexts'],
  ],
  ['the feed has its numbers as texts', () => changed('feed', texts), ['key-accepted'], []],
  ['numbers are texts', () => changed('credit', texts), ['get-of-the-document'], []],
  ['any key will do', () => rewritten(keyed), ['keys-are-needed'], ['api-key-wrong']],
  ['an earlier PUT is remembered', remembersPuts, ['last-put-counts'], ['feed-after-a-b-a-b']],
  ['a DELETE can be done once', deletesOnce, [], ['delete-again']],
  [
    'a DELETE does nothing',
    () => repliedTo(isDelete, { status: 204 }),
    ['delete-ends-it'],
    ['get-after-delete'],
  ],
  [
    'individuals get trade credit',
    () => rewritten(asOrganization),
    ['individuals-have-none'],
    ['put-individual'],
  ],
  [
    'missing values are taken for 0',
    () => rewritten(filled),
    ['three-values-required'],
    ['put-member-missing'],
  ],
  ['unknown clients have an empty answer', () => unknownClient, ['unknown-client-is-404'], []],
  [
    'a PUT is never answered',
    () => async (call, forward) => (isPut(call) ? null : forward(call)),
    ['get-tells-what-was-put'],
    [],
  ],
  [
    'numbers may be texts',
    () => rewritten(unquoted),
    [],
    ['put-text-number', 'bad-bodies-write-nothing'],
  ],
  ['cents are cut off', () => rewritten(rounded), [], ['put-fractions', 'numbers-are-exact']],
  [
    'header names must be spelled as in the document',
    () => repliedTo(isCaseOther, { status: 401 }),
    [],
    ['header-name-other-case'],
  ],
  [
    'a changed path is another one',
    () => repliedTo(({ path }) => path.endsWith('/') || path.startsWith('/API'), { status: 404 }),
    [],
    ['paths-in-any-case'],
  ],
];

describe('a server is not certified when', () => {
  test.each(broken)('%s', async (_rule, fault, documented, ours) => {
    const server = await startBroken(desk.url, fault());
    try {
      const only = [...documented, ...ours];
      const report = await certifyOne(server.url, { only });
      expect(Object.keys(endedAs(report, 'failed')).sort()).toEqual([...only].sort());
      expect(isPassed(report, { isStrict: false })).toBe(documented.length === 0);
      expect(isPassed(report, { isStrict: true })).toBe(false);
    } finally {
      await server.close();
    }
  });
});

test('a difference is named by its call and its place', async () => {
  const server = await startBroken(desk.url, changed('credit', texts));
  const report = await certifyOne(server.url, { only: ['get-of-the-document'] });
  await server.close();
  expect(endedAs(report, 'failed')).toMatchObject({
    'get-of-the-document': [
      {
        call: expect.stringMatching(/^GET .*\/trade-credits\/org%3A[0-9a-f-]{36}$/),
        path: '$.creditValue',
        reason: 'expected 10000, got "10000"',
      },
    ],
  });
});

test('a call that is not answered in time ends, and is a difference', async () => {
  const silent: Fault = (call, forward) => (isPut(call) ? new Promise(() => {}) : forward(call));
  const server = await startBroken(desk.url, silent);
  const report = await certifyOne(server.url, { only: ['get-tells-what-was-put'], timeoutMs: 100 });
  await server.close();
  expect(Object.values(endedAs(report, 'failed')).flat()).toContainEqual(
    expect.objectContaining({ path: 'status', reason: 'expected 2xx, got no answer (timeout)' }),
  );
});

test('what a broken server keeps is said', async () => {
  const server = await startBroken(desk.url, repliedTo(isDelete, { status: 204 }));
  const report = await certifyOne(server.url, { only: ['last-put-counts'] });
  await server.close();
  expect(report.leftBehind).toEqual([expect.stringMatching(/^org:[0-9a-f-]{36}$/)]);
});

test('without an accepted key nothing else is asked', async () => {
  const report = await certifyOne(desk.url, { apiKey: 'wrong' });
  expect(endedAs(report, 'failed')).toMatchObject({
    'key-accepted': [{ path: 'status', reason: 'expected 2xx, got 401' }],
  });
  expect(endedAs(report, 'passed')).toEqual({});
  expect(report.checks.length).toBeGreaterThan(100);
});

test('a feed that is busy with the changes of others does not fail a server', async () => {
  let used = 0;
  const busy: Fault = async (call, forward) => {
    used += 1;
    const body = JSON.stringify({
      creditValue: 10,
      creditValueUsed: used,
      availableCreditValue: 1,
    });
    const headers = { 'one-tenant': 'demo', ApiAuth: 'one-test-key' };
    const path = '/api/v1/account/integrations/auth-required/trade-credits/org%3Abusy';
    if (isPut(call)) await forward({ method: 'PUT', path, headers, body });
    return forward(call);
  };
  const server = await startBroken(desk.url, busy);
  const only = ['feed-tells-each-change-once', 'feed-rows-stay', 'feed-after-raised-limit'];
  const report = await certifyOne(server.url, { only });
  await server.close();
  expect(endedAs(report, 'failed')).toEqual({});
  expect(endedAs(report, 'not_applicable')).toEqual({
    'feed-after-raised-limit': 'somebody else worked on the server meanwhile',
  });
});
