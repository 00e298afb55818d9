import {
  addDecimals,
  divideDecimals,
  multiplyDecimals,
  negateDecimal,
  subtractDecimals,
} from '../decimal/arithmetic.ts';
import type { Decimal } from '../decimal/decimal.ts';
import { makeDecimal } from '../decimal/decimal.ts';
import { roundDecimal, toBigInt } from '../decimal/round.ts';
import { powerOf } from '../decimal/transcendental.ts';
import { boundedText, spend } from '../evaluation.ts';
import { addMonths } from '../time/calendar.ts';
import {
  addDaysToDate,
  addDaysToDateTime,
  addMonthsToDateTime,
  addToTime,
  daysDuration,
  midnightOf,
  monthsDuration,
  subtractDateTimes,
  subtractTimes,
} from '../time/time-arithmetic.ts';
import { type DateTimeValue, isList, isNumber, type Value } from '../value/value.ts';

const divisionSteps = 3;

/** What a power, a logarithm or a root costs beside a sum. */
export const seriesSteps = 40;

/** FEEL's `+`: numbers, texts, and moments and durations; `null` for any other pair. */
export function add(left: Value, right: Value): Value {
  if (isNumber(left) && isNumber(right)) return addDecimals(left, right);
  return addOthers(left, right);
}

export function subtract(left: Value, right: Value): Value {
  if (isNumber(left) && isNumber(right)) return subtractDecimals(left, right);
  return subtractOthers(left, right);
}

export function multiply(left: Value, right: Value): Value {
  if (isNumber(left) && isNumber(right)) return multiplyDecimals(left, right);
  if (isNumber(right)) return scaleDuration(left, right);
  return isNumber(left) ? scaleDuration(right, left) : null;
}

export function divide(left: Value, right: Value): Value {
  spend(divisionSteps);
  if (isNumber(left) && isNumber(right)) return divideDecimals(left, right);
  if (isNumber(right)) return divideDuration(left, right);
  const dividend = durationAmount(left);
  const divisor = durationAmount(right);
  if (dividend === null || divisor === null || dividend.kind !== divisor.kind) return null;
  const top = makeDecimal(dividend.amount, 0);
  const bottom = makeDecimal(divisor.amount, 0);
  return top === null || bottom === null ? null : divideDecimals(top, bottom);
}

export function power(left: Value, right: Value): Value {
  spend(seriesSteps);
  return isNumber(left) && isNumber(right) ? powerOf(left, right) : null;
}

export function negate(operand: Value): Value {
  if (operand === null || typeof operand !== 'object' || isList(operand)) return null;
  if (operand.kind === 'number') return negateDecimal(operand);
  if (operand.kind === 'days and time duration') return daysDuration(-operand.nanos);
  if (operand.kind === 'years and months duration') return monthsDuration(-operand.months);
  return null;
}

function addOthers(left: Value, right: Value): Value {
  if (left === null || right === null) return null;
  if (typeof left === 'string') {
    return typeof right === 'string' ? boundedText(left + right) : null;
  }
  if (typeof left !== 'object' || typeof right !== 'object' || isList(left) || isList(right)) {
    return null;
  }
  if (left.kind === 'number' && right.kind === 'number') return addDecimals(left, right);
  if (left.kind === 'days and time duration') {
    if (right.kind === left.kind) return daysDuration(left.nanos + right.nanos);
    return addDays(right, left.nanos);
  }
  if (left.kind === 'years and months duration') {
    if (right.kind === left.kind) return monthsDuration(left.months + right.months);
    return addMonthsTo(right, left.months);
  }
  if (right.kind === 'days and time duration') return addDays(left, right.nanos);
  if (right.kind === 'years and months duration') return addMonthsTo(left, right.months);
  return null;
}

function subtractOthers(left: Value, right: Value): Value {
  if (left === null || right === null) return null;
  if (typeof left !== 'object' || typeof right !== 'object' || isList(left) || isList(right)) {
    return null;
  }
  if (left.kind === 'number' && right.kind === 'number') return subtractDecimals(left, right);
  if (right.kind === 'days and time duration') {
    if (left.kind === right.kind) return daysDuration(left.nanos - right.nanos);
    return addDays(left, -right.nanos);
  }
  if (right.kind === 'years and months duration') {
    if (left.kind === right.kind) return monthsDuration(left.months - right.months);
    return addMonthsTo(left, -right.months);
  }
  if (left.kind === 'time' && right.kind === 'time') return subtractTimes(left, right);
  const from = momentOf(left);
  const to = momentOf(right);
  return from === null || to === null ? null : subtractDateTimes(from, to);
}

/** Among moments, a date is its midnight in UTC. */
function momentOf(value: Value): DateTimeValue | null {
  if (value === null || typeof value !== 'object' || isList(value)) return null;
  if (value.kind === 'date and time') return value;
  return value.kind === 'date' ? { ...midnightOf(value), zone: 0 } : null;
}

function addDays(value: Value, nanos: bigint): Value {
  if (value === null || typeof value !== 'object' || isList(value)) return null;
  if (value.kind === 'date') return addDaysToDate(value, nanos);
  if (value.kind === 'date and time') return addDaysToDateTime(value, nanos);
  return value.kind === 'time' ? addToTime(value, nanos) : null;
}

function addMonthsTo(value: Value, months: number): Value {
  if (value === null || typeof value !== 'object' || isList(value)) return null;
  if (value.kind === 'date') return addMonths(value, months);
  return value.kind === 'date and time' ? addMonthsToDateTime(value, months) : null;
}

type Amount = { readonly kind: 'days' | 'months'; readonly amount: bigint };

function durationAmount(value: Value): Amount | null {
  if (value === null || typeof value !== 'object' || isList(value)) return null;
  if (value.kind === 'days and time duration') return { kind: 'days', amount: value.nanos };
  if (value.kind !== 'years and months duration') return null;
  return { kind: 'months', amount: BigInt(value.months) };
}

function scaleDuration(value: Value, factor: Decimal): Value {
  const duration = durationAmount(value);
  if (duration === null) return null;
  const amount = makeDecimal(duration.amount, 0);
  return toDuration(duration.kind, amount === null ? null : multiplyDecimals(amount, factor));
}

function divideDuration(value: Value, divisor: Decimal): Value {
  const duration = durationAmount(value);
  if (duration === null) return null;
  const amount = makeDecimal(duration.amount, 0);
  return toDuration(duration.kind, amount === null ? null : divideDecimals(amount, divisor));
}

/** What is smaller than a nanosecond or a month is cut off. */
function toDuration(kind: Amount['kind'], amount: Decimal | null): Value {
  const cut = amount === null ? null : roundDecimal(amount, 0, 'down');
  const whole = cut === null ? null : toBigInt(cut, 40);
  if (whole === null) return null;
  return kind === 'days' ? daysDuration(whole) : monthsDuration(Number(whole));
}
