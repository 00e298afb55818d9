import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { basicAuthorization, readJson } from '@aval/wire';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { explainReason, replayDecisions } from '../../src/assessment/index.ts';
import { defaultPolicy } from '../../src/credit/index.ts';
import { currency } from '../../src/kernel/currency.ts';
import type { DecisionId, TenantId } from '../../src/kernel/ids.ts';
import type { CompanyProvider, ProviderAnswer } from '../../src/parties/index.ts';
import { createDecisionReader } from '../../src/storage/index.ts';
import { dumpOf } from '../api/dump.ts';
import {
  changeTerms,
  putInForce,
  rulesetContent,
  seedDecisionMaker,
} from './decision-maker-seed.ts';
import { demo, ok, seedFixture } from './fixture-seed.ts';
import { fixtureNoon, type OpenDesk, openDesk } from './open-desk.ts';

let template = '';
let desk: OpenDesk;
/** What a provider says of a company that the register does not have. */
let provided: ProviderAnswer;
const companyProvider: CompanyProvider = { lookUp: async () => provided };

beforeAll(async () => {
  template = mkdtempSync(join(tmpdir(), 'aval-shop-'));
  const seeded = await openDesk({ folder: template });
  await seedFixture(seeded);
  await seedDecisionMaker(seeded);
  await seeded.close();
});
afterAll(() => rmSync(template, { recursive: true, force: true }));
beforeEach(async () => {
  provided = { kind: 'absent' };
  desk = await openDesk({ from: template, companyProvider });
});
afterEach(() => desk.close());

const shop = basicAuthorization('username', 'password');
const donald = { reg_number: '68750110', amount: 10_000, ruleset_id: 1 };

type Told = {
  readonly status: number;
  readonly headers: Headers;
  // biome-ignore lint/suspicious/noExplicitAny: what a test expects of an answer is in the test.
  readonly body: any;
};

async function call(
  method: string,
  path: string,
  body?: unknown,
  headers: Readonly<Record<string, string>> = {},
): Promise<Told> {
  const sent = body === undefined || typeof body === 'string' ? body : JSON.stringify(body);
  const answer = await fetch(desk.url + path, {
    method,
    headers: { authorization: shop, ...headers },
    body: sent ?? null,
  });
  const text = await answer.text();
  return {
    status: answer.status,
    headers: answer.headers,
    body: text === '' ? null : readJson(text),
  };
}

const create = (body: unknown, headers?: Readonly<Record<string, string>>) =>
  call('POST', '/api/dmm/orders', body, headers);
const item = async (body: unknown, headers?: Readonly<Record<string, string>>) => {
  const { status, body: told } = await create(body, headers);
  expect(status, JSON.stringify(told)).toBe(200);
  return told.item;
};
const statusOf = async (id: number) =>
  (await call('GET', `/api/dmm/orders/${id}`)).body.item.status;
const set = async (settings: Readonly<Record<string, string>>) =>
  ok(await desk.parties.changeTenant(demo, { settings, expectedVersion: null }));
const rowsOf = (table: 'decision' | 'review' | 'application') =>
  desk.storage.db.selectFrom(table).selectAll().where('tenant_id', '=', demo).execute();

