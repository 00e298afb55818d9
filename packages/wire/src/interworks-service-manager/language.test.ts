import { expect, test } from 'vitest';
import { chooseLanguage } from './language.ts';

test('two letters choose a language, as document 001 sends them', () => {
  for (const language of ['en', 'nl', 'de', 'pl', 'el'] as const) {
    expect(chooseLanguage(language, 'en')).toBe(language);
    expect(chooseLanguage(language.toUpperCase(), 'en')).toBe(language);
  }
});

test('of a list the best one that we have is taken, by its primary subtag', () => {
  expect(chooseLanguage('nl-BE,nl;q=0.9,en;q=0.5', 'en')).toBe('nl');
  expect(chooseLanguage('fr, en;q=0.3, el-GR;q=0.8', 'de')).toBe('el');
  expect(chooseLanguage('en;q=0, pl;q=0.1', 'de')).toBe('pl');
  expect(chooseLanguage('de;q=0.5,nl;q=0.5', 'en')).toBe('de');
});

test('what is missing, unknown or malformed leaves it to the fallback', () => {
  const bad = [
    undefined,
    '',
    'xx',
    '*',
    'english',
    'en;q=2',
    'en;q',
    ';;;',
    '<script>',
    'el\u0000',
  ];
  for (const value of bad) expect(chooseLanguage(value, 'pl')).toBe('pl');
  expect(chooseLanguage(`nl,${'a'.repeat(2_000)}`, 'pl')).toBe('pl');
});
