import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decimal } from '../src/decimal/text.ts';
import { evaluateStandard } from '../src/evaluate.ts';
import { compileModel } from '../src/model/compile-model.ts';
import type { HitPolicy } from '../src/model/model.ts';
import { showLiteral } from '../src/value/show.ts';
import type { Value } from '../src/value/value.ts';
import { aModel, aTable, aTableModel } from './models/build-model.ts';

/** Rules that match 5: the first, second and fourth. */
function decide(hitPolicy: HitPolicy, outputs: readonly string[], amount = '5'): string {
  const model = aTableModel({
    hitPolicy,
    inputs: { amount: 'number' },
    outputs: { result: outputs[0]?.startsWith('"') === true ? 'string' : 'number' },
    values: [outputs[0]?.startsWith('"') === true ? '"high", "middle", "low"' : null],
    rules: ['> 1', '[2..9]', '> 100', '< 10'].map((test, index) => [test, outputs[index] ?? '']),
  });
  const result = evaluateStandard(
    compileModel(model),
    'Verdict',
    new Map([['amount', decimal(amount)]]),
  );
  return result.ok ? showLiteral(result.value) : result.error.code;
}

const words = ['"low"', '"high"', '"high"', '"middle"'];
const numbers = ['10', '20', '30', '5'];

test('a policy of one result gives one, or null where its promise is broken', () => {
  expect(decide('U', words)).toBe('null');
  expect(decide('U', words, '150')).toBe('null');
  expect(decide('U', words, '50')).toBe('"low"');
  expect(decide('A', words)).toBe('null');
  expect(decide('A', ['"low"', '"low"', '"high"', '"low"'])).toBe('"low"');
  expect(decide('F', words)).toBe('"low"');
  expect(decide('P', words)).toBe('"high"');
});

test('a policy of many results gives a list in its order, or what the list adds up to', () => {
  expect(decide('R', words)).toBe('["low", "high", "middle"]');
  expect(decide('O', words)).toBe('["high", "middle", "low"]');
  expect(decide('C', words)).toBe('["low", "high", "middle"]');
  expect(decide('C+', numbers)).toBe('35');
  expect(decide('C<', numbers)).toBe('5');
  expect(decide('C>', numbers)).toBe('20');
  expect(decide('C#', numbers)).toBe('3');
});

test('where no rule matches, a list is empty, a count is zero and a single result is null', () => {
  const none = '0';
  const model = (hitPolicy: HitPolicy) => {
    const compiled = compileModel(
      aTableModel({ hitPolicy, inputs: { amount: 'number' }, rules: [['> 1', '"x"']] }),
    );
    const result = evaluateStandard(compiled, 'Verdict', new Map([['amount', decimal(none)]]));
    return result.ok ? showLiteral(result.value) : result.error.code;
  };
  expect((['U', 'F', 'P', 'A'] as const).map(model)).toEqual(['null', 'null', 'null', 'null']);
  expect((['C', 'R', 'O'] as const).map(model)).toEqual(['[]', '[]', '[]']);
  expect(model('C#')).toBe('0');
});

test('default outputs stand in when no rule matches', () => {
  const compiled = compileModel(
    aTableModel({
      inputs: { amount: 'number' },
      outputs: { verdict: 'string', limit: 'number' },
      fallbacks: ['"review"', 'amount * 2'],
      rules: [['> 100', '"reject"', '0']],
    }),
  );
  const result = evaluateStandard(compiled, 'Verdict', new Map([['amount', decimal('7')]]));
  expect(result.ok && showLiteral(result.value)).toBe('{verdict: "review", limit: 14}');
});

test('a negated cell may hold ranges that open and close with any bracket', () => {
  const isHeld = (cell: string, amount: string): boolean => {
    const compiled = compileModel(
      aTableModel({ inputs: { amount: 'number' }, rules: [[cell, '"yes"']] }),
    );
    expect(compiled.problems).toEqual([]);
    const result = evaluateStandard(compiled, 'Verdict', new Map([['amount', decimal(amount)]]));
    return result.ok && result.value === 'yes';
  };
  const cells = [
    ['not((1..5])', '5', '1'],
    ['not([1..5))', '1', '5'],
    ['not(]1..5])', '5', '1'],
    ['not([1..5[)', '1', '5'],
    ['not((1..[5][1]], < 0)', '-1', '1'],
    ['not((1..5], [7..8[)', '7', '8'],
  ] as const;
  for (const [cell, excluded, included] of cells) {
    expect([cell, isHeld(cell, excluded), isHeld(cell, included)]).toEqual([cell, false, true]);
  }
  // No negation of the whole cell: a condition that begins with one.
  expect(isHeld('not(? in (1..5]) and not(? > 9)', '1')).toBe(true);
  expect(isHeld('not(? in (1..5]) and not(? > 9)', '10')).toBe(false);
});

