import {
  isJsonObject,
  JsonNumber,
  type JsonObject,
  type JsonValue,
  parseDecimal,
} from '@aval/wire';
import { canonical, type Plain } from '../../kernel/canonical.ts';
import type { Hash } from '../../kernel/hash.ts';

/** One digest for bodies that ask the same: order, white space and spelling of numbers do not count. */
export function contentHashOf(body: JsonObject, hash: Hash): string {
  return hash.sha256(canonical(plain(body)));
}

function plain(value: JsonValue): Plain {
  if (value instanceof JsonNumber || typeof value === 'number') {
    const text = value instanceof JsonNumber ? value.text : String(value);
    const decimal = parseDecimal(text);
    // A text that is a number must differ from the number itself.
    return { number: decimal.ok ? `${decimal.value.digits}/${decimal.value.scale}` : text };
  }
  if (isList(value)) return value.map(plain);
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, member]) => member !== null)
      .map(([name, member]) => [name, plain(member)]),
  );
}

function isList(value: JsonValue): value is readonly JsonValue[] {
  return Array.isArray(value);
}
