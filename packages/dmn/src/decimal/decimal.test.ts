import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  addDecimals,
  divideDecimals,
  moduloDecimals,
  multiplyDecimals,
  negateDecimal,
  powerOfInteger,
  subtractDecimals,
} from './arithmetic.ts';
import { areEqualDecimals, compareDecimals } from './compare.ts';
import { coefficientOf, type Decimal, makeDecimal } from './decimal.ts';
import { decimalOfMinor, minorOfDecimal } from './minor-units.ts';
import { roundDecimal } from './round.ts';
import { decimal, formatDecimal, parseDecimal } from './text.ts';
import { exponential, naturalLogarithm, powerOf, squareRoot } from './transcendental.ts';

const aCoefficient = fc.oneof(
  fc.bigInt({ min: -1000n, max: 1000n }),
  fc.bigInt({ min: -(10n ** 17n), max: 10n ** 17n }),
  fc.bigInt({ min: -(10n ** 34n) + 1n, max: 10n ** 34n - 1n }),
);
const aDecimal: fc.Arbitrary<Decimal> = fc
  .tuple(aCoefficient, fc.integer({ min: -40, max: 40 }))
  .map(([coefficient, exponent]) => makeDecimal(coefficient, exponent) as Decimal);
const aShortDecimal: fc.Arbitrary<Decimal> = fc
  .tuple(fc.bigInt({ min: -(10n ** 10n), max: 10n ** 10n }), fc.integer({ min: -6, max: 3 }))
  .map(([coefficient, exponent]) => makeDecimal(coefficient, exponent) as Decimal);

const text = (value: Decimal | null) => (value === null ? null : formatDecimal(value));

test('a number survives the way through its text', () => {
  fc.assert(
    fc.property(aDecimal, (value) => {
      expect(areEqualDecimals(decimal(formatDecimal(value)), value)).toBe(true);
    }),
  );
});

test('addition commutes, and subtraction takes back what fits', () => {
  fc.assert(
    fc.property(aDecimal, aDecimal, (a, b) => {
      expect(text(addDecimals(a, b))).toBe(text(addDecimals(b, a)));
      expect(text(multiplyDecimals(a, b))).toBe(text(multiplyDecimals(b, a)));
      expect(text(addDecimals(a, negateDecimal(a)))).toBe('0');
    }),
  );
  fc.assert(
    fc.property(aShortDecimal, aShortDecimal, (a, b) => {
      const sum = addDecimals(a, b) as Decimal;
      expect(text(subtractDecimals(sum, b))).toBe(text(a));
    }),
  );
});

test('multiplication distributes over addition where no digit is lost', () => {
  fc.assert(
    fc.property(aShortDecimal, aShortDecimal, aShortDecimal, (a, b, c) => {
      const left = multiplyDecimals(a, addDecimals(b, c) as Decimal);
      const right = addDecimals(
        multiplyDecimals(a, b) as Decimal,
        multiplyDecimals(a, c) as Decimal,
      );
      expect(text(left)).toBe(text(right));
    }),
  );
});

test('every sum, product and quotient is the exact one rounded half-even to 34 digits', () => {
  const exactly = (numerator: bigint, denominator: bigint): string | null => {
    if (numerator === 0n) return '0';
    const sign = numerator < 0n !== denominator < 0n ? -1n : 1n;
    const top = numerator < 0n ? -numerator : numerator;
    const bottom = denominator < 0n ? -denominator : denominator;
    let exponent = 0;
    let scaled = top;
    while (scaled / bottom >= 10n ** 34n) {
      exponent += 1;
      scaled = top / 10n ** BigInt(exponent);
      if (top % 10n ** BigInt(exponent) !== 0n) break;
    }
    if (exponent > 0) return null;
    while ((scaled * 10n) / bottom < 10n ** 34n) {
      exponent -= 1;
      scaled *= 10n;
    }
    let digits = scaled / bottom;
    const rest = (scaled % bottom) * 2n;
    if (rest > bottom || (rest === bottom && digits % 2n === 1n)) digits += 1n;
    return text(makeDecimal(sign * digits, exponent));
  };
  fc.assert(
    fc.property(aShortDecimal, aShortDecimal, (a, b) => {
      fc.pre(coefficientOf(b) !== 0n);
      const shift = a.exponent - b.exponent;
      const top = coefficientOf(a) * 10n ** BigInt(Math.max(shift, 0));
      const bottom = coefficientOf(b) * 10n ** BigInt(Math.max(-shift, 0));
      expect(text(divideDecimals(a, b))).toBe(exactly(top, bottom));
    }),
  );
});

test('the order agrees with the sign of the difference', () => {
  fc.assert(
    fc.property(aDecimal, aDecimal, (a, b) => {
      const difference = subtractDecimals(a, b) as Decimal;
      expect(Math.sign(compareDecimals(a, b))).toBe(
        difference.coefficient > 0 ? 1 : difference.coefficient < 0 ? -1 : 0,
      );
    }),
  );
});

test('minor units survive the way through a decimal', () => {
  fc.assert(
    fc.property(
      fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n }),
      fc.constantFrom(0, 2, 3, 4),
      (amountMinor, digits) => {
        const value = decimalOfMinor(amountMinor, digits) as Decimal;
        expect(minorOfDecimal(value, digits)).toBe(amountMinor);
      },
    ),
  );
  expect(minorOfDecimal(decimal('1.005'), 2)).toBe(null);
  expect(minorOfDecimal(decimal('1.500'), 2)).toBe(150n);
});