describe('bad input', () => {
  const faults: readonly (readonly [status: number, message: string, body: unknown])[] = [
    [400, 'Value for `reg_number` invalid', { ...donald, reg_number: '6875011' }],
    [400, 'Value for `reg_number` invalid', { ...donald, reg_number: '687501100' }],
    [400, 'Value for `reg_number` invalid', { ...donald, reg_number: '6875011A' }],
    [400, 'Value for `reg_number` required', { ...donald, reg_number: null }],
    [400, 'Value for `amount` invalid', { ...donald, amount: -1 }],
    [400, 'Value for `amount` invalid', { ...donald, amount: 1.5 }],
    [400, 'Value for `amount` invalid', { ...donald, amount: 100_000_001 }],
    [400, 'Value for `amount` invalid', { ...donald, amount: '10000' }],
    [400, 'Value for `amount` invalid', '{"reg_number":"68750110","amount":1e999,"ruleset_id":1}'],
    [400, 'Value for `amount` required', { reg_number: '68750110', ruleset_id: 1 }],
    [400, 'Value for `language` invalid', { ...donald, language: 'FR' }],
    [400, 'Value for `language` invalid', { ...donald, language: 1 }],
    [400, 'Value for `ruleset_id` invalid', { ...donald, ruleset_id: 99 }],
    [400, 'Value for `ruleset_id` invalid', { ...donald, ruleset_id: -1 }],
    [400, 'Value for `ruleset_id` invalid', { ...donald, ruleset_id: 99, reference: 5 }],
    [400, 'Value for `reference` invalid', { ...donald, reference: 5 }],
    [400, 'Value for `reference` invalid', { ...donald, reference: 'x'.repeat(256) }],
    [400, 'Request body invalid', '{"reg_number":'],
    [400, 'Request body invalid', '[]'],
    [400, 'Request body invalid', 'null'],
    [400, 'Request body invalid', ''],
    [400, 'Request body invalid', '{"amount":1,"Amount":2}'],
    [400, 'Request body invalid', '{"__proto__":1}'],
    [400, 'Request body invalid', `${'['.repeat(100)}${']'.repeat(100)}`],
    [400, 'Request body invalid', { ...donald, more: 'x'.repeat(70_000) }],
    [400, 'Request body invalid', Object.fromEntries(manyMembers())],
    [400, 'Request body invalid', '"\\ud800"'],
  ];

  test('is told in the words of the wire, and nothing is written', async () => {
    const before = await dumpOf({ rooms: desk });
    for (const [status, message, body] of faults) {
      const told = await create(body);
      const about = JSON.stringify(body).slice(0, 100);
      expect({ status: told.status, body: told.body }, about).toEqual({
        status,
        body: { message },
      });
      expect(told.headers.get('content-type')).toBe('application/json; charset=utf-8');
    }
    expect(await dumpOf({ rooms: desk })).toEqual(before);
  });

  test('whoever has no credential learns nothing, and writes nothing', async () => {
    const before = await dumpOf({ rooms: desk });
    const refused = { message: 'Not authenticated' };
    for (const authorization of [
      '',
      'Basic',
      'Basic !!!!',
      'Bearer aval_x_y',
      basicAuthorization('username', 'wrong'),
      basicAuthorization('nobody', 'password'),
      basicAuthorization('', ''),
      // A credential of another wire.
      basicAuthorization('hook', 'hook-password'),
      `Basic ${'A'.repeat(5_000)}`,
    ]) {
      for (const [method, path] of [
        ['POST', '/api/dmm/orders'],
        ['GET', '/api/dmm/orders/1'],
        ['GET', '/api/dmm/rulesets'],
        ['GET', '/api/status'],
      ] as const) {
        const told = await call(method, path, method === 'POST' ? donald : undefined, {
          authorization,
        });
        expect({ status: told.status, body: told.body }).toEqual({ status: 401, body: refused });
        expect(told.headers.get('www-authenticate')).toBe('Basic realm="dmm"');
      }
    }
    const noAccess = { authorization: basicAuthorization('nodmm', 'nodmm-password') };
    expect(await create(donald, noAccess)).toMatchObject({
      status: 403,
      body: { message: 'Not authorized' },
    });
    expect(await call('GET', '/api/status', undefined, noAccess)).toMatchObject({
      status: 200,
      body: { ok: true },
    });
    expect(await dumpOf({ rooms: desk })).toEqual(before);
  });

  test('a key that is none is told, and nothing is written', async () => {
    for (const key of ['x'.repeat(129), 'a b', 'ü']) {
      const told = await create(donald, { 'idempotency-key': encodeLatin(key) });
      expect(told).toMatchObject({ status: 400 });
      expect(told.body).toEqual({ message: 'Value for `Idempotency-Key` invalid' });
    }
    expect(await rowsOf('application')).toEqual([]);
  });

  test('an order of another tenant answers like one that is not there, byte for byte', async () => {
    await item(donald);
    const other = { authorization: basicAuthorization('other', 'other-password') };
    for (const path of ['/api/dmm/orders/1', '/api/dmm/orders/1/report']) {
      const foreign = await call('GET', path, undefined, other);
      const unknown = await call('GET', path.replace('1', '2'), undefined, other);
      expect(foreign.body).toEqual({ message: 'Order not found' });
      expect([foreign.status, foreign.body]).toEqual([unknown.status, unknown.body]);
    }
    for (const id of ['0', '-1', '1.0', '01', 'abc', '9'.repeat(20), '%31x', '%zz']) {
      expect(await call('GET', `/api/dmm/orders/${id}`), id).toMatchObject({
        status: 404,
        body: { message: 'Order not found' },
      });
    }
  });

  test('a ruleset of another tenant, or one that the credential may not name, is unknown', async () => {
    const other = { authorization: basicAuthorization('other', 'other-password') };
    const unknown = { status: 400, body: { message: 'Value for `ruleset_id` invalid' } };
    expect(await create(donald, other)).toMatchObject(unknown);
    await changeTerms(desk, { rulesets: [2] });
    expect(await create(donald)).toMatchObject(unknown);
    expect((await call('GET', '/api/dmm/rulesets')).body).toEqual({ list: [] });
  });

  function manyMembers(): readonly (readonly [string, number])[] {
    return Array.from({ length: 501 }, (_, at) => [`m${at}`, at] as const);
  }
});

