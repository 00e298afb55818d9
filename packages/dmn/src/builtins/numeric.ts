import { absoluteDecimal, divideDecimals, moduloDecimals } from '../decimal/arithmetic.ts';
import {
  type Decimal,
  exponentMax,
  exponentMin,
  precision,
  smallDecimal,
} from '../decimal/decimal.ts';
import { isInteger, type Rounding, roundDecimal, toBigInt } from '../decimal/round.ts';
import { exponential, naturalLogarithm, squareRoot } from '../decimal/transcendental.ts';
import { spend } from '../evaluation.ts';
import { seriesSteps } from '../feel/arithmetic.ts';
import { daysDuration, monthsDuration } from '../time/time-arithmetic.ts';
import { type FunctionValue, isList, singleOf, type Value } from '../value/value.ts';
import { asInteger, asNumber, define } from './define.ts';

/** Numeric functions. Source: DMN 1.5, table 76 and following. */
export const numericFunctions: readonly FunctionValue[] = [
  define('decimal', ['n', 'scale'], (n, scale) => round(n, scale, 'half_even')),
  define('floor', ['n', '[scale]'], (...args) => roundToScale(args, 'floor')),
  define('ceiling', ['n', '[scale]'], (...args) => roundToScale(args, 'ceiling')),
  define('round up', ['n', 'scale'], (n, scale) => round(n, scale, 'up')),
  define('round down', ['n', 'scale'], (n, scale) => round(n, scale, 'down')),
  define('round half up', ['n', 'scale'], (n, scale) => round(n, scale, 'half_up')),
  define('round half down', ['n', 'scale'], (n, scale) => round(n, scale, 'half_down')),
  define('abs', ['n'], (n) => absolute(n ?? null)),
  define('modulo', ['dividend', 'divisor'], (dividend, divisor) =>
    onNumbers(dividend, divisor, moduloDecimals),
  ),
  define('sqrt', ['number'], (number) => onSeries(number, squareRoot)),
  define('log', ['number'], (number) => onSeries(number, naturalLogarithm)),
  define('exp', ['number'], (number) => onSeries(number, exponential)),
  define('odd', ['number'], (number) => onNumber(number, isOdd)),
  define('even', ['number'], (number) => onNumber(number, isEven)),
];

/** Most digits before the point that can be rounded away. Source: DMN 1.5, section 10.3.4.4. */
const scaleMax = exponentMax - precision + 1;

export function round(n: Value | undefined, scale: Value | undefined, rounding: Rounding): Value {
  const number = asNumber(n);
  const digits = asInteger(scale);
  if (number === null || digits === null) return null;
  if (digits < -scaleMax || digits > -exponentMin) return null;
  return roundDecimal(number, digits, rounding);
}

function roundToScale(args: readonly Value[], rounding: Rounding): Value {
  return round(args[0], args.length > 1 ? args[1] : smallDecimal(0, 0), rounding);
}

function onNumber(value: Value | undefined, call: (number: Decimal) => Value): Value {
  const number = asNumber(value);
  return number === null ? null : call(number);
}

function onSeries(value: Value | undefined, call: (number: Decimal) => Value): Value {
  spend(seriesSteps);
  return onNumber(value, call);
}

function onNumbers(
  left: Value | undefined,
  right: Value | undefined,
  call: (left: Decimal, right: Decimal) => Value,
): Value {
  const a = asNumber(left);
  const b = asNumber(right);
  return a === null || b === null ? null : call(a, b);
}

function absolute(value: Value): Value {
  const single = singleOf(value);
  if (single === null || typeof single !== 'object' || isList(single)) return null;
  if (single.kind === 'number') return absoluteDecimal(single);
  if (single.kind === 'days and time duration') {
    return single.nanos < 0n ? daysDuration(-single.nanos) : single;
  }
  if (single.kind === 'years and months duration') return monthsDuration(Math.abs(single.months));
  return null;
}

function isOdd(number: Decimal): Value {
  if (!isInteger(number)) return null;
  // A number too large to write out ends in zeros.
  const whole = toBigInt(number, 80);
  return whole !== null && whole % 2n !== 0n;
}

function isEven(number: Decimal): Value {
  const odd = isOdd(number);
  return typeof odd === 'boolean' ? !odd : null;
}

/** The mean of some numbers, from their sum. */
export function quotient(sum: Decimal, count: number): Decimal | null {
  return divideDecimals(sum, smallDecimal(count, 0));
}