const aTest = fc.oneof(
  fc.constant('-'),
  fc
    .tuple(fc.constantFrom('<', '<=', '>', '>='), fc.integer({ min: 0, max: 4 }))
    .map(([sign, at]) => `${sign} ${at}`),
  fc
    .tuple(fc.constantFrom('[', '('), fc.integer({ min: 0, max: 4 }), fc.constantFrom(']', ')'))
    .map(([open, low, close]) => `${open}${low}..${low + 2}.5${close}`),
  fc.constantFrom('1, 3', 'not(2)', '? * 2 > 5', 'other', '> other', 'null', 'not(null)', '1e40'),
);
const aWord = fc.constantFrom('-', '"a"', '"a", "b"', 'not("a")', 'contains(?, "a")', 'null');

test('a table decides the same with its index as without', () => {
  fc.assert(
    fc.property(
      fc.constantFrom<HitPolicy>('U', 'A', 'P', 'F', 'R', 'O', 'C', 'C#'),
      fc.array(
        fc.tuple(aTest, aWord, fc.constantFrom('-', 'true'), fc.constantFrom('"x"', '"y"')),
        {
          minLength: 1,
          maxLength: 40,
        },
      ),
      (hitPolicy, rules) => {
        const inputs = { amount: 'number', word: 'string', flag: 'boolean' };
        const table = aTable({ hitPolicy, inputs, rules, values: ['"y", "x"'] });
        const requires = ['amount', 'word', 'flag', 'other'];
        const model = aModel({
          inputs: { ...inputs, other: 'number' },
          decisions: { Verdict: { requires, logic: table } },
        });
        const compiled = compileModel(model);
        for (let round = 0; round < 60; round += 1) {
          const amounts = [null, '-1', '0', '1', '1.5', '2', '2.50', '3', '4', '5', '1e40', '2e40'];
          const amount = amounts[round % amounts.length] ?? null;
          const values = new Map<string, Value>([
            ['amount', amount === null ? null : decimal(amount)],
            ['word', ['a', 'b', 'abc', null][round % 4] ?? null],
            ['flag', [true, false, null][round % 3] ?? null],
            ['other', decimal('2')],
          ]);
          // Tracing asks the rules one by one; the index comes in after some rounds without.
          const traced = evaluateStandard(compiled, 'Verdict', values, { isTracing: true });
          const plain = evaluateStandard(compiled, 'Verdict', values);
          expect(plain.ok && showLiteral(plain.value)).toBe(traced.ok && showLiteral(traced.value));
        }
      },
    ),
    { numRuns: 150 },
  );
});

test('a comparison with what is not known is no yes, in a cell and behind `in`', () => {
  const model = aTableModel({
    hitPolicy: 'C',
    inputs: { amount: 'number', limit: 'number' },
    rules: [
      ['> limit', '-', '"above"'],
      ['<= limit', '-', '"within"'],
      ['> null', '-', '"never"'],
      ['< null', '-', '"never"'],
      ['not(> limit)', '-', '"not above"'],
      ['amount in (>= limit)', '-', '"at least"'],
    ],
  });
  const compiled = compileModel(model);
  const matched = (limit: Value) => {
    const facts = new Map<string, Value>([
      ['amount', decimal('5')],
      ['limit', limit],
    ]);
    // Often enough for the table to have its index.
    const results = Array.from({ length: 30 }, () => evaluateStandard(compiled, 'Verdict', facts));
    return new Set(results.map((one) => (one.ok ? showLiteral(one.value) : one.error.code)));
  };
  expect(matched(null)).toEqual(new Set(['[]']));
  expect(matched(decimal('4'))).toEqual(new Set(['["above", "at least"]']));
});
