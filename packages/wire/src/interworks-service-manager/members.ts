import { parseDecimal } from '../decimal-text.ts';
import { readAccountId } from '../interworks-ids.ts';
import {
  findMember,
  isJsonObject,
  JsonNumber,
  type JsonObject,
  type JsonValue,
  numberText,
} from '../json-value.ts';
import { readEnumeration } from './enumerations.ts';
import type { ExpectedKind, ServiceManagerProblem } from './problem.ts';

/** Keeps the first problem of a request; a reader goes on with nulls after it. */
export type ProblemNote = { first: ServiceManagerProblem | null };

/**
 * The members of one object, found without regard to letter case. Null counts as absent; what is
 * not as it should be is noted and read as null.
 */
export type Members = {
  readonly object: JsonObject;
  readonly note: ProblemNote;
  readonly path: string;
  /** Whether every name stands there as the contract writes it; found out at the first miss. */
  isPlain?: boolean;
};

const idLengthMax = 255;
const textLengthMax = 4_000;
/** Values of attributes and of details may be whole documents. */
export const valueLengthMax = 32_768;
const quantityMax = 2_147_483_647;

export function note(members: Members, problem: ServiceManagerProblem): void {
  members.note.first ??= problem;
}

export function pathOf({ path }: Members, name: string): string {
  return path === '' ? name : `${path}.${name}`;
}

export function readId(members: Members, name: string): string | null {
  const id = readText(members, name, idLengthMax);
  if (id === null || id === '') return null;
  return controls.test(id) ? wrong(members, pathOf(members, name), 'text') : id;
}

export function requireId(members: Members, name: string): string {
  const id = readId(members, name);
  if (id === null) note(members, { kind: 'missing', member: pathOf(members, name) });
  return id ?? '';
}

export function readText(members: Members, name: string, lengthMax = textLengthMax): string | null {
  const value = get(members, name);
  return value === null ? null : textOf(members, value, pathOf(members, name), lengthMax);
}

export function readBoolean(members: Members, name: string): boolean | null {
  const value = get(members, name);
  if (value === null || typeof value === 'boolean') return value;
  return wrong(members, pathOf(members, name), 'boolean');
}

export function readWholeNumber(members: Members, name: string): number | null {
  return convert(members, name, 'whole_number', wholeOf);
}

export function readQuantity(members: Members, name: string): number | null {
  return convert(members, name, 'quantity', (value) => {
    const whole = wholeOf(value);
    return whole !== null && whole >= 0 && whole <= quantityMax ? whole : null;
  });
}

export function requireAccountId(members: Members, name: string): string {
  const id = convert(members, name, 'account_id', readAccountId);
  if (id === null) note(members, { kind: 'missing', member: pathOf(members, name) });
  return id ?? '';
}

/** One of some names; an unknown one is noted by its member, or in the words of the caller. */
export function readOneOf<Name extends string>(
  members: Members,
  name: string,
  names: readonly Name[],
  options: {
    readonly hasNumbers?: boolean;
    readonly problemOf?: (value: string) => ServiceManagerProblem;
  } = {},
): Name | null {
  const value = get(members, name);
  if (value === null) return null;
  const known = readEnumeration(value, names, options.hasNumbers ?? false);
  if (known !== null) return known;
  const member = pathOf(members, name);
  const shown = typeof value === 'string' ? value : numberText(value);
  if (shown === null) return wrong(members, member, 'text');
  note(members, options.problemOf?.(shown) ?? { kind: 'unknown_value', member, value: shown });
  return null;
}

export function readObject(members: Members, name: string): Members | null {
  const object = convert(members, name, 'object', (value) => (isJsonObject(value) ? value : null));
  return object === null ? null : { object, note: members.note, path: pathOf(members, name) };
}

/** Items that are null are left out; an item that is no object is noted. */
export function readObjects(members: Members, name: string): readonly Members[] | null {
  const items = convert(members, name, 'list', (value) => (isList(value) ? value : null));
  if (items === null) return null;
  const opened: Members[] = [];
  for (const [at, item] of items.entries()) {
    if (item === null) continue;
    const path = `${pathOf(members, name)}[${at}]`;
    if (isJsonObject(item)) opened.push({ object: item, note: members.note, path });
    else wrong(members, path, 'object');
  }
  return opened;
}

/** An object whose names are ids: they keep their case. Members that are null are left out. */
export function readMap<Value>(
  members: Members,
  name: string,
  read: (value: Members, key: string) => Value,
): Readonly<Record<string, Value>> | null {
  return mapOf(members, name, (value, path, key) => {
    if (!isJsonObject(value)) return wrong(members, path, 'object');
    return read({ object: value, note: members.note, path }, key);
  });
}

export function readTexts(members: Members, name: string): Readonly<Record<string, string>> | null {
  return mapOf(members, name, (value, path) => textOf(members, value, path, valueLengthMax));
}

function mapOf<Value>(
  members: Members,
  name: string,
  read: (value: JsonValue, path: string, key: string) => Value | null,
): Readonly<Record<string, Value>> | null {
  const inside = readObject(members, name);
  if (inside === null) return null;
  const entries: [string, Value][] = [];
  for (const [key, member] of Object.entries(inside.object)) {
    if (key.length > idLengthMax) note(members, { kind: 'too_long', member: inside.path });
    const value = member === null ? null : read(member, `${inside.path}.${key}`, key);
    if (value !== null) entries.push([key, value]);
  }
  return Object.fromEntries(entries);
}

// The names that readers ask for: literals of this folder, no two of which differ only in case.
const askedNames = new Set<string>();

function get(members: Members, name: string): JsonValue {
  const { object } = members;
  askedNames.add(name);
  if (Object.hasOwn(object, name)) return object[name] ?? null;
  // Most members are absent in most calls, and few callers spell the rest in a way of their own: where
  // all that is there is spelled as usual, nothing can be the missing name in another case.
  members.isPlain ??= Object.keys(object).every((key) => askedNames.has(key));
  return members.isPlain ? null : (findMember(object, name) ?? null);
}

function convert<Value>(
  members: Members,
  name: string,
  expected: ExpectedKind,
  read: (value: JsonValue) => Value | null,
): Value | null {
  const value = get(members, name);
  return value === null ? null : (read(value) ?? wrong(members, pathOf(members, name), expected));
}

function textOf(
  members: Members,
  value: JsonValue,
  member: string,
  lengthMax: number,
): string | null {
  if (typeof value !== 'string') return wrong(members, member, 'text');
  if (value.length <= lengthMax) return value;
  note(members, { kind: 'too_long', member });
  return null;
}

function wrong(members: Members, member: string, expected: ExpectedKind): null {
  note(members, { kind: 'wrong_type', member, expected });
  return null;
}

/** A whole number however it is written: `2.0` and `2e0` are 2. */
function wholeOf(value: JsonValue): number | null {
  if (typeof value === 'number') return value;
  if (!(value instanceof JsonNumber)) return null;
  const decimal = parseDecimal(value.text);
  return decimal.ok && decimal.value.scale === 0 ? Number(decimal.value.digits) : null;
}

function isList(value: JsonValue): value is readonly JsonValue[] {
  return Array.isArray(value);
}

const controls = /\p{Cc}/u;
