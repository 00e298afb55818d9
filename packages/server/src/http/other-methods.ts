import type { FastifyInstance, HTTPMethods } from 'fastify';
import { HttpFault } from './http-fault.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** The route is there to say 405; whoever asks is not served by it. */
    refusesMethod?: boolean;
  }
}

const methods: readonly HTTPMethods[] = [
  'GET',
  'HEAD',
  'POST',
  'PUT',
  'PATCH',
  'DELETE',
  'OPTIONS',
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
        scope.route({
          // The routes carry the scope's prefix already.
          url: url.slice(scope.prefix.length),
          method: methods.filter((method) => !of.has(method)),
          config: { refusesMethod: true },
          handler: () => {
            throw new HttpFault(405, 'http.method_not_allowed', {}, { headers: { allow } });
          },
        });
      }
    },
  };
}
