import { afterEach, expect, inject, test } from 'vitest';
import { checkPublishable, readyRulesets } from '../../src/decisions/index.ts';
import { readyRules } from '../../src/fulfilment/rules/ready-rules.ts';
import { present } from '../../src/kernel/assert.ts';
import type { TenantId } from '../../src/kernel/ids.ts';
import { createRulesetThread, type RulesetThread } from '../../src/workers/ruleset-thread.ts';
import { tangledContent } from '../builders/decisions.ts';

const tenantId = 'tnt_one' as TenantId;
const threads: RulesetThread[] = [];

function aThread(options: { readonly limitMs?: number; readonly idleMs?: number } = {}) {
  const thread = createRulesetThread({ workerPath: inject('rulesetWorkerPath'), ...options });
  threads.push(thread);
  return thread;
}
afterEach(async () => {
  await Promise.all(threads.splice(0).map((thread) => thread.close()));
});

const [ready] = readyRulesets;
const simple = {
  kind: 'gate',
  content: ready?.content as never,
  cases: ready?.cases as never,
} as const;
const tangled = { kind: 'gate', content: tangledContent(), cases: [] } as const;

test('the thread says of a ruleset what the gate says of it', async () => {
  const thread = aThread();
  const broken = { ...simple, cases: [] };
  expect(await thread.examine(tenantId, simple)).toEqual({
    ok: true,
    value: { gate: checkPublishable(simple.content, simple.cases), test: null },
  });
  expect(await thread.examine(tenantId, broken)).toMatchObject({
    value: { gate: { problems: [{ code: 'ruleset.cases_missing' }] } },
  });
});

test('whoever asks something else is answered while a tangled table is looked at', async () => {
  const thread = aThread();
  let turns = 0;
  let isEnded = false;
  const ended = thread.examine(tenantId, tangled).finally(() => {
    isEnded = true;
  });
  while (!isEnded) {
    await new Promise((next) => setImmediate(next));
    turns += 1;
  }
  expect(await ended).toMatchObject({ ok: true, value: { gate: { problems: expect.anything() } } });
  // Looked at in this thread, the table would leave it one turn.
  expect(turns).toBeGreaterThan(100);
});

test('what takes too long ends with a refusal, and the next one is looked at all the same', async () => {
  const thread = aThread({ limitMs: 20 });
  expect(await thread.examine(tenantId, tangled)).toEqual({
    ok: false,
    refusal: { code: 'decisions.ruleset_too_slow', seconds: 1 },
  });
  const other = aThread();
  const both = await Promise.all([
    other.examine(tenantId, tangled),
    other.examine('tnt_two' as TenantId, simple),
  ]);
  expect(both.map(({ ok }) => ok)).toEqual([true, true]);
});

test('one tenant alone cannot fill the queue', async () => {
  const thread = aThread();
  const first = [thread.examine(tenantId, tangled), thread.examine(tenantId, simple)];
  await expect(thread.examine(tenantId, simple)).rejects.toMatchObject({
    code: 'storage.overloaded',
    outcome: 'none',
  });
  const other = await thread.examine('tnt_two' as TenantId, simple);
  expect([other, ...(await Promise.all(first))].map(({ ok }) => ok)).toEqual([true, true, true]);
});

test('a thread that was idle for a while is made anew with the next question', async () => {
  const thread = aThread({ idleMs: 0 });
  for (let round = 0; round < 3; round += 1) {
    expect(await thread.examine(tenantId, simple)).toMatchObject({ ok: true });
    await new Promise((next) => setImmediate(next));
  }
});

test('a server that stops leaves nobody waiting', async () => {
  const thread = aThread();
  const waiting = [tangled, simple].map((one) => thread.examine(tenantId, one));
  const answers = Promise.allSettled(waiting);
  await thread.close();
  for (const answer of await answers) {
    expect(answer).toMatchObject({ status: 'rejected', reason: { code: 'storage.closed' } });
  }
});

test('the thread says of business rules what their gate says, and tries facts on them', async () => {
  const thread = aThread();
  const { content, cases } = present(readyRules('subscription.cancel'), 'ready rules');
  const gate = { kind: 'rule_gate', content, cases, byDefault: 'en' } as const;
  expect(await thread.lookAtRules(tenantId, gate)).toEqual({
    ok: true,
    value: { gate: { problems: [], notes: [] }, test: null },
  });
  const languages = { asked: 'nl', byDefault: 'en' } as const;
  const facts = { daysSincePurchase: 15, cancelWindowDays: 14 };
  const tried = await thread.lookAtRules(tenantId, {
    ...{ kind: 'rule_test', content, cases, facts, languages },
  });
  expect(tried).toMatchObject({
    ok: true,
    value: { test: { tried: { answer: { code: -80_240 }, trace: { tables: [{}] } } } },
  });
});

test('business rules that take too long are refused like any other', async () => {
  const thread = aThread({ limitMs: 1 });
  const { content, cases } = present(readyRules('subscription.create'), 'ready rules');
  const gate = { kind: 'rule_gate', content, cases, byDefault: 'en' } as const;
  expect(await thread.lookAtRules(tenantId, gate)).toEqual({
    ok: false,
    refusal: { code: 'fulfilment.rules_too_slow', seconds: 1 },
  });
});
