import type { TransportFailure } from '../transport.ts';

/**
 * Why the platform gave no fact.
 *
 * - `timeout`, `network`, `refused`: no answer came, or the call was not made.
 * - `credentials`: client or user are not accepted (400, 401). For an operator.
 * - `forbidden`: still 403 after waiting. For an operator.
 * - `throttled`: too many calls (429, a 403 that says so, or any 403 with no time left to wait).
 * - `redirect`: answered with a redirect, which is never followed.
 * - `status`: any other status, of a fault after a second try.
 * - `unreadable`: an answer that is not the JSON of the contract, or larger than the limits.
 */
export type PlatformFailure =
  | TransportFailure
  | 'credentials'
  | 'forbidden'
  | 'throttled'
  | 'redirect'
  | 'status'
  | 'unreadable';

export type PlatformUnavailable = {
  readonly kind: 'unavailable';
  readonly reason: PlatformFailure;
  readonly status: number | null;
};

/** The platform knows no such thing (404): an answer, not an error. */
export type PlatformUnknown = { readonly kind: 'unknown' };
