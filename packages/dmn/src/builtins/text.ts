import { boundedText, spend } from '../evaluation.ts';
import { matchesPattern, replacePattern, splitByPattern } from '../pattern/pattern.ts';
import type { FunctionValue, Value } from '../value/value.ts';
import { asInteger, asList, asText, define } from './define.ts';

/** Functions on texts. Positions count characters, not the host's halves of them. */
export const textFunctions: readonly FunctionValue[] = [
  define('substring', ['string', 'start position', '[length]'], (...args) => substring(args)),
  define('string length', ['string'], (string) => {
    const text = asText(string);
    return text === null ? null : integer(charactersOf(text).length);
  }),
  define('upper case', ['string'], (string) => onText(string, (text) => text.toUpperCase())),
  define('lower case', ['string'], (string) => onText(string, (text) => text.toLowerCase())),
  define('substring before', ['string', 'match'], (string, match) =>
    onTexts(string, match, (text, part) => {
      const at = text.indexOf(part);
      return at < 0 ? '' : text.slice(0, at);
    }),
  ),
  define('substring after', ['string', 'match'], (string, match) =>
    onTexts(string, match, (text, part) => {
      const at = text.indexOf(part);
      return at < 0 ? '' : text.slice(at + part.length);
    }),
  ),
  define('contains', ['string', 'match'], (string, match) =>
    onTexts(string, match, (text, part) => text.includes(part)),
  ),
  define('starts with', ['string', 'match'], (string, match) =>
    onTexts(string, match, (text, part) => text.startsWith(part)),
  ),
  define('ends with', ['string', 'match'], (string, match) =>
    onTexts(string, match, (text, part) => text.endsWith(part)),
  ),
  define('matches', ['input', 'pattern', '[flags]'], (input, pattern, flags) => {
    const letters = flagsOf(flags);
    if (letters === null) return null;
    return onTexts(input, pattern, (text, source) => matchesPattern(text, source, letters));
  }),
  define('replace', ['input', 'pattern', 'replacement', '[flags]'], (...args) => {
    const flags = flagsOf(args[3]);
    const replacement = asText(args[2]);
    if (flags === null || replacement === null) return null;
    return onTexts(args[0], args[1], (text, pattern) =>
      replacePattern(text, pattern, { replacement, flags }),
    );
  }),
  define('split', ['string', 'delimiter'], (string, delimiter) =>
    onTexts(string, delimiter, splitByPattern),
  ),
  define('string join', ['list', '[delimiter]'], (list, delimiter) => join(list, delimiter)),
];

/** The characters of a text, as code points. */
export function charactersOf(text: string): readonly string[] {
  spend(text.length >> 3);
  return Array.from(text);
}

function integer(value: number): Value {
  return { kind: 'number', coefficient: value, exponent: 0 };
}

function onText(value: Value | undefined, call: (text: string) => Value): Value {
  const text = asText(value);
  if (text === null) return null;
  spend(text.length >> 5);
  return call(text);
}

function onTexts(
  left: Value | undefined,
  right: Value | undefined,
  call: (left: string, right: string) => Value,
): Value {
  const a = asText(left);
  const b = asText(right);
  if (a === null || b === null) return null;
  spend((a.length + b.length) >> 5);
  return call(a, b);
}

/** Flags left out or null are no flags; anything but a text is an error. */
function flagsOf(value: Value | undefined): string | null {
  return value === undefined || value === null ? '' : asText(value);
}

/** Positions start at 1 or count back from the end at -1; 0 is no position. */
function substring(args: readonly Value[]): Value {
  const text = asText(args[0]);
  const start = asInteger(args[1]);
  if (text === null || start === null || start === 0) return null;
  const characters = charactersOf(text);
  const from = start > 0 ? start - 1 : characters.length + start;
  if (from < 0 || from > characters.length) return start > 0 ? '' : null;
  if (args.length < 3 || args[2] === null) return characters.slice(from).join('');
  const length = asInteger(args[2]);
  return length === null || length < 1 ? null : characters.slice(from, from + length).join('');
}

function join(list: Value | undefined, delimiter: Value | undefined): Value {
  const items = asList(list);
  const between = delimiter === undefined || delimiter === null ? '' : asText(delimiter);
  if (items === null || between === null) return null;
  const texts: string[] = [];
  let length = 0;
  for (const item of items) {
    if (item === null) continue;
    if (typeof item !== 'string') return null;
    texts.push(item);
    length += item.length + between.length;
    spend(1 + (length >> 20));
  }
  return boundedText(texts.join(between));
}
