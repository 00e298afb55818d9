import { coefficientOf, type Decimal, makeDecimal, smallDecimal } from './decimal.ts';
import { roundDecimal, toBigInt } from './round.ts';

/** The amount in major units: 12345 minor units of a currency with 2 digits are 123.45. */
export function decimalOfMinor(amountMinor: bigint, digits: number): Decimal | null {
  const value = makeDecimal(amountMinor, -digits);
  // More than 34 digits would have been rounded, and money is never rounded in silence.
  if (value !== null && value.exponent === -digits && coefficientOf(value) === amountMinor) {
    return value;
  }
  return amountMinor === 0n ? smallDecimal(0, 0) : null;
}

/** The amount in minor units; `null` when the number has a part smaller than one minor unit. */
export function minorOfDecimal(value: Decimal, digits: number): bigint | null {
  const rounded = roundDecimal(value, digits, 'down');
  if (rounded === null) return null;
  return toBigInt(
    { kind: 'number', coefficient: value.coefficient, exponent: value.exponent + digits },
    40,
  );
}
