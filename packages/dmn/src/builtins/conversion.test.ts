import fc from 'fast-check';
import { expect, test } from 'vitest';
import { showResult } from '../feel/show-result.ts';

const cases = (pairs: Readonly<Record<string, string>>): void => {
  for (const [text, expected] of Object.entries(pairs))
    expect(showResult(text), text).toBe(expected);
};

test('numbers are read with the separators that are named, and no others', () => {
  cases({
    'number("1.000.000,01", ".", ",")': '1000000.01',
    'number("1 000", " ", ".")': '1000',
    'number("1,000.5", ",", ",")': 'null',
    'number("1,5", null, ",")': '1.5',
    'number("1.5.5", null, ".")': 'null',
    'number("abc", ",", ".")': 'null',
    'number("1", ":", ".")': 'null',
  });
});

test('every value has a text, null has none', () => {
  cases({
    'string(1.10)': '"1.1"',
    'string("a")': '"a"',
    'string([1, "a"])': '"[1, \\"a\\"]"',
    'string({a: null})': '"{a: null}"',
    'string([1..2))': '"[1..2)"',
    'string(@"2026-01-01T10:00:00@Europe/Amsterdam")': '"2026-01-01T10:00:00@Europe/Amsterdam"',
    'string(null)': 'null',
    'not("x")': 'null',
  });
});

test('a string literal is read as it was written', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const escaped = text.replaceAll('\\', '\\\\').replaceAll('"', '\\"');
      expect(showResult(`"${escaped}" = input`, { input: text })).toBe('true');
    }),
  );
});
