import fc from 'fast-check';
import { unaryTest } from 'feelin';
import { expect, test } from 'vitest';
import { evaluateStandard } from '../src/evaluate.ts';
import { compileModel } from '../src/model/compile-model.ts';
import type { HitPolicy } from '../src/model/model.ts';
import { differences } from './feelin/differences.ts';
import {
  aCase,
  aNumberCell,
  aTextCell,
  someVariables,
  type Variables,
} from './feelin/expressions.ts';
import { agree, ourAnswer, type Plain, plainFrom, theirAnswer, valueFrom } from './feelin/plain.ts';
import { aTableModel } from './models/build-model.ts';

const times = Number(process.env['AVAL_TEST_SEEDS'] ?? '1');
const numRuns = 1000 * times;
/** The same cases in every run, so that a rare one of theirs stops nobody; more runs look further. */
const seed = times === 1 ? { seed: 20_261 } : {};
/** The other engine reads each text anew: that takes most of the time. */
const timeout = 60_000 * times;

test('an expression has the answer that another FEEL engine gives', { timeout }, () => {
  let answers = 0;
  fc.assert(
    fc.property(aCase, (one) => {
      const ours = ourAnswer(one);
      // Both refusing would agree about nothing.
      expect(ours).not.toBe('refused');
      expect({ ours, agrees: agree(ours, theirAnswer(one)) }).toEqual({ ours, agrees: true });
      if (ours !== null) answers += 1;
    }),
    { numRuns, ...seed },
  );
  expect(answers).toBeGreaterThan(numRuns / 2);
});

test('a decision table gives what another FEEL engine makes of its cells', { timeout }, () => {
  const outcomes = new Set<string>();
  fc.assert(
    fc.property(aRandomTable, ({ hitPolicy, rules, cases }) => {
      const decide = decider(hitPolicy, rules);
      for (const variables of cases) {
        const ours = decide(variables);
        expect(ours).toEqual(decideByTheirCells(hitPolicy, rules, variables));
        outcomes.add(JSON.stringify(ours));
      }
    }),
    { numRuns: numRuns / 50, ...seed },
  );
  expect(outcomes.size).toBeGreaterThan(3);
});

test.each(differences)('$text: $why', ({ text, ours, theirs }) => {
  const one = { text, variables: someValues };
  expect(ourAnswer(one)).toEqual(ours);
  expect(theirAnswer(one)).toEqual(theirs);
  expect(agree(ourAnswer(one), theirAnswer(one))).toBe(false);
});

test('a disagreement is seen: in numbers, members and lengths', () => {
  expect(agree(1, 1 + 1e-12)).toBe(true);
  expect(agree(1, 1.001)).toBe(false);
  expect(agree([1, { a: 'x' }], [1, { a: 'x' }])).toBe(true);
  expect(agree([1, { a: 'x' }], [1, { a: 'y' }])).toBe(false);
  expect(agree([1], [1, 1])).toBe(false);
  expect(agree(null, false)).toBe(false);
  expect(agree([], {})).toBe(false);
});

const someValues: Variables = {
  x: 1,
  y: 2,
  flag: true,
  'full name': 'a b',
  nothing: null,
  prices: [1, 2],
  words: ['a'],
};

type Rule = { readonly tests: readonly string[]; readonly output: number };

const aRandomTable = fc.record({
  hitPolicy: fc.constantFrom<HitPolicy>('F', 'U', 'A', 'C', 'R', 'C+', 'C#'),
  rules: fc.array(
    fc.record({
      tests: fc.tuple(aNumberCell, aNumberCell, aTextCell),
      output: fc.integer({ min: 1, max: 3 }),
    }),
    { minLength: 1, maxLength: 6 },
  ),
  // Enough for a table to get its index on the way.
  cases: fc.array(someVariables, { minLength: 30, maxLength: 40 }),
});

const inputNames = ['x', 'y', 'full name'] as const;

type Inputs = { readonly [Name in keyof Variables]: Plain };

function decider(hitPolicy: HitPolicy, rules: readonly Rule[]): (inputs: Inputs) => Plain {
  const types = { x: 'number', y: 'number', 'full name': 'string' };
  const rest = { flag: 'boolean', nothing: 'Any', prices: 'Any', words: 'Any' };
  const model = aTableModel({
    hitPolicy,
    inputs: types,
    outputs: { result: 'number' },
    rules: rules.map(({ tests, output }) => [...tests, String(output)]),
  });
  // Cells may name what is no column: it is required all the same.
  const all = Object.entries({ ...types, ...rest });
  const compiled = compileModel({
    ...model,
    inputs: all.map(([name, typeRef]) => ({ id: `in ${name}`, name, typeRef })),
    decisions: model.decisions.map((decision) => ({
      ...decision,
      requires: all.map(([name]) => ({ kind: 'input' as const, ref: `in ${name}` })),
    })),
  });
  if (compiled.problems.length > 0) throw new Error(JSON.stringify(compiled.problems));
  return (inputs) => {
    const values = Object.entries(inputs).map(([name, value]) => [name, valueFrom(value)] as const);
    const result = evaluateStandard(compiled, 'Verdict', new Map(values));
    if (!result.ok) throw new Error(result.error.code);
    return plainFrom(result.value);
  };
}

function decideByTheirCells(
  hitPolicy: HitPolicy,
  rules: readonly Rule[],
  variables: Variables,
): Plain {
  const hits = rules
    .filter(({ tests }) =>
      tests.every((cell, column) => {
        const input = variables[inputNames[column] ?? 'x'];
        return unaryTest(cell, { ...variables, '?': input }).value === true;
      }),
    )
    .map(({ output }) => output);
  const [first] = hits;
  switch (hitPolicy) {
    case 'C':
    case 'R':
      return hits;
    case 'C#':
      return hits.length;
    case 'C+':
      return first === undefined ? null : hits.reduce((sum, hit) => sum + hit, 0);
    case 'U':
      return hits.length === 1 ? (first ?? null) : null;
    case 'A':
      return hits.every((hit) => hit === first) ? (first ?? null) : null;
    default:
      return first ?? null;
  }
}
