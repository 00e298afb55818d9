import type { Decimal } from '../decimal/decimal.ts';

/** A FEEL value. Lists are arrays; texts, yes/no and null are the host's own. All immutable. */
export type Value =
  | null
  | boolean
  | string
  | Decimal
  | DateValue
  | TimeValue
  | DateTimeValue
  | DaysDuration
  | MonthsDuration
  | ContextValue
  | RangeValue
  | FunctionValue
  | ListValue;

export type ListValue = readonly Value[];

export type DateValue = {
  readonly kind: 'date';
  readonly year: number;
  readonly month: number;
  readonly day: number;
};

/** Where a clock stands: nothing known, a fixed offset in seconds, or a named zone. */
export type Zone = null | number | string;

export type TimeValue = {
  readonly kind: 'time';
  /** Nanoseconds since local midnight. */
  readonly nanos: number;
  readonly zone: Zone;
};

export type DateTimeValue = {
  readonly kind: 'date and time';
  readonly date: DateValue;
  /** Nanoseconds since local midnight. */
  readonly nanos: number;
  readonly zone: Zone;
};

export type DaysDuration = {
  readonly kind: 'days and time duration';
  readonly nanos: bigint;
};

export type MonthsDuration = {
  readonly kind: 'years and months duration';
  readonly months: number;
};

export type ContextValue = {
  readonly kind: 'context';
  readonly entries: ReadonlyMap<string, Value>;
};

/**
 * `[1..5]`, or a comparison used as a value, such as `(< 5)`. An open end is `null`; the operator
 * keeps `(= 5)` and `[5..5]` apart, which the standard holds to be different ranges.
 */
export type RangeValue = {
  readonly kind: 'range';
  readonly operator: '..' | '<' | '<=' | '>' | '>=' | '=' | '!=';
  readonly start: Value;
  readonly startIncluded: boolean;
  readonly end: Value;
  readonly endIncluded: boolean;
};

/** One way to call a function: its parameters, of which the last `optional` may be left out. */
export type Signature = {
  readonly parameters: readonly string[];
  readonly optional?: number;
  /** The last parameter takes any number of further arguments. */
  readonly isVariadic?: boolean;
};

export type FunctionValue = {
  readonly kind: 'function';
  readonly name: string;
  readonly signatures: readonly Signature[];
  readonly call: (args: readonly Value[]) => Value;
};

/** Every kind of value that is no plain text, yes/no, list or null. */
export type Kind = Exclude<Value, null | boolean | string | ListValue>['kind'];

export type KindName = Kind | 'null' | 'boolean' | 'string' | 'list';

export function kindOf(value: Value): KindName {
  if (value === null) return 'null';
  if (typeof value === 'string') return 'string';
  if (typeof value === 'boolean') return 'boolean';
  return isList(value) ? 'list' : value.kind;
}

export function isList(value: Value): value is ListValue {
  return Array.isArray(value);
}

export function isNumber(value: Value): value is Decimal {
  return hasKind(value, 'number');
}

export function isContext(value: Value): value is ContextValue {
  return hasKind(value, 'context');
}

export function isRange(value: Value): value is RangeValue {
  return hasKind(value, 'range');
}

export function isFunction(value: Value): value is FunctionValue {
  return hasKind(value, 'function');
}

/** Lists have no kind, so nothing but the kind needs to be asked for. */
function hasKind(value: Value, kind: Kind): boolean {
  return typeof value === 'object' && (value as { readonly kind?: Kind } | null)?.kind === kind;
}

export function contextOf(entries: Iterable<readonly [string, Value]>): ContextValue {
  return { kind: 'context', entries: new Map(entries) };
}

/** A list of one element stands for that element wherever one is wanted, as the standard says. */
export function singleOf(value: Value): Value {
  return isList(value) && value.length === 1 ? (value[0] ?? null) : value;
}
