import { afterAll, beforeAll, expect, test } from 'vitest';
import { aHold, aLine, eur } from '../builders.ts';
import { startApi, type TestApi } from '../start-api.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.close());

test('who follows nextId sees every change once, in order', async () => {
  const client = api.client();
  const organizationId = await aLine(client);
  for (const amount of ['1.00', '2.00', '3.00']) {
    const holdId = await aHold(client, organizationId, amount);
    await client.captureHold({ params: { holdId }, body: { amount: eur(amount) } });
  }
  const seen: number[] = [];
  let startId = 0;
  for (;;) {
    const page = await client.listEvents({ query: { startId, limit: 2 } });
    if (!page.ok) throw new Error('no page');
    if (page.body.events.length === 0) break;
    seen.push(...page.body.events.map(({ id }) => id));
    startId = page.body.nextId;
  }
  expect(seen).toEqual(seen.map((_, index) => index + 1));
  expect(seen.length).toBe(7);
  const again = await client.listEvents({ query: { startId } });
  expect(again).toMatchObject({ body: { events: [], nextId: startId } });
});

test('an event says what moved, by whom, and what it left', async () => {
  const client = api.client();
  const organizationId = await aLine(client, '500.00');
  const holdId = await aHold(client, organizationId, '120.00');
  const page = await client.listEvents({ query: { organizationId } });
  expect(page.ok && page.body.events[1]).toMatchObject({
    type: 'hold.placed',
    context: 'INTEGRATIONS',
    actor: expect.stringMatching(/^key:cred_/),
    organizationId,
    holdId,
    captureId: null,
    amount: eur('120.00'),
    limit: eur('500.00'),
    held: eur('120.00'),
    exposure: eur('120.00'),
    status: 'open',
  });
});

test('a filter hides events and never stands still', async () => {
  const organizationId = await aLine(api.client());
  const person = api.client(api.tokens.controller);
  await person.stopCreditLine({ params: { organizationId }, body: { reason: 'test' } });
  const page = await person.listEvents({ query: { contexts: ['BACKOFFICE'] } });
  expect(page.ok && page.body.events.map(({ type }) => type)).toEqual(['line.stopped']);
  const jobs = await person.listEvents({ query: { contexts: ['INTERNAL', 'APPLICATION'] } });
  expect(jobs.ok && jobs.body.nextId).toBe(page.ok && page.body.nextId);
});

test.each([
  'startId=-1',
  'startId=1.5',
  'startId=x',
  'limit=0',
  'limit=1001',
  'contexts=NOBODY',
  'contexts=',
  'startId=1&startId=2',
  'startId=99999999999999999999',
])('the query %s is refused', async (query) => {
  const answer = await api.call({ path: `/v1/events?${query}` });
  expect([answer.status, answer.problem.code]).toEqual([400, 'request.invalid']);
});
