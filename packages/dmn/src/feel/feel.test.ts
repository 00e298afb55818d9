import { expect, test } from 'vitest';
import { decimal } from '../decimal/text.ts';
import { compileExpression } from '../expression.ts';
import { showResult } from './show-result.ts';

const cases = (pairs: Readonly<Record<string, string>>): void => {
  for (const [text, expected] of Object.entries(pairs)) {
    expect(showResult(text), text).toBe(expected);
  }
};

test('operators bind as the standard has them', () => {
  cases({
    '1 + 2 * 3': '7',
    '2 ** 3 ** 2': '64',
    '-3 ** 2': '9',
    '10 - 2 - 3': '5',
    '1 + 1 = 2 and 2 < 3': 'true',
    'true or false and false': 'true',
    '5 between 1 and 10 and true': 'true',
    'not(1 in [2..3])': 'true',
    '1 in <= 10 and false': 'false',
    'if 1 > 2 then "a" else if 2 > 1 then "b" else "c"': '"b"',
    '[1, 2, 3][item > 1][1]': '2',
    '{a: {b: 5}}.a.b': '5',
  });
});

test('decimals are exact where doubles are not', () => {
  cases({
    '0.1 + 0.2 = 0.3': 'true',
    '1.10 * 3': '3.3',
    '1 / 3 * 3 = 1': 'false',
    '100 * 1.1 = 110': 'true',
    '9007199254740993 + 0': '9007199254740993',
    '1 / 0': 'null',
  });
});

test('null makes what it touches unknown, not wrong', () => {
  cases({
    'null and false': 'false',
    'null and true': 'null',
    'null or true': 'true',
    'null = null': 'true',
    '1 = null': 'false',
    '1 = "1"': 'null',
    '1 + null': 'null',
    '1 < "a"': 'null',
    'null in [1..2]': 'null',
  });
});

test('ranges are open and closed in either spelling', () => {
  cases({
    '1 in (1..3)': 'false',
    '3 in ]1..3]': 'true',
    '3 in [1..3[': 'false',
    '2 in (1..3[': 'true',
    '[1..[2,3][1]]': '[1..2]',
    '5 in (1, > 4)': 'true',
    '(1..3) = ]1..3[': 'true',
    '(< 5).end': '5',
  });
});

test('names may hold spaces, signs and keywords; the longest known one is meant', () => {
  const values = {
    'amount due': decimal('10'),
    amount: decimal('3'),
    due: decimal('4'),
    'pre-check': decimal('7'),
    'loan and lease': decimal('9'),
    "buyer's rate": decimal('2'),
    'a+b': decimal('100'),
  };
  expect(showResult('amount due + 1', values)).toBe('11');
  expect(showResult('amount + due', values)).toBe('7');
  expect(showResult('amount   due', values)).toBe('10');
  expect(showResult('pre-check * 2', values)).toBe('14');
  expect(showResult('loan and lease', values)).toBe('9');
  expect(showResult("buyer's rate", values)).toBe('2');
  expect(showResult('a+b', values)).toBe('100');
  expect(showResult('for line item in [1,2] return line item + amount', values)).toBe('[4, 5]');
  expect(
    showResult('{net amount: 5, gross amount: net amount + amount}.gross amount', values),
  ).toBe('8');
  expect(showResult('[{net amount: 5}, {net amount: 1}][net amount > amount]', values)).toBe(
    '[{net amount: 5}]',
  );
});

test('loops see earlier iterators and the results so far', () => {
  cases({
    'for x in [1,2], y in [x, 10] return x * y': '[1, 10, 4, 20]',
    'for i in 3..1 return i': '[3, 2, 1]',
    'for i in 0..4 return if i = 0 then 1 else i * partial[-1]': '[1, 1, 2, 6, 24]',
    'for i in 1..3 return count(partial)': '[0, 1, 2]',
    'for i in 1..2 return partial': '[[], [[]]]',
    'some x in [1,2,3] satisfies x > 2': 'true',
    'every x in [1,2,3] satisfies x > 2': 'false',
    'some x in [] satisfies true': 'false',
    'for d in @"2026-01-30"..@"2026-02-01" return d': '[2026-01-30, 2026-01-31, 2026-02-01]',
  });
});

test('functions are values, take names, and check the types that they declare', () => {
  cases({
    '(function(a, b) a - b)(b: 1, a: 5)': '4',
    '{f: function(n: number) n + 1, x: f("a")}.x': 'null',
    '{f: function(n) if n = 0 then 0 else n, x: f(3)}.x': '3',
    'abs(number: -1)': 'null',
    'abs(n: -1)': '1',
    'sort([3,1,2], function(x, y) x > y)': '[3, 2, 1]',
    '(function(x) external {java: {class: "java.lang.Runtime"}})(1)': 'null',
  });
});

test('a function made in a loop keeps the values of its round', () => {
  cases({
    '{f: for i in 1..3 return function() i, r: [f[1](), f[3]()]}.r': '[1, 3]',
    '{f: for i in [1, 2], g in [function() i * 10] return g, r: [f[1](), f[2]()]}.r': '[10, 20]',
  });
});

test('an element hides outer names with its own entries, and `item` with its own `item`', () => {
  expect(showResult('[{x: 1}, {x: 2}][x = 2]', { x: decimal('1') })).toBe('[{x: 2}]');
  expect(showResult('[{item: 1}, {item: 2}][item > 1]')).toBe('[{item: 2}]');
  expect(showResult('[1,2][x = item]', { x: decimal('2') })).toBe('[2]');
});

test('what nothing defines is reported with its place, and is null', () => {
  const expression = compileExpression('1 + unknown thing', []);
  expect(expression.problems[0]?.code).toBe('syntax');
  expect(compileExpression('1 + missing').problems).toEqual([
    { code: 'unknown_name', where: 'expression', detail: 'missing', at: 4 },
  ]);
  expect(compileExpression('missing(1)').problems[0]?.code).toBe('unknown_function');
  expect(compileExpression('1 instance of nothing').problems[0]?.code).toBe('unknown_type');
});

test('no name leads to the host', () => {
  const names = ['constructor', '__proto__', 'toString', 'process', 'globalThis', 'require'];
  for (const name of names) {
    expect(showResult(name), name).toBe('null');
    expect(showResult(`{a: 1}.${name}`), name).toBe('null');
    expect(showResult(`"text".${name}`), name).toBe('null');
    expect(showResult(`[1].${name}`), name).toBe('[null]');
    expect(showResult(`get value({a: 1}, "${name}")`), name).toBe('null');
    expect(showResult(`abs.${name}`), name).toBe('null');
    expect(showResult(`{${name}: 1}.${name}`), name).toBe('1');
  }
});

test('comments and escapes are read, unfinished ones refused', () => {
  cases({
    '1 /* one */ + // two\n 1': '2',
    '"\\u0041\\U01F40E\\n"': '"A🐎\n"',
    '"\\s"': '"\\\\s"',
  });
  for (const wrong of [
    '"open',
    '/* open',
    '1 +',
    '(1',
    '[1',
    '{a: }',
    '1 2',
    'if 1 then 2',
    '@"x',
    '#',
  ]) {
    expect(showResult(wrong), wrong).toMatch(/^syntax error/u);
  }
});
