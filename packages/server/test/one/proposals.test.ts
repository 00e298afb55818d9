import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { createProposalService, type Proposal } from '../../src/credit/index.ts';
import { present } from '../../src/kernel/assert.ts';
import { createProposalReader } from '../../src/storage/index.ts';
import { demo, ok, seedFixture } from '../protocols/fixture-seed.ts';
import { type OpenDesk, openDesk } from '../protocols/open-desk.ts';
import { createOneClient, tripleText } from './one-client.ts';

/**
 * The ERP owns the limit, and a person decides on raises above 20000. While a raise waits, the ERP
 * goes on working: what it sends last is its word, and nothing that it has taken back can be granted.
 */
let desk: OpenDesk;
let call: ReturnType<typeof createOneClient>;
let client: string;
let count = 0;

beforeAll(async () => {
  desk = await openDesk();
  await seedFixture(desk);
  call = createOneClient(desk.url);
  const settings = { 'limit.secondPersonAbove': '20000' };
  ok(await desk.parties.changeTenant(demo, { settings, expectedVersion: null }));
});
afterAll(() => desk.close());

beforeEach(async () => {
  count += 1;
  client = `waiting-${count}`;
  expect(await put(10_000)).toMatchObject({ json: { creditValue: 10_000 } });
});

test('a newer limit takes the place of the one that waits', async () => {
  expect(await put(30_000)).toMatchObject({ status: 200, json: { creditValue: 10_000 } });
  expect(await put(40_000)).toMatchObject({ status: 200, json: { creditValue: 10_000 } });
  expect(await proposed()).toEqual(['pending 40000.00', 'withdrawn 30000.00']);
  // The same once more is the same proposal.
  await put(40_000);
  expect(await proposed()).toEqual(['pending 40000.00', 'withdrawn 30000.00']);
  expect(await approve(await that('withdrawn'))).toMatchObject({ kind: 'refused' });
  expect(await shown()).toBe(10_000);
  expect(await approve(await that('pending'))).toMatchObject({ kind: 'done' });
  expect(await shown()).toBe(40_000);
});

test('a limit that was taken back cannot be approved any more', async () => {
  await put(30_000);
  expect(await put(10_000)).toMatchObject({ status: 200, json: { creditValue: 10_000 } });
  expect(await proposed()).toEqual(['withdrawn 30000.00']);
  const [taken] = await proposals();
  expect(await approve(taken)).toMatchObject({ kind: 'refused' });
  expect(await shown()).toBe(10_000);
});

test('a limit below the threshold is applied, and the one that waits is over', async () => {
  await put(30_000);
  expect(await put(15_000)).toMatchObject({ json: { creditValue: 15_000 } });
  expect(await proposed()).toEqual(['withdrawn 30000.00']);
});

test('other figures with the same limit leave it waiting', async () => {
  await put(30_000);
  expect(await put(30_000, { used: 700 })).toMatchObject({
    json: { creditValue: 10_000, creditValueUsed: 700 },
  });
  expect(await proposed()).toEqual(['pending 30000.00']);
  const [waiting] = await proposals();
  expect(await approve(waiting)).toMatchObject({ kind: 'done' });
  expect(await shown()).toBe(30_000);
});

test('figures older than those in force neither propose nor take back', async () => {
  const asOf = (at: string) => ({ 'X-As-Of': `2020-03-01T${at}:00Z` });
  await put(30_000);
  await put(50_000, { headers: asOf('10:00') });
  await put(10_000, { headers: asOf('09:00') });
  expect(await proposed()).toEqual(['pending 30000.00']);
});

test('what a person has proposed is left to people; the limit comes with the next PUT again', async () => {
  const person = { context: 'BACKOFFICE', actor: 'user:user_first' } as const;
  await put(30_000);
  const [own] = await proposals();
  const { change, organizationId, baseVersion } = present(own, 'proposal');
  await put(10_000);
  const terms = { ...change.terms, limitMinor: 25_000_00n };
  const request = { organizationId, change: { ...change, terms }, baseVersion, reason: null };
  const made = await service().propose(await callOf(person), request);
  expect(made.kind).toBe('done');
  await put(30_000);
  await put(10_000);
  await put(30_000);
  expect(await proposed()).toEqual(['pending 25000.00', 'withdrawn 30000.00']);
  const { proposalId } = present(await that('pending'), 'proposal');
  const second = { context: 'BACKOFFICE', actor: 'user:user_second' } as const;
  expect(await service().reject(await callOf(second), { proposalId })).toMatchObject({
    kind: 'done',
  });
  await put(30_000);
  expect(await proposed()).toEqual(['pending 30000.00', 'rejected 25000.00', 'withdrawn 30000.00']);
});

