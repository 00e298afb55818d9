import { isNamePart, isNameStart } from '../feel/characters.ts';
import { type CharTest, PatternError } from './pattern-node.ts';
import { blockRange } from './unicode-blocks.ts';

/** The class behind `\` and a letter; `null` when the letter names none. */
export function escapeClass(letter: string): CharTest | null {
  const lower = letter.toLowerCase();
  const test = escapes.get(lower);
  if (test === undefined) return null;
  return letter === lower ? test : (code) => !test(code);
}

/** The class of `\p{name}`: a general category, or a block behind `Is`. */
export function propertyClass(name: string): CharTest {
  if (name.startsWith('Is')) {
    const block = blockRange(name.slice(2));
    if (block === null) throw new PatternError(`unknown block ${name}`);
    return (code) => code >= block[0] && code <= block[1];
  }
  const category = categories.get(name);
  if (category === undefined) throw new PatternError(`unknown category ${name}`);
  return (code) => category.test(String.fromCodePoint(code));
}

/** What a character may turn into when case does not count. */
export function caseVariants(code: number): readonly number[] {
  const char = String.fromCodePoint(code);
  const upper = single(char.toUpperCase(), code);
  const lower = single(char.toLowerCase(), code);
  const folded = single(String.fromCodePoint(upper).toLowerCase(), lower);
  const raised = single(String.fromCodePoint(lower).toUpperCase(), upper);
  return [...new Set([code, upper, lower, folded, raised])];
}

// A rule's pattern never becomes a RegExp. These fixed ones each look one character up in the
// host's Unicode tables, which is all that they can do.
const categoryNames = (
  'L Lu Ll Lt Lm Lo M Mn Mc Me N Nd Nl No P Pc Pd Ps Pe Pi Pf Po ' +
  'Z Zs Zl Zp S Sm Sc Sk So C Cc Cf Co Cn'
).split(' ');
const categories = new Map(
  categoryNames.map((name) => [name, new RegExp(`^\\p{${name}}$`, 'u')] as const),
);

const isSpaceChar: CharTest = (code) => code === 32 || code === 9 || code === 10 || code === 13;
const isDecimalDigit: CharTest = (code) =>
  code < 128 ? code >= 48 && code <= 57 : propertyTest('Nd', code);
const isWordChar: CharTest = (code) =>
  !propertyTest('P', code) && !propertyTest('Z', code) && !propertyTest('C', code);
const isXmlNameStart: CharTest = (code) => code === 58 || (code !== 63 && isNameStart(code));
const isXmlNamePart: CharTest = (code) =>
  code === 58 || code === 45 || code === 46 || (code !== 63 && isNamePart(code));

const escapes: ReadonlyMap<string, CharTest> = new Map(
  Object.entries<CharTest>({
    s: isSpaceChar,
    d: isDecimalDigit,
    w: isWordChar,
    i: isXmlNameStart,
    c: isXmlNamePart,
  }),
);

function propertyTest(name: string, code: number): boolean {
  return categories.get(name)?.test(String.fromCodePoint(code)) ?? false;
}

function single(text: string, otherwise: number): number {
  const code = text.codePointAt(0) ?? otherwise;
  return text.length === (code > 0xffff ? 2 : 1) ? code : otherwise;
}