test('addresses are taken in any letter case and with a slash at the end', async () => {
  expect(await call('POST', '/API/dmm/Orders/', donald)).toMatchObject({ status: 200 });
  expect(await call('GET', '/api/DMM/orders/1/REPORT/')).toMatchObject({ status: 200 });
  expect(await call('GET', '/Api/Status/')).toMatchObject({ body: { ok: true } });
  const spaced = `basic   ${shop.slice(6, 12)} \t ${shop.slice(12)} `;
  const headers = { authorization: spaced };
  expect(await call('GET', '/api/dmm/rulesets', undefined, headers)).toMatchObject({ status: 200 });
});

test('another verb is 405 with what the address has, an unknown address 404, in the shape of the wire', async () => {
  for (const [method, path, allow] of [
    ['DELETE', '/api/dmm/orders/1', 'GET'],
    ['PUT', '/api/dmm/orders', 'GET, POST'],
    ['POST', '/api/dmm/rulesets', 'GET'],
    ['POST', '/api/status', 'GET'],
  ] as const) {
    const told = await call(method, path);
    expect([told.status, told.headers.get('allow')]).toEqual([405, allow]);
    expect(told.body).toEqual({ message: 'Method not allowed' });
  }
  expect(await call('GET', '/api/dmm/reports')).toMatchObject({
    status: 404,
    body: { message: 'Not found' },
  });
});

test('an order is written with its decision, and with a review where a person is to look', async () => {
  await item(donald);
  await item({ ...donald, amount: 50_000, reference: 'SO-2' });
  await item({ ...donald, amount: 100_001 });
  const decisions = await rowsOf('decision');
  expect(
    decisions.map(({ kind, subject, verdict, rules_verdict, ledger_verdict }) => ({
      ...{ kind, subject, verdict, rules: rules_verdict, ledger: ledger_verdict },
    })),
  ).toEqual([
    decision('application:1', 'approved'),
    decision('application:2', 'review'),
    decision('application:3', 'refused'),
  ]);
  const facts = JSON.parse(decisions[1]?.facts ?? '');
  expect(facts).toMatchObject({
    purpose: 'application',
    amount: '50000',
    companyKnown: true,
    companyActive: true,
    earlierApproved: 1,
    earlierRejected: 0,
  });
  const [application] = await rowsOf('application');
  expect(decisions[0]?.ruleset_hash).toBe(application?.ruleset_hash);
  const reader = createDecisionReader(desk.storage.db, desk.storage.db);
  const stored = await reader.decision(demo, decisions[1]?.decision_id as DecisionId);
  expect(stored?.reasons.map((reason) => explainReason(reason).text)).toEqual([
    'Amount is above the limit for automatic approval.',
  ]);
  const replay = { decisions: reader, rulesets: desk.readers.rulesets };
  expect(await replayDecisions(replay, demo, null)).toEqual({
    ...{ decisions: 3, replayed: 3, difference: null },
  });
  const reviews = await rowsOf('review');
  expect(reviews).toMatchObject([
    { subject: 'application:2', status: 'open', cause: 'rule', amount_minor: 50_000_00n },
  ]);

  function decision(subject: string, verdict: string) {
    return { kind: 'application', subject, verdict, rules: verdict, ledger: null };
  }
});

