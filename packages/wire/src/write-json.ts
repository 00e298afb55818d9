import { JsonNumber } from './json-value.ts';

/** Plain data; a member that is undefined is left out. */
export type WritableJson =
  | null
  | boolean
  | string
  | number
  | bigint
  | JsonNumber
  | readonly WritableJson[]
  | { readonly [name: string]: WritableJson | undefined };

/**
 * Writes JSON in which a `JsonNumber` and a `bigint` appear with all their digits. Anything that
 * JSON cannot say (a date, a map, NaN) is a mistake of the caller and throws `TypeError`.
 */
export function writeJson(value: WritableJson): string {
  return write(value, depthMax);
}

const depthMax = 512;

function write(value: WritableJson, depthLeft: number): string {
  switch (typeof value) {
    case 'string':
      return JSON.stringify(value);
    case 'number':
      if (!Number.isFinite(value)) throw new TypeError('a number that JSON cannot say');
      return String(value);
    case 'bigint':
    case 'boolean':
      return String(value);
    case 'object':
      if (value === null) return 'null';
      if (value instanceof JsonNumber) return value.text;
      if (depthLeft === 0) throw new TypeError('nested too deeply for JSON');
      return isList(value) ? writeList(value, depthLeft - 1) : writeMembers(value, depthLeft - 1);
    default:
      throw new TypeError(`JSON cannot say a ${typeof value}`);
  }
}

type Members = { readonly [name: string]: WritableJson | undefined };

// Array.isArray does not narrow a readonly array away from the other branch.
function isList(value: readonly WritableJson[] | Members): value is readonly WritableJson[] {
  return Array.isArray(value);
}

function writeList(items: readonly WritableJson[], depthLeft: number): string {
  let text = '[';
  for (const item of items) {
    if (text.length > 1) text += ',';
    text += write(item, depthLeft);
  }
  return `${text}]`;
}

function writeMembers(object: Members, depthLeft: number): string {
  const prototype: unknown = Object.getPrototypeOf(object);
  if (prototype !== null && prototype !== Object.prototype) {
    throw new TypeError('only plain objects can be written as JSON');
  }
  let text = '{';
  for (const name of Object.keys(object)) {
    const member = object[name];
    if (member === undefined) continue;
    if (text.length > 1) text += ',';
    text += `${JSON.stringify(name)}:${write(member, depthLeft)}`;
  }
  return `${text}}`;
}
