import {
  type Decimal,
  exponentMax,
  exponentMin,
  makeDecimal,
  smallDecimal,
} from './decimal/decimal.ts';
import { parseDecimal } from './decimal/text.ts';
import { dayNanos, makeDate } from './time/calendar.ts';
import { parseDate, parseDateTime, parseDuration, parseTime } from './time/parse-time.ts';
import { isKnownZone } from './time/zone.ts';
import { conforms, resolved, type Type } from './types/type.ts';
import type { Value } from './value/value.ts';

/**
 * A fact as the host has it. For a number: a `Decimal`, a `bigint`, or a `number` that is a safe
 * integer or has at most 15 digits; never a text. For dates, times and durations: FEEL's own values
 * or their text. For lists and contexts: arrays and plain objects of the same.
 */
export type Fact =
  | Value
  | bigint
  | number
  | undefined
  | readonly Fact[]
  | { readonly [name: string]: Fact };

/**
 * The fact of a name, which is the ruleset's input of that number. Every place in the code learns where
 * one name lies in the objects it meets; a single place for all names would search each time.
 */
export function factAt(
  facts: { readonly [name: string]: Fact },
  name: string,
  number: number,
): Fact {
  switch (number) {
    case 0:
      return facts[name];
    case 1:
      return facts[name];
    case 2:
      return facts[name];
    case 3:
      return facts[name];
    case 4:
      return facts[name];
    case 5:
      return facts[name];
    case 6:
      return facts[name];
    case 7:
      return facts[name];
    default:
      return facts[name];
  }
}

/** Makes a reader for facts of one type; a plain number or text takes the shortest way. */
export function factReader(type: Type): (fact: Fact) => Value | undefined {
  const general = (fact: Fact): Value | undefined => readFact(fact, type);
  if (type.kind !== 'basic') return general;
  if (type.name === 'number') {
    return (fact) => {
      if (typeof fact !== 'number') return general(fact);
      // Small whole numbers stay what the machine counts with; the rest goes the long way.
      const whole = fact | 0;
      return whole === fact ? { kind: 'number', coefficient: whole, exponent: 0 } : general(fact);
    };
  }
  if (type.name === 'string') return (fact) => (typeof fact === 'string' ? fact : general(fact));
  return general;
}

/** Reads a fact as a value of a type; `undefined` when it is none. */
export function readFact(fact: Fact, type: Type): Value | undefined {
  const value = readShape(fact, type, 0);
  return value !== undefined && conforms(value, type) ? value : undefined;
}

const depthMax = 50;

function readShape(fact: Fact, type: Type, depth: number): Value | undefined {
  if (fact === undefined || depth > depthMax) return undefined;
  if (fact === null || typeof fact === 'boolean') return fact;
  if (typeof fact === 'number' || typeof fact === 'bigint') return readNumber(fact);
  const plain = type.kind === 'basic' ? type : resolved(type);
  if (typeof fact === 'string') return readText(fact, plain);
  if (Array.isArray(fact)) {
    const of: Type = plain.kind === 'list' ? plain.of : { kind: 'any' };
    const items: Value[] = [];
    for (const item of fact as readonly Fact[]) {
      const value = readShape(item, of, depth + 1);
      if (value === undefined) return undefined;
      items.push(value);
    }
    return items;
  }
  if (isValue(fact)) return fact;
  return readContext(fact as { readonly [name: string]: Fact }, plain, depth);
}

function readNumber(fact: number | bigint): Decimal | undefined {
  if (typeof fact === 'bigint') {
    // A whole number of more than 34 digits would lose some, and facts are never rounded.
    const isExact = fact < integerMax && fact > -integerMax;
    return isExact ? (makeDecimal(fact, 0) ?? undefined) : undefined;
  }
  if (Number.isSafeInteger(fact)) return smallDecimal(fact, 0);
  const text = String(fact);
  const digits = text.replace(/e.*$/u, '').replace(/\D/gu, '').replace(/^0+/u, '');
  return digits.length <= 15 ? (parseDecimal(text) ?? undefined) : undefined;
}

const integerMax = 10n ** 34n;

function readText(text: string, type: Type): Value | undefined {
  if (type.kind !== 'basic') return text;
  switch (type.name) {
    case 'date':
      return parseDate(text) ?? undefined;
    case 'time':
      return parseTime(text) ?? undefined;
    case 'date and time':
      return parseDateTime(text) ?? undefined;
    case 'days and time duration':
    case 'years and months duration':
      return parseDuration(text) ?? undefined;
    default:
      return text;
  }
}

/** FEEL's own values carry their kind; a plain object that looks like one must be sound as one. */
function isValue(fact: object): fact is Exclude<Value, null | boolean | string> {
  const { kind } = fact as { readonly kind?: unknown };
  const isSound = typeof kind === 'string' ? soundness.get(kind) : undefined;
  return isSound?.(fact as Readonly<Record<string, unknown>>) ?? false;
}

type Fields = Readonly<Record<string, unknown>>;

const isCount = (value: unknown): value is number => Number.isSafeInteger(value);

const isClock = ({ nanos, zone }: Fields): boolean =>
  isCount(nanos) &&
  nanos >= 0 &&
  nanos < dayNanos &&
  (zone === null || typeof zone === 'number' || (typeof zone === 'string' && isKnownZone(zone)));

const isDate = ({ year, month, day }: Fields): boolean =>
  isCount(year) && isCount(month) && isCount(day) && makeDate(year, month, day) !== null;

const soundness: ReadonlyMap<string, (fields: Fields) => boolean> = new Map(
  Object.entries<(fields: Fields) => boolean>({
    number: ({ coefficient, exponent }) =>
      (isCount(coefficient) || (typeof coefficient === 'bigint' && isLarge(coefficient))) &&
      isCount(exponent) &&
      exponent >= exponentMin &&
      exponent <= exponentMax,
    date: isDate,
    time: isClock,
    'date and time': (fields) =>
      isClock(fields) &&
      typeof fields['date'] === 'object' &&
      fields['date'] !== null &&
      isDate(fields['date'] as Fields),
    'days and time duration': ({ nanos }) => typeof nanos === 'bigint',
    'years and months duration': ({ months }) => isCount(months),
    context: ({ entries }) => entries instanceof Map,
  }),
);

/** A coefficient is a `bigint` only beyond the safe integers, and has at most 34 digits. */
function isLarge(value: bigint): boolean {
  const size = value < 0n ? -value : value;
  return size > BigInt(Number.MAX_SAFE_INTEGER) && size < integerMax;
}

function readContext(
  fact: { readonly [name: string]: Fact },
  type: Type,
  depth: number,
): Value | undefined {
  const entries = new Map<string, Value>();
  for (const [name, item] of Object.entries(fact)) {
    const of = type.kind === 'context' ? type.fields.get(name) : undefined;
    const value = readShape(item, of ?? { kind: 'any' }, depth + 1);
    if (value === undefined) return undefined;
    entries.set(name, value);
  }
  return { kind: 'context', entries };
}
