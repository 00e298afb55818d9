import type { NativeOperationId } from '@aval/wire';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { present } from '../../../src/kernel/assert.ts';
import { ok } from '../../access/rooms.ts';
import { anApplication } from '../an-application.ts';
import { aHold, aLine, anOrganization } from '../builders.ts';
import { dumpOf } from '../dump.ts';
import { expireHold } from '../expire-hold.ts';
import { openReview } from '../open-review.ts';
import { parkStep } from '../park-step.ts';
import { operationList, sampleCall } from '../sample-calls.ts';
import { type AnyRequest, startApi, type TestApi } from '../start-api.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startApi();
  ok(
    await api.rooms.parties.changeTenant('demo' as never, {
      settings: { 'limit.secondPersonAbove': '5000' },
      expectedVersion: null,
    }),
  );
});
afterAll(() => api.close());

const keyed = operationList.filter(([, { isKeyed }]) => isKeyed === true).map(([id]) => id);

let count = 0;
let stepsParked = 0;

/** A call of each kind that has an effect, on objects of its own; and the same with other content. */
async function prepare(id: NativeOperationId): Promise<readonly [AnyRequest, AnyRequest]> {
  count += 1;
  const client = api.client();
  const organizationId = await aLine(client);
  const other = await anOrganization(client);
  if (id === 'approveProposal' || id === 'rejectProposal' || id === 'withdrawProposal') {
    return prepareProposal(id, organizationId);
  }
  if (id.endsWith('Review')) return prepareReview(id);
  if (id.endsWith('Application')) return prepareApplication(id);
  if (id.endsWith('ProviderStep')) return prepareProviderStep(id);
  const holdId =
    id === 'reviveHold' ? await anExpired(organizationId) : await aHold(client, organizationId);
  const otherHold = await aHold(client, organizationId, '20.00');
  const call = sampleCall(id, { organizationId, holdId });
  if (id === 'placeHold') {
    const amount = { amount: '10.00', currency: 'EUR' };
    const body = { organizationId, amount };
    return [
      { ...call, body },
      { ...call, body: { ...body, kind: 'soft' } },
    ];
  }
  if (id === 'putCompany') return [call, { ...call, body: { name: 'Else' } }];
  if (id === 'createRuleset') {
    return [call, { ...call, body: '{"name":"Else","ready":"open"}' }];
  }
  if (id === 'createOrganization') return [call, { ...call, body: { name: 'Else' } }];
  if (id === 'addRate') {
    const body = { from: 'USD', to: 'EUR', rate: '0.91', validFrom: `20${count + 20}-01-02` };
    return [
      { ...call, body },
      { ...call, body: { ...body, rate: '0.92' } },
    ];
  }
  const elsewhere = sampleCall(id, {
    organizationId: other.organizationId,
    holdId: otherHold,
  });
  if (id === 'extendHold') {
    const body = { dueAfterSeconds: 30 * 86_400 };
    return [
      { ...call, body },
      { ...elsewhere, body },
    ];
  }
  if (id === 'addReference') {
    const body = { source: 'erp', kind: 'number', value: `K-${count}` };
    return [
      { ...call, body },
      { ...call, body: { ...body, value: `L-${count}` } },
    ];
  }
  return [call, elsewhere];
}

async function anExpired(organizationId: string): Promise<string> {
  const holdId = await aHold(api.client(), organizationId, '5.00', { dueAfterSeconds: 1 });
  await expireHold(api, holdId);
  return holdId;
}

async function prepareProposal(id: NativeOperationId, organizationId: string) {
  const limit = { amount: '9000.00', currency: 'EUR' };
  const token = id === 'withdrawProposal' ? api.tokens.both : api.tokens.controller;
  const made = await api
    .client(token)
    .setCreditLine({ params: { organizationId }, body: { currency: 'EUR', limit } });
  const proposal = present(made.ok && 'proposal' in made.body ? made.body.proposal : null, 'one');
  const { proposalId, changeHash } = proposal;
  const call = { ...sampleCall(id, { proposalId }), token: api.tokens.both };
  const first = id === 'approveProposal' ? { ...call, body: { changeHash } } : call;
  const second = await aSecondProposal(token);
  const other = { ...sampleCall(id, { proposalId: second.proposalId }), token: api.tokens.both };
  return [
    first,
    id === 'approveProposal' ? { ...other, body: { changeHash: second.changeHash } } : other,
  ] as const;
}

async function prepareApplication(id: NativeOperationId) {
  const call = async (): Promise<AnyRequest> => ({
    ...sampleCall(id, { applicationId: await anApplication(api) }),
    token: api.tokens.both,
  });
  return [await call(), await call()] as const;
}

