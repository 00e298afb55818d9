import { afterAll, beforeAll, expect, test } from 'vitest';
import type { RulesetContent } from '../../../src/decisions/index.ts';
import { someContent, someFacts } from '../../builders/decisions.ts';
import { dumpOf } from '../dump.ts';
import { startApi, type TestApi } from '../start-api.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.close());

const passes = {
  name: 'a small amount passes',
  facts: someFacts({ amount: '50.00' }),
  expect: { verdict: 'approved' },
};

async function aDraft(content: RulesetContent, cases: readonly unknown[] = [passes]) {
  const body = JSON.stringify({ name: 'Ours', content, cases });
  const made = await api.client().createRuleset({ body });
  if (!made.ok) throw new Error(`${made.problem.code} ${JSON.stringify(made.problem.params)}`);
  const params = { rulesetId: String(made.body.rulesetId), version: '1' };
  return { params, hash: made.body.hash };
}

const loop = (text: string) =>
  someContent({
    helpers: { Work: { type: 'literal', text, typeRef: 'number' } },
    columns: ['Work'],
    rules: [['-', 'approved', 'small']],
  });

const unfit: readonly (readonly [name: string, content: RulesetContent, text: RegExp])[] = [
  ['a syntax error', someContent({ rules: [['<= (', 'approved', 'small']] }), /syntax/],
  [
    'a gap',
    someContent({ rules: [['< 100', 'approved', 'small']] }),
    /Verdict: .*for example amount 100/,
  ],
  [
    'a conflict',
    someContent({
      hitPolicy: 'A',
      rules: [
        ['<= 100', 'approved', 'small'],
        ['>= 100', 'review', 'large'],
      ],
    }),
    /for example amount 100/,
  ],
  ['a loop without an end', loop('count(for i in 1..1000000000 return i)'), /comes to review/],
];

test.each(unfit)('a ruleset with %s cannot be published by any route', async (_, content, text) => {
  const { params, hash } = await aDraft(content);
  const before = await dumpOf(api);
  const person = api.client(api.tokens.both);
  const published = await person.publishRuleset({ params, body: { hash } });
  expect(published).toMatchObject({ status: 409, problem: { code: 'decisions.ruleset_unfit' } });
  const problems = published.ok
    ? []
    : (published.problem.params as { problems: string[] }).problems;
  expect(problems.join('\n')).toMatch(text);
  for (const answer of [
    await person.activateRuleset({ params }),
    await person.rollBackRuleset({ params, body: { version: 1 } }),
    await person.retireRuleset({ params }),
  ]) {
    expect([answer.status, answer.ok]).toEqual([409, false]);
  }
  expect(await person.verifyRuleset({ params })).toMatchObject({ body: { fit: false } });
  expect(await dumpOf(api)).toEqual(before);
  expect(await person.getRuleset({ params })).toMatchObject({ body: { inForce: null } });
});

test('a ruleset whose cases come out otherwise cannot be published', async () => {
  const { params, hash } = await aDraft(someContent(), [
    { ...passes, expect: { verdict: 'rejected' } },
  ]);
  const answer = await api.client(api.tokens.approver).publishRuleset({ params, body: { hash } });
  expect(answer).toMatchObject({
    status: 409,
    problem: {
      params: {
        problems: [
          'The case "a small amount passes" expects verdict rejected and comes to approved.',
        ],
      },
    },
  });
});

test('a key drafts and tests, and neither publishes nor activates', async () => {
  const { params, hash } = await aDraft(someContent());
  const key = api.client();
  expect((await key.testRuleset({ params })).status).toBe(200);
  for (const answer of [
    await key.publishRuleset({ params, body: { hash } }),
    await key.activateRuleset({ params }),
    await key.rollBackRuleset({ params, body: { version: 1 } }),
    await key.retireRuleset({ params }),
  ]) {
    expect([answer.status, answer.ok]).toEqual([403, false]);
  }
});

const hostile = [
  'count(for i in 1..1000000000 return i)',
  'count(for a in 1..9999, b in 1..9999, c in 1..9999 return a * b * c)',
  'sum(for i in 1..9000 return count(for k in 1..9000 return i))',
];

test('a hostile rule ends at its step limit, and slows nobody', async () => {
  const facts = { ...someFacts() };
  for (const text of hostile) {
    const { params } = await aDraft(loop(text));
    const started = performance.now();
    const tries = Array.from({ length: 20 }, () =>
      api.client().testRuleset({ params, body: { facts } }),
    );
    const others = Array.from({ length: 20 }, () => api.client().listRulesets({}));
    const answers = await Promise.all([...tries, ...others]);
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200));
    expect(await tries[0]).toMatchObject({
      body: { tried: { judgement: { verdict: 'review', gaps: ['ruleset.limit_passed'] } } },
    });
    expect(performance.now() - started).toBeLessThan(3_000);
  }
});

const unreadable: readonly (readonly [name: string, body: string, status: number, code: string])[] =
  [
    ['no JSON', '{"name"', 400, 'json.syntax'],
    ['a list', '[]', 400, 'request.invalid'],
    ['a member twice', '{"name":"a","name":"b","ready":"open"}', 400, 'json.duplicate_key'],
    ['an unknown member', '{"name":"a","ready":"open","x":1}', 400, 'request.unknown_member'],
    ['no name', '{"ready":"open"}', 400, 'request.invalid'],
    ['no such ready one', '{"name":"a","ready":"strict"}', 400, 'request.invalid'],
    ['no content', '{"name":"a","cases":[]}', 422, 'decisions.ruleset_unreadable'],
    [
      'a model that is none',
      JSON.stringify({ name: 'a', content: { ...someContent(), model: {} }, cases: [] }),
      422,
      'decisions.ruleset_unreadable',
    ],
    [
      'a case without facts',
      JSON.stringify({ name: 'a', content: someContent(), cases: [{ name: 'x' }] }),
      422,
      'decisions.ruleset_unreadable',
    ],
  ];

test.each(unreadable)('%s is refused, and nothing is written', async (_, body, status, code) => {
  const before = await dumpOf(api);
  const answer = await api.client().createRuleset({ body });
  expect(answer).toMatchObject({ status, problem: { code } });
  expect(await dumpOf(api)).toEqual(before);
});
