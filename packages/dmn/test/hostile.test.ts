import fc from 'fast-check';
import { expect, test } from 'vitest';
import { rulesetLimits } from '../src/decide.ts';
import { evaluateStandard } from '../src/evaluate.ts';
import { compileExpression } from '../src/expression.ts';
import { compileModel } from '../src/model/compile-model.ts';
import { ModelError, readDmnXml } from '../src/model/read-dmn-xml.ts';
import { verifyModel } from '../src/verify/verify-model.ts';
import { XmlError } from '../src/xml/xml-reader.ts';
import { aTableModel } from './models/build-model.ts';

/**
 * Compiles and runs a text, whatever it is, as a ruleset would. Time is that of the processor, as
 * others may be using it; the longest that any text takes is far below this.
 */
function runs(text: string): void {
  const started = process.cpuUsage();
  const expression = compileExpression(text, ['x', 'full name']);
  expression.evaluate([null, 'Jansen'], { limits: rulesetLimits });
  expect(process.cpuUsage(started).user / 1000, text.slice(0, 60)).toBeLessThan(1500);
}

const words = [
  'if',
  'then',
  'else',
  'for',
  'in',
  'return',
  'some',
  'every',
  'satisfies',
  'function',
  'external',
  'and',
  'or',
  'not',
  'between',
  'instance',
  'of',
  'null',
  'true',
  'item',
  'partial',
  'x',
  'full',
  'name',
  '?',
  '1',
  '0.5',
  '1e6000',
  '"a"',
  '@"P1D"',
  '@',
  '(',
  ')',
  '[',
  ']',
  '{',
  '}',
  ',',
  ':',
  '.',
  '..',
  '+',
  '-',
  '*',
  '/',
  '**',
  '<',
  '>',
  '<=',
  '>=',
  '=',
  '!=',
  '->',
  'list',
  'count',
  'sum',
  'matches',
  'replace',
  'date',
  'and time',
  'sort',
  'string',
  'number',
  'range',
  '//',
  '/*',
  '*/',
  '"',
];

test('any sequence of tokens is read or refused, and ends', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...words), { maxLength: 60 }), (tokens) => {
      runs(tokens.join(' '));
    }),
    { numRuns: 2000 },
  );
});

test('any text at all is read or refused', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => runs(text)),
    { numRuns: 1000 },
  );
});

test('deep nesting is refused before it can hurt', () => {
  const brackets = [
    ['(', ')'],
    ['[', ']'],
    ['{a: ', '}'],
    ['not(', ')'],
    ['-', ''],
    ['if true then ', ' else 1'],
    ['function() ', ''],
    ['for i in [1] return ', ''],
    ['count(', ')'],
    ['x[', ']'],
    ['(1 in (', '))'],
    ['[1..', ']'],
    ['some i in [1] satisfies ', ''],
  ] as const;
  for (const [open, close] of brackets) {
    for (const depth of [30, 150, 5000]) {
      runs(`${open.repeat(depth)}1${close.repeat(depth)}`);
      runs(open.repeat(depth));
    }
  }
});

test('long chains and long texts are bounded', () => {
  for (const chain of [
    '1+',
    '1-',
    '1*',
    '1**',
    '1=',
    'x and ',
    'x or ',
    'x.a',
    '[1]',
    'x in ',
    '"a"+',
  ]) {
    runs(`${chain.repeat(100)}1`);
    runs(`${chain.repeat(5000)}1`);
  }
  runs('a '.repeat(15_000));
  runs(
    `{${Array.from({ length: 3000 }, (_, index) => `k${index} l${index}: ${index}`).join(', ')}}`,
  );
  runs(`f(${'a '.repeat(10_000)}: 1)`);
  runs(`"${'a'.repeat(40_000)}"`);
  expect(compileExpression(' '.repeat(40_000)).problems).toEqual([]);
  expect(compileExpression(`1${' '.repeat(40_000)}`).problems[0]?.code).toBe('syntax');
});