async function prepareProviderStep(id: NativeOperationId) {
  const call = async (externalId: string): Promise<AnyRequest> => {
    const number = String(stepsParked).padStart(2, '0');
    stepsParked += 1;
    const stepId = `step_01jh00000000000000000001${number}`;
    await parkStep(api, stepId, { externalId: `${externalId}-${number}` });
    const sample = sampleCall(id, { stepId });
    return { ...sample, body: { ...(sample.body as object), version: 3 } };
  };
  return [await call('sub'), await call('other')] as const;
}

async function prepareReview(id: NativeOperationId) {
  const call = async (): Promise<AnyRequest> => {
    const sample = sampleCall(id, { reviewId: await openReview(api) });
    const body = id === 'assignReview' ? { version: 1, userId: null } : sample.body;
    return { ...sample, body, token: api.tokens.both };
  };
  return [await call(), await call()] as const;
}

async function aSecondProposal(token: string) {
  const organizationId = await aLine(api.client());
  const made = await api.client(token).setCreditLine({
    params: { organizationId },
    body: { currency: 'EUR', limit: { amount: '8000.00', currency: 'EUR' } },
  });
  return present(made.ok && 'proposal' in made.body ? made.body.proposal : null, 'second one');
}

test.each(keyed)('%s: the same key gives the same bytes, and one effect', async (id) => {
  const [call] = await prepare(id);
  const headers = { 'idempotency-key': `same-${id}` };
  const first = await api.call({ ...call, headers });
  expect([first.status, first.headers['idempotent-replayed']]).toEqual([
    first.status < 300 ? first.status : 'an answer',
    undefined,
  ]);
  const after = await dumpOf(api);
  const again = await api.call({ ...call, headers });
  expect(again.status).toBe(first.status);
  expect(again.text).toBe(first.text);
  expect(again.headers['etag']).toBe(first.headers['etag']);
  expect(again.headers['idempotent-replayed']).toBe('true');
  expect(await dumpOf(api)).toEqual(after);
});

test.each(keyed)('%s: the same key with other content is refused', async (id) => {
  const [call, other] = await prepare(id);
  const headers = { 'idempotency-key': `other-${id}` };
  await api.call({ ...call, headers });
  const after = await dumpOf(api);
  const refused = await api.call({ ...other, headers });
  expect([refused.status, refused.problem.code]).toEqual([422, 'key.other_content']);
  expect(await dumpOf(api)).toEqual(after);
});

test('members in another order, and white space, are the same content', async () => {
  const organizationId = await aLine(api.client());
  const headers = { 'idempotency-key': 'order' };
  const call = { method: 'POST', path: '/v1/holds', headers } as const;
  const one = `{"organizationId":"${organizationId}","amount":{"amount":"1.00","currency":"EUR"}}`;
  const two = `{ "amount": {"currency":"EUR", "amount":"1.00"}, "organizationId":"${organizationId}" }`;
  const first = await api.call({ ...call, body: one });
  const second = await api.call({ ...call, body: two });
  expect(second.text).toBe(first.text);
});

test('a refusal of credit is remembered with its key, and judged anew without one', async () => {
  const client = api.client();
  const organizationId = await aLine(client, '5.00');
  const body = { organizationId, amount: { amount: '10.00', currency: 'EUR' } };
  const refused = await client.placeHold({ body, idempotencyKey: 'no-1' });
  const limit = { amount: '50.00', currency: 'EUR' };
  await client.setCreditLine({ params: { organizationId }, body: { currency: 'EUR', limit } });
  const again = await client.placeHold({ body, idempotencyKey: 'no-1' });
  expect(again).toEqual({ ...refused, replayed: true });
  expect(await client.placeHold({ body })).toMatchObject({ body: { approved: true } });
});

test('many calls with one key at the same time are one call', async () => {
  const organizationId = await aLine(api.client(), '1000.00');
  const body = { organizationId, amount: { amount: '10.00', currency: 'EUR' } };
  const headers = { 'idempotency-key': 'at-once' };
  const answers = await Promise.all(
    Array.from({ length: 30 }, () =>
      api.call({ method: 'POST', path: '/v1/holds', headers, body }),
    ),
  );
  expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
  const fresh = answers.filter(({ headers: sent }) => sent['idempotent-replayed'] === undefined);
  expect(fresh.length).toBe(1);
  const list = await api.client().listHolds({ query: { organizationId } });
  expect(list.ok && list.body.items.length).toBe(1);
});
