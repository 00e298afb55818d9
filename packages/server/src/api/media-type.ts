import type { FastifyRequest } from 'fastify';
import { HttpFault, type Presenter } from '../http/index.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** The media type of the route's body, where it is not JSON. */
    bodyType?: string;
  }
}

/**
 * Status 415 that says which type the address takes: in its title, in `params`, and as `Accept`.
 * Source: RFC 9110, section 15.5.16.
 */
export function mediaTypeFault(taken = 'application/json'): HttpFault {
  return new HttpFault(
    415,
    'http.media_type',
    { taken },
    { headers: { accept: taken }, text: `The body has to be ${taken} here.` },
  );
}

/** A presenter that names the type also where the framework refused the body by itself. */
export function namingMediaType(present: Presenter): Presenter {
  return (failure, request) => {
    const isUntaken = failure.kind === 'request' && failure.fault.code === 'http.media_type';
    if (!isUntaken) return present(failure, request);
    return present({ kind: 'request', fault: mediaTypeFault(bodyTypeOf(request)) }, request);
  };
}

function bodyTypeOf({ routeOptions }: FastifyRequest): string | undefined {
  return routeOptions.config.bodyType;
}
