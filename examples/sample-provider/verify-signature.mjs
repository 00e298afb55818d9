import { createHmac, timingSafeEqual } from 'node:crypto';

/** How old a call may be, in seconds, and how far two clocks may disagree. */
const ageMax = 5 * 60;

/**
 * Whether a call comes from the desk and is fresh. `Aval-Signature` is `t=<seconds>,v1=<hex>`, where
 * `v1` is HMAC-SHA-256 under the shared secret over the seconds, a point, and the raw body. The time
 * is part of what is signed: without looking at it, a call that was overheard could be sent again.
 *
 * @param {string | undefined} header
 * @param {Uint8Array} body the bytes as they came, before anything has read them
 * @param {string} secret
 * @param {number} nowSeconds
 * @returns {boolean}
 */
export function isFromDesk(header, body, secret, nowSeconds) {
  const match = /^t=(\d{1,12}),v1=([0-9a-f]{64})$/.exec(header ?? '');
  if (match === null) return false;
  const [, seconds = '', digest = ''] = match;
  if (Math.abs(nowSeconds - Number(seconds)) > ageMax) return false;
  const expected = createHmac('sha256', secret).update(`${seconds}.`).update(body).digest();
  // In constant time: how many characters are right must not be measurable.
  return timingSafeEqual(expected, Buffer.from(digest, 'hex'));
}
