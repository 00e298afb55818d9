import { caseVariants, escapeClass, propertyClass } from './char-class.ts';
import { type CharTest, PatternError } from './pattern-node.ts';

export type PatternReader = {
  /** The pattern's characters, one each, as code points. */
  readonly codes: readonly number[];
  at: number;
  readonly ignoreCase: boolean;
};

export function charAt(reader: PatternReader, ahead = 0): string {
  const code = reader.codes[reader.at + ahead];
  return code === undefined ? '' : String.fromCodePoint(code);
}

/** Reads `[…]`, with ranges, escapes, `^` and one class taken away from the other by `-[…]`. */
export function readClass(reader: PatternReader, depth = 0): CharTest {
  if (depth > 20) throw new PatternError('classes nested too deep');
  reader.at += 1;
  const isNegated = charAt(reader) === '^';
  if (isNegated) reader.at += 1;
  const members: CharTest[] = [];
  let removed: CharTest | null = null;
  while (charAt(reader) !== ']') {
    if (charAt(reader) === '-' && charAt(reader, 1) === '[') {
      reader.at += 1;
      removed = readClass(reader, depth + 1);
      if (charAt(reader) !== ']') throw new PatternError('something behind a class taken away');
      break;
    }
    members.push(readMember(reader));
  }
  if (members.length === 0) throw new PatternError('empty class');
  reader.at += 1;
  const holds: CharTest = (code) => members.some((member) => member(code));
  const matches = reader.ignoreCase ? inAnyCase(holds) : holds;
  const without = removed;
  return (code) => matches(code) !== isNegated && (without === null || !without(code));
}

/** Reads an escape outside or inside a class: a class, or a character that stands for itself. */
export function readEscape(reader: PatternReader): CharTest | number {
  const letter = charAt(reader, 1);
  reader.at += 2;
  const control = controls[letter];
  if (control !== undefined) return control;
  if (letter !== '' && '\\|.-^?*+{}()[]$'.includes(letter)) return letter.charCodeAt(0);
  if (letter === 'p' || letter === 'P') {
    const test = propertyClass(readBraces(reader));
    return letter === 'p' ? test : (code) => !test(code);
  }
  const named = escapeClass(letter);
  // Among these is \1: a pattern that refers back to a group cannot be matched in linear time.
  if (named === null) throw new PatternError(`escape \\${letter} is not known`);
  return named;
}

export function sameChar(code: number, ignoreCase: boolean): CharTest {
  if (!ignoreCase) return (other) => other === code;
  const variants = caseVariants(code);
  return (other) =>
    variants.includes(other) || caseVariants(other).some((variant) => variants.includes(variant));
}

const controls: Readonly<Record<string, number>> = { n: 10, r: 13, t: 9 };

function readMember(reader: PatternReader): CharTest {
  const from = readMemberChar(reader);
  if (typeof from !== 'number') return from;
  const isRange = charAt(reader) === '-' && charAt(reader, 1) !== ']' && charAt(reader, 1) !== '[';
  if (!isRange) return (code) => code === from;
  // A dash between a range and anything else stands for itself.
  if (from === 45) return (code) => code === from;
  reader.at += 1;
  const to = readMemberChar(reader);
  if (typeof to !== 'number' || to < from) throw new PatternError('range is upside down');
  return (code) => code >= from && code <= to;
}

function readMemberChar(reader: PatternReader): CharTest | number {
  const char = charAt(reader);
  if (char === '') throw new PatternError('class without end');
  if (char === '[') throw new PatternError('"[" in a class');
  if (char === '\\') return readEscape(reader);
  reader.at += 1;
  return char.codePointAt(0) ?? 0;
}

function readBraces(reader: PatternReader): string {
  if (charAt(reader) !== '{') throw new PatternError('"{" is missing');
  let name = '';
  reader.at += 1;
  while (charAt(reader) !== '}') {
    if (charAt(reader) === '' || name.length > 60) throw new PatternError('"}" is missing');
    name += charAt(reader);
    reader.at += 1;
  }
  reader.at += 1;
  return name;
}

function inAnyCase(test: CharTest): CharTest {
  return (code) => test(code) || caseVariants(code).some(test);
}
