import { significantDigits, significantDigitsMax } from './decimal-text.ts';
import { hashOf, hashStep, sliceName } from './json-names.ts';
import { endOfText, type JsonSource, refusal } from './json-source.ts';
import { JsonNumber } from './json-value.ts';

/** Reads a member name and leaves its hash in the source. */
export function readName(source: JsonSource): string {
  const { text } = source;
  const start = source.at + 1;
  let hash = 0;
  for (let at = start; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 0x22) {
      source.at = at + 1;
      source.hash = hash;
      return sliceName(text, start, at, hash);
    }
    if (code === 0x5c || code < 0x20 || code > 0x7e) break;
    hash = hashStep(hash, code);
  }
  const name = readString(source);
  source.hash = hashOf(name);
  return name;
}

export function readString(source: JsonSource): string {
  const { text } = source;
  const start = source.at;
  let hasEscape = false;
  let at = start + 1;
  while (at < text.length) {
    const code = text.charCodeAt(at);
    if (code === 0x22) {
      source.at = at + 1;
      return hasEscape ? readEscapes(text, start, at + 1) : text.slice(start + 1, at);
    }
    if (code < 0x20) break;
    if (code === 0x5c) {
      hasEscape = true;
      at += 1;
    }
    at += 1;
  }
  throw refusal('json.syntax', Math.min(at, text.length));
}

export function readWord<Word>(source: JsonSource, word: string, value: Word): Word {
  if (!source.text.startsWith(word, source.at)) throw refusal('json.syntax', source.at);
  source.at += word.length;
  return value;
}

/** A whole number that a double holds exactly comes back as such, any other with its text. */
export function readNumber(source: JsonSource, first: number): number | JsonNumber {
  const { text } = source;
  const start = source.at;
  const digitsAt = first === 0x2d ? start + 1 : start;
  let at = digitsAt;
  let value = 0;
  let code = endOfText;
  for (; at < text.length; at++) {
    code = text.charCodeAt(at);
    if (code < 0x30 || code > 0x39) break;
    value = value * 10 + (code - 0x30);
  }
  const digits = at - digitsAt;
  if (digits === 0 || (digits > 1 && text.charCodeAt(digitsAt) === 0x30)) {
    throw refusal('json.syntax', start);
  }
  // Where the text ends here, the code is that of the last digit.
  if (code === 0x2e || code === 0x65 || code === 0x45) return readSpelling(source, at);
  // Fifteen digits are always exact; the sixteenth may already have been rounded.
  if (digits > 15 && !Number.isSafeInteger(Number(text.slice(digitsAt, at)))) {
    return readSpelling(source, at);
  }
  source.at = at;
  return first === 0x2d ? -value : value;
}

/** Goes on after the whole part, over fraction and exponent. */
function readSpelling(source: JsonSource, wholeEnd: number): JsonNumber {
  const { text, at: start } = source;
  let end = wholeEnd;
  if (text.charCodeAt(end) === 0x2e) end = skipDigits(source, end + 1);
  let code = text.charCodeAt(end);
  const hasExponent = code === 0x65 || code === 0x45;
  if (hasExponent) {
    code = text.charCodeAt(end + 1);
    end = skipDigits(source, code === 0x2b || code === 0x2d ? end + 2 : end + 1);
  }
  const spelling = text.slice(start, end);
  if (!source.keepsInexact) {
    const isShort = significantDigits(spelling) <= significantDigitsMax;
    const isInRange = !hasExponent || Number.isFinite(Number(spelling));
    if (!isShort || !isInRange) throw refusal('json.inexact_number', start);
  }
  source.at = end;
  return new JsonNumber(spelling);
}

/** Where the digits end; there must be one. */
function skipDigits(source: JsonSource, start: number): number {
  const { text } = source;
  let at = start;
  while (at < text.length) {
    const code = text.charCodeAt(at);
    if (code < 0x30 || code > 0x39) break;
    at += 1;
  }
  if (at === start) throw refusal('json.syntax', source.at);
  return at;
}

/** Rare enough to leave to the platform, which also finds the escapes that do not exist. */
function readEscapes(text: string, start: number, end: number): string {
  let value: unknown;
  try {
    value = JSON.parse(text.slice(start, end));
  } catch {
    throw refusal('json.syntax', start);
  }
  if (typeof value !== 'string') throw refusal('json.syntax', start);
  if (unfit.test(value)) throw refusal('json.forbidden_character', start);
  return value;
}

// No database keeps U+0000 in a text, and half a surrogate pair does not survive UTF-8.
const unfit = /[\0\p{Surrogate}]/u;
