import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Defect } from './assert.ts';
import { currency } from './currency.ts';
import {
  add,
  allocate,
  amountMinorMax,
  formatAmount,
  isEqual,
  isLess,
  type Money,
  money,
  parseAmount,
  subtract,
} from './money.ts';

const eur = (amountMinor: bigint) => money(amountMinor, currency('EUR'));
const anAmount = fc.bigInt(-amountMinorMax, amountMinorMax);
const aCurrency = fc.constantFrom('EUR', 'JPY', 'KWD', 'CLF').map(currency);

describe('arithmetic', () => {
  test('what is added can be subtracted again', () => {
    fc.assert(
      fc.property(anAmount, anAmount, (left, right) => {
        expect(subtract(add(eur(left), eur(right)), eur(right))).toEqual(eur(left));
        expect(isLess(eur(left), eur(right))).toBe(left < right);
      }),
    );
  });

  test('mixing currencies is a defect, and equal amounts of two currencies are not equal', () => {
    const yen = money(1n, currency('JPY'));
    for (const mix of [add, subtract, isLess]) expect(() => mix(eur(1n), yen)).toThrow(Defect);
    expect(isEqual(eur(1n), yen)).toBe(false);
    expect(isEqual(eur(1n), eur(1n))).toBe(true);
  });
});

describe('allocate', () => {
  const weights = fc
    .array(fc.bigInt(0n, 1_000n), { minLength: 1, maxLength: 12 })
    .filter((all) => all.some((weight) => weight > 0n));
  const sum = (parts: readonly Money[]) => parts.reduce((all, part) => all + part.amountMinor, 0n);

  test('splits so that the parts add up, each within one unit of its exact share', () => {
    fc.assert(
      fc.property(anAmount, weights, (whole, all) => {
        const parts = allocate(eur(whole), all);
        const total = all.reduce((left, right) => left + right, 0n);
        expect(sum(parts)).toBe(whole);
        for (const [index, { amountMinor }] of parts.entries()) {
          const weight = all[index] ?? 0n;
          const off = amountMinor * total - whole * weight;
          expect(off >= -total && off <= total).toBe(true);
          if (weight === 0n) expect(amountMinor).toBe(0n);
        }
      }),
    );
  });

  test('gives what is left over to the first parts', () => {
    const parts = (whole: bigint) =>
      allocate(eur(whole), [1n, 0n, 1n, 1n]).map(({ amountMinor }) => amountMinor);
    expect(parts(100n)).toEqual([34n, 0n, 33n, 33n]);
    expect(parts(-101n)).toEqual([-34n, 0n, -34n, -33n]);
  });

  test('needs weights, and none below 0', () => {
    for (const bad of [[], [0n], [2n, -1n]]) {
      expect(() => allocate(eur(1n), bad)).toThrow(Defect);
    }
  });
});

describe('amounts as texts', () => {
  test('are read back as they were written, with all decimals of the currency', () => {
    fc.assert(
      fc.property(anAmount, aCurrency, (amountMinor, code) => {
        const amount = money(amountMinor, code);
        expect(parseAmount(formatAmount(amount), code)).toEqual(amount);
      }),
    );
  });

  test.each([
    ['1250.00', 125_000n],
    ['1250', 125_000n],
    ['1250.5', 125_050n],
    ['-0.05', -5n],
    ['0', 0n],
    ['-0', 0n],
    ['9999999999999.99', amountMinorMax],
  ])('%s is %d cents', (text, cents) => {
    expect(parseAmount(text, currency('EUR'))).toEqual(eur(cents));
  });

  test.each([
    ...['', '1.', '.5', '1,5', '1 000', '+1', '1e3', '0x10', '--1', '1.000', 'NaN', '١'],
    ...['10000000000000.00', '9999999999999999', '1\n'],
  ])('%j is no amount in euro', (text) => {
    expect(parseAmount(text, currency('EUR'))).toBeNull();
  });

  test('have as many decimals as the currency, no more', () => {
    expect(formatAmount(money(-5n, currency('EUR')))).toBe('-0.05');
    expect(formatAmount(money(300n, currency('JPY')))).toBe('300');
    expect(formatAmount(money(1n, currency('KWD')))).toBe('0.001');
    expect(parseAmount('1.0', currency('JPY'))).toBeNull();
    expect(parseAmount('1.001', currency('KWD'))?.amountMinor).toBe(1_001n);
  });
});
