import { expect, test } from 'vitest';
import { Defect } from './assert.ts';
import { fillText } from './refusal.ts';

test('facts take the place of their names, amounts in their currency', () => {
  const facts = { what: 'order', version: 7n, missingMinor: -1_05n, currency: 'EUR' };
  expect(fillText('The {what} at {version} lacks {missingMinor}.', facts)).toBe(
    'The order at 7 lacks -1.05 EUR.',
  );
  expect(fillText('Nothing to fill.', {})).toBe('Nothing to fill.');
});

test('a name without a fact, or an amount without a currency, is a defect', () => {
  for (const facts of [{}, { what: null }]) {
    expect(() => fillText('The {what}.', facts)).toThrow(Defect);
  }
  expect(() => fillText('{heldMinor}', { heldMinor: 1n })).toThrow(Defect);
});

test('a fact is never read as a text with names', () => {
  expect(fillText('{what}', { what: '{secret}', secret: 'x' })).toBe('{secret}');
});
