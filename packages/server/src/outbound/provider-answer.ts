import { type TransportAnswer, TransportError } from '@aval/wire';
import type { StepOperation, StepResult } from '../fulfilment/index.ts';

/**
 * What a provider's answer says of a step. 2xx: done. 409 and 422: a clear no, with the member
 * `reason` of a JSON body. A cancel of what is not there (404, 410) is done. Everything else is tried
 * again; after 5xx the provider may have done it all the same.
 */
export function readProviderAnswer(
  operation: StepOperation,
  { status, headers, body }: TransportAnswer,
  nowMs: number,
): StepResult {
  if (status >= 200 && status < 300) return { kind: 'done' };
  if (operation === 'cancel' && (status === 404 || status === 410)) return { kind: 'done' };
  const said = reasonIn(body);
  const reason = `HTTP ${status}${said === null ? '' : `: ${said}`}`;
  if (status === 409 || status === 422) return { kind: 'failed', reason, isFinal: true };
  const retryAfterMs = readRetryAfter(headers['retry-after'], nowMs);
  const failed = { kind: 'failed', reason, isFinal: false, isUnclear: status >= 500 } as const;
  return retryAfterMs === null ? failed : { ...failed, retryAfterMs };
}

/** No answer, or half of one: only a call that was never made has clearly done nothing. */
export function readProviderSilence(error: unknown): StepResult {
  const failure = error instanceof TransportError ? error.failure : 'network';
  const reason =
    failure === 'refused' ? 'The address may not be called.' : `No answer: ${failure}.`;
  return { kind: 'failed', reason, isFinal: false, isUnclear: failure !== 'refused' };
}

/** `Retry-After` in seconds or as a date; null where it says nothing that can be kept. */
export function readRetryAfter(text: string | undefined, nowMs: number): number | null {
  if (text === undefined) return null;
  if (/^\d{1,9}$/.test(text)) return Number(text) * 1_000;
  const at = /^[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} [\d:]{8} GMT$/.test(text)
    ? Date.parse(text)
    : Number.NaN;
  return Number.isNaN(at) ? null : Math.max(0, at - nowMs);
}

const reasonLengthMax = 300;

function reasonIn(body: Uint8Array): string | null {
  try {
    const read: unknown = JSON.parse(Buffer.from(body).toString());
    if (typeof read !== 'object' || read === null || !('reason' in read)) return null;
    if (typeof read.reason !== 'string') return null;
    // For people to read: on one line, and without what a terminal would obey.
    return read.reason
      .replace(/[\p{C}\s]+/gu, ' ')
      .trim()
      .slice(0, reasonLengthMax);
  } catch {
    return null;
  }
}
