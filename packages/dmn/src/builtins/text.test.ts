import { expect, test } from 'vitest';
import { showResult } from '../feel/show-result.ts';

const cases = (pairs: Readonly<Record<string, string>>): void => {
  for (const [text, expected] of Object.entries(pairs))
    expect(showResult(text), text).toBe(expected);
};

test('positions count characters from 1, or back from the end at -1', () => {
  cases({
    'substring("foobar", 3)': '"obar"',
    'substring("foobar", -2, 1)': '"a"',
    'substring("🐎foo", 2)': '"foo"',
    'substring("foobar", 0)': 'null',
    'substring("foobar", 1, 0)': 'null',
    'string length("🐎😀")': '2',
  });
});

test('texts are searched, cut and joined', () => {
  cases({
    'substring before("foobar", "bar")': '"foo"',
    'substring after("foobar", "zzz")': '""',
    'contains("foobar", "ob")': 'true',
    'starts with("foobar", "foo")': 'true',
    'ends with("foobar", "foo")': 'false',
    'split("a;b;;", ";")': '["a", "b", "", ""]',
    'string join(["a", null, "c"], "-")': '"a-c"',
    'string join([1], "-")': 'null',
    'upper case("straße")': '"STRASSE"',
  });
});

test('patterns follow XPath, with back-references refused', () => {
  cases({
    'matches("foobar", "^fo*b")': 'true',
    'matches("a\\nb", "a.b", "s")': 'true',
    'matches("aa", "(a)\\1")': 'null',
    'replace("darted", "^(.*?)d(.*)$", "$1c$2")': '"carted"',
    'replace("abc", "x*", "-")': 'null',
    'matches("abracadabra", "bra", null)': 'true',
    'matches("abracadabra", "bra", "p")': 'null',
  });
});
