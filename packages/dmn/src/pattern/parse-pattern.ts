import { charAt, type PatternReader, readClass, readEscape, sameChar } from './parse-class.ts';
import {
  type CharTest,
  PatternError,
  type PatternFlags,
  type PatternNode,
} from './pattern-node.ts';

export type ParsedPattern = { readonly root: PatternNode; readonly groups: number };

/** Reads flags as XPath has them; throws `PatternError` for an unknown letter. */
export function parseFlags(text: string): PatternFlags {
  for (const letter of text) {
    if (!'smixq'.includes(letter)) throw new PatternError(`flag "${letter}" is not known`);
  }
  return {
    dotAll: text.includes('s'),
    multiline: text.includes('m'),
    ignoreCase: text.includes('i'),
    ignoreSpace: text.includes('x'),
    isLiteral: text.includes('q'),
  };
}

/** Reads a pattern of XPath and XML Schema; throws `PatternError`. One pass, no way back. */
export function parsePattern(source: string, flags: PatternFlags): ParsedPattern {
  if (source.length > patternMax) throw new PatternError('pattern is too long');
  if (flags.isLiteral) return parseLiteral(source, flags);
  const codes = [...(flags.ignoreSpace ? withoutSpace(source) : source)].map(
    (char) => char.codePointAt(0) ?? 0,
  );
  const state: State = { codes, at: 0, ignoreCase: flags.ignoreCase, flags, groups: 0, depth: 0 };
  const root = readChoice(state);
  if (state.at < codes.length) throw new PatternError('")" without "("');
  return { root, groups: state.groups };
}

type State = PatternReader & { readonly flags: PatternFlags; groups: number; depth: number };

const patternMax = 2000;
const repeatMax = 1000;
const depthMax = 50;

function parseLiteral(source: string, flags: PatternFlags): ParsedPattern {
  const parts = [...source].map(
    (char): PatternNode => ({
      type: 'char',
      test: sameChar(char.codePointAt(0) ?? 0, flags.ignoreCase),
    }),
  );
  return { root: { type: 'sequence', parts }, groups: 0 };
}

/** Takes spaces out, but for those inside a class. */
function withoutSpace(source: string): string {
  let text = '';
  let depth = 0;
  for (let at = 0; at < source.length; at += 1) {
    const char = source[at] ?? '';
    if (depth === 0 && ' \t\n\r'.includes(char)) continue;
    if (char === '\\' && depth > 0) {
      text += char + (source[at + 1] ?? '');
      at += 1;
      continue;
    }
    if (char === '[' && !text.endsWith('\\')) depth += 1;
    if (char === ']' && depth > 0) depth -= 1;
    text += char;
  }
  return text;
}

function readChoice(state: State): PatternNode {
  state.depth += 1;
  if (state.depth > depthMax) throw new PatternError('groups nested too deep');
  const options = [readSequence(state)];
  while (charAt(state) === '|') {
    state.at += 1;
    options.push(readSequence(state));
  }
  state.depth -= 1;
  return options.length === 1 && options[0] !== undefined
    ? options[0]
    : { type: 'choice', options };
}

function readSequence(state: State): PatternNode {
  const parts: PatternNode[] = [];
  while (state.at < state.codes.length && charAt(state) !== '|' && charAt(state) !== ')') {
    parts.push(readQuantified(state));
  }
  return { type: 'sequence', parts };
}

function readQuantified(state: State): PatternNode {
  const body = readAtom(state);
  const bounds = readBounds(state);
  if (bounds === null) return body;
  const isGreedy = charAt(state) !== '?';
  if (!isGreedy) state.at += 1;
  if ('?*+{'.includes(charAt(state)) && charAt(state) !== '') {
    throw new PatternError('quantifier behind a quantifier');
  }
  return { type: 'repeat', body, ...bounds, isGreedy };
}

function readAtom(state: State): PatternNode {
  const char = charAt(state);
  switch (char) {
    case '(':
      return readGroup(state);
    case '[':
      return { type: 'char', test: readClass(state) };
    case '\\': {
      const escaped = readEscape(state);
      if (typeof escaped !== 'number') return { type: 'char', test: escaped };
      return { type: 'char', test: sameChar(escaped, state.ignoreCase) };
    }
    case '.':
      state.at += 1;
      return { type: 'char', test: state.flags.dotAll ? anyChar : anyOnLine };
    case '^':
      state.at += 1;
      return { type: 'start' };
    case '$':
      state.at += 1;
      return { type: 'end' };
    case '?':
    case '*':
    case '+':
    case '{':
    case '}':
    case ']':
      throw new PatternError(`"${char}" at a wrong place`);
    default:
      state.at += 1;
      return { type: 'char', test: sameChar(char.codePointAt(0) ?? 0, state.ignoreCase) };
  }
}

const anyChar: CharTest = () => true;
const anyOnLine: CharTest = (code) => code !== 10 && code !== 13;

function readGroup(state: State): PatternNode {
  state.at += 1;
  let index: number | null = null;
  if (charAt(state) === '?') {
    if (charAt(state, 1) !== ':') throw new PatternError('unknown kind of group');
    state.at += 2;
  } else {
    state.groups += 1;
    index = state.groups;
  }
  const body = readChoice(state);
  if (charAt(state) !== ')') throw new PatternError('"(" without ")"');
  state.at += 1;
  return { type: 'group', index, body };
}

function readBounds(state: State): { least: number; most: number | null } | null {
  const char = charAt(state);
  if (char === '?') {
    state.at += 1;
    return { least: 0, most: 1 };
  }
  if (char === '*' || char === '+') {
    state.at += 1;
    return { least: char === '*' ? 0 : 1, most: null };
  }
  if (char !== '{') return null;
  state.at += 1;
  const least = readCount(state);
  let most: number | null = least;
  if (charAt(state) === ',') {
    state.at += 1;
    most = charAt(state) === '}' ? null : readCount(state);
  }
  if (charAt(state) !== '}') throw new PatternError('"}" is missing');
  state.at += 1;
  if (most !== null && most < least) throw new PatternError('bounds are upside down');
  return { least, most };
}

function readCount(state: State): number {
  let digits = '';
  while (charAt(state) >= '0' && charAt(state) <= '9') {
    digits += charAt(state);
    state.at += 1;
  }
  if (digits === '' || digits.length > 6) throw new PatternError('a count is missing');
  if (Number(digits) > repeatMax) throw new PatternError('count is too large');
  return Number(digits);
}
