/**
 * An exact decimal number: coefficient × 10^exponent, at most 34 significant digits, in the range
 * of IEEE 754 decimal128. The coefficient is a `number` exactly when it is a safe integer, so that
 * everyday amounts never touch `bigint`; make decimals only through this folder's functions.
 *
 * Equal numbers may differ in form (1.5 and 1.50): compare with `compareDecimals`.
 */
export type Decimal = {
  readonly kind: 'number';
  readonly coefficient: number | bigint;
  readonly exponent: number;
};

export const precision = 34;
/** Largest adjusted exponent of decimal128; a result beyond it does not exist. */
export const exponentMax = 6144;
/** Smallest exponent of a subnormal decimal128; what lies below it is zero. */
export const exponentMin = -6176;

/** Makes a decimal of a safe integer. The caller vouches for both being in range. */
export function smallDecimal(coefficient: number, exponent: number): Decimal {
  // Adding 0 turns -0 into 0: a decimal has no negative zero.
  return { kind: 'number', coefficient: coefficient + 0, exponent };
}

/** Rounds half-even to 34 digits. `null` when the number is too large for decimal128. */
export function makeDecimal(coefficient: bigint, exponent: number): Decimal | null {
  if (exponent >= exponentMin && coefficient <= safeMax && coefficient >= -safeMax) {
    if (exponent <= exponentMax - 16) return smallDecimal(Number(coefficient), exponent);
  }
  return fit(coefficient, exponent);
}

export function coefficientOf(value: Decimal): bigint {
  return typeof value.coefficient === 'bigint' ? value.coefficient : BigInt(value.coefficient);
}

/** -1, 0 or 1. */
export function signOf(value: Decimal): -1 | 0 | 1 {
  return value.coefficient > 0 ? 1 : value.coefficient < 0 ? -1 : 0;
}

export function isZero(value: Decimal): boolean {
  return value.coefficient === 0;
}

/** Number of decimal digits of an integer; zero has one. */
export function digitsOf(value: bigint): number {
  const text = value.toString();
  return value < 0n ? text.length - 1 : text.length;
}

/** Exponent of the leading digit: 2 for 123, -1 for 0.5. */
export function adjustedExponent(value: Decimal): number {
  return value.exponent + digitsOf(coefficientOf(value)) - 1;
}

export function powerOfTen(exponent: number): bigint {
  const known = powers[exponent];
  return known ?? 10n ** BigInt(exponent);
}

/** Divides rounding half to even; `sticky` says that digits below the dividend were cut off. */
export function divideHalfEven(dividend: bigint, divisor: bigint, sticky = false): bigint {
  const quotient = dividend / divisor;
  const remainder = dividend % divisor;
  const twice = (remainder < 0n ? -remainder : remainder) * 2n;
  const positive = divisor < 0n ? -divisor : divisor;
  const up = twice > positive || (twice === positive && (sticky || (quotient & 1n) === 1n));
  if (!up) return quotient;
  return dividend < 0n === divisor < 0n ? quotient + 1n : quotient - 1n;
}

const safeMax = BigInt(Number.MAX_SAFE_INTEGER);
const powers: readonly bigint[] = Array.from({ length: 80 }, (_, index) => 10n ** BigInt(index));

function fit(coefficient: bigint, exponent: number): Decimal | null {
  if (coefficient === 0n) {
    return smallDecimal(0, Math.min(Math.max(exponent, exponentMin), 0));
  }
  let digits = digitsOf(coefficient);
  let drop = Math.max(digits - precision, exponentMin - exponent, 0);
  if (drop > 0) {
    if (drop > digits + 1) return smallDecimal(0, 0);
    coefficient = divideHalfEven(coefficient, powerOfTen(drop));
    exponent += drop;
    digits = digitsOf(coefficient);
    drop = digits - precision;
    // Rounding 99…9 up gives one digit too many, and it is a zero.
    if (drop > 0) {
      coefficient /= 10n;
      exponent += 1;
      digits -= 1;
    }
  }
  if (coefficient === 0n) return smallDecimal(0, 0);
  if (exponent + digits - 1 > exponentMax) return null;
  if (coefficient <= safeMax && coefficient >= -safeMax) {
    return smallDecimal(Number(coefficient), exponent);
  }
  return { kind: 'number', coefficient, exponent };
}
