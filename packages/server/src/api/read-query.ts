import type { TObject } from 'typebox';

/**
 * Reads the integers and lists of a query from their texts, as its schema says. A text that is none
 * stays as it is, so that the schema refuses it; so does a name that is given twice.
 */
export function readQuery(schema: TObject, query: unknown): unknown {
  if (typeof query !== 'object' || query === null) return {};
  const properties: Readonly<Record<string, { readonly type?: string }>> = schema.properties;
  // Without a prototype, so that `__proto__` is a name like any other that is not known.
  const read: Record<string, unknown> = Object.create(null);
  for (const [name, text] of Object.entries(query)) {
    const property = Object.hasOwn(properties, name) ? properties[name] : undefined;
    read[name] = readText(property?.type, text);
  }
  return read;
}

function readText(type: string | undefined, text: unknown): unknown {
  if (typeof text !== 'string') return text;
  if (type === 'integer' && /^(?:0|[1-9][0-9]{0,15})$/.test(text)) return Number(text);
  return type === 'array' ? text.split(',') : text;
}
