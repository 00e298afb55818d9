import { createHash, timingSafeEqual } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import { HttpFault } from './http-fault.ts';

type Done = (fault?: HttpFault) => void;

/**
 * Lets nobody past who may not read the metrics: they tell how many calls there are, and of what. With
 * a token it is needed of everybody, as `Authorization: Bearer`. Without one only this machine may ask,
 * and not through a proxy, behind which everybody would come from here. Status 401 for all others.
 */
export function guardMetrics(token: string | null) {
  return (request: FastifyRequest, _reply: unknown, done: Done): void => {
    done(
      (token === null ? isOfThisMachine(request) : hasToken(request, token)) ? undefined : closed(),
    );
  };
}

function isOfThisMachine({ headers, socket }: FastifyRequest): boolean {
  const address = socket.remoteAddress ?? '';
  return (
    /^(?:::ffff:)?127\.|^::1$/.test(address) &&
    forwarding.every((name) => headers[name] === undefined)
  );
}

/** What a proxy adds, whichever it is. */
const forwarding = [
  'forwarded',
  'via',
  'x-forwarded-for',
  'x-forwarded-host',
  'x-real-ip',
] as const;

function hasToken({ headers }: FastifyRequest, token: string): boolean {
  const [, given = ''] = /^Bearer +([\x21-\x7e]{1,512})$/i.exec(headers.authorization ?? '') ?? [];
  return timingSafeEqual(hashOf(given), hashOf(token));
}

/** Of equal length, whatever was given. */
function hashOf(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

function closed(): HttpFault {
  const headers = { 'www-authenticate': 'Bearer realm="metrics"' };
  return new HttpFault(401, 'http.metrics_closed', {}, { headers });
}
