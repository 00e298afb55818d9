import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compareDecimals } from '../decimal/compare.ts';
import { type Decimal, makeDecimal } from '../decimal/decimal.ts';
import { createAxis, placeOnAxis } from './number-axis.ts';

/** Near each other, often equal in another form, and often told apart by no double. */
const aDecimal = fc
  .tuple(
    fc.oneof(
      fc.bigInt({ min: -60n, max: 60n }),
      fc.bigInt({ min: -3n, max: 3n }).map((by) => 9_007_199_254_740_992n + by),
      fc.bigInt({ min: -3n, max: 3n }).map((by) => 10n ** 33n + by),
    ),
    fc.oneof(fc.constantFrom(0, 0, -1, -2), fc.integer({ min: -40, max: 40 }), fc.constant(-6100)),
  )
  .map(([coefficient, exponent]) => makeDecimal(coefficient, exponent))
  .filter((value): value is Decimal => value !== null);

test('a number has the place among the points that comparing it with each of them gives', () => {
  let onPoint = 0;
  fc.assert(
    fc.property(
      fc.array(aDecimal, { minLength: 1, maxLength: 30 }),
      fc.array(aDecimal, { minLength: 1, maxLength: 20 }),
      (literals, others) => {
        const axis = createAxis(literals);
        for (const value of [...others, ...literals]) {
          const below = axis.points.filter((point) => compareDecimals(point, value) < 0).length;
          const isPoint = axis.points.some((point) => compareDecimals(point, value) === 0);
          expect(placeOnAxis(axis, value)).toBe(below * 2 + Number(isPoint));
          if (isPoint) onPoint += 1;
        }
      },
    ),
    { numRuns: 500 },
  );
  expect(onPoint).toBeGreaterThan(500);
});

test('points stand in order, each once, whatever their form', () => {
  const of = (coefficient: bigint, exponent: number) =>
    makeDecimal(coefficient, exponent) as Decimal;
  const { points } = createAxis([of(15n, -1), of(1n, 1), of(150n, -2), of(-1n, 0)]);
  expect(points.map((point) => [point.coefficient, point.exponent])).toEqual([
    [-1, 0],
    [15, -1],
    [1, 1],
  ]);
});
