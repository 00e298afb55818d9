import { compareValues } from '../value/compare.ts';
import { makeRange } from '../value/range.ts';
import {
  type FunctionValue,
  isRange,
  type RangeValue,
  singleOf,
  type Value,
} from '../value/value.ts';
import { define, defineForms } from './define.ts';

/** Allen's relations between points and intervals. Source: DMN 1.5, table 78. */
export const intervalFunctions: readonly FunctionValue[] = [
  relation('before', ['point', 'range'], (a, b) => isBefore(a, b)),
  relation('after', ['point', 'range'], (a, b) => isBefore(b, a)),
  relation('meets', ['range1', 'range2'], (a, b) => touches(a, b)),
  relation('met by', ['range1', 'range2'], (a, b) => touches(b, a)),
  relation('overlaps', ['range1', 'range2'], (a, b) => !isBefore(a, b) && !isBefore(b, a)),
  relation('overlaps before', ['range1', 'range2'], (a, b) => overlapsBefore(a, b)),
  relation('overlaps after', ['range1', 'range2'], (a, b) => overlapsBefore(b, a)),
  relation('finishes', ['point', 'range'], (a, b) => hasSameEnd(a, b) && startOrder(a, b) >= 0),
  relation('finished by', ['range', 'point'], (a, b) => hasSameEnd(a, b) && startOrder(b, a) >= 0),
  relation('includes', ['range', 'point'], (a, b) => isWithin(b, a)),
  relation('during', ['point', 'range'], (a, b) => isWithin(a, b)),
  relation('starts', ['point', 'range'], (a, b) => hasSameStart(a, b) && endOrder(a, b) <= 0),
  relation('started by', ['range', 'point'], (a, b) => hasSameStart(a, b) && endOrder(b, a) <= 0),
  relation('coincides', ['point1', 'point2'], (a, b) => hasSameStart(a, b) && hasSameEnd(a, b)),
];

type Span = Pick<RangeValue, 'start' | 'end' | 'startIncluded' | 'endIncluded'>;

/** Thrown inside a relation whose ends have no order; the relation is null then. */
class NoOrderError extends Error {}

function relation(
  name: string,
  parameters: readonly [string, string],
  holds: (left: Span, right: Span) => boolean,
): FunctionValue {
  const forms = [
    parameters,
    ['point1', 'point2'],
    ['point', 'range'],
    ['range', 'point'],
    ['range1', 'range2'],
  ].map((names) => ({ parameters: names }));
  return defineForms(name, forms, ([left, right]) => {
    const a = spanOf(left ?? null);
    const b = spanOf(right ?? null);
    if (a === null || b === null) return null;
    try {
      return holds(a, b);
    } catch (error) {
      if (error instanceof NoOrderError) return null;
      throw error;
    }
  });
}

/** A point is the interval of itself. */
function spanOf(given: Value): Span | null {
  const value = singleOf(given);
  if (isRange(value)) return value.operator === '!=' ? null : value;
  if (value === null || compareValues(value, value) === null) return null;
  return makeRange(value, value, [true, true]);
}

function order(left: Value, right: Value): number {
  const result = compareValues(left, right);
  if (result === null) throw new NoOrderError();
  return result;
}

/** An open side reaches beyond every value. */
function startOrder(a: Span, b: Span): number {
  if (a.start === null || b.start === null) {
    return a.start === b.start ? 0 : a.start === null ? -1 : 1;
  }
  return order(a.start, b.start) || Number(b.startIncluded) - Number(a.startIncluded);
}

function endOrder(a: Span, b: Span): number {
  if (a.end === null || b.end === null) return a.end === b.end ? 0 : a.end === null ? 1 : -1;
  return order(a.end, b.end) || Number(a.endIncluded) - Number(b.endIncluded);
}

function hasSameStart(a: Span, b: Span): boolean {
  return startOrder(a, b) === 0;
}

function hasSameEnd(a: Span, b: Span): boolean {
  return endOrder(a, b) === 0;
}

function isBefore(a: Span, b: Span): boolean {
  if (a.end === null || b.start === null) return false;
  const ends = order(a.end, b.start);
  return ends < 0 || (ends === 0 && !(a.endIncluded && b.startIncluded));
}

function touches(a: Span, b: Span): boolean {
  if (a.end === null || b.start === null) return false;
  return order(a.end, b.start) === 0 && a.endIncluded && b.startIncluded;
}

function overlapsBefore(a: Span, b: Span): boolean {
  return startOrder(a, b) < 0 && !isBefore(a, b) && endOrder(a, b) <= 0;
}

function isWithin(inner: Span, outer: Span): boolean {
  return startOrder(inner, outer) >= 0 && endOrder(inner, outer) <= 0;
}

/** Kept with the relations, as both need to know what a point is. */
export const samenessFunction: FunctionValue = define('is', ['[value1]', '[value2]'], (a, b) =>
  isSame(a ?? null, b ?? null),
);

/** Stricter than `=`: the same kind, and for clocks the same zone in the same words. */
function isSame(left: Value, right: Value): boolean {
  if (left === null || right === null) return left === right;
  const a = zoneOf(left);
  const b = zoneOf(right);
  if (a !== b) return false;
  const order = compareValues(left, right);
  return order === null ? left === right : order === 0;
}

function zoneOf(value: Value): unknown {
  return typeof value === 'object' && value !== null && 'zone' in value ? value.zone : null;
}
