import type { JsonValue } from './json-value.ts';

/**
 * An account id as a decimal text without leading zeros: 1 to 2^53−1, written as a number or as
 * digits. The platform sends a number to the hook and a text to service managers; null when it is
 * neither. Our choice.
 */
export function readAccountId(value: JsonValue | undefined): string | null {
  if (typeof value === 'number') {
    return Number.isSafeInteger(value) && value > 0 ? String(value) : null;
  }
  if (typeof value !== 'string' || !digits.test(value)) return null;
  const number = Number(value);
  return Number.isSafeInteger(number) && number > 0 ? String(number) : null;
}

/**
 * A GUID in lower case with hyphens, read with or without braces and hyphens, in any letter case;
 * null when it is none. Our choice.
 */
export function readGuid(value: JsonValue | undefined): string | null {
  if (typeof value !== 'string') return null;
  const bare = value.startsWith('{') && value.endsWith('}') ? value.slice(1, -1) : value;
  const [, one, hyphen, two, three, four, five] = guid.exec(bare) ?? [];
  if (hyphen === undefined) return null;
  return `${one}-${two}-${three}-${four}-${five}`.toLowerCase();
}

// Leading zeros are harmless, but not without end.
const digits = /^[0-9]{1,32}$/;
const guid = /^([0-9a-f]{8})(-?)([0-9a-f]{4})\2([0-9a-f]{4})\2([0-9a-f]{4})\2([0-9a-f]{12})$/i;
