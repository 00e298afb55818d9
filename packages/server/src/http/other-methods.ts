import type { FastifyInstance, HTTPMethods } from 'fastify';
import { HttpFault } from './http-fault.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** The route is there to say 405; whoever asks is not served by it. */
    refusesMethod?: boolean;
  }
  interface FastifyInstance {
    /** Addresses with the methods that they serve, for methods that the framework has no routes for. */
    watchedAddresses: WatchedAddress[];
  }
}

export type WatchedAddress = { readonly form: RegExp; readonly allow: string };

const methods: readonly HTTPMethods[] = [
  'GET',
  'HEAD',
  'POST',
  'PUT',
  'PATCH',
  'DELETE',
  'OPTIONS',
  'TRACE',
];

/**
 * Answers a known address with another method by 405 and `Allow`, where the framework would say 404.
 * To be called in a scope before its routes; `close` goes after them.
 */
export function watchMethods(scope: FastifyInstance): { readonly close: () => void } {
  const taken = new Map<string, Set<string>>();
  let isClosed = false;
  scope.addHook('onRoute', ({ url, method }) => {
    if (isClosed) return;
    const of = taken.get(url) ?? new Set<string>();
    for (const each of [method].flat()) of.add(each);
    taken.set(url, of);
  });
  return {
    close: () => {
      isClosed = true;
      for (const [url, of] of taken) {
        if (url.includes('*')) continue;
        const allow = methods.filter((method) => of.has(method)).join(', ');
        scope.watchedAddresses.push({ form: formOf(url), allow });
        scope.route({
          // The routes carry the scope's prefix already.
          url: url.slice(scope.prefix.length),
          method: methods.filter((method) => !of.has(method)),
          config: { refusesMethod: true },
          handler: () => {
            throw methodNotAllowed(allow);
          },
        });
      }
    },
  };
}

/** Why nothing is found at an address: it has other methods, or it is none. */
export function nothingFound({ watchedAddresses }: FastifyInstance, method: string, url: string) {
  if (!(methods as readonly string[]).includes(method)) {
    const [path = ''] = url.split('?');
    const address = watchedAddresses.find(({ form }) => form.test(path));
    if (address !== undefined) return methodNotAllowed(address.allow);
  }
  return new HttpFault(404, 'http.not_found');
}

function methodNotAllowed(allow: string): HttpFault {
  return new HttpFault(405, 'http.method_not_allowed', {}, { headers: { allow } });
}

/** A route's address as a form of paths: parameters are one part each. */
function formOf(url: string): RegExp {
  const parts = url.split('/').map((part) => {
    if (part.startsWith(':')) return '[^/]+';
    return part.replaceAll(/[^\w-]/g, (character) => `\\${character}`);
  });
  return new RegExp(`^${parts.join('/')}/?$`, 'i');
}
