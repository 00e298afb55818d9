/**
 * What the strict reader returns and `writeJson` takes. Whole numbers that a double holds exactly
 * are plain numbers; every other number keeps its text, so that no amount is ever rounded.
 */
export type JsonValue =
  | null
  | boolean
  | string
  | number
  | JsonNumber
  | readonly JsonValue[]
  | JsonObject;

/** Has no prototype when it comes from the reader; names are unique, also without regard to case. */
export type JsonObject = { readonly [name: string]: JsonValue };

/**
 * A number as it was written: `1000.25`, `10000.00`, `1E4`. A class, because the reader and the
 * writer must tell it from an object with one instruction. A schema of type `number` refuses it:
 * amounts go through a codec (`decimal-text.ts`), not through a schema.
 */
export class JsonNumber {
  readonly text: string;

  /** Use `toJsonNumber`: the text must be one that may stand in a document as it is. */
  constructor(text: string) {
    this.text = text;
  }
}

const numberGrammar = /^-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?$/;

/** The number with this text, or null when it is not the text of a JSON number. */
export function toJsonNumber(text: string): JsonNumber | null {
  return numberGrammar.test(text) ? new JsonNumber(text) : null;
}

/** The exact text of a number, or null for any other value. */
export function numberText(value: JsonValue | undefined): string | null {
  if (typeof value === 'number') return String(value);
  return value instanceof JsonNumber ? value.text : null;
}

export function isJsonObject(value: unknown): value is JsonObject {
  return (
    typeof value === 'object' &&
    value !== null &&
    !Array.isArray(value) &&
    !(value instanceof JsonNumber)
  );
}

/** Finds a member without regard to letter case; undefined when there is none. */
export function findMember(object: JsonObject, name: string): JsonValue | undefined {
  if (Object.hasOwn(object, name)) return object[name];
  const folded = name.toLowerCase();
  for (const candidate of Object.keys(object)) {
    if (candidate.length === name.length && candidate.toLowerCase() === folded) {
      return object[candidate];
    }
  }
  return undefined;
}
