import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Defect } from './assert.ts';
import { divide, shareOf } from './rounding.ts';

const whole = fc.bigInt(-(10n ** 20n), 10n ** 20n);
const divisor = fc.bigInt(1n, 10n ** 9n);

test('down and up enclose the exact quotient, and meet where it is whole', () => {
  fc.assert(
    fc.property(whole, divisor, (numerator, denominator) => {
      const down = divide(numerator, denominator, 'down');
      const up = divide(numerator, denominator, 'up');
      expect(down * denominator <= numerator && numerator <= up * denominator).toBe(true);
      expect(up - down).toBe(numerator % denominator === 0n ? 0n : 1n);
    }),
  );
});

test('half even takes the nearer neighbour, and the even one when both are as near', () => {
  fc.assert(
    fc.property(whole, divisor, (numerator, denominator) => {
      const rounded = divide(numerator, denominator, 'halfEven');
      const twiceOff = 2n * (numerator - rounded * denominator);
      const magnitude = twiceOff < 0n ? -twiceOff : twiceOff;
      expect(magnitude <= denominator).toBe(true);
      if (magnitude === denominator) expect(rounded % 2n).toBe(0n);
    }),
  );
  const halves = [-5n, -3n, -1n, 1n, 3n, 5n].map((half) => divide(half, 2n, 'halfEven'));
  expect(halves).toEqual([-2n, -2n, 0n, 0n, 2n, 2n]);
});

test('dividing by nothing, or by less, is a defect', () => {
  for (const denominator of [0n, -1n]) {
    expect(() => divide(1n, denominator, 'down')).toThrow(Defect);
  }
});

test('a share is given in hundredths of a percent', () => {
  expect(shareOf(1_000n, 3_000n, 'down')).toBe(300n);
  expect(shareOf(101n, 3_333n, 'down')).toBe(33n);
  expect(shareOf(101n, 3_333n, 'up')).toBe(34n);
});
