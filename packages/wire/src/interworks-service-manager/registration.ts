import { findMember, isJsonObject, type JsonValue } from '../json-value.ts';
import { writeJson } from '../write-json.ts';
import { type ProblemNote, requireId } from './members.ts';
import type { ServiceManagerRead } from './problem.ts';

/** An application that wants to be known. Source: the vendor's code. */
export type ApplicationRegistration = {
  readonly applicationId: string;
  readonly applicationKey: string;
};

export function readRegistration(body: JsonValue): ServiceManagerRead<ApplicationRegistration> {
  if (!isJsonObject(body)) return { ok: false, problem: { kind: 'not_readable' } };
  const note: ProblemNote = { first: null };
  const members = { object: body, note, path: '' };
  const value = {
    applicationId: requireId(members, 'ApplicationId'),
    applicationKey: requireId(members, 'ApplicationKey'),
  };
  return note.first === null ? { ok: true, value } : { ok: false, problem: note.first };
}

/** Answer of the check. Anonymous callers learn nothing from it: write false. Our choice. */
export function writeRegistrationCheck(isRegistered: boolean): string {
  return writeJson({ IsRegistered: isRegistered, Success: true, Error: null });
}

/** Answer of the call that adds an application; with an error it was not added. */
export function writeRegistrationAnswer(error: string | null): string {
  return writeJson({ Registered: error === null, Success: error === null, Error: error });
}

/** Whether the application is known; null where the answer is none. */
export function readRegistrationCheck(body: JsonValue): boolean | null {
  const value = isJsonObject(body) ? findMember(body, 'IsRegistered') : undefined;
  return typeof value === 'boolean' ? value : null;
}
