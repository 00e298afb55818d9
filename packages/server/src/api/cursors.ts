import { createHmac, timingSafeEqual } from 'node:crypto';
import { apiFault } from './problems.ts';

/** Cursors are opaque: where a list goes on, sealed for this list of this tenant alone. */
export type Cursors = {
  readonly write: (list: string, after: string) => string;
  /** Throws a `HttpFault` for a text that was not written for this very list. */
  readonly read: (list: string, cursor: string) => string;
};

const sealBytes = 16;

export function createCursors(secret: Uint8Array): Cursors {
  const sealOf = (list: string, after: string) =>
    createHmac('sha256', secret).update(`${list}\n${after}`).digest().subarray(0, sealBytes);
  return {
    write: (list, after) =>
      Buffer.concat([sealOf(list, after), Buffer.from(after)]).toString('base64url'),
    read: (list, cursor) => {
      const bytes = Buffer.from(cursor, 'base64url');
      const after = bytes.subarray(sealBytes).toString();
      const isWhole = bytes.toString('base64url') === cursor && bytes.length > sealBytes;
      if (!isWhole || !timingSafeEqual(bytes.subarray(0, sealBytes), sealOf(list, after))) {
        throw apiFault('request.cursor');
      }
      return after;
    },
  };
}
