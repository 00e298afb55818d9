import { compareDecimals } from './compare.ts';
import {
  adjustedExponent,
  coefficientOf,
  type Decimal,
  digitsOf,
  divideHalfEven,
  isZero,
  makeDecimal,
  powerOfTen,
  precision,
  signOf,
  smallDecimal,
} from './decimal.ts';

/** Each operation gives `null` when its result does not exist: too large, or divided by zero. */
export function addDecimals(left: Decimal, right: Decimal): Decimal | null {
  const a = left.coefficient;
  const b = right.coefficient;
  if (left.exponent === right.exponent && typeof a === 'number' && typeof b === 'number') {
    const sum = a + b;
    if (Number.isSafeInteger(sum)) return smallDecimal(sum, left.exponent);
  }
  return addLarge(left, right);
}

export function subtractDecimals(left: Decimal, right: Decimal): Decimal | null {
  return addDecimals(left, negateDecimal(right));
}

export function negateDecimal(value: Decimal): Decimal {
  return { kind: 'number', coefficient: negated(value.coefficient), exponent: value.exponent };
}

export function absoluteDecimal(value: Decimal): Decimal {
  return value.coefficient < 0 ? negateDecimal(value) : value;
}

export function multiplyDecimals(left: Decimal, right: Decimal): Decimal | null {
  const a = left.coefficient;
  const b = right.coefficient;
  const exponent = left.exponent + right.exponent;
  if (typeof a === 'number' && typeof b === 'number' && exponent > -6000 && exponent < 6000) {
    // A rounded product that is a safe integer is exact: the true one cannot lie above it.
    const product = a * b;
    if (Number.isSafeInteger(product)) return smallDecimal(product, exponent);
  }
  return makeDecimal(coefficientOf(left) * coefficientOf(right), exponent);
}

export function divideDecimals(left: Decimal, right: Decimal): Decimal | null {
  if (isZero(right)) return null;
  if (isZero(left)) return smallDecimal(0, 0);
  const dividend = coefficientOf(left);
  const divisor = coefficientOf(right);
  const exponent = left.exponent - right.exponent;
  if (dividend % divisor === 0n) return makeDecimal(dividend / divisor, exponent);
  // Two digits more than the precision and a sticky last digit make the second rounding exact.
  const shift = Math.max(precision + 2 + digitsOf(divisor) - digitsOf(dividend), 0);
  const scaled = dividend * powerOfTen(shift);
  const quotient = scaled / divisor;
  const isExact = scaled % divisor === 0n;
  const sign = dividend < 0n === divisor < 0n ? 1n : -1n;
  const marked = isExact ? quotient * 10n : quotient * 10n + sign;
  return trimmed(marked, exponent - shift - 1);
}

/** Remainder with the sign of the divisor, as FEEL's `modulo`; `null` for a divisor of zero. */
export function moduloDecimals(left: Decimal, right: Decimal): Decimal | null {
  if (isZero(right)) return null;
  if (isZero(left)) return smallDecimal(0, 0);
  const size = compareDecimals(absoluteDecimal(left), absoluteDecimal(right));
  if (size < 0) return signOf(left) === signOf(right) ? left : addDecimals(left, right);
  if (left.exponent - right.exponent > precision * 6) return moduloOfHuge(left, right);
  const exponent = Math.min(left.exponent, right.exponent);
  const a = coefficientOf(left) * powerOfTen(left.exponent - exponent);
  const b = coefficientOf(right) * powerOfTen(right.exponent - exponent);
  return makeDecimal(floorModulo(a, b), exponent);
}

/** Whole powers by squaring, with guard digits; `null` for 0 to a negative power. */
export function powerOfInteger(base: Decimal, exponent: bigint): Decimal | null {
  if (exponent === 0n) return smallDecimal(1, 0);
  if (isZero(base)) return exponent < 0n ? null : smallDecimal(0, 0);
  let result: Guarded = { coefficient: 1n, exponent: 0 };
  let square: Guarded = { coefficient: coefficientOf(base), exponent: base.exponent };
  let left = exponent < 0n ? -exponent : exponent;
  if (left > powerMax && square.coefficient ** 2n === 1n && square.exponent === 0) left %= 2n;
  while (left > 0n) {
    if ((left & 1n) === 1n) result = multiplyGuarded(result, square);
    left >>= 1n;
    if (left > 0n) square = multiplyGuarded(square, square);
    if (Math.abs(square.exponent) > 40_000 || Math.abs(result.exponent) > 40_000) {
      return isTiny(square) === exponent > 0n ? smallDecimal(0, 0) : null;
    }
  }
  if (exponent > 0n) return makeDecimal(result.coefficient, result.exponent);
  const digits = digitsOf(result.coefficient);
  const shift = digits + precision + 3;
  const quotient = divideHalfEven(powerOfTen(shift), result.coefficient);
  return trimmed(quotient, -shift - result.exponent);
}

type Guarded = { readonly coefficient: bigint; readonly exponent: number };

const guardDigits = precision * 2;
const powerMax = 1_000_000n;

function negated(coefficient: number | bigint): number | bigint {
  return typeof coefficient === 'bigint' ? -coefficient : 0 - coefficient;
}

function addLarge(left: Decimal, right: Decimal): Decimal | null {
  if (isZero(left)) return right;
  if (isZero(right)) return left;
  const [high, low] = left.exponent >= right.exponent ? [left, right] : [right, left];
  const gap = adjustedExponent(high) - adjustedExponent(low);
  if (gap > precision * 2 + 2) {
    // The lesser number is below every digit that is kept: it can only break a tie.
    const shift = precision + 2;
    const nudge = low.coefficient > 0 ? 1n : -1n;
    return trimmed(coefficientOf(high) * powerOfTen(shift) + nudge, high.exponent - shift);
  }
  const scaled = coefficientOf(high) * powerOfTen(high.exponent - low.exponent);
  return makeDecimal(scaled + coefficientOf(low), low.exponent);
}

/** Rounds, then takes off the zeros that scaling put on, down to an exponent of zero. */
function trimmed(coefficient: bigint, exponent: number): Decimal | null {
  const value = makeDecimal(coefficient, exponent);
  if (value === null || value.exponent >= 0) return value;
  let digits = coefficientOf(value);
  let power = value.exponent;
  while (power < 0 && digits % 10n === 0n) {
    digits /= 10n;
    power += 1;
  }
  return makeDecimal(digits, power);
}

function floorModulo(a: bigint, b: bigint): bigint {
  const remainder = a % b;
  return remainder !== 0n && remainder < 0n !== b < 0n ? remainder + b : remainder;
}

function moduloOfHuge(left: Decimal, right: Decimal): Decimal | null {
  const divisor = coefficientOf(right);
  const positive = divisor < 0n ? -divisor : divisor;
  let power = 1n;
  let base = 10n % positive;
  for (let rest = left.exponent - right.exponent; rest > 0; rest = Math.floor(rest / 2)) {
    if (rest % 2 === 1) power = (power * base) % positive;
    base = (base * base) % positive;
  }
  return makeDecimal(floorModulo(coefficientOf(left) * power, divisor), right.exponent);
}

function multiplyGuarded(left: Guarded, right: Guarded): Guarded {
  const coefficient = left.coefficient * right.coefficient;
  const exponent = left.exponent + right.exponent;
  const drop = digitsOf(coefficient) - guardDigits;
  if (drop <= 0) return { coefficient, exponent };
  return { coefficient: divideHalfEven(coefficient, powerOfTen(drop)), exponent: exponent + drop };
}

function isTiny(value: Guarded): boolean {
  return value.exponent < 0;
}
