import { spend } from '../evaluation.ts';
import {
  type ContextValue,
  contextOf,
  type FunctionValue,
  isContext,
  isList,
  type ListValue,
  type Value,
} from '../value/value.ts';
import { asContext, asList, asText, define, defineForms } from './define.ts';

/** Functions on contexts. None changes what it is given. */
export const contextFunctions: readonly FunctionValue[] = [
  define('get value', ['m', 'key'], (m, key) => {
    const context = asContext(m);
    const name = asText(key);
    return context === null || name === null ? null : (context.entries.get(name) ?? null);
  }),
  define('get entries', ['m'], (m) => {
    const context = asContext(m);
    if (context === null) return null;
    spend(context.entries.size);
    return [...context.entries].map(([key, value]) =>
      contextOf([
        ['key', key],
        ['value', value],
      ]),
    );
  }),
  define('context', ['entries'], (entries) => contextOfEntries(asList(entries))),
  defineForms(
    'context put',
    [{ parameters: ['context', 'key', 'value'] }, { parameters: ['context', 'keys', 'value'] }],
    ([context, key, value]) => {
      const path = isList(key ?? null) ? asList(key) : [key ?? null];
      const target = asContext(context);
      if (path === null || target === null) return null;
      return put(target, { path, at: 0, value: value ?? null });
    },
  ),
  define('context merge', ['contexts'], (contexts) => {
    const list = asList(contexts);
    if (list === null) return null;
    const merged = new Map<string, Value>();
    for (const item of list) {
      if (!isContext(item)) return null;
      spend(item.entries.size);
      for (const [key, value] of item.entries) merged.set(key, value);
    }
    return { kind: 'context', entries: merged };
  }),
];

/** From a list of `{key, value}`; a key that comes twice, or is no text, makes it null. */
function contextOfEntries(list: ListValue | null): Value {
  if (list === null) return null;
  spend(list.length);
  const entries = new Map<string, Value>();
  for (const item of list) {
    if (!isContext(item)) return null;
    const key = item.entries.get('key');
    const value = item.entries.get('value');
    if (typeof key !== 'string' || value === undefined || entries.has(key)) return null;
    entries.set(key, value);
  }
  return { kind: 'context', entries };
}

type Put = { readonly path: ListValue; readonly at: number; readonly value: Value };

/** A copy with one entry set, along a path of keys through contexts inside contexts. */
function put(context: ContextValue, { path, at, value }: Put): ContextValue | null {
  const key = path[at];
  if (typeof key !== 'string') return null;
  spend(context.entries.size + 1);
  const entries = new Map(context.entries);
  if (at === path.length - 1) {
    entries.set(key, value);
    return { kind: 'context', entries };
  }
  const inner = entries.get(key) ?? null;
  const changed = isContext(inner) ? put(inner, { path, at: at + 1, value }) : null;
  if (changed === null) return null;
  entries.set(key, changed);
  return { kind: 'context', entries };
}
