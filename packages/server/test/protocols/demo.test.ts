import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  createCreditCheckClient,
  createDmmClient,
  createOneTradeCreditClient,
  createServiceManagerClient,
  type Transport,
  type TransportRequest,
} from '@aval/wire';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { demoDepsOf } from '../../src/demo/demo-deps.ts';
import { type Demo, seedDemo } from '../../src/demo/seed-demo.ts';
import { type OpenDesk, openDesk } from './open-desk.ts';

let folder = '';
let desk: OpenDesk;
let demo: Demo;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'aval-demo-'));
  desk = await openDesk({ folder });
  demo = await seedDemo(demoDepsOf(desk, desk.url, null));
  // A clock that stands still is behind the ruleset, which is in force from its commit on.
  desk.clock.set('2020-03-01T12:00:00.500Z');
});

afterEach(async () => {
  await desk.close();
  rmSync(folder, { recursive: true, force: true });
});

const documentClient = 'org:8872d4f8-cf33-456e-8084-41bacbc0fb2a';

test('the examples of the ONE documentation answer as printed', async () => {
  const one = oneClient();
  expect(await one.read(documentClient)).toEqual({
    kind: 'found',
    credit: {
      clientId: documentClient,
      creditValue: '10000',
      creditValueUsed: '1000',
      availableCreditValue: '9000',
    },
  });
  expect(await one.readFeed({ startId: 59n, contexts: ['INTEGRATIONS'] })).toEqual({
    nextId: 60n,
    events: [{ clientId: documentClient, change: 'changed' }],
    isTruncated: false,
  });
  const figures = { creditValue: '10000', creditValueUsed: '1000', availableCreditValue: '9000' };
  await one.write(documentClient, figures);
  expect((await one.readFeed({ startId: 60n })).events).toEqual([]);
  expect(await one.remove(documentClient)).toEqual({ kind: 'removed' });
});

test("the examples of the decision maker's documentation answer as printed", async () => {
  const dmm = createDmmClient({ baseUrl: desk.url, ...demo.credentials.creditdevice, transport });
  expect(await dmm.rulesets()).toEqual([{ id: 1, name: 'Ruleset nr. 1' }]);
  const order = {
    id: 1,
    name: 'CreditDevice B.V.',
    reference: 'test',
    regNumber: '28092355',
    address: 'Rudolf Tappenbeckweg 4',
    zipcode: '2202CD',
    city: 'Noordwijk',
    country: 'NL',
    amount: 10_000,
    status: 'approved',
    createdAt: '2020-03-01T12:00:00Z',
  };
  const asked = { regNumber: '28092355', amount: 10_000, language: 'NL', rulesetId: 1 } as const;
  expect(await dmm.create({ ...asked, reference: 'test' })).toEqual({ kind: 'created', order });
  expect(await dmm.order(1)).toEqual({ kind: 'found', order });
  expect(await dmm.orders()).toEqual({ orders: [order], page: 1, hasMore: false });
  const report = await dmm.report(1);
  expect(report).toMatchObject({ report: { registration: { regNumber: '28092355' } } });
  expect(report.kind === 'found' && report.report.review?.specification).not.toBe('');
});

test('the books of the demonstration prove themselves', async () => {
  expect(await desk.storage.verify()).toMatchObject({ entries: 59, lines: 5, difference: null });
});

test('the register knows the companies of the examples, and not those that answer with an error', async () => {
  const answers = (...numbers: readonly string[]) =>
    Promise.all(numbers.map((number) => desk.companies.companyOf(tenantId, number)));
  expect(await answers('28092355', '280923550001', '000037178601')).toMatchObject([
    { kind: 'found', company: { name: 'CreditDevice B.V.', zipcode: '2202CD', active: true } },
    { kind: 'found', company: { number: '28092355' } },
    { kind: 'found', company: { partOf: '68750110', city: 'Diepenveen' } },
  ]);
  expect(await answers('96354429', '90001354')).toMatchObject([
    { company: { active: false } },
    { company: { name: 'Grand Kontex B.V.', address: null, zipcode: null } },
  ]);
  expect(await answers('90004973', '90002903')).toEqual([{ kind: 'unknown' }, { kind: 'unknown' }]);
});

