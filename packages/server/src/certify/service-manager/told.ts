import {
  readServiceManagerAnswer,
  type ServiceManagerOperation,
  type ServiceManagerOutcome,
} from '@aval/wire';
import type { Answer } from '../caller.ts';
import { differs, statusText } from '../expect-answer.ts';
import type { Difference } from '../report.ts';

/** An answer, as the platform reads it; null where there is no envelope with a whole Code. */
export type Told = Answer & {
  readonly outcome: ServiceManagerOutcome | null;
  /** Null where the address belongs to no operation. */
  readonly operation: ServiceManagerOperation | null;
};

export function toldBy({ json }: Answer): ServiceManagerOutcome | null {
  return json === undefined ? null : readServiceManagerAnswer(json);
}

/** Status, code and text of an answer in one line. */
export function cameText(told: Told): string {
  const { outcome, text } = told;
  if (told.status === null) return statusText(told);
  if (outcome === null) return `${told.status} ${text.slice(0, shownMax)}`.trim();
  const code = `${told.status} Code ${outcome.code}`;
  if (outcome.kind === 'refused') return `${code} ${outcome.message.slice(0, shownMax)}`.trim();
  return outcome.result === null ? code : `${code} Result ${outcome.result.slice(0, shownMax)}`;
}

/** Code 0. */
export function expectDone(told: Told): Difference | null {
  const { outcome, status } = told;
  if (status === 200 && outcome?.kind === 'done' && outcome.code === 0) return null;
  return differs(told, '$.Code', 'status 200 with Code 0', cameText(told));
}

/** Code 0, with a Result. */
export function expectResult(told: Told, wanted: string | null = null): Difference | null {
  const { outcome } = told;
  if (expectDone(told) !== null || outcome?.kind !== 'done') return expectDone(told);
  if (outcome.result === null) return differs(told, '$.Result', 'an id', 'none');
  if (wanted === null || outcome.result === wanted) return null;
  return differs(told, '$.Result', wanted, outcome.result);
}

/** A negative code, whichever it is. */
export function expectRefused(told: Told): Difference | null {
  if (told.outcome?.kind === 'refused' && told.outcome.code < 0) return null;
  return differs(told, '$.Code', 'a negative Code', cameText(told));
}

/** This code, with this status. */
export function expectCode(told: Told, code: number, status = 200): Difference | null {
  if (told.status === status && told.outcome?.code === code) return null;
  return differs(told, '$.Code', `status ${status} with Code ${code}`, cameText(told));
}

/** The same status and code as another answer, and the same text where both are errors. */
export function expectLike(told: Told, other: Told): Difference | null {
  if (told.status === other.status && likeness(told) === likeness(other)) return null;
  return differs(told, '$', `${cameText(other)}, as of ${other.call}`, cameText(told));
}

const shownMax = 120;

function likeness({ outcome }: Told): string {
  if (outcome === null) return 'none';
  return outcome.kind === 'refused' ? `${outcome.code} ${outcome.message}` : `${outcome.code}`;
}
