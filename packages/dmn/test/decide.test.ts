import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Facts, Ruleset } from '../src/decide.ts';
import { decimal } from '../src/decimal/text.ts';
import type { Model } from '../src/model/model.ts';
import { type PrepareOptions, prepareRuleset } from '../src/prepare-ruleset.ts';
import { fromJson, toJson } from '../src/value/json.ts';
import { showLiteral } from '../src/value/show.ts';
import { aModel, aTable, aTableModel } from './models/build-model.ts';

const verdicts = aTableModel({
  hitPolicy: 'F',
  inputs: { amount: 'number', 'overdue days': 'number', country: 'string', since: 'date' },
  rules: [
    ['-', '> 60', '-', '-', '"reject"'],
    ['<= 1000.00', '-', '"NL", "BE"', '-', '"approve"'],
    ['<= 5000', '0', 'not("XX")', '< @"2020-01-01"', '"approve"'],
    ['> 100000', '-', '-', '-', '"reject"'],
  ],
});

const facts = { amount: 900, 'overdue days': 0n, country: 'NL', since: '2024-05-01' };

function rulesetOf(model: Model, options: Partial<PrepareOptions> = {}): Ruleset {
  const prepared = prepareRuleset(model, { onNoMatch: { Verdict: 'review' }, ...options });
  if (!prepared.ok) throw new Error(JSON.stringify(prepared.refusals));
  return prepared.ruleset;
}

function outcome(ruleset: Ruleset, given: Facts): string {
  const decided = ruleset.decide(given);
  if (!decided.ok) return JSON.stringify(decided.error);
  return [...decided.values].map(([name, value]) => `${name}: ${showLiteral(value)}`).join(', ');
}

test('a ruleset decides on complete facts', () => {
  const ruleset = rulesetOf(verdicts);
  expect(outcome(ruleset, facts)).toBe('Verdict: "approve"');
  expect(outcome(ruleset, { ...facts, 'overdue days': 61 })).toBe('Verdict: "reject"');
  expect(outcome(ruleset, { ...facts, amount: decimal('1000.01') })).toBe('Verdict: "review"');
  expect(outcome(ruleset, { ...facts, amount: 4000, since: '2019-12-31' })).toBe(
    'Verdict: "approve"',
  );
});

test('a missing or ill-typed fact is an error of its own, never "no match"', () => {
  const ruleset = rulesetOf(verdicts);
  const { country: _, ...rest } = facts;
  expect(outcome(ruleset, rest)).toBe('{"code":"dmn.input_missing","input":"country"}');
  expect(outcome(ruleset, { ...facts, country: null })).toContain('dmn.input_missing');
  const illTyped: Facts[] = [
    { ...facts, amount: '900' },
    { ...facts, amount: Number.NaN },
    { ...facts, amount: 0.1 + 0.2 },
    { ...facts, amount: true },
    { ...facts, amount: { kind: 'number', coefficient: 1.5, exponent: 0 } },
    { ...facts, since: '2024-13-01' },
    { ...facts, since: 20240501 },
    { ...facts, country: ['NL', 'BE'] },
  ];
  for (const given of illTyped) {
    expect(outcome(ruleset, given)).toContain('dmn.input_ill_typed');
  }
});

test('facts come from the object itself, never from its prototype', () => {
  const ruleset = rulesetOf(verdicts);
  expect(outcome(ruleset, Object.create(facts) as Facts)).toContain('dmn.input_missing');
});

test('a table that does not say what no match means is refused', () => {
  const prepared = prepareRuleset(verdicts, { onNoMatch: {} });
  expect(prepared).toEqual({
    ok: false,
    refusals: [{ code: 'dmn.no_match_undeclared', table: 'Verdict' }],
  });
});

test('a model with a mistake in any cell is refused, with the cell', () => {
  const broken = aTableModel({ inputs: { amount: 'number' }, rules: [['> > 5', '"x"']] });
  const prepared = prepareRuleset(broken, { onNoMatch: { Verdict: 'review' } });
  expect(!prepared.ok && prepared.refusals[0]).toMatchObject({
    code: 'dmn.model_problem',
    problem: { code: 'syntax', where: 'Verdict, rule 1, input 1' },
  });
});

test('an input without a type, a name twice and an unknown decision are refused', () => {
  const untyped = {
    ...verdicts,
    inputs: verdicts.inputs.map((input) => ({ ...input, typeRef: null })),
  };
  const codes = (model: Model, options: Partial<PrepareOptions> = {}) => {
    const prepared = prepareRuleset(model, { onNoMatch: { Verdict: 'review' }, ...options });
    return prepared.ok ? [] : prepared.refusals.map(({ code }) => code);
  };
  expect(codes(untyped)).toContain('dmn.input_untyped');
  expect(codes(verdicts, { decisions: ['Nothing'] })).toEqual(['dmn.decision_unknown']);
  const twice = { ...verdicts, inputs: [...verdicts.inputs, ...verdicts.inputs.slice(0, 1)] };
  expect(codes(twice)).toContain('dmn.name_taken');
});