test('a remainder has the sign of the divisor and lies below it', () => {
  fc.assert(
    fc.property(aShortDecimal, aShortDecimal, (a, b) => {
      fc.pre(coefficientOf(b) !== 0n);
      const rest = moduloDecimals(a, b) as Decimal;
      const zero = decimal('0');
      const isPositive = compareDecimals(b, zero) > 0;
      expect(compareDecimals(rest, zero) * (isPositive ? 1 : -1)).toBeGreaterThanOrEqual(0);
      expect(compareDecimals(rest, b) * (isPositive ? 1 : -1)).toBeLessThan(0);
    }),
  );
  expect(text(moduloDecimals(decimal('1e30'), decimal('7')))).toBe('1');
  expect(text(moduloDecimals(decimal('1e3000'), decimal('7')))).toBe('1');
});

test('the ends of the range give null or zero, never a wrong number', () => {
  const largest = decimal('9.999999999999999999999999999999999e6144');
  expect(addDecimals(largest, largest)).toBe(null);
  expect(multiplyDecimals(largest, decimal('10'))).toBe(null);
  expect(text(multiplyDecimals(decimal('1e-6000'), decimal('1e-6000')))).toBe('0');
  expect(text(addDecimals(decimal('1e6000'), decimal('1e-6000')))).toBe('1E+6000');
  expect(divideDecimals(decimal('1'), decimal('0'))).toBe(null);
  expect(powerOfInteger(decimal('10'), 10n ** 30n)).toBe(null);
  expect(text(powerOfInteger(decimal('0.1'), 10n ** 30n))).toBe('0');
  expect(text(powerOfInteger(decimal('10'), -(10n ** 30n)))).toBe('0');
  expect(text(powerOfInteger(decimal('-1'), 10n ** 30n + 1n))).toBe('-1');
});

test('texts that are no numbers are refused', () => {
  for (const wrong of ['', '-', '.', '1.', '1e', 'e5', '0x10', '1_000', ' 1', 'NaN', '1e1234567']) {
    expect(parseDecimal(wrong), wrong).toBe(null);
  }
  expect(formatDecimal(decimal('-0'))).toBe('0');
  expect(formatDecimal(decimal('.50'))).toBe('0.5');
  expect(formatDecimal(decimal('1.23e+4'))).toBe('12300');
  expect(formatDecimal(decimal('12345678901234567890123456789012345'))).toBe(
    '1.234567890123456789012345678901234E+34',
  );
});

test('each rounding settles ties as it says', () => {
  const round = (value: string, scale: number, rounding: Parameters<typeof roundDecimal>[2]) =>
    text(roundDecimal(decimal(value), scale, rounding));
  expect(round('2.5', 0, 'half_even')).toBe('2');
  expect(round('-2.5', 0, 'half_even')).toBe('-2');
  expect(round('2.5', 0, 'half_up')).toBe('3');
  expect(round('-2.5', 0, 'half_up')).toBe('-3');
  expect(round('2.5', 0, 'half_down')).toBe('2');
  expect(round('2.51', 0, 'half_down')).toBe('3');
  expect(round('-2.1', 0, 'up')).toBe('-3');
  expect(round('-2.9', 0, 'down')).toBe('-2');
  expect(round('-2.1', 0, 'floor')).toBe('-3');
  expect(round('-2.9', 0, 'ceiling')).toBe('-2');
  expect(round('1555', -2, 'half_even')).toBe('1600');
  expect(round('5', -6000, 'up')).toBe('1E+6000');
  expect(round('5e-6000', 0, 'half_up')).toBe('0');
});

test('a root squared, and a power taken back, agree to 33 digits', () => {
  const isClose = (a: Decimal, b: Decimal): boolean => {
    const difference = divideDecimals(subtractDecimals(a, b) as Decimal, b) as Decimal;
    return (
      compareDecimals(multiplyDecimals(difference, difference) as Decimal, decimal('1e-64')) < 0
    );
  };
  fc.assert(
    fc.property(aDecimal, (value) => {
      fc.pre(value.coefficient > 0);
      const root = squareRoot(value) as Decimal;
      expect(isClose(multiplyDecimals(root, root) as Decimal, value)).toBe(true);
    }),
  );
  fc.assert(
    fc.property(
      fc.bigInt({ min: 2n, max: 10n ** 20n }),
      fc.integer({ min: -19, max: 0 }),
      (c, e) => {
        const value = makeDecimal(c, e) as Decimal;
        const log = naturalLogarithm(value) as Decimal;
        fc.pre(compareDecimals(multiplyDecimals(log, log) as Decimal, decimal('1')) > 0);
        expect(isClose(exponential(log) as Decimal, value)).toBe(true);
      },
    ),
    { numRuns: 50 },
  );
  expect(text(squareRoot(decimal('2')))).toBe('1.414213562373095048801688724209698');
  expect(text(exponential(decimal('1')))).toBe('2.718281828459045235360287471352662');
  expect(text(naturalLogarithm(decimal('10')))).toBe('2.302585092994045684017991454684364');
  expect(text(powerOf(decimal('2'), decimal('0.25')))).toBe('1.189207115002721066717499970560476');
  expect(text(powerOf(decimal('4'), decimal('0.5')))).toBe('2');
  expect(text(powerOf(decimal('2'), decimal('-1')))).toBe('0.5');
  expect(powerOf(decimal('-2'), decimal('0.3'))).toBe(null);
});