test('a company that nobody knows goes to a person, whatever the rules make of the amount', async () => {
  for (const amount of [0, 100_000_000]) {
    const order = await item({ reg_number: '12345678', amount, ruleset_id: 1, language: 'EN' });
    expect(order).toMatchObject({ status: 'review', name: '', country: 'NL' });
  }
  const report = await call('GET', '/api/dmm/orders/1/report');
  expect(report.body).toEqual({
    review: {
      risk: 'unknown',
      specification: 'The company is not known to the register.',
      specifiction: 'The company is not known to the register.',
    },
    registration: { reg_number: '12345678' },
  });
  expect(await rowsOf('review')).toMatchObject([{ cause: 'gap' }, { cause: 'gap' }]);
});

describe('an order whose register is silent', () => {
  const silent = { reg_number: '90004973', amount: 10_000, ruleset_id: 1, language: 'DE' };
  beforeEach(() => {
    provided = { kind: 'silent', reason: 'timeout' };
  });

  test('is pending, and moves by itself once the register answers', async () => {
    expect(await item(silent)).toMatchObject({ status: 'pending', name: '' });
    expect(await call('GET', '/api/dmm/orders/1/report')).toMatchObject({ status: 404 });
    desk.clock.set('2020-03-01T12:00:05Z');
    await desk.sweep();
    expect(await statusOf(1)).toBe('pending');
    provided = {
      kind: 'found',
      company: { numbers: [{ scheme: 'kvk', number: '90004973' }], name: 'Late B.V.' },
    };
    desk.clock.set('2020-03-01T12:00:06Z');
    await desk.sweep();
    // Not yet: it was asked a moment ago, and the pauses grow.
    expect(await statusOf(1)).toBe('pending');
    desk.clock.set('2020-03-01T12:00:11Z');
    await desk.sweep();
    const { item: moved } = (await call('GET', '/api/dmm/orders/1')).body;
    expect(moved).toMatchObject({ status: 'approved', name: 'Late B.V.' });
    expect(moved.created_at).toBe(fixtureNoon);
    const { body } = await call('GET', '/api/dmm/orders/1/report');
    expect(body.review.specification).toBe(
      'Der Betrag liegt innerhalb der Grenze von Regelwerk 1.',
    );
    expect(await rowsOf('decision')).toMatchObject([
      { subject: 'application:1', verdict: 'approved' },
    ]);
  });

  test('goes to a person when the limit of the tenant is over, and only then', async () => {
    await set({ 'dmm.pendingLimit': '10 min' });
    await item(silent);
    for (const minute of [1, 3, 9]) {
      desk.clock.set(`2020-03-01T12:0${minute}:30Z`);
      await desk.sweep();
      expect(await statusOf(1)).toBe('pending');
    }
    desk.clock.set('2020-03-01T12:10:31Z');
    await desk.sweep();
    expect(await statusOf(1)).toBe('review');
    expect(await rowsOf('review')).toMatchObject([{ cause: 'source', subject: 'application:1' }]);
    const { body } = await call('GET', '/api/dmm/orders/1/report');
    expect(body.review.specification).toBe('Das Register hat nicht rechtzeitig geantwortet.');
  });

  test('stays canceled when a person was faster than the register', async () => {
    await item(silent);
    const moved = await desk.applicationMoves.cancel(controller(), {
      ...{ applicationId: 1, expected: null, reason: 'not needed' },
    });
    expect(moved).toMatchObject({ kind: 'done', application: { status: 'canceled' } });
    provided = { kind: 'unknown' };
    desk.clock.set('2020-03-01T12:05:00Z');
    await desk.sweep();
    expect(await statusOf(1)).toBe('canceled');
    expect(await rowsOf('decision')).toEqual([]);
  });

  test('that the register does not know after all goes to a person', async () => {
    await item(silent);
    provided = { kind: 'unknown' };
    desk.clock.set('2020-03-01T12:00:03Z');
    await desk.sweep();
    expect(await statusOf(1)).toBe('review');
  });
});

