import type { Boxed } from '@aval/dmn';
import { expect, test } from 'vitest';
import { someContent, someFacts, text } from '../../test/builders/decisions.ts';
import { checkPublishable } from './gate.ts';
import { judge } from './judge.ts';
import { readyRulesets } from './ready/ready-rulesets.ts';
import type { RulesetCase, RulesetContent } from './ruleset.ts';

const passes: RulesetCase = {
  name: 'a small amount passes',
  facts: someFacts({ amount: '50.00' }),
  expect: { verdict: 'approved', reasons: ['small'] },
};

function problemsOf(content: RulesetContent, cases: readonly RulesetCase[] = [passes]) {
  return checkPublishable(content, cases).problems;
}

test.each(readyRulesets)('the ready ruleset $key may be published as it is', (ready) => {
  expect(checkPublishable(ready.content, ready.cases)).toEqual({ problems: [], notes: [] });
  expect(ready.cases.length).toBeGreaterThan(7);
});

test('a syntax error is refused with the cell', () => {
  const content = someContent({ rules: [['<= (', 'approved', 'small']] });
  expect(problemsOf(content)).toContainEqual({
    code: 'ruleset.model_problem',
    where: 'Verdict, rule 1, input 1',
    detail: expect.stringContaining('syntax'),
  });
});

test('a gap is refused with amounts that no rule decides', () => {
  const content = someContent({
    rules: [
      ['< 100', 'approved', 'small'],
      ['> 100', 'review', 'large'],
    ],
  });
  expect(problemsOf(content)).toContainEqual(
    expect.objectContaining({
      code: 'ruleset.table_unclean',
      finding: 'gap',
      table: 'Verdict',
      example: [{ input: 'amount', value: '100' }],
    }),
  );
  // The author may say that it is meant for the default.
  expect(problemsOf({ ...content, meantForNoMatch: { Verdict: [['100']] } })).toEqual([]);
  expect(problemsOf({ ...content, meantForNoMatch: { Verdict: [['99']] } })).not.toEqual([]);
});

test('two rules for one case are refused where the table promises one, with the case', () => {
  const rules = [
    ['<= 100', 'approved', 'small'],
    ['>= 100', 'review', 'large'],
  ];
  const example = [{ input: 'amount', value: '100' }];
  expect(problemsOf(someContent({ rules }))).toContainEqual(
    expect.objectContaining({ finding: 'overlap', rules: [1, 2], example }),
  );
  expect(problemsOf(someContent({ rules, hitPolicy: 'A' }))).toContainEqual(
    expect.objectContaining({ finding: 'conflict', rules: [1, 2], example }),
  );
});

test('a rule that can never decide is refused', () => {
  const content = someContent({
    hitPolicy: 'F',
    rules: [
      ['-', 'approved', 'small'],
      ['> 100', 'review', 'large'],
    ],
  });
  expect(problemsOf(content)).toContainEqual(
    expect.objectContaining({ finding: 'unreachable', rules: [2] }),
  );
});

test('a table that does not say what happens when no rule matches is refused', () => {
  const helpers = {
    Band: {
      type: 'table',
      hitPolicy: 'U',
      typeRef: null,
      inputs: [{ label: null, text: 'amount', typeRef: 'number', values: null }],
      outputs: [{ name: null, typeRef: 'string', values: null, fallback: null }],
      rules: [{ tests: ['< 10'], outputs: ['"low"'], annotation: null }],
    },
  } satisfies Record<string, Boxed>;
  expect(problemsOf(someContent({ helpers }))).toContainEqual({
    code: 'ruleset.no_match_undeclared',
    table: 'Band',
  });
});

test('inputs must be facts, with their type', () => {
  expect(problemsOf(someContent({ inputs: { shoeSize: 'number' } }))).toContainEqual({
    code: 'ruleset.input_unknown',
    input: 'shoeSize',
  });
  expect(problemsOf(someContent({ inputs: { amount: 'string' } }))).toContainEqual({
    code: 'ruleset.input_ill_typed',
    input: 'amount',
    expected: 'number',
  });
});

test('a verdict that nobody knows and a reason without a text are refused', () => {
  const content = someContent({
    rules: [
      ['<= 100', 'perhaps', 'small'],
      ['> 100', 'review', 'untold'],
    ],
  });
  expect(problemsOf(content)).toEqual([
    {
      code: 'ruleset.output_unfit',
      table: 'Verdict',
      detail: 'rule 1 gives none of "approved", "review", "rejected"',
    },
    { code: 'ruleset.text_missing', reason: 'untold' },
  ]);
});

test('a text may name facts alone', () => {
  const texts = { ...someContent().texts, small: text('at most {maximum}') };
  expect(problemsOf(someContent({}, { texts }))).toEqual([
    { code: 'ruleset.text_name_unknown', reason: 'small', name: 'maximum' },
  ]);
});

test('a case that comes out otherwise is refused, with what it came to', () => {
  const wrong: RulesetCase = { ...passes, name: 'wrong', facts: someFacts({ amount: '101.00' }) };
  expect(problemsOf(someContent(), [passes, wrong])).toMatchObject([
    {
      code: 'ruleset.case_failed',
      outcome: {
        name: 'wrong',
        differences: [
          { what: 'verdict', expected: 'approved', actual: 'review' },
          { what: 'reasons', expected: 'small', actual: 'large' },
        ],
      },
    },
  ]);
  expect(problemsOf(someContent(), [])).toEqual([{ code: 'ruleset.cases_missing' }]);
});

test('a table that would hold up everybody is refused before it is analysed', () => {
  const rules = Array.from({ length: 201 }, (_, at) => [`= ${at}`, 'approved', 'small']);
  expect(problemsOf(someContent({ rules }))).toEqual([
    { code: 'ruleset.too_large', detail: 'a table of more than 200 rules' },
  ]);
});

const hostile: readonly (readonly [string, string])[] = [
  ['a huge loop', 'count(for i in 1..1000000000 return i)'],
  ['loops in loops', 'count(for a in 1..9999, b in 1..9999, c in 1..9999 return a * b * c)'],
  ['a quantified search', 'if some i in 1..999999999 satisfies i < 0 then 1 else 0'],
  ['a text that doubles', `string length(${'string join(["a", '.repeat(9)}"b"${'])'.repeat(9)})`],
  ['a long nest', `${'('.repeat(5000)}amount${')'.repeat(5000)}`],
];

test.each(hostile)('%s ends at its limit: a review or a refusal, in little time', (_, formula) => {
  const content = someContent({
    helpers: { Work: { type: 'literal', text: formula, typeRef: 'number' } },
    columns: ['Work'],
    rules: [['-', 'approved', 'small']],
  });
  const started = performance.now();
  const report = checkPublishable(content, [passes]);
  for (let times = 0; times < 10; times += 1) {
    const { verdict } = judge(content, someFacts());
    if (report.problems.length > 0) expect(verdict).toBe('review');
  }
  expect(performance.now() - started).toBeLessThan(2_000);
});
