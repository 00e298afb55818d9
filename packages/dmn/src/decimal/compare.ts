import { adjustedExponent, coefficientOf, type Decimal, powerOfTen, signOf } from './decimal.ts';

/** Negative, zero or positive, as for a sort. */
export function compareDecimals(left: Decimal, right: Decimal): number {
  const a = left.coefficient;
  const b = right.coefficient;
  if (typeof a === 'number' && typeof b === 'number') {
    if (left.exponent === right.exponent) return a < b ? -1 : a > b ? 1 : 0;
    if (a === 0 || b === 0 || a < 0 !== b < 0) return a < b ? -1 : a > b ? 1 : 0;
    const shift = left.exponent - right.exponent;
    if (shift > 0 && shift <= 15) {
      const scaled = a * smallPower(shift);
      if (Math.abs(scaled) <= Number.MAX_SAFE_INTEGER) return scaled < b ? -1 : scaled > b ? 1 : 0;
    } else if (shift < 0 && shift >= -15) {
      const scaled = b * smallPower(-shift);
      if (Math.abs(scaled) <= Number.MAX_SAFE_INTEGER) return a < scaled ? -1 : a > scaled ? 1 : 0;
    }
  }
  return compareLarge(left, right);
}

export function areEqualDecimals(left: Decimal, right: Decimal): boolean {
  return compareDecimals(left, right) === 0;
}

const smallPowers = Array.from({ length: 16 }, (_, index) => 10 ** index);

function smallPower(exponent: number): number {
  return smallPowers[exponent] as number;
}

function compareLarge(left: Decimal, right: Decimal): number {
  const sign = signOf(left);
  if (sign !== signOf(right)) return sign - signOf(right);
  if (sign === 0) return 0;
  const adjusted = adjustedExponent(left) - adjustedExponent(right);
  if (adjusted !== 0) return sign * adjusted;
  const shift = left.exponent - right.exponent;
  const a = shift > 0 ? coefficientOf(left) * powerOfTen(shift) : coefficientOf(left);
  const b = shift < 0 ? coefficientOf(right) * powerOfTen(-shift) : coefficientOf(right);
  return a < b ? -1 : a > b ? 1 : 0;
}