describe('what a person does', () => {
  const asked = { applicationId: 1, expected: null, reason: 'looked at it' } as const;
  beforeEach(() => item({ ...donald, amount: 50_000, language: 'EN' }));

  test('ends the review and the order together, and the report says so', async () => {
    const { applicationMoves } = desk;
    await applicationMoves.decide(controller(), { ...asked, verdict: 'approved' });
    expect(await statusOf(1)).toBe('approved');
    expect(await rowsOf('review')).toMatchObject([{ status: 'approved' }]);
    const { body } = await call('GET', '/api/dmm/orders/1/report');
    expect(body.review.specification).toBe(
      'Approved by a person after a review. Amount is above the limit for automatic approval.',
    );
    const again = await applicationMoves.decide(controller(), { ...asked, verdict: 'rejected' });
    expect(again).toEqual({
      kind: 'refused',
      refusal: { code: 'decisions.application_final', status: 'approved' },
    });
    expect(await statusOf(1)).toBe('approved');
  });

  test('in the queue of reviews moves the order as well', async () => {
    const [review] = await rowsOf('review');
    const named = { reviewId: review?.review_id as never, version: 1n, reason: 'too much' };
    const call = { ...controller(), key: null };
    const answer = await desk.reviews.decide(call, { ...named, verdict: 'rejected' });
    expect(answer).toMatchObject({ kind: 'done', review: { status: 'rejected' } });
    expect(await statusOf(1)).toBe('rejected');
    expect(await rowsOf('application')).toMatchObject([
      { decided_by: controller().actor, reason: 'too much' },
    ]);
  });

  test('takes two persons above the amount of the tenant', async () => {
    await set({ 'reviews.secondApprovalAbove': '40000.00' });
    await item({ ...donald, amount: 50_000 });
    const second = { ...asked, applicationId: 2, verdict: 'approved' } as const;
    const { applicationMoves } = desk;
    await applicationMoves.decide(controller(), second);
    expect(await statusOf(2)).toBe('review');
    expect(await applicationMoves.decide(controller(), second)).toMatchObject({
      refusal: { code: 'decisions.review_second_person_needed' },
    });
    await applicationMoves.decide(controller('user:user_other'), second);
    expect(await statusOf(2)).toBe('approved');
  });

  test('is never done by a key', async () => {
    for (const verdict of ['approved', 'rejected'] as const) {
      const answer = await desk.applicationMoves.decide(controller('key:cred_1'), {
        ...{ ...asked, verdict },
      });
      expect(answer).toMatchObject({
        refusal: { code: 'decisions.application_person_needed' },
      });
    }
    expect(await statusOf(1)).toBe('review');
  });

  test('two at once: one of them decides', async () => {
    const answers = await Promise.all(
      (['approved', 'rejected'] as const).map((verdict) =>
        desk.applicationMoves.decide(controller(), { ...asked, verdict }),
      ),
    );
    expect(answers.filter(({ kind }) => kind === 'done')).toHaveLength(1);
    expect(['approved', 'rejected']).toContain(await statusOf(1));
  });
});

