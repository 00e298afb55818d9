import { parseDecimal } from '../decimal/text.ts';
import { parseTemporal } from '../time/parse-time.ts';
import type { Value } from '../value/value.ts';
import type { Expr, FunctionExpr, LoopExpr, LoopIterator, TypeExpr } from './ast.ts';
import { addName, createNameSet, isNameToken } from './names.ts';
import { readComparison, readRangeEnd } from './parse-tests.ts';
import { readType } from './parse-type.ts';
import {
  current,
  expectSign,
  expectWord,
  isSign,
  isWord,
  longestName,
  nested,
  type ParserState,
  peek,
  readNewName,
  takeSign,
  takeWord,
  unexpected,
} from './parser-state.ts';
import { FeelSyntaxError } from './syntax-error.ts';

/** Reads what binds tightest: literals, names, and everything that brings its own brackets. */
export function readPrimary(state: ParserState): Expr {
  const token = current(state);
  if (token.type === 'number') {
    const value = parseDecimal(token.text);
    if (value === null) throw new FeelSyntaxError('number out of range', token.at);
    return constant(state, value);
  }
  if (token.type === 'string') return constant(state, token.value);
  if (token.type === 'name') return readNamed(state);
  if (token.type === 'end') throw unexpected(state, 'an expression');
  switch (token.text) {
    case '(':
      return nested(state, [], () => readParenthesis(state));
    case '[':
      return nested(state, [], () => readList(state));
    case ']':
      return nested(state, [], () => readOpenRange(state));
    case '{':
      return nested(state, [createNameSet()], () => readContext(state));
    case '@':
      return readAtLiteral(state);
    default:
      throw unexpected(state, 'an expression');
  }
}

function constant(state: ParserState, value: Value): Expr {
  const at = current(state).at;
  state.at += 1;
  return { type: 'constant', value, at };
}

function readNamed(state: ParserState): Expr {
  const token = current(state);
  const match = longestName(state);
  if (match === null || match.length === 1) {
    const keyword = readKeyword(state, token.text);
    if (keyword !== null) return keyword;
  }
  const name = match?.name ?? token.text;
  state.at += match?.length ?? 1;
  if (name === '?') state.usesInput = true;
  return { type: 'name', name, at: token.at };
}

function readKeyword(state: ParserState, word: string): Expr | null {
  switch (word) {
    case 'true':
      return constant(state, true);
    case 'false':
      return constant(state, false);
    case 'null':
      return constant(state, null);
    case 'if':
      return nested(state, [], () => readIf(state));
    case 'for':
    case 'some':
    case 'every':
      return nested(state, [createNameSet()], () => readLoop(state, word));
    case 'function':
      if (peek(state, 1)?.text !== '(') return null;
      return nested(state, [createNameSet()], () => readFunction(state));
    case 'then':
    case 'else':
    case 'return':
    case 'satisfies':
    case 'in':
    case 'and':
    case 'or':
      throw unexpected(state, 'an expression');
    default:
      return null;
  }
}

function readIf(state: ParserState): Expr {
  const at = current(state).at;
  state.at += 1;
  const condition = state.expression(state);
  expectWord(state, 'then');
  const yes = state.expression(state);
  expectWord(state, 'else');
  return { type: 'if', condition, yes, no: state.expression(state), at };
}

/** Iterators in one loop: each level runs inside the ones before it. */
const iteratorsMax = 32;

function readLoop(state: ParserState, type: LoopExpr['type']): Expr {
  const at = current(state).at;
  state.at += 1;
  const scope = state.scopes[state.scopes.length - 1] ?? createNameSet();
  const iterators: LoopIterator[] = [];
  do {
    const name = readNewName(state, ['in']);
    expectWord(state, 'in');
    const from = state.expression(state);
    const to = takeSign(state, '..') ? state.expression(state) : null;
    iterators.push({ name, from, to });
    if (iterators.length > iteratorsMax) {
      throw new FeelSyntaxError(`more than ${iteratorsMax} iterators`, at);
    }
    addName(scope, name);
  } while (takeSign(state, ','));
  expectWord(state, type === 'for' ? 'return' : 'satisfies');
  if (type === 'for') addName(scope, 'partial');
  return { type, iterators, body: state.expression(state), at };
}

function readFunction(state: ParserState): FunctionExpr {
  const at = current(state).at;
  state.at += 2;
  const scope = state.scopes[state.scopes.length - 1] ?? createNameSet();
  const parameters: { name: string; of: TypeExpr | null }[] = [];
  while (!isSign(state, ')')) {
    const name = readNewName(state, [':', ',', ')']);
    parameters.push({ name, of: takeSign(state, ':') ? readType(state) : null });
    addName(scope, name);
    if (!takeSign(state, ',')) break;
  }
  expectSign(state, ')');
  if (takeWord(state, 'external')) {
    // What it would call is read to find the end of it, and then dropped.
    state.expression(state);
    return { type: 'function', parameters, body: null, at };
  }
  return { type: 'function', parameters, body: state.expression(state), at };
}

function readParenthesis(state: ParserState): Expr {
  const at = current(state).at;
  state.at += 1;
  const comparison = readComparison(state);
  if (comparison !== null) {
    expectSign(state, ')');
    return comparison;
  }
  const first = state.expression(state);
  if (takeSign(state, '..')) return readRangeEnd(state, { start: first, startIncluded: false, at });
  expectSign(state, ')');
  return first;
}

function readOpenRange(state: ParserState): Expr {
  const at = current(state).at;
  state.at += 1;
  const start = state.expression(state);
  expectSign(state, '..');
  return readRangeEnd(state, { start, startIncluded: false, at });
}

function readList(state: ParserState): Expr {
  const at = current(state).at;
  state.at += 1;
  const items: Expr[] = [];
  while (!isSign(state, ']')) {
    items.push(readComparison(state) ?? state.expression(state));
    const first = items[0];
    if (items.length === 1 && first !== undefined && takeSign(state, '..')) {
      return readRangeEnd(state, { start: first, startIncluded: true, at });
    }
    if (!takeSign(state, ',')) break;
  }
  expectSign(state, ']');
  return { type: 'list', items, at };
}

function readContext(state: ParserState): Expr {
  const at = current(state).at;
  state.at += 1;
  const scope = state.scopes[state.scopes.length - 1] ?? createNameSet();
  const entries: { key: string; value: Expr }[] = [];
  while (!isSign(state, '}')) {
    const token = current(state);
    let key = token.value;
    if (token.type === 'string') state.at += 1;
    else key = readNewName(state, [':']);
    expectSign(state, ':');
    entries.push({ key, value: state.expression(state) });
    addName(scope, key);
    if (!takeSign(state, ',')) break;
  }
  expectSign(state, '}');
  return { type: 'context', entries, at };
}

function readAtLiteral(state: ParserState): Expr {
  const at = current(state).at;
  state.at += 1;
  const token = current(state);
  if (token.type !== 'string') throw unexpected(state, 'a text behind "@"');
  state.at += 1;
  return { type: 'constant', value: parseTemporal(token.value), at };
}

/** Whether an argument is written `name: value`. */
export function isNamedArgument(state: ParserState): boolean {
  let ahead = 0;
  if (current(state).type !== 'name' || isWord(state, 'function')) return false;
  while (isNameToken(peek(state, ahead))) ahead += 1;
  return peek(state, ahead)?.text === ':';
}
