import type { Json } from '../value/json.ts';

/** The way to a part of a document: member names and positions. */
export type JsonPath = readonly (string | number)[];

/** A document in JSON is no model: where, and what should have been there. */
export class ModelShapeError extends Error {
  readonly path: string;

  constructor(path: JsonPath, expected: string) {
    super(`${path.join('.')}: expected ${expected}`);
    this.path = path.join('.');
  }
}

const depthMax = 400;
const itemsMax = 20_000;

/** An object with exactly these members. */
export function fieldsOf(
  json: Json | undefined,
  path: JsonPath,
  names: readonly string[],
): Readonly<Record<string, Json>> {
  if (path.length > depthMax) throw new ModelShapeError(path.slice(0, 3), 'less depth');
  if (typeof json !== 'object' || json === null || Array.isArray(json)) {
    throw new ModelShapeError(path, 'an object');
  }
  const fields = json as Readonly<Record<string, Json>>;
  for (const name of Object.keys(fields)) {
    if (!names.includes(name)) throw new ModelShapeError([...path, name], 'no such member');
  }
  for (const name of names) {
    if (!Object.hasOwn(fields, name)) throw new ModelShapeError([...path, name], 'a member');
  }
  return fields;
}

export function text(json: Json | undefined, path: JsonPath): string {
  if (typeof json !== 'string') throw new ModelShapeError(path, 'a text');
  return json;
}

export function optionalText(json: Json | undefined, path: JsonPath): string | null {
  if (json !== null && typeof json !== 'string') throw new ModelShapeError(path, 'a text or null');
  return json;
}

export function yesNo(json: Json | undefined, path: JsonPath): boolean {
  if (typeof json !== 'boolean') throw new ModelShapeError(path, 'true or false');
  return json;
}

export function list<Item>(
  json: Json | undefined,
  path: JsonPath,
  read: (item: Json, path: JsonPath) => Item,
): readonly Item[] {
  if (!Array.isArray(json) || json.length > itemsMax) throw new ModelShapeError(path, 'a list');
  return (json as readonly Json[]).map((item, index) => read(item, [...path, index]));
}

export function texts(json: Json | undefined, path: JsonPath): readonly string[] {
  return list(json, path, text);
}

export function oneOf<Option extends string>(
  json: Json | undefined,
  path: JsonPath,
  options: readonly Option[],
): Option {
  const found = options.find((option) => option === json);
  if (found === undefined) throw new ModelShapeError(path, `one of ${options.join(', ')}`);
  return found;
}