describe('repeats', () => {
  test('twenty calls with one key at once make one order', async () => {
    const key = { 'idempotency-key': 'key-1' };
    const told = await Promise.all(Array.from({ length: 20 }, () => create(donald, key)));
    const made = told.filter(({ status }) => status === 200);
    expect(new Set(made.map(({ body }) => body.item.id))).toEqual(new Set([1]));
    for (const { status, body } of told.filter(({ status }) => status !== 200)) {
      expect(status).toBe(409);
      expect(body).toEqual({ message: 'A request with this Idempotency-Key is still running' });
    }
    expect(await rowsOf('application')).toHaveLength(1);
    expect((await item(donald, key)).id).toBe(1);
  });

  test('a key means the same body, however it is spelled, and belongs to its credential', async () => {
    const key = { 'idempotency-key': 'key-1' };
    await item(donald, key);
    const same = '{ "ruleset_id": 1.0, "amount": 1e4, "reg_number": "68750110", "language": null }';
    expect((await item(same, key)).id).toBe(1);
    const other = await create({ ...donald, amount: 10_001 }, key);
    expect(other).toMatchObject({ status: 422 });
    expect(await create({ ...donald, custom: 1 }, key)).toMatchObject({ status: 422 });
    expect(await rowsOf('application')).toHaveLength(1);
    const given = { kind: 'dmm', username: 'second-shop', password: 'p2' } as const;
    const input = { name: 'Shop 2', scopes: ['ask'], expiresAt: null, installation: null };
    ok(await desk.access.addGivenCredential(demo, { ...input, createdBy: 'test' }, given));
    const second = { ...key, authorization: basicAuthorization('second-shop', 'p2') };
    expect((await item(donald, second)).id).toBe(2);
  });

  test('the answer to a repeat is the order as it is by then', async () => {
    const key = { 'idempotency-key': 'key-1' };
    await item({ ...donald, amount: 50_000 }, key);
    const request = {
      applicationId: 1,
      expected: null,
      reason: 'no',
      verdict: 'rejected',
    } as const;
    await desk.applicationMoves.decide(controller(), request);
    expect(await item({ ...donald, amount: 50_000 }, key)).toMatchObject({
      id: 1,
      status: 'rejected',
    });
  });

  test('the window for retries takes an equal body with its reference, until it is over', async () => {
    await set({ 'dmm.retryWindow': '15 min' });
    const body = { ...donald, reference: 'SO-1' };
    const ids = async (...bodies: readonly object[]) =>
      (await Promise.all(bodies.map((one) => item(one)))).map(({ id }) => id);
    expect(await ids(body, body, body)).toEqual([1, 1, 1]);
    expect(await ids({ ...body, reference: 'SO-2' })).toEqual([2]);
    expect(await ids({ ...body, amount: 10_001 })).toEqual([3]);
    expect(await ids(donald)).toEqual([4]);
    expect(await ids(donald)).toEqual([5]);
    desk.clock.set('2020-03-01T12:14:00Z');
    expect(await ids(body)).toEqual([1]);
    desk.clock.set('2020-03-01T12:16:00Z');
    expect(await ids(body)).toEqual([6]);
  });

  test('a canceled order is not given again by the window', async () => {
    await set({ 'dmm.retryWindow': '15 min' });
    const body = { ...donald, amount: 50_000, reference: 'SO-1' };
    await item(body);
    const request = { applicationId: 1, expected: null, reason: 'no' };
    await desk.applicationMoves.cancel(controller(), request);
    expect(await item(body)).toMatchObject({ id: 2, status: 'review' });
  });
});

describe('the list', () => {
  test('pages are ranges of dense numbers, newest first, and nothing is missing between them', async () => {
    await Promise.all(Array.from({ length: 45 }, () => item(donald)));
    const page = async (query: string) => {
      const { body } = await call('GET', `/api/dmm/orders${query}`);
      const ids = body.list.map(({ id }: { id: number }) => id);
      return { ids, meta: body.meta };
    };
    const down = (from: number, to: number) =>
      Array.from({ length: from - to + 1 }, (_, at) => from - at);
    const meta = (items: number, current_page: number, more_items: boolean) => ({
      ...{ items, current_page, more_items },
    });
    expect(await page('')).toEqual({ ids: down(45, 26), meta: meta(20, 1, true) });
    expect(await page('?page=2')).toEqual({ ids: down(25, 6), meta: meta(20, 2, true) });
    expect(await page('?page=3')).toEqual({ ids: down(5, 1), meta: meta(5, 3, false) });
    expect(await page('?page=4')).toEqual({ ids: [], meta: meta(0, 4, false) });
    expect(await page('?page=999999999999999')).toMatchObject({ ids: [] });
    await set({ 'dmm.pageSize': '15' });
    expect(await page('?page=3')).toEqual({ ids: down(15, 1), meta: meta(15, 3, false) });
    for (const wrong of ['0', '-1', '1.5', 'x', '', '1&page=2']) {
      expect(await call('GET', `/api/dmm/orders?page=${wrong}`), wrong).toMatchObject({
        status: 400,
        body: { message: 'Value for `page` invalid' },
      });
    }
  });
});

