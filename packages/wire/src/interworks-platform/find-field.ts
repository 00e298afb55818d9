import { parseDecimal } from '../decimal-text.ts';
import { readAccountId } from '../interworks-ids.ts';
import { findMember, isJsonObject, type JsonValue, numberText } from '../json-value.ts';
import type { PlatformField, PlatformMapping } from './mapping.ts';

/**
 * A field without a value. `absent`: no candidate path exists. `unusable`: one exists, and what is
 * there cannot be read (null, another type, an amount with an exponent or too many digits).
 */
export type PlatformGap = {
  readonly field: PlatformField;
  readonly why: 'absent' | 'unusable';
  readonly path: string | null;
};

/** What a field resolved to: the path that won, shown to the operator who confirms a mapping. */
export type FieldReader = {
  readonly read: <Value>(field: PlatformField, as: ReadAs<Value>) => Value | null;
  readonly gaps: readonly PlatformGap[];
  readonly paths: ReadonlyMap<PlatformField, string>;
};

/** Gives the value, null when it cannot be used, `passOver` when the path is no such field. */
export type ReadAs<Value> = (value: JsonValue) => Value | null | typeof passOver;

/**
 * An object where a plain value is wanted, or the reverse: the next candidate may be meant. So
 * `currency` is passed over in `{"currency": {"code": "EUR"}}` and `currency.code` wins.
 */
const passOver: unique symbol = Symbol('pass over');

/**
 * Reads fields of one JSON object. The first path that exists wins, also with a value that cannot
 * be used: a total that is null is a gap, never a reason to take another total.
 */
export function createFieldReader(json: JsonValue, mapping: PlatformMapping): FieldReader {
  const gaps: PlatformGap[] = [];
  const paths = new Map<PlatformField, string>();
  return {
    gaps,
    paths,
    read(field, as) {
      for (const { path, names } of placesOf(mapping[field])) {
        const found = follow(json, names);
        if (found === undefined) continue;
        const value = as(found);
        if (value === passOver) continue;
        if (value === null) {
          gaps.push({ field, why: 'unusable', path });
          return null;
        }
        paths.set(field, path);
        return value;
      }
      gaps.push({ field, why: 'absent', path: null });
      return null;
    },
  };
}

/** A text that is not empty; a whole number counts, as ids are sent both ways. */
export const asText: ReadAs<string> = (value) => {
  if (isContainer(value)) return passOver;
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' && value !== '' ? value : null;
};

export const asAccountId: ReadAs<string> = (value) =>
  isContainer(value) ? passOver : readAccountId(value);

/** An account that may be left out: null says that there is none, as absence does. */
export const asOtherAccountId: ReadAs<string> = (value) =>
  value === null ? passOver : asAccountId(value);

/** A currency code in upper case. */
export const asCurrency: ReadAs<string> = (value) => {
  if (isContainer(value)) return passOver;
  return typeof value === 'string' && /^[A-Za-z]{3}$/.test(value) ? value.toUpperCase() : null;
};

/** The text of a number, or of a text that spells one; without exponent, at most 15 digits. */
export const asDecimal: ReadAs<string> = (value) => {
  if (isContainer(value)) return passOver;
  const text = typeof value === 'string' ? value : numberText(value);
  if (text === null) return null;
  return parseDecimal(text, { scientific: 'refuse' }).ok ? text : null;
};

/** A count of months, 1 to 1200; a number or its digits. */
export const asMonths: ReadAs<number> = (value) => {
  if (isContainer(value)) return passOver;
  const text = typeof value === 'string' ? value : (numberText(value) ?? '');
  if (!/^[1-9]\d{0,3}$/.test(text)) return null;
  const months = Number(text);
  return months > 1200 ? null : months;
};

export const asSwitch: ReadAs<boolean> = (value) => {
  if (isContainer(value)) return passOver;
  return typeof value === 'boolean' ? value : null;
};

export const asList: ReadAs<readonly JsonValue[]> = (value) => {
  if (value === null) return null;
  return isList(value) ? value : passOver;
};

type Place = { readonly path: string; readonly names: readonly string[] };

const places = new WeakMap<readonly string[], readonly Place[]>();

/** The paths of a field taken apart, once for each mapping. */
function placesOf(paths: readonly string[]): readonly Place[] {
  const known = places.get(paths);
  if (known !== undefined) return known;
  const made = paths.map((path) => ({ path, names: path.split('.') }));
  places.set(paths, made);
  return made;
}

function follow(json: JsonValue, names: readonly string[]): JsonValue | undefined {
  let at: JsonValue | undefined = json;
  for (const name of names) {
    if (!isJsonObject(at)) return undefined;
    at = findMember(at, name);
  }
  return at;
}

function isContainer(value: JsonValue): boolean {
  return isJsonObject(value) || Array.isArray(value);
}

function isList(value: JsonValue): value is readonly JsonValue[] {
  return Array.isArray(value);
}