test('a broken promise of the hit policy, a value that is missing and a null result are errors', () => {
  const overlapping = aTableModel({
    inputs: { amount: 'number' },
    rules: [
      ['> 1', '"a"'],
      ['> 2', '"b"'],
    ],
  });
  expect(outcome(rulesetOf(overlapping), { amount: 5 })).toBe(
    '{"code":"dmn.table_failed","violation":{"code":"several_rules_match","table":"Verdict","rules":[1,2]}}',
  );
  const dividing = aModel({
    inputs: { amount: 'number', limit: 'number' },
    decisions: {
      Verdict: {
        requires: ['amount', 'limit'],
        logic: aTable({ inputs: { 'amount / limit': 'number' }, rules: [['< 1', '"a"']] }),
      },
    },
  });
  expect(outcome(rulesetOf(dividing), { amount: 5, limit: 0 })).toContain('input_without_value');
  const nothing = aModel({
    inputs: { amount: 'number' },
    decisions: { Rate: { requires: ['amount'], logic: '1 / amount' } },
  });
  expect(outcome(rulesetOf(nothing, { onNoMatch: {} }), { amount: 0 })).toBe(
    '{"code":"dmn.no_result","decision":"Rate"}',
  );
});

test('an endless rule ends in an error', () => {
  const endless = aModel({
    inputs: { amount: 'number' },
    decisions: { Loop: { requires: ['amount'], logic: 'count(for i in 1..amount return i)' } },
  });
  const ruleset = rulesetOf(endless, { onNoMatch: {} });
  expect(outcome(ruleset, { amount: 10 })).toBe('Loop: 10');
  expect(outcome(ruleset, { amount: 10n ** 12n })).toBe(
    '{"code":"dmn.limit_passed","limit":"steps"}',
  );
});

test('the trace says of each rule that it matched, or on which column it failed and why', () => {
  const decided = rulesetOf(verdicts).decide({ ...facts, amount: 2000 }, { isTracing: true });
  expect(decided.ok && decided.tables).toEqual([
    {
      table: 'Verdict',
      inputs: [
        { label: 'amount', value: decimal('2000') },
        { label: 'overdue days', value: decimal('0') },
        { label: 'country', value: 'NL' },
        { label: 'since', value: { kind: 'date', year: 2024, month: 5, day: 1 } },
      ],
      rules: [
        { rule: 1, outcome: 'failed', column: 2, actual: decimal('0'), expected: '> 60' },
        { rule: 2, outcome: 'failed', column: 1, actual: decimal('2000'), expected: '<= 1000.00' },
        {
          rule: 3,
          outcome: 'failed',
          column: 4,
          actual: { kind: 'date', year: 2024, month: 5, day: 1 },
          expected: '< @"2020-01-01"',
        },
        { rule: 4, outcome: 'failed', column: 1, actual: decimal('2000'), expected: '> 100000' },
      ],
    },
  ]);
});

test('tracing changes no decision, and the same facts give the same one again', () => {
  const ruleset = rulesetOf(verdicts);
  const someFacts = fc.record({
    amount: fc.bigInt({ min: -10n, max: 200_000n }),
    'overdue days': fc.integer({ min: 0, max: 90 }),
    country: fc.constantFrom('NL', 'BE', 'XX', ''),
    since: fc.constantFrom('2019-01-01', '2020-01-01', '2024-01-01'),
  });
  fc.assert(
    fc.property(someFacts, (given) => {
      const plain = ruleset.decide(given);
      const traced = ruleset.decide(given, { isTracing: true });
      expect(plain.ok && traced.ok && [...traced.values]).toEqual(plain.ok && [...plain.values]);
      expect(ruleset.decide(given)).toEqual(plain);
    }),
  );
});

test('values survive the way through JSON, so that a decision can be replayed', () => {
  const aValue = fc.letrec((tie) => ({
    value: fc.oneof(
      { maxDepth: 3 },
      fc.constantFrom(null, true, false),
      fc.string(),
      fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n }).map((whole) => decimal(`${whole}e-4`)),
      fc.constant({ kind: 'date', year: 2026, month: 7, day: 1 } as const),
      fc.array(tie('value'), { maxLength: 3 }),
      fc
        .array(fc.tuple(fc.constantFrom('a', '@number', '@@x', '__proto__'), tie('value')), {
          maxLength: 3,
        })
        .map((entries) => ({ kind: 'context', entries: new Map(entries as never) })),
    ),
  })).value;
  fc.assert(
    fc.property(aValue, (value) => {
      const json = toJson(value as never);
      expect(json).not.toBe(undefined);
      const again = fromJson(JSON.parse(JSON.stringify(json)) as never);
      expect(toJson(again as never)).toEqual(json);
      expect(showLiteral(again as never)).toBe(showLiteral(value as never));
    }),
  );
});

test("the instant is the caller's", () => {
  const model = aModel({
    inputs: { since: 'date' },
    decisions: {
      Age: { requires: ['since'], logic: 'years and months duration(since, today()).years' },
    },
  });
  const ruleset = rulesetOf(model, { onNoMatch: {} });
  const now = {
    kind: 'date and time',
    date: { kind: 'date', year: 2026, month: 7, day: 1 },
    nanos: 0,
    zone: 0,
  } as const;
  const decided = ruleset.decide({ since: '2020-01-01' }, { now });
  expect(decided.ok && decided.values.get('Age')).toEqual(decimal('6'));
  expect(ruleset.decide({ since: '2020-01-01' }).ok).toBe(false);
});
