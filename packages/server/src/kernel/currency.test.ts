import { expect, test } from 'vitest';
import { Defect } from './assert.ts';
import { currency, currencyCodes, exponentOf, isCurrency } from './currency.ts';

test('decimals follow ISO 4217, also where shops round more', () => {
  const exponents = ['EUR', 'HUF', 'IDR', 'JPY', 'ISK', 'IQD', 'KWD', 'CLF'].map((code) =>
    exponentOf(currency(code)),
  );
  expect(exponents).toEqual([2, 2, 2, 0, 0, 3, 3, 4]);
});

test('a code stands once, in capitals, and what is not in the table is no currency', () => {
  expect(new Set(currencyCodes).size).toBe(currencyCodes.length);
  for (const code of currencyCodes) expect(code).toMatch(/^[A-Z]{3}$/);
  for (const bad of ['eur', 'EURO', '', 'XXX', 'DEM', 'constructor']) {
    expect(isCurrency(bad)).toBe(false);
    expect(() => currency(bad)).toThrow(Defect);
  }
});
