import { addDecimals, divideDecimals, multiplyDecimals } from '../decimal/arithmetic.ts';
import { smallDecimal } from '../decimal/decimal.ts';
import { addDaysToDate, addDaysToDateTime } from '../time/time-arithmetic.ts';
import { compareValues } from '../value/compare.ts';
import { isList, isNumber, type KindName, type Value } from '../value/value.ts';

/** Kinds whose values have an order, so that a column of them falls into intervals. */
export const orderedKinds: ReadonlySet<KindName> = new Set<KindName>([
  'number',
  'date',
  'time',
  'date and time',
  'days and time duration',
  'years and months duration',
]);

/** A value below, between or above; `null` where the kind has none there. */
export function valueBetween(low: Value | null, high: Value | null): Value {
  if (low === null && high === null) return null;
  if (low === null || high === null) return beyond(low ?? high, low === null ? -1 : 1);
  const next = isNumber(low) ? middle(low, high) : step(low, 1);
  const order = next === null ? null : compareValues(next, high);
  if (order !== null && order < 0) return next;
  return finest(low, high);
}

/** One step beyond an end; from a number too large for a step of one, as far again. */
function beyond(end: Value, direction: 1 | -1): Value {
  const near = step(end, direction);
  if (isBeyond(near, end, direction) || !isNumber(end)) return near;
  const isInside = end.coefficient > 0 !== direction > 0;
  return isInside ? smallDecimal(0, 0) : multiplyDecimals(end, smallDecimal(2, 0));
}

function isBeyond(value: Value, end: Value, direction: 1 | -1): boolean {
  const order = compareValues(value, end);
  return order !== null && order * direction > 0;
}

function middle(low: Value, high: Value): Value {
  if (!isNumber(low) || !isNumber(high)) return null;
  const sum = addDecimals(low, high);
  const half = sum === null ? null : divideDecimals(sum, smallDecimal(2, 0));
  if (half === null) return null;
  // Between neighbours of 34 digits there is none: the middle rounds to one of them.
  return compareValues(half, low) === 0 || compareValues(half, high) === 0 ? null : half;
}

/** The nearest value that a person would name: one more, the next day, an hour on. */
function step(value: Value, direction: 1 | -1): Value {
  if (value === null || typeof value !== 'object' || isList(value)) return null;
  switch (value.kind) {
    case 'number':
      return addDecimals(value, smallDecimal(direction, 0));
    case 'date':
      return addDaysToDate(value, BigInt(direction) * 86_400_000_000_000n);
    case 'date and time':
      return addDaysToDateTime(value, BigInt(direction) * 3_600_000_000_000n);
    case 'time': {
      const nanos = value.nanos + direction * 3_600_000_000_000;
      if (nanos >= 0 && nanos < 86_400_000_000_000) return { ...value, nanos };
      return edgeOfDay(value.nanos, direction, value.zone);
    }
    case 'days and time duration':
      return { kind: value.kind, nanos: value.nanos + BigInt(direction) * 3_600_000_000_000n };
    case 'years and months duration':
      return { kind: value.kind, months: value.months + direction };
    default:
      return null;
  }
}

/** Before the first and after the last moment of the day there is no time. */
function edgeOfDay(nanos: number, direction: 1 | -1, zone: null | number | string): Value {
  const edge = direction > 0 ? 86_399_999_999_999 : 0;
  return nanos === edge ? null : { kind: 'time', nanos: edge, zone };
}

/** When an hour is too far: the very next value, a nanosecond on; dates and months have none. */
function finest(low: Value, high: Value): Value {
  if (low === null || typeof low !== 'object' || isList(low)) return null;
  let next: Value = null;
  if (low.kind === 'date and time') next = addDaysToDateTime(low, 1n);
  if (low.kind === 'time' && low.nanos < 86_399_999_999_999) {
    next = { ...low, nanos: low.nanos + 1 };
  }
  if (low.kind === 'days and time duration') next = { kind: low.kind, nanos: low.nanos + 1n };
  const order = next === null ? null : compareValues(next, high);
  return order !== null && order < 0 ? next : null;
}
