import { createHmac } from 'node:crypto';

/**
 * The value of `Aval-Signature`: `t=1775000000,v1=<hex>`, where `v1` is HMAC-SHA-256 under the
 * connection's secret over the seconds, a point, and the body as it is sent. Whoever verifies it
 * recomputes it from the raw bytes, compares in constant time, and refuses times that are long past.
 */
export function signMessage(secret: string, seconds: bigint, body: string): string {
  const digest = createHmac('sha256', secret).update(`${seconds}.${body}`).digest('hex');
  return `t=${seconds},v1=${digest}`;
}
