import type { Expr } from './ast.ts';
import type { Token } from './lexer.ts';
import { matchName, type NameMatch, type NameSet, nameOfTokens } from './names.ts';
import { FeelSyntaxError } from './syntax-error.ts';

/** How deep expressions may nest, and how many operators one text may have. */
export const depthMax = 200;
export const operatorsMax = 2000;

/** What a parser knows: the tokens, where it stands, and the names it may meet. */
export type ParserState = {
  readonly tokens: readonly Token[];
  at: number;
  depth: number;
  operators: number;
  /** Names in scope, innermost last. */
  readonly scopes: NameSet[];
  /** Names of components that contexts may have: known behind a dot and inside filters. */
  readonly components: NameSet;
  /** Names of types of the model. */
  readonly types: NameSet;
  /** Set when `?` has been read. */
  usesInput: boolean;
  /** In the upper end of a range, where `[` may close it. */
  isEndpoint: boolean;
  /** Reads an expression of the lowest precedence: the way back up for the lower parts. */
  readonly expression: (state: ParserState) => Expr;
  /** Reads one that stops at a comparison: what may stand behind `in` and `<`. */
  readonly additive: (state: ParserState) => Expr;
};

export function current(state: ParserState): Token {
  return state.tokens[state.at] as Token;
}

export function peek(state: ParserState, ahead: number): Token | undefined {
  return state.tokens[state.at + ahead];
}

export function isSign(state: ParserState, text: string): boolean {
  const token = current(state);
  return token.type === 'sign' && token.text === text;
}

export function isWord(state: ParserState, text: string): boolean {
  const token = current(state);
  return token.type === 'name' && token.text === text;
}

export function takeSign(state: ParserState, text: string): boolean {
  if (!isSign(state, text)) return false;
  state.at += 1;
  return true;
}

export function takeWord(state: ParserState, text: string): boolean {
  if (!isWord(state, text)) return false;
  state.at += 1;
  return true;
}

export function expectSign(state: ParserState, text: string): void {
  if (!takeSign(state, text)) throw unexpected(state, `"${text}"`);
}

export function expectWord(state: ParserState, text: string): void {
  if (!takeWord(state, text)) throw unexpected(state, `"${text}"`);
}

export function unexpected(state: ParserState, wanted: string): FeelSyntaxError {
  const token = current(state);
  const found = token.type === 'end' ? 'the end' : `"${token.text.slice(0, 40)}"`;
  return new FeelSyntaxError(`expected ${wanted}, found ${found}`, token.at);
}

/** Whether a token can begin an expression: decides if `[` filters or closes a range. */
export function startsExpression(state: ParserState, ahead: number): boolean {
  const token = peek(state, ahead);
  if (token === undefined || token.type === 'end') return false;
  if (token.type !== 'sign') {
    return !(token.type === 'name' && joiningWords.has(token.text));
  }
  return openers.has(token.text);
}

const openers = new Set(['(', '[', '{', '@', '-']);
const joiningWords = new Set(['and', 'or', 'then', 'else', 'return', 'satisfies', 'in', 'between']);

/** Counts one operator of a chain; chains make trees as deep as they are long. */
export function countOperator(state: ParserState): void {
  state.operators += 1;
  if (state.operators > operatorsMax) {
    throw new FeelSyntaxError(`more than ${operatorsMax} operators`, current(state).at);
  }
}

/** Reads something nested, with its own names and outside any range's end. */
export function nested<Result>(
  state: ParserState,
  names: readonly NameSet[],
  read: () => Result,
): Result {
  state.depth += 1;
  if (state.depth > depthMax) {
    throw new FeelSyntaxError(`nested deeper than ${depthMax}`, current(state).at);
  }
  const wasEndpoint = state.isEndpoint;
  state.isEndpoint = false;
  state.scopes.push(...names);
  const result = read();
  state.scopes.length -= names.length;
  state.isEndpoint = wasEndpoint;
  state.depth -= 1;
  return result;
}

/** The longest name in any scope that starts here. */
export function longestName(state: ParserState): NameMatch | null {
  let longest: NameMatch | null = null;
  for (const scope of state.scopes) {
    const match = matchName(scope, state.tokens, state.at);
    if (match !== null && match.length >= (longest?.length ?? 1)) longest = match;
  }
  return longest;
}

/** Reads a new name up to the first of `ends`, which is left standing. */
export function readNewName(state: ParserState, ends: readonly string[]): string {
  const start = state.at;
  while (current(state).type !== 'end' && !ends.includes(current(state).text)) {
    const token = current(state);
    if (token.type === 'string' || (token.type === 'sign' && !nameSigns.has(token.text))) break;
    state.at += 1;
  }
  if (state.at === start || state.tokens[start]?.type !== 'name') throw unexpected(state, 'a name');
  return nameOfTokens(state.tokens.slice(start, state.at));
}

const nameSigns = new Set(['.', '/', '-', "'", '+', '*', '**']);
