import { isJsonObject, type JsonObject, readJson, StrictJsonError } from '@aval/wire';
import { HttpFault } from '../http/index.ts';
import { apiFault } from './problems.ts';

const limits = { bytesMax: 512 * 1024, membersMax: 60_000, depthMax: 64 } as const;

/** Reads a body that is longer than others as a JSON object. Throws a `HttpFault`. */
export function readLongBody(text: string): JsonObject {
  try {
    const read = readJson(text, limits);
    if (isJsonObject(read)) return read;
  } catch (error) {
    if (!(error instanceof StrictJsonError)) throw error;
    throw new HttpFault(400, error.code, { offset: error.offset });
  }
  throw apiFault('request.invalid', { at: 'body', rule: 'object' });
}

export function checkMembers(body: JsonObject, names: readonly string[]): void {
  for (const name of Object.keys(body)) {
    if (!names.includes(name)) throw apiFault('request.unknown_member', { at: `body/${name}` });
  }
}
