import { divideDecimals, powerOfInteger } from './arithmetic.ts';
import {
  adjustedExponent,
  coefficientOf,
  type Decimal,
  digitsOf,
  isZero,
  makeDecimal,
  powerOfTen,
  precision,
  signOf,
  smallDecimal,
} from './decimal.ts';
import { isInteger, toBigInt } from './round.ts';

/** Square root, correctly rounded; `null` for a negative number. */
export function squareRoot(value: Decimal): Decimal | null {
  if (signOf(value) < 0) return null;
  if (isZero(value)) return smallDecimal(0, 0);
  let coefficient = coefficientOf(value);
  let exponent = value.exponent;
  let shift = Math.max((precision + 2) * 2 - digitsOf(coefficient), 0);
  if ((exponent - shift) % 2 !== 0) shift += 1;
  coefficient *= powerOfTen(shift);
  exponent -= shift;
  const root = integerRoot(coefficient);
  const isExact = root * root === coefficient;
  if (isExact) return withoutZeros(root, exponent / 2);
  return makeDecimal(root * 10n + 1n, exponent / 2 - 1);
}

/** e to the power of `value`; `null` when too large. */
export function exponential(value: Decimal): Decimal | null {
  if (isZero(value)) return smallDecimal(1, 0);
  if (adjustedExponent(value) > 5) return signOf(value) > 0 ? null : smallDecimal(0, 0);
  const fixed = toFixed(value);
  const ten = logarithmOfTen();
  const power = fixed / ten;
  const result = exponentialFixed(fixed - power * ten);
  return makeDecimal(result, Number(power) - workDigits);
}

/** Natural logarithm; `null` unless the number is positive. */
export function naturalLogarithm(value: Decimal): Decimal | null {
  if (signOf(value) <= 0) return null;
  const coefficient = coefficientOf(value);
  const digits = digitsOf(coefficient);
  const power = value.exponent + digits - 1;
  const shift = workDigits - (digits - 1);
  const mantissa = coefficient * powerOfTen(shift);
  // The sum of a large and a small logarithm keeps 34 digits as the scale has 60.
  return makeDecimal(logarithmFixed(mantissa) + BigInt(power) * logarithmOfTen(), -workDigits);
}

/** `base` to any power; `null` where the result is not a real number or does not fit. */
export function powerOf(base: Decimal, exponent: Decimal): Decimal | null {
  if (isInteger(exponent)) {
    const whole = toBigInt(exponent);
    if (whole !== null) return powerOfInteger(base, whole);
  }
  if (isZero(base)) return signOf(exponent) > 0 ? smallDecimal(0, 0) : null;
  if (signOf(base) < 0) return null;
  const half = halfPower(base, exponent);
  if (half !== undefined) return half;
  if (adjustedExponent(exponent) > 20) return null;
  const log = naturalLogarithm(base);
  if (log === null) return null;
  if (adjustedExponent(log) + adjustedExponent(exponent) > 5) {
    return signOf(log) === signOf(exponent) ? null : smallDecimal(0, 0);
  }
  // The product is taken on the working scale, as rounding it to 34 digits would show in e^x.
  const digits = digitsOf(coefficientOf(base));
  const shift = workDigits - (digits - 1);
  const fine =
    logarithmFixed(coefficientOf(base) * powerOfTen(shift)) +
    BigInt(base.exponent + digits - 1) * logarithmOfTen();
  const fixed = scaleBy(fine * coefficientOf(exponent), exponent.exponent);
  const ten = logarithmOfTen();
  const power = fixed / ten;
  return makeDecimal(exponentialFixed(fixed - power * ten), Number(power) - workDigits);
}

const workDigits = 60;
const one = powerOfTen(workDigits);
let knownLogarithmOfTen: bigint | null = null;

function halfPower(base: Decimal, exponent: Decimal): Decimal | null | undefined {
  const isHalf = exponent.exponent === -1 && exponent.coefficient === 5;
  if (isHalf) return squareRoot(base);
  const isMinusHalf = exponent.exponent === -1 && exponent.coefficient === -5;
  if (!isMinusHalf) return undefined;
  const root = squareRoot(base);
  return root === null ? null : divideDecimals(smallDecimal(1, 0), root);
}

function withoutZeros(coefficient: bigint, exponent: number): Decimal | null {
  while (exponent < 0 && coefficient % 10n === 0n) {
    coefficient /= 10n;
    exponent += 1;
  }
  return makeDecimal(coefficient, exponent);
}

function integerRoot(value: bigint): bigint {
  let guess = powerOfTen(Math.ceil(digitsOf(value) / 2));
  for (;;) {
    const next = (guess + value / guess) >> 1n;
    if (next >= guess) return guess;
    guess = next;
  }
}

function scaleBy(value: bigint, exponent: number): bigint {
  return exponent >= 0 ? value * powerOfTen(exponent) : value / powerOfTen(-exponent);
}

function toFixed(value: Decimal): bigint {
  return scaleBy(coefficientOf(value), value.exponent + workDigits);
}

/** Taylor series after eight halvings, on a scale of 10^60. */
function exponentialFixed(value: bigint): bigint {
  const reduced = value / 256n;
  let term = one;
  let sum = one;
  for (let index = 1n; term !== 0n; index += 1n) {
    term = (term * reduced) / (one * index);
    sum += term;
  }
  for (let times = 0; times < 8; times += 1) sum = (sum * sum) / one;
  return sum;
}

/** Two steps of Halley's method from a double: 16, 48, then all digits. `value` lies in [1, 10). */
function logarithmFixed(value: bigint): bigint {
  const start = Math.log(Number(value / powerOfTen(workDigits - 15)) / 1e15);
  let guess = BigInt(Math.round(start * 1e15)) * powerOfTen(workDigits - 15);
  for (let times = 0; times < 2; times += 1) {
    const power = exponentialFixed(guess);
    guess += (2n * one * (value - power)) / (value + power);
  }
  return guess;
}

function logarithmOfTen(): bigint {
  if (knownLogarithmOfTen === null) knownLogarithmOfTen = logarithmFixed(10n * one);
  return knownLogarithmOfTen;
}