test('a second start leaves what somebody has said of a company', async () => {
  const number = { scheme: 'kvk', number: '68750110' } as const;
  const draft = { name: 'Renamed by hand' };
  await desk.companies.putCompany(tenantId, number, { draft, numbers: null, expected: null });
  await seedDemo(demoDepsOf(desk, desk.url, null));
  expect(await desk.companies.company(tenantId, number)).toMatchObject(draft);
});

test('the affordable basket is a yes, and leaves one hold however often it is asked', async () => {
  const { accountId, basketId } = example('affordable');
  const ask = () => hookClient().check({ accountId, basketId });
  expect(await Promise.all([ask(), ask(), ask()])).toEqual([true, true, true]);
  const holds = await desk.storage.credit.holds(
    tenantId,
    { organizationId: null, state: null },
    { after: null, limit: 10 },
  );
  expect(holds.items.map(({ heldMinor }) => heldMinor)).toEqual([480_00n]);
});

test('the basket that is too dear is a no until a higher limit is pushed over ONE', async () => {
  const { accountId, basketId } = example('tooDear');
  const { organizationId } = demo.examples.tooDear;
  const ask = () => hookClient().check({ accountId, basketId });
  expect(await ask()).toBe(false);
  await oneClient().write(organizationId, {
    creditValue: '2000',
    creditValueUsed: '900',
    availableCreditValue: '1100',
  });
  expect(await ask()).toBe(true);
  const told = await oneClient().read(organizationId);
  expect(told).toMatchObject({ credit: { creditValueUsed: '1540', availableCreditValue: '460' } });
});

test('more than the first invoice counts where the tenant wants that, told by the platform', async () => {
  const { accountId, basketId } = example('affordable');
  const checkWith = async (recurringBase: string) => {
    const settings = { 'hook.recurringBase': recurringBase };
    await desk.parties.changeTenant(tenantId, { settings, expectedVersion: null });
    return hookClient().check({ accountId, basketId });
  };
  // 480.00 each month for a year, with 3,800.00 left.
  expect(await checkWith('term')).toBe(false);
  expect(await checkWith('months(3)')).toBe(true);
  const source = `interworks.basket:${accountId}/${basketId}`;
  const held = async () => (await desk.storage.credit.holdOfSource(tenantId, source))?.heldMinor;
  expect(await held()).toBe(1_440_00n);
  // The same basket is priced anew: less is always given, also by another setting.
  expect(await checkWith('first-invoice')).toBe(true);
  expect(await held()).toBe(480_00n);
});

test('a second start keeps data and credentials', async () => {
  const { accountId, basketId } = example('affordable');
  await hookClient().check({ accountId, basketId });
  await oneClient().remove(documentClient);
  const before = await lastEntry();
  await desk.close();
  desk = await openDesk({ folder });
  const again = await seedDemo(demoDepsOf(desk, desk.url, demo.credentials));
  expect(again).toEqual(demo);
  expect(await lastEntry()).toBe(before);
  expect(await hookClient().check({ accountId, basketId })).toBe(true);
  expect(await oneClient().read(documentClient)).toMatchObject({ kind: 'absent' });
});

test('credentials that were lost are made anew, and no two starts make the same', async () => {
  const again = await seedDemo(demoDepsOf(desk, desk.url, null));
  const secrets = (of: Demo) => [
    of.credentials.one.apiKey,
    of.credentials.creditdevice.password,
    of.credentials.creditCheck.password,
    of.credentials.platform.clientSecret,
    of.credentials.platform.password,
    of.credentials.api.key,
    of.credentials.console.password,
    of.credentials.serviceManager.applicationKey,
  ];
  expect(secrets(again).filter((secret) => secrets(demo).includes(secret))).toEqual([]);
  demo = again;
  const { accountId, basketId } = example('affordable');
  expect(await hookClient().check({ accountId, basketId })).toBe(true);
});

