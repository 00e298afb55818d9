import { parseDecimal } from './decimal-text.ts';
import { isJsonObject, JsonNumber, type JsonValue, numberText } from './json-value.ts';

/** D: documented by the vendor. O: observed in public code. C: our choice. */
export type ExchangeMark = 'D' | 'O' | 'C';

/** A golden pair of request and answer; the files in `exchanges/` are arrays of these. */
export type Exchange = {
  readonly name: string;
  /** The document that states the rule or example, or `our choice`. */
  readonly source: string;
  readonly marks: { readonly request: ExchangeMark; readonly response: ExchangeMark };
  /** State, setting or clock, in words; holds when the request is sent, a setting from the start. */
  readonly given?: string;
  /** Exchanges that ran before, in order: `name`, or `file#name` for one of another file. */
  readonly after?: readonly string[];
  readonly request: {
    readonly method: string;
    /** As sent, percent-encoded, without the base of the protocol. */
    readonly path: string;
    readonly headers: Readonly<Record<string, string>>;
    /** A string is sent as it is, any other value as JSON; without the member there is no body. */
    readonly body?: JsonValue;
  };
  readonly response: {
    readonly status: number;
    readonly headers?: Readonly<Record<string, string>>;
    /** May contain wildcards, see `matchBody`; without the member the body is not looked at. */
    readonly body?: JsonValue;
  };
  readonly notes: string;
};

/** Values that were captured so far, by name. */
export type Captures = ReadonlyMap<string, string>;

export type MatchResult =
  | { readonly ok: true; readonly captures: Captures }
  | { readonly ok: false; readonly path: string; readonly reason: string };

/**
 * Compares an answer with the expected one. Order of members and spelling of numbers do not
 * matter. `<any-string>` and `<any-array>` stand for any value of that kind; `<capture:name>` for
 * any text that is not empty on first use, for the same text afterwards. A difference is named by
 * the JSON path of the first one.
 */
export function matchBody(expected: JsonValue, actual: unknown, captures: Captures): MatchResult {
  const found = new Map(captures);
  const difference = compare(expected, actual, '$', found);
  return difference === null ? { ok: true, captures: found } : { ok: false, ...difference };
}

/** Puts captured values in the place of `<capture:name>`, in texts at any depth. */
export function fillRequest<Value extends JsonValue>(value: Value, captures: Captures): Value {
  return fill(value, captures) as Value;
}

/**
 * Puts real values in the place of a document's placeholders: `{tenant}` inside a value, or a whole
 * header named as `Name: value` (see `placeholders` in the fixture).
 */
export function fillHeaders(
  headers: Readonly<Record<string, string>>,
  placeholders: Readonly<Record<string, string>>,
): Record<string, string> {
  const filled: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    filled[name] =
      placeholders[`${name}: ${value}`] ??
      value.replace(/\{[A-Za-z]+\}/g, (placeholder) => placeholders[placeholder] ?? placeholder);
  }
  return filled;
}

type Difference = { readonly path: string; readonly reason: string };

function compare(
  expected: JsonValue,
  actual: unknown,
  path: string,
  captures: Map<string, string>,
): Difference | null {
  if (typeof expected === 'string') return compareText(expected, actual, path, captures);
  if (typeof expected === 'number' || expected instanceof JsonNumber) {
    return compareNumber(expected, actual, path);
  }
  if (isList(expected)) return compareItems(expected, actual, path, captures);
  if (isJsonObject(expected)) return compareMembers(expected, actual, path, captures);
  return expected === actual ? null : differs(path, expected, actual);
}

function compareText(
  expected: string,
  actual: unknown,
  path: string,
  captures: Map<string, string>,
): Difference | null {
  if (expected === '<any-array>') {
    return Array.isArray(actual) ? null : differs(path, expected, actual);
  }
  if (typeof actual !== 'string') return differs(path, expected, actual);
  if (expected === '<any-string>') return null;

  const [, name] = wholeCapture.exec(expected) ?? [];
  if (name === undefined) return expected === actual ? null : differs(path, expected, actual);
  const earlier = captures.get(name);
  if (earlier !== undefined) return earlier === actual ? null : differs(path, earlier, actual);
  if (actual === '') return differs(path, expected, actual);
  captures.set(name, actual);
  return null;
}

function compareNumber(expected: JsonValue, actual: unknown, path: string): Difference | null {
  const [left, right] = [numberText(expected), numberText(asNumber(actual))];
  if (left === null || right === null) return differs(path, expected, actual);
  const [one, other] = [parseDecimal(left), parseDecimal(right)];
  const isEqual =
    one.ok && other.ok
      ? one.value.digits === other.value.digits && one.value.scale === other.value.scale
      : left === right;
  return isEqual ? null : differs(path, expected, actual);
}

function compareItems(
  expected: readonly JsonValue[],
  actual: unknown,
  path: string,
  captures: Map<string, string>,
): Difference | null {
  if (!Array.isArray(actual)) return differs(path, expected, actual);
  for (const [at, item] of expected.entries()) {
    if (at >= actual.length) return { path: `${path}[${at}]`, reason: 'the item is missing' };
    const difference = compare(item, actual[at], `${path}[${at}]`, captures);
    if (difference !== null) return difference;
  }
  if (actual.length === expected.length) return null;
  return { path: `${path}[${expected.length}]`, reason: 'there are more items than expected' };
}

function compareMembers(
  expected: Readonly<Record<string, JsonValue>>,
  actual: unknown,
  path: string,
  captures: Map<string, string>,
): Difference | null {
  if (!isJsonObject(actual)) return differs(path, expected, actual);
  for (const [name, value] of Object.entries(expected)) {
    const memberPath = pathOf(path, name);
    if (!Object.hasOwn(actual, name)) return { path: memberPath, reason: 'the member is missing' };
    const difference = compare(value, actual[name], memberPath, captures);
    if (difference !== null) return difference;
  }
  const more = Object.keys(actual).find((name) => !Object.hasOwn(expected, name));
  return more === undefined
    ? null
    : { path: pathOf(path, more), reason: 'the member is not expected' };
}

function fill(value: JsonValue, captures: Captures): JsonValue {
  if (typeof value === 'string') {
    return value.replace(anyCapture, (_, name: string) => {
      const captured = captures.get(name);
      if (captured === undefined) throw new Error(`nothing was captured as ${name}`);
      return captured;
    });
  }
  if (isList(value)) return value.map((item) => fill(item, captures));
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, of]) => [name, fill(of, captures)]));
}

const anyCapture = /<capture:([a-z0-9-]+)>/g;
const wholeCapture = /^<capture:([a-z0-9-]+)>$/;

function isList(value: JsonValue): value is readonly JsonValue[] {
  return Array.isArray(value);
}

function asNumber(value: unknown): JsonValue | undefined {
  return typeof value === 'number' || value instanceof JsonNumber ? value : undefined;
}

function pathOf(path: string, name: string): string {
  return /^[A-Za-z_][A-Za-z0-9_]*$/.test(name) ? `${path}.${name}` : `${path}['${name}']`;
}

function differs(path: string, expected: unknown, actual: unknown): Difference {
  return { path, reason: `expected ${describe(expected)}, got ${describe(actual)}` };
}

function describe(value: unknown): string {
  if (value instanceof JsonNumber) return value.text;
  if (Array.isArray(value)) return 'an array';
  if (isJsonObject(value)) return 'an object';
  return value === undefined ? 'nothing' : JSON.stringify(value);
}
