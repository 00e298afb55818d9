import { assert } from './assert.ts';

/** How a division that does not come out even is rounded. Every use names its own. */
export type Rounding = 'down' | 'up' | 'halfEven';

/**
 * `numerator ÷ denominator` in whole units. `down` goes towards minus infinity, `up` towards plus
 * infinity: the safe side of an amount depends on whether it grants or takes credit.
 */
export function divide(numerator: bigint, denominator: bigint, rounding: Rounding): bigint {
  assert(denominator > 0n, 'the denominator must be above 0');
  const truncated = numerator / denominator;
  const rest = numerator - truncated * denominator;
  const floor = rest < 0n ? truncated - 1n : truncated;
  const excess = numerator - floor * denominator;
  if (excess === 0n || rounding === 'down') return floor;
  if (rounding === 'up') return floor + 1n;
  const twice = excess * 2n;
  if (twice === denominator) return floor % 2n === 0n ? floor : floor + 1n;
  return twice > denominator ? floor + 1n : floor;
}

/** A share given in hundredths of a percent (basis points): 30 % is 3000. */
export function shareOf(amountMinor: bigint, basisPoints: bigint, rounding: Rounding): bigint {
  return divide(amountMinor * basisPoints, 10_000n, rounding);
}
