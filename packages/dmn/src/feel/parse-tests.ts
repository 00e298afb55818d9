import type { RangeExpr, Test, UnaryTests } from './ast.ts';
import {
  countOperator,
  current,
  expectSign,
  isSign,
  isWord,
  nested,
  type ParserState,
  peek,
  startsExpression,
  takeSign,
  unexpected,
} from './parser-state.ts';

/** Reads the text of a cell: `-`, tests with commas, or `not(tests)`. */
export function readUnaryTests(state: ParserState): UnaryTests {
  if (current(state).type === 'end') return anyInput;
  if (isSign(state, '-') && peek(state, 1)?.type === 'end') {
    state.at += 1;
    return anyInput;
  }
  const isNegated = isNegation(state);
  if (isNegated) state.at += 2;
  const tests = isNegated ? nested(state, [], () => readTests(state)) : readTests(state);
  if (isNegated) expectSign(state, ')');
  if (current(state).type !== 'end') throw unexpected(state, 'the end of the test');
  return { isAny: false, isNegated, tests };
}

/** Reads the right side of `in`: one test, or several in parentheses. */
export function readInTests(state: ParserState): Test[] {
  const at = current(state).at;
  if (!takeSign(state, '(')) {
    if (comparison(state) !== null) return [readTest(state)];
    const wasUsed = state.usesInput;
    state.usesInput = false;
    const expr = state.additive(state);
    const test: Test = { type: 'expression', expr, usesInput: state.usesInput };
    state.usesInput = wasUsed;
    return [test];
  }
  return nested(state, [], () => {
    const first = readTest(state);
    if (first.expr.type !== 'range' && takeSign(state, '..')) {
      const range = readRangeEnd(state, { start: first.expr, startIncluded: false, at });
      return [{ type: 'expression', expr: range, usesInput: false }];
    }
    const tests = [first];
    while (takeSign(state, ',')) tests.push(readTest(state));
    expectSign(state, ')');
    return tests;
  });
}

/** Reads `< 5` and its like as the range that it stands for. */
export function readComparison(state: ParserState): RangeExpr | null {
  const operator = comparison(state);
  if (operator === null) return null;
  const at = current(state).at;
  state.at += 1;
  countOperator(state);
  const end = state.additive(state);
  const included = operator === '<=' || operator === '>=' || operator === '=';
  if (operator === '<' || operator === '<=') {
    return range(operator, { start: null, end, endIncluded: included, startIncluded: false, at });
  }
  if (operator === '>' || operator === '>=') {
    return range(operator, {
      start: end,
      end: null,
      endIncluded: false,
      startIncluded: included,
      at,
    });
  }
  return range(operator, { start: end, end, startIncluded: included, endIncluded: included, at });
}

/** Reads the upper end of a range, behind its two dots, and the bracket that closes it. */
export function readRangeEnd(
  state: ParserState,
  begun: Pick<RangeExpr, 'start' | 'startIncluded' | 'at'>,
): RangeExpr {
  state.isEndpoint = true;
  const end = state.additive(state);
  state.isEndpoint = false;
  const endIncluded = isSign(state, ']');
  if (!endIncluded && !isSign(state, ')') && !isSign(state, '[')) {
    throw unexpected(state, 'the end of the range');
  }
  state.at += 1;
  return range('..', { ...begun, end, endIncluded });
}

const anyInput: UnaryTests = { isAny: true, isNegated: false, tests: [] };
const comparisons = new Set(['<', '<=', '>', '>=', '=', '!=']);

function comparison(state: ParserState): RangeExpr['operator'] | null {
  const token = current(state);
  if (token.type !== 'sign' || !comparisons.has(token.text)) return null;
  return token.text as RangeExpr['operator'];
}

function range(
  operator: RangeExpr['operator'],
  parts: Omit<RangeExpr, 'type' | 'operator'>,
): RangeExpr {
  return { type: 'range', operator, ...parts };
}

/** `not(` whose parenthesis closes at the very end; `not(a) and b` is an expression. */
function isNegation(state: ParserState): boolean {
  if (!isWord(state, 'not') || peek(state, 1)?.text !== '(') return false;
  const open: Bracket[] = [];
  for (let ahead = 1; peek(state, ahead)?.type !== 'end'; ahead += 1) {
    const token = peek(state, ahead);
    if (token?.type !== 'sign') continue;
    const innermost = open[open.length - 1];
    if (innermost !== undefined && token.text === '..') innermost.isRange = true;
    if (innermost !== undefined && closes(state, ahead, innermost)) {
      open.pop();
      if (open.length === 0) return peek(state, ahead + 1)?.type === 'end';
    } else if (brackets.has(token.text)) {
      open.push({ sign: token.text, isRange: false });
    }
  }
  return false;
}

type Bracket = { readonly sign: string; isRange: boolean };

const brackets = new Set(['(', '[', ']']);

/** A range may open and close with any of the brackets: `(1..5]`, `]1..5[`. */
function closes(state: ParserState, ahead: number, { sign, isRange }: Bracket): boolean {
  const text = peek(state, ahead)?.text;
  if (text === ')') return true;
  if (text === ']') return isRange || sign === '[';
  return text === '[' && isRange && !startsExpression(state, ahead + 1);
}

function readTests(state: ParserState): Test[] {
  const tests = [readTest(state)];
  while (takeSign(state, ',')) tests.push(readTest(state));
  return tests;
}

function readTest(state: ParserState): Test {
  const wasUsed = state.usesInput;
  state.usesInput = false;
  const expr = readComparison(state) ?? state.expression(state);
  const test: Test = { type: 'expression', expr, usesInput: state.usesInput };
  state.usesInput = wasUsed;
  return test;
}
