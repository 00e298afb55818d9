import { spend } from '../evaluation.ts';
import { areEqual } from '../value/compare.ts';
import {
  type FunctionValue,
  isFunction,
  isList,
  type ListValue,
  type Value,
} from '../value/value.ts';
import { asInteger, asList, define, defineForms, defineOnList } from './define.ts';

/** Functions that look into lists or make new ones. */
export const listFunctions: readonly FunctionValue[] = [
  define('list contains', ['list', 'element'], (list, element) => {
    const items = asList(list);
    return items === null ? null : hasItem(items, element ?? null);
  }),
  define('count', ['list'], (list) => {
    const items = asList(list);
    return items === null ? null : integer(items.length);
  }),
  define('sublist', ['list', 'start position', '[length]'], (...args) => sublist(args)),
  defineForms(
    'append',
    [{ parameters: ['list', 'item'], isVariadic: true }],
    ([list, ...items]) => {
      const first = list === null ? [null] : asList(list);
      return first === null ? null : copied([...first, ...items]);
    },
  ),
  defineForms('concatenate', [{ parameters: ['list'], isVariadic: true }], (lists) => {
    const result: Value[] = [];
    for (const list of lists) {
      const items = asList(list);
      if (items === null) return null;
      spend(items.length);
      for (const item of items) result.push(item);
    }
    return result;
  }),
  define('insert before', ['list', 'position', 'newItem'], (list, position, newItem) => {
    const place = placeIn(list, position);
    if (place === null) return null;
    return copied([
      ...place.items.slice(0, place.at),
      newItem ?? null,
      ...place.items.slice(place.at),
    ]);
  }),
  define('remove', ['list', 'position'], (list, position) => {
    const place = placeIn(list, position);
    if (place === null) return null;
    return copied(place.items.filter((_, index) => index !== place.at));
  }),
  define('reverse', ['list'], (list) => {
    const items = asList(list);
    return items === null ? null : copied([...items].reverse());
  }),
  define('index of', ['list', 'match'], (list, match) => {
    const items = asList(list);
    if (items === null) return null;
    spend(items.length);
    const positions: Value[] = [];
    items.forEach((item, index) => {
      if (isSame(item, match ?? null)) positions.push(integer(index + 1));
    });
    return positions;
  }),
  defineForms('union', [{ parameters: ['list'], isVariadic: true }], (lists) => {
    const all: Value[] = [];
    for (const list of lists) {
      const items = asList(list);
      if (items === null) return null;
      for (const item of items) all.push(item);
    }
    return distinct(all);
  }),
  define('distinct values', ['list'], (list) => {
    const items = asList(list);
    return items === null ? null : distinct(items);
  }),
  define('flatten', ['list'], (list) => {
    const items = asList(list);
    if (items === null) return null;
    const flat: Value[] = [];
    flattenInto(flat, items);
    return flat;
  }),
  defineForms(
    'list replace',
    [{ parameters: ['list', 'position', 'newItem'] }, { parameters: ['list', 'match', 'newItem'] }],
    replaceItem,
  ),
  defineOnList('all', (list) => conjunction(list, false)),
  defineOnList('any', (list) => conjunction(list, true)),
];

function integer(value: number): Value {
  return { kind: 'number', coefficient: value, exponent: 0 };
}

/** A new list is paid for by its length, so that lists cannot double themselves for ever. */
function copied(list: ListValue): ListValue {
  spend(list.length);
  return list;
}

function isSame(left: Value, right: Value): boolean {
  return areEqual(left, right) === true;
}

function hasItem(list: ListValue, element: Value): boolean {
  spend(list.length);
  return list.some((item) => isSame(item, element));
}

function distinct(list: ListValue): ListValue {
  const result: Value[] = [];
  for (const item of list) if (!hasItem(result, item)) result.push(item);
  spend(list.length);
  return result;
}

function flattenInto(result: Value[], list: ListValue): void {
  spend(list.length);
  for (const item of list) {
    if (isList(item)) flattenInto(result, item);
    else result.push(item);
  }
}

/** The index that a position from 1, or from -1 at the end, means; `null` when there is none. */
function indexOf(position: number | null, length: number): number | null {
  if (position === null || position === 0 || Math.abs(position) > length) return null;
  return position > 0 ? position - 1 : length + position;
}

function placeIn(
  list: Value | undefined,
  position: Value | undefined,
): { readonly items: ListValue; readonly at: number } | null {
  const items = asList(list);
  if (items === null) return null;
  const at = indexOf(asInteger(position), items.length);
  return at === null ? null : { items, at };
}

function sublist(args: readonly Value[]): Value {
  const place = placeIn(args[0], args[1]);
  if (place === null) return null;
  if (args.length < 3 || args[2] === null) return copied(place.items.slice(place.at));
  const length = asInteger(args[2]);
  if (length === null || length < 1 || place.at + length > place.items.length) return null;
  return copied(place.items.slice(place.at, place.at + length));
}

/** Replaces at a position, or wherever a function of (item, newItem) says yes. */
function replaceItem([list, where, newItem]: readonly Value[]): Value {
  const items = asList(list);
  if (items === null || where === undefined) return null;
  if (!isFunction(where)) {
    const at = indexOf(asInteger(where), items.length);
    if (at === null) return null;
    return copied(items.map((item, index) => (index === at ? (newItem ?? null) : item)));
  }
  if (where.signatures[0]?.parameters.length !== 2) return null;
  const result: Value[] = [];
  for (const item of items) {
    spend(1);
    const matches = where.call([item, newItem ?? null]);
    if (typeof matches !== 'boolean') return null;
    result.push(matches ? (newItem ?? null) : item);
  }
  return result;
}

/** `any` looks for a true, `all` for a false; short of that, anything but yes or no makes it null. */
function conjunction(list: ListValue, wanted: boolean): Value {
  spend(list.length);
  if (list.includes(wanted)) return wanted;
  return list.every((item) => typeof item === 'boolean') ? !wanted : null;
}