describe('environments', () => {
  test('a ruleset may demand more fields, and is told them', async () => {
    const extraFields = [
      { name: 'sector', type: 'string' },
      { name: 'years', type: 'number' },
    ] as const;
    await putInForce(desk, rulesetContent({ hasClass: true, extraFields }));
    const wrong = async (body: object) => (await create(body)).body.message;
    expect(await wrong(donald)).toBe('Value for `sector` required');
    expect(await wrong({ ...donald, sector: 'retail' })).toBe('Value for `years` required');
    expect(await wrong({ ...donald, sector: 'retail', years: '2' })).toBe(
      'Value for `years` invalid',
    );
    await item({ ...donald, sector: 'retail', years: 2.5 });
    const [decision] = await rowsOf('decision');
    expect(JSON.parse(decision?.facts ?? '')).toMatchObject({
      extra: { sector: 'retail', years: 2.5 },
    });
    expect(await call('GET', '/api/dmm/orders/1/report')).toMatchObject({ status: 200 });
  });

  test('an order stands by the version that judged it, whatever comes into force later', async () => {
    await item({ ...donald, language: 'EN' });
    const before = await call('GET', '/api/dmm/orders/1/report');
    await putInForce(desk, rulesetContent({ hasClass: false }));
    await item({ ...donald, language: 'EN' });
    expect((await call('GET', '/api/dmm/orders/1/report')).body).toEqual(before.body);
    expect((await call('GET', '/api/dmm/orders/2/report')).body.review.risk).toBe('unknown');
    const [first, second] = await rowsOf('application');
    expect(first?.ruleset_hash).not.toBe(second?.ruleset_hash);
  });

  test('the tenant chooses the status of a new order', async () => {
    await set({ 'dmm.createStatus': '201' });
    expect(await create(donald)).toMatchObject({ status: 201, body: { item: { id: 1 } } });
  });

  test('the credit line of the organization behind the number is among the facts', async () => {
    const reference = { source: 'kvk', kind: 'number', value: '68750110' };
    const input = { name: 'Donald', references: [reference] };
    const { organizationId } = ok(await desk.parties.createOrganization(demo, input));
    await item(donald);
    const outcome = await desk.storage.commit({
      tenantId: demo,
      key: null,
      credit: [
        {
          type: 'postErpFigures',
          origin: { context: 'INTEGRATIONS', actor: 'job:test' },
          policy: defaultPolicy,
          organizationId,
          lineId: desk.ports.ids.next('line'),
          currency: currency('EUR'),
          usedMinor: 1_000_00n,
          limitMinor: 4_000_00n,
          availableMinor: null,
          asOf: null,
          expected: null,
          mayOpen: true,
        },
      ],
      rows: { ifDone: [], ifRefused: [] },
      deadlineAt: null,
    });
    expect(outcome.kind).toBe('done');
    await item(donald);
    const [before, after] = await rowsOf('decision');
    expect(before?.organization_id).toBe(organizationId);
    expect(JSON.parse(before?.facts ?? '')).toMatchObject({ limit: null, headroom: null });
    expect(JSON.parse(after?.facts ?? '')).toMatchObject({
      ...{ limit: '4000.00', headroom: '3000.00', utilisation: '25' },
    });
    expect(after?.position).not.toBeNull();
  });
});

/** A person who may decide. */
function controller(actor = 'user:user_test') {
  const policy = {
    currency: 'EUR' as never,
    secondApprovalAboveMinor: null,
    dueAfterUs: 86_400_000_000n,
  };
  return { tenantId: demo as TenantId, actor, policy, deadlineAt: null };
}

/** What fetch takes as a header: bytes. */
function encodeLatin(text: string): string {
  return Buffer.from(text, 'utf8').toString('latin1');
}
