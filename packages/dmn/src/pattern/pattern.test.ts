import fc from 'fast-check';
import { expect, test } from 'vitest';
import { matchesPattern, replacePattern, splitByPattern } from './pattern.ts';

/**
 * Patterns over two letters, of the kind that both we and the host can read. The host alone gives
 * up rounds of a loop that match nothing, so nothing that prefers to match nothing is among them.
 */
const aPattern: fc.Arbitrary<string> = fc.letrec<{ pattern: string; atom: string; part: string }>(
  (tie) => ({
    atom: fc.oneof(
      { maxDepth: 2, depthIdentifier: 'pattern' },
      fc.constantFrom('a', 'b', '.', '[ab]', '[^a]', 'ab'),
      tie('pattern').map((inner) => `(${inner})`),
      tie('pattern').map((inner) => `(?:${inner})`),
    ),
    part: fc
      .tuple(tie('atom'), fc.constantFrom('', '', '*', '+', '?', '+?', '{2}', '{1,2}'))
      .map(([atom, quantifier]) => (atom === 'ab' ? atom : atom + quantifier)),
    pattern: fc
      .array(fc.array(tie('part'), { minLength: 1, maxLength: 3 }), { minLength: 1, maxLength: 2 })
      .map((options) => options.map((parts) => parts.join('')).join('|')),
  }),
).pattern;
const aText = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 8 });

test('whether a pattern is found agrees with the matcher of the host', () => {
  fc.assert(
    fc.property(aPattern, aText, (pattern, text) => {
      expect(matchesPattern(text, pattern, '')).toBe(new RegExp(pattern, 'u').test(text));
      expect(matchesPattern(text, `^(${pattern})$`, '')).toBe(
        new RegExp(`^(?:${pattern})$`, 'u').test(text),
      );
    }),
    { numRuns: 500 },
  );
});

test('what is replaced agrees with the host, but where the pattern matches nothing at all', () => {
  fc.assert(
    fc.property(aPattern, aText, (pattern, text) => {
      fc.pre(!new RegExp(`^(?:${pattern})$`, 'u').test(''));
      expect(replacePattern(text, pattern, { replacement: '<$0>', flags: '' })).toBe(
        text.replace(new RegExp(pattern, 'gu'), '<$&>'),
      );
      expect(splitByPattern(text, `(?:${pattern})`)?.join('|')).toBe(
        text.split(new RegExp(pattern.replaceAll(/\((?!\?)/gu, '(?:'), 'u')).join('|'),
      );
    }),
    { numRuns: 500 },
  );
});

test('patterns that make others go back for ever take time in proportion to the text', () => {
  const text = 'a'.repeat(5000);
  const started = Date.now();
  for (const pattern of [
    '(a+)+$',
    '(a|a)*b',
    '(a*)*b',
    '(.*)(.*)(.*)(.*)(.*)x',
    '(a?){200}a{200}b',
  ]) {
    matchesPattern(text, `^${pattern}`, '');
  }
  expect(Date.now() - started).toBeLessThan(5000);
  expect(matchesPattern(text, '^(a+)+$', '')).toBe(true);
});

test('back-references and what XPath does not know are refused', () => {
  const refused = [
    '(a)\\1',
    '\\3',
    '[\\1]',
    '(a',
    'a)',
    'a{2,1}',
    'a**',
    '*a',
    '[b-a]',
    '[]',
    '\\h',
  ];
  refused.push('(?=a)', '\\p{Nothing}', 'a{99999999}', '(a{1000}){1000}', '[a-z-[aeiou]x]', '\\');
  for (const pattern of refused) expect(matchesPattern('a', pattern, ''), pattern).toBe(null);
  expect(matchesPattern('a', 'a', 'p')).toBe(null);
});

test('flags change the dot, the anchors, case, spaces and the meaning of signs', () => {
  expect(matchesPattern('a\nb', 'a.b', '')).toBe(false);
  expect(matchesPattern('a\nb', 'a.b', 's')).toBe(true);
  expect(matchesPattern('x\nb\ny', '^b$', '')).toBe(false);
  expect(matchesPattern('x\nb\ny', '^b$', 'm')).toBe(true);
  expect(matchesPattern('\u212a', 'k', 'i')).toBe(true);
  expect(matchesPattern('O', '[A-Z-[OI]]', 'i')).toBe(false);
  expect(matchesPattern('hello world', ' hello[ ]world', 'x')).toBe(true);
  expect(matchesPattern('a.b', 'a.b', 'q')).toBe(true);
  expect(matchesPattern('axb', 'a.b', 'q')).toBe(false);
});

test('classes know Unicode, and a character outside the first plane is one', () => {
  expect(matchesPattern('É', '^\\p{Lu}$', '')).toBe(true);
  expect(matchesPattern('٣', '^\\d$', '')).toBe(true);
  expect(matchesPattern('🐎', '^.$', '')).toBe(true);
  expect(matchesPattern('λ', '^\\p{IsGreek}$', '')).toBe(true);
  expect(replacePattern('a🐎b', '[🐎]', { replacement: '-', flags: '' })).toBe('a-b');
});

test('a replacement names groups, and anything else behind a dollar is refused', () => {
  const replace = (replacement: string) =>
    replacePattern('abcd', '(ab)|(a)', { replacement, flags: '' });
  expect(replace('[1=$1][2=$2]')).toBe('[1=ab][2=]cd');
  expect(replace('\\$\\\\')).toBe('$\\cd');
  expect(replace('$')).toBe(null);
  expect(replace('\\n')).toBe(null);
  expect(replacePattern('abc', 'x*', { replacement: '-', flags: '' })).toBe(null);
});
