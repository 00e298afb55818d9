import { randomBytes } from 'node:crypto';

export const requestIdHeader = 'x-request-id';

const safe = /^[A-Za-z0-9._-]{1,64}$/;

/** The caller's own id of the request where it is harmless in logs and headers, else one of ours. */
export function requestIdOf(given: string | readonly string[] | undefined): string {
  return typeof given === 'string' && safe.test(given) ? given : nextRequestId();
}

// A random start for the process and a count: unique, and cheap enough for every request.
const start = randomBytes(9).toString('base64url');
let count = 0;

function nextRequestId(): string {
  count += 1;
  return `req_${start}${count.toString(36)}`;
}
