import { afterAll, beforeAll, expect, test } from 'vitest';
import { parkStep } from '../park-step.ts';
import { startApi, type TestApi } from '../start-api.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.close());

const id = (number: number) => `step_01jh00000000000000000000${String(number).padStart(2, '0')}`;

test('a step is listed by its status, service and object, and shown with what it wants', async () => {
  await parkStep(api, id(1), { externalId: 'sub-list' });
  const client = api.client(api.tokens.reader);
  const serviceId = 'svc_01jmzq8v7k3e5r9t1w2x4y6z8a';
  const filters = [
    { status: 'parked', externalId: 'sub-list' },
    { serviceId, externalId: 'sub-list' },
  ] as const;
  for (const query of filters) {
    expect(await client.listProviderSteps({ query })).toMatchObject({
      body: { items: [{ stepId: id(1), status: 'parked', attempts: 1, nextAttemptAt: null }] },
    });
  }
  const done = { query: { status: 'done', externalId: 'sub-list' } } as const;
  expect(await client.listProviderSteps(done)).toMatchObject({ body: { items: [] } });
  expect(await client.getProviderStep({ params: { stepId: id(1) } })).toMatchObject({
    body: {
      ...{ operation: 'create', object: 'subscription', objectVersion: 1, version: 3 },
      ...{ lastError: 'HTTP 422: no such plan', isUnclear: false },
      desired: { productId: 'STD', quantity: 10 },
      settings: { Region: 'eu' },
    },
  });
});

test('pages of a list meet', async () => {
  for (const number of [11, 12, 13]) await parkStep(api, id(number), { externalId: `p-${number}` });
  const client = api.client();
  const seen: string[] = [];
  let cursor: string | undefined;
  do {
    const query = { limit: 2, ...(cursor === undefined ? {} : { cursor }) };
    const page = await client.listProviderSteps({ query });
    if (!page.ok) throw new Error('a page');
    seen.push(...page.body.items.map(({ stepId }) => stepId));
    cursor = page.body.next ?? undefined;
  } while (cursor !== undefined);
  expect(seen).toEqual([...seen].sort().reverse());
  expect(seen).toEqual(expect.arrayContaining([id(11), id(12), id(13)]));
});

test('a parked step is tried again at once, and a repeat of the call gets the same answer', async () => {
  await parkStep(api, id(21), { externalId: 'sub-retry' });
  const call = { params: { stepId: id(21) }, body: { version: 3 }, idempotencyKey: 'retry-21' };
  const first = await api.client().retryProviderStep(call);
  expect(first).toMatchObject({
    ...{ ok: true, replayed: false },
    body: { stepId: id(21), status: 'waiting', version: 4, compensatedBy: null, alsoGivenUp: [] },
  });
  const again = await api.client().retryProviderStep(call);
  expect(again).toEqual({ ...first, replayed: true });
  const step = await api.client().getProviderStep({ params: { stepId: id(21) } });
  expect(step).toMatchObject({
    body: { status: 'waiting', attempts: 0, version: 4, decidedBy: expect.stringMatching(/^key:/) },
  });
});

test('a create that may have been done is given up together with what followed, and cancelled', async () => {
  const externalId = 'sub-give-up';
  await parkStep(api, id(31), { externalId, isUnclear: true });
  const { storage } = api.rooms;
  const more = { externalId, operation: 'update', objectVersion: 2n } as const;
  await parkStep(api, id(32), more);
  const answer = await api.client(api.tokens.controller).giveUpProviderStep({
    params: { stepId: id(31) },
    body: { version: 3, reason: 'the provider is gone' },
    idempotencyKey: 'give-up-31',
  });
  expect(answer).toMatchObject({
    body: { status: 'given_up', alsoGivenUp: [id(32)], compensatedBy: expect.any(String) },
  });
  const rows = await storage.db
    .selectFrom('provider_step')
    .select(['operation', 'status', 'compensates', 'reason'])
    .where('external_id', '=', externalId)
    .orderBy('object_version')
    .orderBy('step_id')
    .execute();
  const reason = 'the provider is gone';
  expect(rows.map((row) => ({ ...row }))).toEqual([
    { operation: 'create', status: 'given_up', compensates: null, reason },
    { operation: 'update', status: 'given_up', compensates: null, reason },
    { operation: 'cancel', status: 'waiting', compensates: id(31), reason: null },
  ]);
});
