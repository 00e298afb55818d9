import { type DecimalProblem, fromMinor, toMinor } from '../decimal-text.ts';
import {
  isJsonObject,
  JsonNumber,
  type JsonObject,
  type JsonValue,
  numberText,
} from '../json-value.ts';
import { writeJson } from '../write-json.ts';
import { type OneClientId, readOneClientId, writeOneClientId } from './client-id.ts';
import type { OneProblem, OneRead } from './contract.ts';

/** The three values of document 002, in minor units of the tenant's currency. */
export type OneFigures = {
  readonly creditValue: bigint;
  readonly creditValueUsed: bigint;
  readonly availableCreditValue: bigint;
};

/**
 * Reads the body of a PUT. All three values are required; each is a JSON number with no more
 * decimals than the currency (`exponent`) and at most 15 significant digits; the limit is not
 * negative. The values need not add up. A `clientId` must name the same client as the path, other
 * members are ignored. The protocol has no currency, so the caller passes its exponent.
 *
 * Read the body with `inexactNumbers: 'keep'`, so that a number too long is named here.
 */
export function readOneFigures(
  body: JsonValue | undefined,
  client: OneClientId,
  exponent: number,
): OneRead<OneFigures> {
  if (!isJsonObject(body)) return invalid('INVALID_BODY', 'The body must be a JSON object.');
  const missing = members.find((name) => body[name] === undefined);
  if (missing !== undefined) return invalid('VALUE_REQUIRED', `${missing} is required.`);
  if (!namesSameClient(body['clientId'], client)) {
    return invalid('INVALID_VALUE', 'clientId is not the one of the path.');
  }

  const figures = { availableCreditValue: 0n, creditValue: 0n, creditValueUsed: 0n };
  for (const name of members) {
    const read = readAmount(body, name, exponent);
    if (!read.ok) return read;
    figures[name] = read.value;
  }
  if (figures.creditValue < 0n) {
    return invalid('INVALID_VALUE', 'creditValue must not be negative.');
  }
  return { ok: true, value: figures };
}

/** Writes a trade credit as JSON, every number in its shortest exact spelling. */
export function writeOneTradeCredit(
  client: Pick<OneClientId, 'kind' | 'id'>,
  figures: OneFigures,
  exponent: number,
): string {
  return writeJson({
    clientId: writeOneClientId(client),
    creditValue: new JsonNumber(fromMinor(figures.creditValue, exponent)),
    creditValueUsed: new JsonNumber(fromMinor(figures.creditValueUsed, exponent)),
    availableCreditValue: new JsonNumber(fromMinor(figures.availableCreditValue, exponent)),
  });
}

const members = ['availableCreditValue', 'creditValue', 'creditValueUsed'] as const;

function readAmount(body: JsonObject, name: string, exponent: number): OneRead<bigint> {
  const text = numberText(body[name]);
  if (text === null) return invalid('INVALID_VALUE', `${name} ${problemTexts.not_a_number}`);
  const minor = toMinor(text, exponent);
  if (minor.ok) return minor;
  return invalid('INVALID_VALUE', `${name} ${problemTexts[minor.problem]}`);
}

const problemTexts: Record<DecimalProblem, string> = {
  not_a_number: 'must be a number.',
  exponent: 'must be written without an exponent.',
  too_many_digits: 'has too many digits.',
  too_many_decimals: 'has more decimals than the currency.',
};

function namesSameClient(value: JsonValue | undefined, client: OneClientId): boolean {
  if (value === undefined) return true;
  const named = typeof value === 'string' ? readOneClientId(value) : null;
  return named !== null && named.kind === client.kind && named.key === client.key;
}

function invalid(
  error: OneProblem['error'],
  message: string,
): { readonly ok: false; readonly problem: OneProblem } {
  return { ok: false, problem: { error, message } };
}
