import type { AnswerOf, NativeOperations } from '@aval/wire';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readyRulesets } from '../../../src/decisions/index.ts';
import { someFacts } from '../../builders/decisions.ts';
import { startApi, type TestApi } from '../start-api.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.close());

type Receipt = AnswerOf<NativeOperations['createRuleset']>;

async function aRuleset(ready = 'balanced'): Promise<Receipt> {
  const body = JSON.stringify({ name: 'Ours', ready });
  const made = await api.client().createRuleset({ body });
  if (!made.ok) throw new Error(made.problem.code);
  return made.body;
}

test('a ruleset goes from a draft by a key to the one in force by a person, and back', async () => {
  const { rulesetId, hash } = await aRuleset();
  const params = { rulesetId: String(rulesetId), version: '1' };
  const person = api.client(api.tokens.approver);
  expect(await person.publishRuleset({ params, body: { hash } })).toMatchObject({
    ok: true,
    body: { status: 'published', publishedBy: expect.stringMatching(/^user:/) },
  });
  await person.activateRuleset({ params });

  const [cautious] = readyRulesets;
  const draft = JSON.stringify({ content: cautious?.content, cases: cautious?.cases });
  const changed = await api.client().draftRuleset({ params, body: draft });
  const second = changed.ok ? changed.body : null;
  expect(second).toMatchObject({ version: 2, status: 'draft' });
  const next = { ...params, version: '2' };
  await person.publishRuleset({ params: next, body: { hash: second?.hash ?? '' } });
  api.rooms.clock.pass(1_000_000n);
  await person.activateRuleset({ params: next });
  expect(await person.getRuleset({ params })).toMatchObject({ body: { inForce: 2 } });
  api.rooms.clock.pass(1_000_000n);
  await person.rollBackRuleset({ params, body: { version: 1 } });
  api.rooms.clock.pass(1_000_000n);
  expect(await person.getRuleset({ params })).toMatchObject({
    body: {
      name: 'Ours',
      inForce: 1,
      versions: [{ version: 2 }, { version: 1 }],
      activations: [{ version: 1 }, { version: 2 }, { version: 1 }],
    },
  });
  expect(await person.retireRuleset({ params: next })).toMatchObject({
    body: { status: 'retired' },
  });
});

test('what a version says comes back as it was sent', async () => {
  const ready = readyRulesets[2];
  const { rulesetId } = await aRuleset('open');
  const params = { rulesetId: String(rulesetId), version: '1' };
  const { content, cases } = await read(params);
  expect(content).toEqual(ready?.content);
  const again = await api
    .client()
    .draftRuleset({ params, body: JSON.stringify({ content, cases }) });
  expect(again).toMatchObject({ ok: true, body: { revision: 2 } });
  expect((await read(params)).hash).toBe((await read(params)).hash);
});

test('a test tells what becomes of facts, why, and what would have passed', async () => {
  const { rulesetId } = await aRuleset();
  const params = { rulesetId: String(rulesetId), version: '1' };
  const facts = someFacts({ amount: '10000.01' });
  const answer = await api.client().testRuleset({ params, body: { facts: { ...facts } } });
  expect(answer).toMatchObject({
    ok: true,
    body: {
      passed: true,
      tried: {
        judgement: {
          verdict: 'review',
          riskClass: 'A',
          limitAdvice: '50000',
          reasons: [{ code: 'over_headroom' }],
          remedies: [{ code: 'amount.lower', params: { amount: '10000.00', currency: 'EUR' } }],
        },
      },
    },
  });
  const tables = answer.ok ? (answer.body.tried?.trace.tables ?? []) : [];
  expect(tables.map(({ table }) => table)).toEqual(['Risk class', 'Limit advice', 'Verdict']);
  expect(tables[2]?.rules[2]).toEqual({ rule: 3, outcome: 'matched' });
});

test('a list goes on where it ended', async () => {
  await aRuleset();
  const client = api.client();
  const first = await client.listRulesets({ query: { limit: 1 } });
  const cursor = first.ok ? first.body.next : null;
  expect(first).toMatchObject({ body: { items: [{ rulesetId: 1 }] } });
  const second = await client.listRulesets({ query: { limit: 1, cursor: cursor ?? '' } });
  expect(second).toMatchObject({ body: { items: [{ rulesetId: 2 }] } });
});

async function read(params: { readonly rulesetId: string; readonly version: string }) {
  const answer = await api.client().getRulesetVersion({ params });
  if (!answer.ok) throw new Error(answer.problem.code);
  return answer.body;
}