test('the service of the demonstration is sold by its rules and by the credit line', async () => {
  const { ServiceType, ProductID, AddonProductID, AccountId } = demo.examples.service;
  const manager = createServiceManagerClient({
    baseUrl: `${desk.url}/service-manager`,
    credentials: demo.credentials.serviceManager,
    transport,
  });
  const definition = {
    serviceType: ServiceType,
    productId: ProductID,
    subscriptionId: '2f0d6c1e-7a42-4f6b-9c3d-2e1f0a9b8c7d',
    account: { id: String(AccountId) },
    requestedBy: null,
    addons: [{ productId: AddonProductID, actionType: 'Provision', quantity: 1 }],
  } as const;
  const check = (quantity: number) =>
    manager.call('Subscriptions/Create', { ...definition, quantity }, { checkOnly: true });
  expect(await check(2)).toMatchObject({ kind: 'refused', code: -80_230, audience: 'end_user' });
  expect(await check(400)).toMatchObject({ kind: 'refused', code: -80_100 });
  expect(await check(5)).toMatchObject({ kind: 'done', code: 0 });
  const baseUri = `${desk.url}/bss`;
  const real = await manager.call(
    'Subscriptions/Create',
    { ...definition, quantity: 5 },
    { checkOnly: false, baseUri },
  );
  expect(real).toMatchObject({ kind: 'done', code: 0, result: expect.stringMatching(/^.{24}$/) });
});

test('the person of the demonstration decides what the rules leave open', async () => {
  const dmm = createDmmClient({ baseUrl: desk.url, ...demo.credentials.creditdevice, transport });
  const asked = { regNumber: '28092355', amount: 75_000, language: 'EN', rulesetId: 1 } as const;
  expect(await dmm.create(asked)).toMatchObject({ order: { id: 1, status: 'review' } });
  const post = async (path: string, body: unknown, token?: string) => {
    const answer = await fetch(desk.url + path, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        ...(token === undefined
          ? {}
          : { authorization: `Bearer ${token}`, 'idempotency-key': 'demo-1' }),
      },
      body: JSON.stringify(body),
    });
    return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
  };
  const { body } = await post('/v1/sign-in', demo.credentials.console);
  const token = String(body['token']);
  const listed = await fetch(`${desk.url}/v1/reviews`, {
    headers: { authorization: `Bearer ${token}` },
  });
  const { items } = (await listed.json()) as { items: { reviewId: string; version: number }[] };
  const [review] = items;
  const verdict = { verdict: 'approved', reason: 'known for years', version: review?.version };
  const decided = await post(`/v1/reviews/${review?.reviewId}/decide`, verdict, token);
  expect(decided).toMatchObject({ status: 200 });
  expect(await dmm.order(1)).toMatchObject({ order: { status: 'approved' } });
});

const tenantId = 'demo' as Parameters<OpenDesk['storage']['credit']['holds']>[0];

function example(name: 'affordable' | 'tooDear') {
  const { AccountId, BasketId } = demo.examples[name];
  return { accountId: String(AccountId), basketId: BasketId };
}

function hookClient() {
  const credentials = { kind: 'basic', ...demo.credentials.creditCheck } as const;
  const url = `${desk.url}/interworks/credit-check`;
  return createCreditCheckClient({ url, credentials, transport, callShape: 'json' });
}

function oneClient() {
  return createOneTradeCreditClient({ baseUrl: desk.url, ...demo.credentials.one, transport });
}

async function lastEntry(): Promise<bigint> {
  const query = { from: 1n, limit: 1_000, contexts: null, organizationId: null };
  return (await desk.storage.credit.entries(tenantId, query)).next;
}

const transport: Transport = async ({ url, method, headers, body }: TransportRequest) => {
  const answer = await fetch(url, { method, headers, body: body ?? null });
  return {
    status: answer.status,
    headers: Object.fromEntries(answer.headers),
    body: new Uint8Array(await answer.arrayBuffer()),
  };
};
