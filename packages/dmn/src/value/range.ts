import { areEqual, compareValues } from './compare.ts';
import type { RangeValue, Value } from './value.ts';

/** Whether a range holds a value; `null` when the value cannot be compared with its ends. */
export function isInRange(value: Value, range: RangeValue): boolean | null {
  const { start, end, operator } = range;
  if (operator === '!=') {
    const equal = areEqual(value, start);
    return equal === null ? null : !equal;
  }
  if (operator === '=') return areEqual(value, start);
  if (value === null) return null;
  // Only a comparison has an open side; an interval whose end is null is unknown there.
  if (operator === '..' && (start === null || end === null)) return null;
  if (!hasItsEnd(range)) return null;
  if (start !== null) {
    const order = compareValues(value, start);
    if (order === null) return null;
    if (order < 0 || (order === 0 && !range.startIncluded)) return false;
  }
  if (end !== null) {
    const order = compareValues(value, end);
    if (order === null) return null;
    if (order > 0 || (order === 0 && !range.endIncluded)) return false;
  }
  return true;
}

/**
 * Whether a comparison knows what it compares with: `> x` is unknown where `x` is null, and no range
 * that is open on both sides. Other ranges have ends of their own.
 */
export function hasItsEnd({ operator, start, end }: RangeValue): boolean {
  if (operator === '<' || operator === '<=') return end !== null;
  return operator === '>' || operator === '>=' ? start !== null : true;
}

export function makeRange(
  start: Value,
  end: Value,
  included: readonly [start: boolean, end: boolean],
): RangeValue {
  return {
    kind: 'range',
    operator: '..',
    start,
    startIncluded: included[0],
    end,
    endIncluded: included[1],
  };
}
