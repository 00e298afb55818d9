import { isDigit, isNamePart, isNameStart, isSpace } from './characters.ts';
import { FeelSyntaxError } from './syntax-error.ts';

/** `value` is the content of a string; everything else is in `text`. */
export type Token = {
  readonly type: 'name' | 'number' | 'string' | 'sign' | 'end';
  readonly text: string;
  readonly value: string;
  readonly at: number;
};

/** Longest text that is read at all: a rule is written by a person. */
export const sourceMax = 32_768;

/** Cuts a text into tokens in one pass. The last one is `end`. */
export function tokenize(source: string): readonly Token[] {
  if (source.length > sourceMax) {
    throw new FeelSyntaxError(`text is longer than ${sourceMax} characters`, sourceMax);
  }
  const tokens: Token[] = [];
  let at = skipSpace(source, 0);
  while (at < source.length) {
    const token = readToken(source, at);
    tokens.push(token);
    at = skipSpace(source, at + token.text.length);
  }
  tokens.push({ type: 'end', text: '', value: '', at: source.length });
  return tokens;
}

const twoSigns = new Set(['**', '..', '<=', '>=', '!=', '->', '==']);
const oneSigns = new Set([..."+-*/=<>()[]{},:.@'|;"]);

function readToken(source: string, at: number): Token {
  const code = source.codePointAt(at) ?? 0;
  if (isNameStart(code)) return token('name', source, at, nameEnd(source, at));
  if (isDigit(code) || (code === 46 && isDigit(source.charCodeAt(at + 1)))) {
    return token('number', source, at, numberEnd(source, at));
  }
  if (code === 34) return readString(source, at);
  const two = source.slice(at, at + 2);
  if (twoSigns.has(two)) return token('sign', source, at, at + 2);
  if (oneSigns.has(source[at] ?? '')) return token('sign', source, at, at + 1);
  throw new FeelSyntaxError(`unexpected character U+${code.toString(16).toUpperCase()}`, at);
}

function token(type: Token['type'], source: string, at: number, end: number): Token {
  const text = source.slice(at, end);
  return { type, text, value: text, at };
}

/** Skips spaces and comments. */
function skipSpace(source: string, from: number): number {
  let at = from;
  for (;;) {
    if (at < source.length && isSpace(source.charCodeAt(at))) {
      at += 1;
    } else if (source.startsWith('//', at)) {
      const end = source.indexOf('\n', at);
      at = end < 0 ? source.length : end + 1;
    } else if (source.startsWith('/*', at)) {
      const end = source.indexOf('*/', at + 2);
      if (end < 0) throw new FeelSyntaxError('comment without end', at);
      at = end + 2;
    } else {
      return at;
    }
  }
}

function nameEnd(source: string, from: number): number {
  let at = from;
  while (at < source.length) {
    const code = source.codePointAt(at) ?? 0;
    if (!isNamePart(code)) break;
    at += code > 0xffff ? 2 : 1;
  }
  return at;
}

function numberEnd(source: string, from: number): number {
  let at = digitsEnd(source, from);
  if (source[at] === '.' && isDigit(source.charCodeAt(at + 1))) at = digitsEnd(source, at + 1);
  if (source[at] === 'e' || source[at] === 'E') {
    const signed = source[at + 1] === '+' || source[at + 1] === '-' ? at + 2 : at + 1;
    if (isDigit(source.charCodeAt(signed))) at = digitsEnd(source, signed);
  }
  return at;
}

function digitsEnd(source: string, from: number): number {
  let at = from;
  while (isDigit(source.charCodeAt(at))) at += 1;
  return at;
}

function readString(source: string, from: number): Token {
  let value = '';
  let at = from + 1;
  for (;;) {
    const char = source[at];
    if (char === undefined) throw new FeelSyntaxError('string without end', from);
    if (char === '"') break;
    if (char === '\\') {
      const [text, length] = readEscape(source, at);
      value += text;
      at += length;
    } else {
      value += char;
      at += 1;
    }
  }
  return { type: 'string', text: source.slice(from, at + 1), value, at: from };
}

/** The text an escape stands for, and its length in the source. Unknown ones stand for themselves. */
function readEscape(source: string, at: number): readonly [string, number] {
  const char = source[at + 1];
  if (char === 'n') return ['\n', 2];
  if (char === 'r') return ['\r', 2];
  if (char === 't') return ['\t', 2];
  if (char === '"' || char === '\\' || char === "'") return [char, 2];
  if (char === 'u') return readHex(source, at, 4);
  if (char === 'U') return readHex(source, at, 6);
  return ['\\', 1];
}

function readHex(source: string, at: number, length: number): readonly [string, number] {
  let code = 0;
  for (let index = 0; index < length; index += 1) {
    const digit = hexDigits.indexOf((source[at + 2 + index] ?? 'x').toLowerCase());
    if (digit < 0) return ['\\', 1];
    code = code * 16 + digit;
  }
  if (code > 0x10ffff) throw new FeelSyntaxError('no such character', at);
  return [String.fromCodePoint(code), length + 2];
}

const hexDigits = '0123456789abcdef';
