import {
  adjustedExponent,
  coefficientOf,
  type Decimal,
  divideHalfEven,
  makeDecimal,
  powerOfTen,
  precision,
  smallDecimal,
} from './decimal.ts';

export type Rounding = 'half_even' | 'half_up' | 'half_down' | 'up' | 'down' | 'floor' | 'ceiling';

/**
 * Rounds to `scale` digits behind the point (negative: before it). `up` and `down` go away from
 * and towards zero; `half_up` and `half_down` settle a tie that way.
 */
export function roundDecimal(value: Decimal, scale: number, rounding: Rounding): Decimal | null {
  const drop = -scale - value.exponent;
  if (drop <= 0) return value;
  const coefficient = coefficientOf(value);
  // One digit more than the number has stands for any larger cut.
  const cut = Math.min(drop, precision + 2);
  const divisor = powerOfTen(cut);
  const rounded = roundQuotient(coefficient, divisor, rounding);
  return rounded === 0n ? smallDecimal(0, 0) : makeDecimal(rounded, value.exponent + drop);
}

export function isInteger(value: Decimal): boolean {
  if (value.exponent >= 0) return true;
  if (value.coefficient === 0) return true;
  if (-value.exponent > precision) return false;
  return coefficientOf(value) % powerOfTen(-value.exponent) === 0n;
}

/** The number as a `bigint`; `null` when it is no integer or has more than `digitsMax` digits. */
export function toBigInt(value: Decimal, digitsMax = precision): bigint | null {
  if (!isInteger(value)) return null;
  if (value.coefficient === 0) return 0n;
  if (adjustedExponent(value) >= digitsMax) return null;
  return value.exponent >= 0
    ? coefficientOf(value) * powerOfTen(value.exponent)
    : coefficientOf(value) / powerOfTen(-value.exponent);
}

/** The number as a safe integer; `null` when it is none. */
export function toSafeInteger(value: Decimal): number | null {
  if (typeof value.coefficient === 'number' && value.exponent === 0) return value.coefficient;
  const whole = toBigInt(value, 16);
  if (whole === null) return null;
  const number = Number(whole);
  return Number.isSafeInteger(number) ? number : null;
}

function roundQuotient(coefficient: bigint, divisor: bigint, rounding: Rounding): bigint {
  if (rounding === 'half_even') return divideHalfEven(coefficient, divisor);
  const quotient = coefficient / divisor;
  const remainder = coefficient % divisor;
  if (remainder === 0n) return quotient;
  const away = coefficient < 0n ? quotient - 1n : quotient + 1n;
  const twice = (remainder < 0n ? -remainder : remainder) * 2n;
  if (rounding === 'up') return away;
  if (rounding === 'down') return quotient;
  if (rounding === 'floor') return coefficient < 0n ? away : quotient;
  if (rounding === 'ceiling') return coefficient < 0n ? quotient : away;
  if (rounding === 'half_up') return twice >= divisor ? away : quotient;
  return twice > divisor ? away : quotient;
}
