import { compareDecimals } from '../decimal/compare.ts';
import { spend } from '../evaluation.ts';
import { compareDates, compareDateTimes, compareTimes } from '../time/time-arithmetic.ts';
import { type ContextValue, isList, type ListValue, type Value } from './value.ts';

/** FEEL's `=`: `null` when the two are of different kinds, neither of them null. */
export function areEqual(left: Value, right: Value): boolean | null {
  if (left === null || right === null) return left === right;
  if (typeof left === 'string' && typeof right === 'string') return left === right;
  if (typeof left !== 'object' || typeof right !== 'object') {
    return typeof left === typeof right ? left === right : null;
  }
  if (isList(left)) return isList(right) ? areEqualLists(left, right) : null;
  if (isList(right)) return null;
  if (left.kind === 'number' && right.kind === 'number') return compareDecimals(left, right) === 0;
  if (left.kind !== right.kind) return null;
  if (left.kind === 'context' && right.kind === 'context') return areEqualContexts(left, right);
  if (left.kind === 'range' && right.kind === 'range') {
    return (
      left.operator === right.operator &&
      left.startIncluded === right.startIncluded &&
      left.endIncluded === right.endIncluded &&
      areEqual(left.start, right.start) === true &&
      areEqual(left.end, right.end) === true
    );
  }
  if (left.kind === 'function') return left === right;
  return compareValues(left, right) === 0;
}

/** Below zero, zero or above; `null` when FEEL has no order between the two. */
export function compareValues(left: Value, right: Value): number | null {
  if (typeof left === 'string') {
    return typeof right === 'string' ? compareTexts(left, right) : null;
  }
  if (left === null || right === null) return null;
  if (typeof left !== 'object' || typeof right !== 'object' || isList(left) || isList(right)) {
    return null;
  }
  if (left.kind === 'number') return right.kind === 'number' ? compareDecimals(left, right) : null;
  if (left.kind === 'date') return right.kind === 'date' ? compareDates(left, right) : null;
  if (left.kind === 'time') return right.kind === 'time' ? compareTimes(left, right) : null;
  if (left.kind === 'date and time') {
    return right.kind === 'date and time' ? compareDateTimes(left, right) : null;
  }
  if (left.kind === 'days and time duration') {
    if (right.kind !== left.kind) return null;
    return left.nanos < right.nanos ? -1 : left.nanos > right.nanos ? 1 : 0;
  }
  if (left.kind === 'years and months duration') {
    return right.kind === left.kind ? left.months - right.months : null;
  }
  return null;
}

/** By code point, so that the order does not depend on how the host stores texts. */
export function compareTexts(left: string, right: string): number {
  const length = Math.min(left.length, right.length);
  for (let index = 0; index < length; index += 1) {
    const a = left.charCodeAt(index);
    const b = right.charCodeAt(index);
    if (a !== b) return isSurrogate(a) === isSurrogate(b) ? a - b : isSurrogate(a) ? 1 : -1;
  }
  return left.length - right.length;
}

function isSurrogate(unit: number): boolean {
  return unit >= 0xd800 && unit <= 0xdfff;
}

function areEqualLists(left: ListValue, right: ListValue): boolean {
  if (left.length !== right.length) return false;
  spend(left.length);
  return left.every((item, index) => areEqual(item, right[index] ?? null) === true);
}

function areEqualContexts(left: ContextValue, right: ContextValue): boolean {
  if (left.entries.size !== right.entries.size) return false;
  spend(left.entries.size);
  for (const [key, value] of left.entries) {
    const other = right.entries.get(key);
    if (other === undefined || areEqual(value, other) !== true) return false;
  }
  return true;
}