test('many limits at once leave one that waits, and it is one of them', async () => {
  const limits = Array.from({ length: 12 }, (_, at) => 30_000 + at);
  const answers = await Promise.all(limits.map((limit) => put(limit)));
  expect(answers.map(({ status }) => status)).toEqual(limits.map(() => 200));
  const pending = (await proposals()).filter(({ status }) => status === 'pending');
  expect(pending).toHaveLength(1);
  expect(limits).toContain(Number(pending[0]?.change.terms.limitMinor) / 100);
  expect((await desk.storage.verify()).difference).toBeNull();
});

test('a key that may grant little alone proposes what is more, and another key is not bound by it', async () => {
  const facts = { name: 'Small ERP', scopes: ['read', 'write'], expiresAt: null };
  const common = { ...facts, installation: null, createdBy: 'operator:test' };
  const given = { kind: 'one', apiKey: 'one-small-key' } as const;
  ok(await desk.access.addGivenCredential(demo, { ...common, limitMax: '12000.00' }, given));
  const headers = { ApiAuth: 'one-small-key' };
  expect(await put(12_000, { headers })).toMatchObject({ json: { creditValue: 12_000 } });
  expect(await put(12_001, { used: 5, headers })).toMatchObject({
    status: 200,
    json: { creditValue: 12_000, creditValueUsed: 5 },
  });
  expect(await proposed()).toEqual(['pending 12001.00']);
  expect(await put(12_001)).toMatchObject({ json: { creditValue: 12_001 } });
  // What everybody is bound by binds this key as well, and less is never asked of anybody.
  const wide = { kind: 'one', apiKey: 'one-wide-key' } as const;
  ok(await desk.access.addGivenCredential(demo, { ...common, limitMax: '90000' }, wide));
  expect(await put(30_000, { headers: { ApiAuth: 'one-wide-key' } })).toMatchObject({
    json: { creditValue: 12_001 },
  });
  expect(await put(500, { headers })).toMatchObject({ json: { creditValue: 500 } });
});

test.each(['-1', '1e3', 'much', '1.2345', ''])(
  '%j is no greatest limit of a key',
  async (limitMax) => {
    const facts = { name: 'x', scopes: ['write'], expiresAt: null, installation: null };
    const input = { ...facts, kind: 'one', createdBy: 'operator:test', limitMax };
    expect(await desk.access.addCredential(demo, input)).toMatchObject({
      refusal: { code: 'access.setting_invalid', name: 'limitMax' },
    });
    const other = { ...input, kind: 'api', scopes: ['read'], limitMax: '1' };
    expect(await desk.access.addCredential(demo, other)).toMatchObject({ ok: false });
  },
);

function put(
  limit: number,
  { used = 0, headers = {} }: { used?: number; headers?: Readonly<Record<string, string>> } = {},
) {
  return call('PUT', `org%3A${client}`, { body: tripleText(limit, used), headers });
}

async function shown(): Promise<unknown> {
  const { json } = await call('GET', `org%3A${client}`);
  return (json as { readonly creditValue: unknown }).creditValue;
}

async function proposals(): Promise<readonly Proposal[]> {
  const reference = { source: 'one', kind: 'client', value: `org:${client}` };
  const { organizationId } = present(await desk.parties.organizationOf(demo, reference), client);
  const reader = createProposalReader(desk.storage.db);
  const filter = { status: null, organizationId };
  const { items } = await reader.proposals(demo, filter, { after: null, limit: 100 });
  return items;
}

async function that(status: Proposal['status']): Promise<Proposal | undefined> {
  return (await proposals()).find((proposal) => proposal.status === status);
}

async function proposed(): Promise<readonly string[]> {
  return (await proposals())
    .map(({ status, change }) => `${status} ${Number(change.terms.limitMinor) / 100}.00`)
    .sort();
}

async function approve(proposal: Proposal | undefined) {
  const { proposalId, changeHash } = present(proposal, 'proposal');
  const origin = { context: 'BACKOFFICE', actor: 'user:user_second' } as const;
  return service().approve(await callOf(origin), { proposalId, changeHash });
}

async function callOf(origin: { readonly context: 'BACKOFFICE'; readonly actor: string }) {
  const policy = await desk.policyOf(demo);
  return { tenantId: demo, origin, policy, key: null, deadlineAt: null };
}

function service() {
  const { commit, db } = desk.storage;
  const { ids, hash } = desk.ports;
  const reader = createProposalReader(db);
  return createProposalService({ ledger: { commit }, reader, ids, hash });
}
