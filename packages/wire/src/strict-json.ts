import { findCollision, foldName, isForbiddenName, needsSet } from './json-names.ts';
import { readName, readNumber, readString, readWord } from './json-scalars.ts';
import { endOfText, type JsonSource, nextCode, refusal } from './json-source.ts';
import type { JsonObject, JsonValue } from './json-value.ts';
import { decodeUtf8, utf8Length } from './utf8.ts';

export type StrictJsonOptions = {
  /** How deep arrays and objects may nest; default 16, never more than 512. */
  readonly depthMax?: number;
  /** How many members all objects may have together; default 500. */
  readonly membersMax?: number;
  /** Size of the document as UTF-8; default 64 KiB. */
  readonly bytesMax?: number;
  /**
   * What becomes of a number with more than 15 significant digits (that is not a safe integer) or
   * beyond the range of a double. `refuse` is the default; `keep` leaves it, with its text, to a
   * codec that names the member at fault.
   */
  readonly inexactNumbers?: 'refuse' | 'keep';
};

/**
 * Reads one JSON document (RFC 8259) and is stricter than `JSON.parse`: member names are unique,
 * also without regard to case, and none is `__proto__`, `constructor` or `prototype`; size, depth
 * and number of members are bounded; numbers are exact; no text holds U+0000 or half a surrogate
 * pair written as an escape. A leading byte order mark is dropped. Objects have no prototype.
 *
 * Throws `StrictJsonError`, never anything else, at the first offence.
 */
export function readJson(input: string | Uint8Array, options?: StrictJsonOptions): JsonValue {
  const source: JsonSource = {
    text: decode(input, options?.bytesMax ?? bytesMaxDefault),
    at: 0,
    membersLeft: options?.membersMax ?? membersMaxDefault,
    keepsInexact: options?.inexactNumbers === 'keep',
    names: [],
    hashes: [],
    hash: 0,
  };
  const depthMax = Math.min(options?.depthMax ?? depthMaxDefault, depthMaxHard);
  const value = readValue(source, nextCode(source), depthMax);
  if (nextCode(source) !== endOfText) throw refusal('json.syntax', source.at);
  return value;
}

const depthMaxDefault = 16;
// The reader recurses; this keeps it far from the end of the stack whatever the caller asks for.
const depthMaxHard = 512;
const membersMaxDefault = 500;
const bytesMaxDefault = 64 * 1024;

function decode(input: string | Uint8Array, bytesMax: number): string {
  if (typeof input !== 'string') {
    if (input.length > bytesMax) throw refusal('json.too_large', bytesMax);
    const text = decodeUtf8(input);
    if (text === null) throw refusal('json.not_utf8', 0);
    return text;
  }
  if (input.length * 3 > bytesMax && (input.length > bytesMax || utf8Length(input) > bytesMax)) {
    throw refusal('json.too_large', bytesMax);
  }
  return input.charCodeAt(0) === 0xfeff ? input.slice(1) : input;
}

function readValue(source: JsonSource, code: number, depthLeft: number): JsonValue {
  switch (code) {
    case 0x22: // "
      return readString(source);
    case 0x7b: // {
      return readObject(source, depthLeft);
    case 0x5b: // [
      return readArray(source, depthLeft);
    case 0x74: // t
      return readWord(source, 'true', true);
    case 0x66: // f
      return readWord(source, 'false', false);
    case 0x6e: // n
      return readWord(source, 'null', null);
    default:
      return readNumber(source, code);
  }
}

function readObject(source: JsonSource, depthLeft: number): JsonObject {
  if (depthLeft === 0) throw refusal('json.too_deep', source.at);
  source.at += 1;
  const object: Record<string, JsonValue> = Object.create(null);
  let code = nextCode(source);
  if (code === 0x7d) {
    source.at += 1;
    return object;
  }
  const { names, hashes } = source;
  const base = names.length;
  let folded: Set<string> | null = null;
  for (;;) {
    if (code !== 0x22) throw refusal('json.syntax', source.at);
    if (source.membersLeft <= 0) throw refusal('json.too_many_members', source.at);
    source.membersLeft -= 1;

    const nameAt = source.at;
    const name = readName(source);
    if (isForbiddenName(name)) throw refusal('json.forbidden_key', nameAt);
    const collision = findCollision(source, base, folded, name, source.hash);
    if (collision !== null) {
      throw refusal(collision === name ? 'json.duplicate_key' : 'json.case_duplicate_key', nameAt);
    }
    names.push(name);
    hashes.push(source.hash);
    if (needsSet(source, base)) folded = new Set(names.slice(base).map(foldName));

    if (nextCode(source) !== 0x3a) throw refusal('json.syntax', source.at);
    source.at += 1;
    object[name] = readValue(source, nextCode(source), depthLeft - 1);

    code = nextCode(source);
    if (code !== 0x2c && code !== 0x7d) throw refusal('json.syntax', source.at);
    source.at += 1;
    if (code === 0x7d) break;
    code = nextCode(source);
  }
  names.length = base;
  hashes.length = base;
  return object;
}

function readArray(source: JsonSource, depthLeft: number): readonly JsonValue[] {
  if (depthLeft === 0) throw refusal('json.too_deep', source.at);
  source.at += 1;
  const items: JsonValue[] = [];
  let code = nextCode(source);
  if (code === 0x5d) {
    source.at += 1;
    return items;
  }
  for (;;) {
    items.push(readValue(source, code, depthLeft - 1));
    code = nextCode(source);
    if (code !== 0x2c && code !== 0x5d) throw refusal('json.syntax', source.at);
    source.at += 1;
    if (code === 0x5d) return items;
    code = nextCode(source);
  }
}
