import { fromMinor, parseDecimal } from '../decimal-text.ts';
import { isJsonObject, type JsonValue, numberText } from '../json-value.ts';

/** What a ONE tenant says about a client; the amounts as decimal texts in shortest spelling. */
export type OneTradeCredit = {
  readonly clientId: string;
  readonly creditValue: string;
  readonly creditValueUsed: string;
  readonly availableCreditValue: string;
};

export type OneFeedEvent = {
  readonly clientId: string;
  /** `removed` for DELETE; anything else, known or not, means that the client must be read. */
  readonly change: 'changed' | 'removed';
};

export type OneFeedPage = {
  /** Where to read on. Store it only after the events have been applied. */
  readonly nextId: bigint;
  readonly events: readonly OneFeedEvent[];
  /** Rows between the start that was asked for and the first one served are gone. */
  readonly isTruncated: boolean;
};

/** Null when the answer does not follow the contract. */
export function readOneTradeCredit(body: JsonValue): OneTradeCredit | null {
  if (!isJsonObject(body) || typeof body['clientId'] !== 'string') return null;
  const creditValue = amountOf(body['creditValue']);
  const creditValueUsed = amountOf(body['creditValueUsed']);
  const availableCreditValue = amountOf(body['availableCreditValue']);
  if (creditValue === null || creditValueUsed === null || availableCreditValue === null) {
    return null;
  }
  return { clientId: body['clientId'], creditValue, creditValueUsed, availableCreditValue };
}

/**
 * Null when the answer does not follow the contract, or would send the reader back. A tenant that
 * leaves `nextId` out when nothing is new is understood.
 */
export function readOneFeedPage(
  body: JsonValue,
  startId: bigint,
  isTruncated: boolean,
): OneFeedPage | null {
  if (!isJsonObject(body) || !isList(body['events'])) return null;
  const events: OneFeedEvent[] = [];
  for (const event of body['events']) {
    if (!isJsonObject(event)) return null;
    const { clientId, type } = event;
    if (typeof clientId !== 'string' || typeof type !== 'string') return null;
    events.push({ clientId, change: type.toUpperCase() === 'DELETE' ? 'removed' : 'changed' });
  }
  const nextId = readNextId(body['nextId'] ?? null, events.length === 0 ? startId : null);
  if (nextId === null || nextId < startId) return null;
  return { nextId, events, isTruncated };
}

function readNextId(value: JsonValue, fallback: bigint | null): bigint | null {
  if (value === null) return fallback;
  const text = numberText(value);
  return text !== null && /^[0-9]{1,19}$/.test(text) ? BigInt(text) : null;
}

function amountOf(value: JsonValue | undefined): string | null {
  const text = numberText(value);
  if (text === null) return null;
  const decimal = parseDecimal(text);
  return decimal.ok ? fromMinor(decimal.value.digits, decimal.value.scale) : null;
}

function isList(value: JsonValue | undefined): value is readonly JsonValue[] {
  return Array.isArray(value);
}
