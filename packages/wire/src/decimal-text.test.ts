import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  fromMinor,
  fromMinorFixed,
  parseDecimal,
  significantDigits,
  toMinor,
  toMinorRounded,
} from './decimal-text.ts';

const anExponent = fc.integer({ min: 0, max: 4 });
const aMinor = fc.bigInt({ min: -(10n ** 15n) + 1n, max: 10n ** 15n - 1n });

function minorOf(text: string, exponent: number): bigint | string {
  const result = toMinor(text, exponent);
  return result.ok ? result.value : result.problem;
}

test('an amount survives both spellings, whatever the currency', () => {
  fc.assert(
    fc.property(aMinor, anExponent, (minor, exponent) => {
      expect(minorOf(fromMinor(minor, exponent), exponent)).toBe(minor);
      expect(minorOf(fromMinorFixed(minor, exponent), exponent)).toBe(minor);
    }),
  );
});

test('the shortest spelling is the one that JavaScript gives the same number', () => {
  fc.assert(
    fc.property(fc.integer({ min: -1e12, max: 1e12 }), (cents) => {
      const text = fromMinor(BigInt(cents), 2);
      expect(text).toBe(String(cents / 100 || 0));
    }),
  );
});

test('a spelling is read by its value', () => {
  for (const text of ['10000', '10000.0', '10000.00', '1E4', '1e+4', '100.00e2', '1000000e-2']) {
    expect(minorOf(text, 2)).toBe(1_000_000n);
  }
  expect(minorOf('-0.05', 2)).toBe(-5n);
  expect(minorOf('-0', 2)).toBe(0n);
  expect(minorOf('0e99999999', 2)).toBe(0n);
  expect(minorOf('10.500', 2)).toBe(1050n);
});

test('fixed and shortest spelling of small and negative amounts', () => {
  expect(fromMinorFixed(125000n, 2)).toBe('1250.00');
  expect(fromMinorFixed(-5n, 2)).toBe('-0.05');
  expect(fromMinorFixed(5n, 0)).toBe('5');
  expect(fromMinor(1_000_000n, 2)).toBe('10000');
  expect(fromMinor(1_000_050n, 2)).toBe('10000.5');
  expect(fromMinor(-100n, 2)).toBe('-1');
  expect(fromMinor(100n, 0)).toBe('100');
});

test('an amount between two minor units is refused, never rounded in silence', () => {
  expect(minorOf('10000.001', 2)).toBe('too_many_decimals');
  expect(minorOf('0.5', 0)).toBe('too_many_decimals');
  expect(minorOf('1e-3', 2)).toBe('too_many_decimals');
});

test('rounding is half away from zero and is told', () => {
  const rounded = (text: string) => toMinorRounded(text, 2);
  expect(rounded('0.005')).toEqual({ ok: true, value: { minor: 1n, isRounded: true } });
  expect(rounded('-0.005')).toEqual({ ok: true, value: { minor: -1n, isRounded: true } });
  expect(rounded('0.0049')).toEqual({ ok: true, value: { minor: 0n, isRounded: true } });
  expect(rounded('1.005')).toEqual({ ok: true, value: { minor: 101n, isRounded: true } });
  expect(rounded('1.00')).toEqual({ ok: true, value: { minor: 100n, isRounded: false } });
});

test('rounding moves an amount by at most half a minor unit', () => {
  fc.assert(
    fc.property(fc.bigInt({ min: -(10n ** 12n), max: 10n ** 12n }), (digits) => {
      const result = toMinorRounded(fromMinor(digits, 6), 2);
      if (!result.ok) throw new Error(result.problem);
      const error = result.value.minor * 10_000n - digits;
      expect(error <= 5000n && error >= -5000n).toBe(true);
    }),
  );
});

describe('what is not an amount', () => {
  test('more than 15 significant digits are refused, counted in plain spelling', () => {
    expect(minorOf('999999999999999', 0)).toBe(999_999_999_999_999n);
    expect(minorOf('9999999999999.99', 2)).toBe(999_999_999_999_999n);
    for (const text of [
      '1000000000000000',
      '12345678901234567890',
      '1e15',
      '1e400',
      '1e99999999999',
    ]) {
      expect(minorOf(text, 2)).toBe('too_many_digits');
    }
    expect(minorOf(`0.${'0'.repeat(60_000)}1`, 2)).toBe('too_many_digits');
    expect(minorOf('1e-99999', 2)).toBe('too_many_digits');
    expect(minorOf('12.0000000000000000', 2)).toBe(1200n);
  });

  test('an exponent is refused where it is not wanted', () => {
    const parsed = parseDecimal('1E4', { scientific: 'refuse' });
    expect(parsed).toEqual({ ok: false, problem: 'exponent' });
  });

  test('only the spelling of JSON is a number', () => {
    const texts = [
      '',
      ' 1',
      '1 ',
      '+1',
      '01',
      '.5',
      '5.',
      '1,5',
      '0x10',
      'NaN',
      'Infinity',
      '1e',
      '--1',
    ];
    for (const text of texts) expect(minorOf(text, 2)).toBe('not_a_number');
  });
});

test('significant digits are those that carry information', () => {
  const counts = ['0', '0.00', '100', '100.00', '0.0012', '1.0010', '-9.5', '12e30'].map(
    significantDigits,
  );
  expect(counts).toEqual([0, 0, 3, 3, 2, 4, 2, 2]);
});
