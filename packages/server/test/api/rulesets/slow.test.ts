import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { createRulesetThread, type RulesetThread } from '../../../src/workers/index.ts';
import { tangledContent } from '../../builders/decisions.ts';
import { startApi, type TestApi } from '../start-api.ts';

let thread: RulesetThread;
let hasty: RulesetThread;
let useHasty = false;
let api: TestApi;

beforeAll(async () => {
  const workerPath = inject('rulesetWorkerPath');
  thread = createRulesetThread({ workerPath });
  hasty = createRulesetThread({ workerPath, limitMs: 20 });
  api = await startApi({
    examine: (tenantId, asked) => (useHasty ? hasty : thread).examine(tenantId, asked),
  });
});
afterAll(async () => {
  await api.close();
  await Promise.all([thread.close(), hasty.close()]);
});

async function tangled() {
  const body = JSON.stringify({ name: 'Tangled', content: tangledContent(), cases: [] });
  const made = await api.client().createRuleset({ body });
  if (!made.ok) throw new Error(made.problem.code);
  const params = { rulesetId: String(made.body.rulesetId), version: '1' };
  return { params, hash: made.body.hash };
}

test('others are answered while a tangled table is verified', async () => {
  const { params } = await tangled();
  const ended: string[] = [];
  const verified = api
    .client()
    .verifyRuleset({ params })
    .finally(() => ended.push('verify'));
  for (let request = 0; request < 10; request += 1) {
    expect(await api.client().listRulesets({})).toMatchObject({ ok: true });
    ended.push('list');
  }
  expect(await verified).toMatchObject({ ok: true, body: { fit: false } });
  expect(ended).toEqual([...Array.from({ length: 10 }, () => 'list'), 'verify']);
});

test('looking that takes too long is refused, and a version is not published by it', async () => {
  const { params, hash } = await tangled();
  useHasty = true;
  const person = api.client(api.tokens.approver);
  const tooSlow = {
    ok: false,
    status: 422,
    problem: { code: 'decisions.ruleset_too_slow', params: { seconds: 1 } },
  };
  expect(await api.client().verifyRuleset({ params })).toMatchObject(tooSlow);
  expect(await api.client().testRuleset({ params })).toMatchObject(tooSlow);
  expect(await person.publishRuleset({ params, body: { hash } })).toMatchObject(tooSlow);
  useHasty = false;
  expect(await person.getRulesetVersion({ params })).toMatchObject({ body: { status: 'draft' } });
});
