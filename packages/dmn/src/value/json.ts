import { formatDecimal, parseDecimal } from '../decimal/text.ts';
import { formatTemporal } from '../time/format-time.ts';
import { parseDate, parseDateTime, parseDuration, parseTime } from '../time/parse-time.ts';
import { isList, type Value } from './value.ts';

/** What `JSON.stringify` writes without loss. */
export type Json =
  | null
  | boolean
  | string
  | number
  | readonly Json[]
  | { readonly [key: string]: Json };

/**
 * A value as JSON: texts, yes/no, null, lists and contexts as themselves, the rest as one member
 * with an `@`: `{"@number": "12.50"}`, `{"@date": "2026-07-01"}`. One value has one form. A
 * function or a range has none: `undefined`.
 */
export function toJson(value: Value): Json | undefined {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value;
  if (isList(value)) {
    const items = value.map(toJson);
    return items.every((item) => item !== undefined) ? (items as readonly Json[]) : undefined;
  }
  switch (value.kind) {
    case 'number':
      return { '@number': formatDecimal(value) };
    case 'context': {
      const entries: Record<string, Json> = Object.create(null);
      for (const [key, item] of value.entries) {
        const json = toJson(item);
        if (json === undefined) return undefined;
        entries[key.startsWith('@') ? `@${key}` : key] = json;
      }
      return entries;
    }
    case 'function':
    case 'range':
      return undefined;
    case 'days and time duration':
    case 'years and months duration':
      return { '@duration': formatTemporal(value) };
    default:
      return { [`@${value.kind}`]: formatTemporal(value) };
  }
}

/** Reads that form back; `undefined` for anything else, a plain JSON number included. */
export function fromJson(json: Json, depth = 0): Value | undefined {
  if (depth > depthMax) return undefined;
  if (json === null || typeof json === 'string' || typeof json === 'boolean') return json;
  if (typeof json === 'number') return undefined;
  if (isJsonList(json)) {
    const items = json.map((item) => fromJson(item, depth + 1));
    return items.every((item) => item !== undefined) ? items : undefined;
  }
  const tagged = readTagged(json);
  if (tagged !== null) return tagged ?? undefined;
  const entries = new Map<string, Value>();
  for (const [key, item] of Object.entries(json)) {
    const value = fromJson(item, depth + 1);
    if (value === undefined || (key.startsWith('@') && !key.startsWith('@@'))) return undefined;
    entries.set(key.startsWith('@@') ? key.slice(1) : key, value);
  }
  return { kind: 'context', entries };
}

const depthMax = 100;

const parsers: ReadonlyMap<string, (text: string) => Value> = new Map(
  Object.entries<(text: string) => Value>({
    '@number': parseDecimal,
    '@date': parseDate,
    '@time': parseTime,
    '@date and time': parseDateTime,
    '@duration': parseDuration,
  }),
);

function isJsonList(json: Json): json is readonly Json[] {
  return Array.isArray(json);
}

/** `null` when the object carries no tag, `undefined` when what is behind the tag is no such value. */
function readTagged(json: { readonly [key: string]: Json }): Value | undefined {
  const keys = Object.keys(json);
  const [key] = keys;
  const parser = key === undefined || keys.length !== 1 ? undefined : parsers.get(key);
  if (parser === undefined || key === undefined) return null;
  const text = json[key];
  return typeof text === 'string' ? (parser(text) ?? undefined) : undefined;
}
