import { compareDecimals } from '../decimal/compare.ts';
import type { Decimal } from '../decimal/decimal.ts';
import { formatDecimal } from '../decimal/text.ts';

/** Points on the line of numbers, in order, which cut it into places to find numbers in. */
export type NumberAxis = {
  readonly points: readonly Decimal[];
  /** The doubles nearest to the points, and behind them one that no number passes. */
  readonly nearest: readonly number[];
};

/** The points may come in any order, and more than once. */
export function createAxis(literals: readonly Decimal[]): NumberAxis {
  const sorted = [...literals].sort(compareDecimals);
  const points = sorted.filter(
    (point, at) => at === 0 || compareDecimals(point, sorted[at - 1] as Decimal) !== 0,
  );
  const nearest = points.map((point) => Number(formatDecimal(point)));
  return { points, nearest: [...nearest, Number.POSITIVE_INFINITY] };
}

/**
 * The place of a number: even between points, odd on one of them. A double nearest to a number keeps
 * its order to others, so only where two doubles are equal the decimals themselves have to be asked.
 */
export function placeOnAxis({ points, nearest }: NumberAxis, value: Decimal): number {
  const { coefficient, exponent } = value;
  // Both the coefficient and a small power of ten are exact, so the quotient is rounded once.
  if (typeof coefficient !== 'number' || exponent > 0 || exponent < -exactPower) {
    return searchExactly(points, value);
  }
  const near = exponent === 0 ? coefficient : coefficient / (powers[-exponent] as number);
  let low = 0;
  let high = points.length;
  while (high - low > fewPoints) {
    const middle = (low + high) >> 1;
    if (near < (nearest[middle] as number)) high = middle;
    else low = middle;
  }
  // Counted and not searched: how far a number goes is nothing that a processor could guess.
  const end = high;
  for (let at = low; at < end; at += 1) low += Number(near > (nearest[at] as number));
  if (near < (nearest[low] as number)) return low * 2;
  const point = points[low] as Decimal;
  if (coefficient === point.coefficient && exponent === point.exponent) return low * 2 + 1;
  return searchExactly(points, value);
}

/** Powers of ten up to this one are doubles without rounding. */
const exactPower = 22;
const powers = Array.from({ length: exactPower + 1 }, (_, exponent) => Number(`1e${exponent}`));
/** Comparing with each of so few points is faster than halving them. */
const fewPoints = 8;

function searchExactly(points: readonly Decimal[], value: Decimal): number {
  let low = 0;
  let high = points.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const order = compareDecimals(value, points[middle] as Decimal);
    if (order === 0) return middle * 2 + 1;
    if (order < 0) high = middle;
    else low = middle + 1;
  }
  return low * 2;
}