test('rules that loop, double or call themselves for ever end in a limit', () => {
  const endless = [
    'for a in 1..1000, b in 1..1000, c in 1..1000 return a',
    'every a in 1..100000, b in 1..100000 satisfies true',
    'count(for i in 1..100000000 return i)',
    '{f: function(g) g(g), x: f(f)}.x',
    '{f: function(g, n) g(g, n + 1), x: f(f, 0)}.x',
    'for i in 0..60 return if i = 0 then "ab" else partial[-1] + partial[-1]',
    'for i in 0..60 return if i = 0 then [1] else concatenate(partial[-1], partial[-1])',
    'flatten(for i in 0..40 return if i = 0 then [1] else [partial[-1], partial[-1]])',
    'string(for i in 0..40 return if i = 0 then [1] else [partial[-1], partial[-1]])',
    '{a: for i in 0..40 return if i = 0 then [1] else [partial[-1], partial[-1]], b: a[-1] = a[-1]}.b',
    'string join(for i in 1..100000 return string join(for j in 1..100 return "abcdefghij"))',
    'sort(1..2, function(a, b) true)',
    'replace(string join(for i in 1..50000 return "aaaaaaaaaa"), "(a*)*b|a", "$0$0$0$0")',
    'matches(string join(for i in 1..10000 return "aaaaaaaaaa"), "(a?){500}a{500}$")',
    'distinct values(1..100000)',
    'distinct values(for i in 1..20000 return i)',
    '9 ** 9 ** 9 ** 9 ** 9',
    '(1e6000 + 1e-6000) / 3 * exp(14000) ** 0.1',
    'decimal(1e6144, 6176)',
    'modulo(9e6144, 7e-6000)',
    'for i in 1..3000 return partial',
    'for i in 1..90000 return modulo(1e-6000, -7e6000)',
    'for i in 1..90000 return 1/3 + 1e-20/7',
    'for i in 1..90000 return matches("a", "(a{1000}){7}" + string(i))',
    'for i in 1..90000 return time("10:00:00@Europe/" + string(i))',
    'for i in 1..90000 return @"2026-07-01T10:00:00@Europe/Paris" - @"2026-01-01T10:00:00Z"',
    'for i in 1..90000 return exp(1.23456789) ** 0.123456789',
    `for i in 1..90000 return ${'1.23456789 / 7 * '.repeat(300)}1`,
    `for i in 1..90000 return ${'log(sqrt(7)) + '.repeat(300)}1`,
    `count((for i in 1..40000 return i)[${'item / 7 * '.repeat(300)}1 > 0])`,
  ];
  for (const text of endless) runs(text);
  const result = compileExpression(endless[0] ?? '').evaluate([]);
  expect(result).toEqual({ ok: false, error: { code: 'steps' } });
  const recursion = compileExpression(endless[4] ?? '').evaluate([]);
  expect(recursion).toEqual({ ok: false, error: { code: 'call_depth' } });
});

test('a result that nobody could write out is a limit, not a result', () => {
  const twice = 'for i in 0..60 return if i = 0 then [1] else [partial[-1], partial[-1]]';
  expect(compileExpression(twice).evaluate([])).toEqual({ ok: false, error: { code: 'steps' } });
  const nested = 'for i in 0..200 return if i = 0 then [1] else {a: partial[-1]}';
  expect(compileExpression(nested).evaluate([])).toEqual({ ok: false, error: { code: 'output' } });
});

test('any cells in a table are run and verified, and end', () => {
  const aCell = fc
    .array(fc.constantFrom(...words), { maxLength: 6 })
    .map((tokens) => tokens.join(' '));
  fc.assert(
    fc.property(fc.array(fc.tuple(aCell, aCell, aCell), { maxLength: 8 }), (rules) => {
      const model = aTableModel({ hitPolicy: 'F', inputs: { x: 'number', y: 'string' }, rules });
      verifyModel(model);
      evaluateStandard(compileModel(model), 'Verdict', new Map());
    }),
    { numRuns: 300 },
  );
});

test('any damage to a document is read or refused', () => {
  const source =
    '<definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/" name="m" namespace="n">' +
    '<inputData id="a" name="a"><variable name="a" typeRef="number"/></inputData>' +
    '<decision id="d" name="d"><variable name="d"/><informationRequirement><requiredInput href="#a"/>' +
    '</informationRequirement><literalExpression><text>a &lt; 1</text></literalExpression></decision>' +
    '</definitions>';
  fc.assert(
    fc.property(
      fc.nat(source.length),
      fc.nat(20),
      fc.string({
        unit: fc.constantFrom('<', '>', '"', '&', '/', ';', '!', '-', 'a', '='),
        maxLength: 6,
      }),
      (at, length, insert) => {
        const damaged = source.slice(0, at) + insert + source.slice(at + length);
        try {
          compileModel(readDmnXml(damaged));
        } catch (error) {
          expect(error instanceof XmlError || error instanceof ModelError).toBe(true);
        }
      },
    ),
    { numRuns: 1000 },
  );
});
