import type { BinaryExpr, BinaryOperator, Expr, UnaryTests } from './ast.ts';
import { tokenize } from './lexer.ts';
import { createNameSet, matchName, type NameSet } from './names.ts';
import { isNamedArgument, readPrimary } from './parse-primary.ts';
import { readInTests, readUnaryTests } from './parse-tests.ts';
import { readType } from './parse-type.ts';
import {
  countOperator,
  current,
  expectSign,
  expectWord,
  isSign,
  isWord,
  nested,
  type ParserState,
  readNewName,
  startsExpression,
  takeSign,
  takeWord,
  unexpected,
} from './parser-state.ts';

/** The names that a text may use beside those it makes itself. */
export type KnownNames = {
  readonly scopes: readonly NameSet[];
  readonly components: NameSet;
  readonly types: NameSet;
};

/** Reads an expression; throws `FeelSyntaxError`. Never goes back over a token. */
export function parseExpression(source: string, names: KnownNames): Expr {
  const state = createState(source, names);
  const expr = readExpression(state);
  if (current(state).type !== 'end') throw unexpected(state, 'the end of the expression');
  return expr;
}

/** Reads the text of an input cell; throws `FeelSyntaxError`. */
export function parseUnaryTests(source: string, names: KnownNames): UnaryTests {
  return readUnaryTests(createState(source, names));
}

function createState(source: string, names: KnownNames): ParserState {
  return {
    tokens: tokenize(source),
    at: 0,
    depth: 0,
    operators: 0,
    scopes: [...names.scopes],
    components: names.components,
    types: names.types,
    usesInput: false,
    isEndpoint: false,
    expression: readExpression,
    additive: readAdditive,
  };
}

function readExpression(state: ParserState): Expr {
  const wasEndpoint = state.isEndpoint;
  return nested(state, [], () => {
    state.isEndpoint = wasEndpoint;
    return readOr(state);
  });
}

function readOr(state: ParserState): Expr {
  let left = readAnd(state);
  while (isWord(state, 'or')) left = readRight(state, 'or', left, readAnd);
  return left;
}

function readAnd(state: ParserState): Expr {
  let left = readComparison(state);
  while (isWord(state, 'and')) left = readRight(state, 'and', left, readComparison);
  return left;
}

const comparisons = new Set<string>(['=', '!=', '<', '<=', '>', '>=']);

function readComparison(state: ParserState): Expr {
  let left = readAdditive(state);
  for (;;) {
    const { type, text, at } = current(state);
    if (type === 'sign' && comparisons.has(text)) {
      left = readRight(state, text as BinaryOperator, left, readAdditive);
    } else if (takeWord(state, 'between')) {
      countOperator(state);
      const low = readAdditive(state);
      expectWord(state, 'and');
      left = { type: 'between', operand: left, low, high: readAdditive(state), at };
    } else if (takeWord(state, 'in')) {
      countOperator(state);
      left = { type: 'in', operand: left, tests: readInTests(state), at };
    } else {
      return left;
    }
  }
}

function readAdditive(state: ParserState): Expr {
  let left = readMultiplicative(state);
  while (isSign(state, '+') || isSign(state, '-')) {
    left = readRight(state, current(state).text as BinaryOperator, left, readMultiplicative);
  }
  return left;
}

function readMultiplicative(state: ParserState): Expr {
  let left = readPower(state);
  while (isSign(state, '*') || isSign(state, '/')) {
    left = readRight(state, current(state).text as BinaryOperator, left, readPower);
  }
  return left;
}

/** The power of FEEL leans left, and a minus before the base belongs to the base. */
function readPower(state: ParserState): Expr {
  let left = readNegation(state);
  while (isSign(state, '**')) left = readRight(state, '**', left, readNegation);
  return left;
}

function readRight(
  state: ParserState,
  operator: BinaryOperator,
  left: Expr,
  read: (state: ParserState) => Expr,
): BinaryExpr {
  const { at } = current(state);
  state.at += 1;
  countOperator(state);
  return { type: 'binary', operator, left, right: read(state), at };
}

function readNegation(state: ParserState): Expr {
  const { at } = current(state);
  if (!takeSign(state, '-')) return readInstanceOf(state);
  countOperator(state);
  const wasEndpoint = state.isEndpoint;
  return nested(state, [], () => {
    state.isEndpoint = wasEndpoint;
    return { type: 'negate', operand: readNegation(state), at };
  });
}

function readInstanceOf(state: ParserState): Expr {
  let operand = readPostfix(state);
  while (isWord(state, 'instance') && state.tokens[state.at + 1]?.text === 'of') {
    const { at } = current(state);
    state.at += 2;
    countOperator(state);
    operand = { type: 'instance of', operand, of: readType(state), at };
  }
  return operand;
}

function readPostfix(state: ParserState): Expr {
  let target = readPrimary(state);
  for (;;) {
    if (isSign(state, '.')) target = readPath(state, target);
    else if (isSign(state, '(')) target = nested(state, [], () => readCall(state, target));
    else if (isSign(state, '[') && (!state.isEndpoint || startsExpression(state, 1))) {
      target = readFilter(state, target);
    } else return target;
    countOperator(state);
  }
}

function readPath(state: ParserState, target: Expr): Expr {
  state.at += 1;
  const token = current(state);
  const match = matchName(state.components, state.tokens, state.at);
  if (match !== null) {
    state.at += match.length;
    return { type: 'path', target, name: match.name, at: token.at };
  }
  if (token.type !== 'name') throw unexpected(state, 'a name');
  state.at += 1;
  return { type: 'path', target, name: token.text, at: token.at };
}

const filterNames = createNameSet(['item']);

function readFilter(state: ParserState, target: Expr): Expr {
  const { at } = current(state);
  state.at += 1;
  const test = nested(state, [state.components, filterNames], () => state.expression(state));
  expectSign(state, ']');
  return { type: 'filter', target, test, at };
}

function readCall(state: ParserState, target: Expr): Expr {
  const { at } = current(state);
  state.at += 1;
  const args: Expr[] = [];
  const names: string[] = [];
  while (!isSign(state, ')')) {
    if ((args.length === 0 || names.length > 0) && isNamedArgument(state)) {
      names.push(readNewName(state, [':']));
      expectSign(state, ':');
    } else if (names.length > 0) {
      throw unexpected(state, 'a parameter name');
    }
    args.push(state.expression(state));
    if (!takeSign(state, ',')) break;
  }
  expectSign(state, ')');
  return { type: 'call', target, args, names: names.length > 0 ? names : null, at };
}
