import type { JsonValue } from './json-value.ts';
import { readJson, type StrictJsonOptions } from './strict-json.ts';
import { StrictJsonError } from './strict-json-error.ts';
import {
  failureOf,
  type Transport,
  type TransportAnswer,
  type TransportRequest,
} from './transport.ts';
import { WireError } from './wire-error.ts';

/** Sends one request. Throws `WireError` of kind `no_answer` where none comes. */
export async function carry(
  transport: Transport,
  request: TransportRequest,
): Promise<TransportAnswer> {
  try {
    return await transport(request);
  } catch (cause) {
    throw new WireError({ kind: 'no_answer', failure: failureOf(cause) }, { cause });
  }
}

/**
 * What an answer says, by a reader that gives null for what is not of its contract. Throws `WireError`:
 * of kind `status` where the status is not 2xx, with the other side's own name of the error where
 * `codeOf` finds one, and of kind `unreadable` for all else.
 */
export function readAnswer<Value>(
  answer: TransportAnswer,
  limits: StrictJsonOptions,
  read: (body: JsonValue) => Value | null,
  codeOf: (answer: TransportAnswer) => string | null = () => null,
): Value {
  const { status } = answer;
  if (status < 200 || status > 299) {
    throw new WireError({ kind: 'status', status, code: codeOf(answer) });
  }
  const value = readBody(answer, limits, read);
  if (value === null) throw new WireError({ kind: 'unreadable', status, json: null });
  return value;
}

/** What the body of an answer says, whatever its status. Throws `WireError` of kind `unreadable`. */
export function readBody<Value>(
  { status, body }: TransportAnswer,
  limits: StrictJsonOptions,
  read: (body: JsonValue) => Value,
): Value {
  try {
    return read(readJson(body, limits));
  } catch (cause) {
    const json = cause instanceof StrictJsonError ? cause.code : null;
    throw new WireError({ kind: 'unreadable', status, json }, { cause });
  }
}
