import { addDecimals, multiplyDecimals, subtractDecimals } from '../decimal/arithmetic.ts';
import { compareDecimals } from '../decimal/compare.ts';
import { type Decimal, smallDecimal } from '../decimal/decimal.ts';
import { squareRoot } from '../decimal/transcendental.ts';
import { spend } from '../evaluation.ts';
import { add, seriesSteps } from '../feel/arithmetic.ts';
import { compareValues } from '../value/compare.ts';
import {
  type FunctionValue,
  isFunction,
  isList,
  type ListValue,
  type Value,
} from '../value/value.ts';
import { asList, defineForms, defineOnList, numbersOf } from './define.ts';
import { quotient } from './numeric.ts';

/** Functions that make one value of a list, and the one that puts a list in order. */
export const statisticsFunctions: readonly FunctionValue[] = [
  defineOnList('min', (list) => extreme(list, (order) => order < 0)),
  defineOnList('max', (list) => extreme(list, (order) => order > 0)),
  defineOnList('sum', sum),
  defineOnList('product', (list) => onNumbers(list, (numbers) => product(numbers))),
  defineOnList('mean', mean),
  defineOnList('median', (list) => onNumbers(list, median)),
  defineOnList('stddev', (list) => onNumbers(list, standardDeviation)),
  defineOnList('mode', (list) => {
    const numbers = numbersOf(list);
    return numbers === null ? null : mode(numbers);
  }),
  defineForms('sort', [{ parameters: ['list', 'precedes'], optional: 1 }], sort),
];

function onNumbers(list: ListValue, call: (numbers: readonly Decimal[]) => Value): Value {
  spend(list.length);
  const numbers = numbersOf(list);
  return numbers === null || numbers.length === 0 ? null : call(numbers);
}

function extreme(list: ListValue, isBetter: (order: number) => boolean): Value {
  spend(list.length);
  let best = list[0] ?? null;
  if (best === null || compareValues(best, best) === null) return null;
  for (const item of list) {
    const order = compareValues(item, best);
    if (order === null) return null;
    if (isBetter(order)) best = item;
  }
  return best;
}

/** Numbers, or durations of one kind. */
function sum(list: ListValue): Value {
  spend(list.length);
  let total: Value = list[0] ?? null;
  if (typeof total === 'string') return null;
  if (total !== null && add(total, total) === null) return null;
  for (let index = 1; index < list.length; index += 1) total = add(total, list[index] ?? null);
  return total;
}

function mean(list: ListValue): Value {
  return onNumbers(list, (numbers) => meanOf(numbers));
}

function meanOf(numbers: readonly Decimal[]): Decimal | null {
  const total = totalOf(numbers);
  return total === null ? null : quotient(total, numbers.length);
}

function totalOf(numbers: readonly Decimal[]): Decimal | null {
  let total: Decimal | null = smallDecimal(0, 0);
  for (const number of numbers) if (total !== null) total = addDecimals(total, number);
  return total;
}

function product(numbers: readonly Decimal[]): Decimal | null {
  let result: Decimal | null = smallDecimal(1, 0);
  for (const number of numbers) if (result !== null) result = multiplyDecimals(result, number);
  return result;
}

function inOrder(numbers: readonly Decimal[]): readonly Decimal[] {
  return [...numbers].sort(compareDecimals);
}

function median(numbers: readonly Decimal[]): Decimal | null {
  const sorted = inOrder(numbers);
  const middle = sorted.length >> 1;
  const upper = sorted[middle];
  if (upper === undefined) return null;
  if (sorted.length % 2 === 1) return upper;
  const lower = sorted[middle - 1];
  const both = lower === undefined ? null : addDecimals(lower, upper);
  return both === null ? null : quotient(both, 2);
}

/** Of a sample: the squares are divided by one less than there are numbers. */
function standardDeviation(numbers: readonly Decimal[]): Decimal | null {
  spend(seriesSteps);
  const middle = meanOf(numbers);
  if (middle === null || numbers.length < 2) return null;
  const squares: Decimal[] = [];
  for (const number of numbers) {
    const difference = subtractDecimals(number, middle);
    const square = difference === null ? null : multiplyDecimals(difference, difference);
    if (square === null) return null;
    squares.push(square);
  }
  const total = totalOf(squares);
  const variance = total === null ? null : quotient(total, numbers.length - 1);
  return variance === null ? null : squareRoot(variance);
}

/** The numbers that occur most often, in order. */
function mode(numbers: readonly Decimal[]): ListValue {
  const groups: { readonly number: Decimal; count: number }[] = [];
  for (const number of inOrder(numbers)) {
    const last = groups[groups.length - 1];
    if (last !== undefined && compareDecimals(last.number, number) === 0) last.count += 1;
    else groups.push({ number, count: 1 });
  }
  const most = groups.reduce((count, group) => Math.max(count, group.count), 0);
  return groups.filter((group) => group.count === most).map((group) => group.number);
}

/** A merge sort that asks the rule's function which of two comes first; equal ones keep their order. */
function sort([list, precedes]: readonly Value[]): Value {
  const items = asList(list);
  if (items === null) return null;
  if (precedes === undefined || precedes === null) {
    return sortBy(items, (a, b) => {
      const order = compareValues(a, b);
      return order === null ? null : order < 0;
    });
  }
  if (!isFunction(precedes) || !takesTwo(precedes)) return null;
  return sortBy(items, (a, b) => {
    const answer = precedes.call([a, b]);
    return answer === true;
  });
}

function takesTwo(callee: FunctionValue): boolean {
  return callee.signatures.some(
    (signature) => signature.parameters.length === 2 || signature.isVariadic === true,
  );
}

type Before = (left: Value, right: Value) => boolean | null;

function sortBy(list: ListValue, isBefore: Before): Value {
  spend(list.length);
  if (list.length < 2) return list;
  const middle = list.length >> 1;
  const left = sortBy(list.slice(0, middle), isBefore);
  const right = sortBy(list.slice(middle), isBefore);
  if (!isList(left) || !isList(right)) return null;
  return mergeBy(left, right, isBefore);
}

function mergeBy(left: ListValue, right: ListValue, isBefore: Before): Value {
  const merged: Value[] = [];
  let at = 0;
  for (const item of right) {
    while (at < left.length) {
      const other = left[at] ?? null;
      const comesFirst = isBefore(item, other);
      if (comesFirst === null) return null;
      if (comesFirst) break;
      merged.push(other);
      at += 1;
    }
    merged.push(item);
  }
  return [...merged, ...left.slice(at)];
}
