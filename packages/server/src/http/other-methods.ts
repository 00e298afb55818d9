import type { FastifyInstance, HTTPMethods } from 'fastify';
import { HttpFault } from './http-fault.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** The route is there to say 405; whoever asks is not served by it. */
    refusesMethod?: boolean;
  }
  interface FastifyInstance {
    /** Addresses with the methods that they serve. */
    watchedAddresses: WatchedAddress[];
  }
}

export type WatchedAddress = {
  readonly form: RegExp;
  readonly parameters: number;
  readonly allow: readonly string[];
};

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
 * To be called in a scope before its routes; `close` goes after them. A scope that knows its callers
 * by a part of the path has `by` its routes: what no route answers has no such parts.
 */
export function watchMethods(
  scope: FastifyInstance,
  by: 'address' | 'route' = 'address',
): { readonly close: () => void } {
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
      const addresses = [...taken]
        .filter(([url]) => !url.includes('*'))
        .map(([url, of]) => ({ url, of, parts: url.split('/') }));
      for (const { url, of, parts } of addresses) {
        const allow = methods.filter((method) => of.has(method));
        const parameters = parts.filter(isParameter).length;
        scope.watchedAddresses.push({ form: formOf(parts), parameters, allow });
        const wider = addresses.filter((other) => covers(other.parts, parts));
        const needsRoute = (method: HTTPMethods) =>
          by === 'route' || wider.some((other) => other.of.has(method));
        const refused = methods.filter((method) => !of.has(method) && needsRoute(method));
        if (refused.length > 0) refuse(scope, url, refused, allow);
      }
    },
  };
}

/**
 * A route that says 405, where `/import` would be taken for an `/:id`. Not for every address and
 * method: thousands of routes would be a quarter of the server's start.
 */
function refuse(
  scope: FastifyInstance,
  url: string,
  refused: readonly HTTPMethods[],
  allow: readonly string[],
): void {
  scope.route({
    // The routes carry the scope's prefix already.
    url: url.slice(scope.prefix.length),
    method: [...refused],
    config: { refusesMethod: true },
    handler: () => {
      throw methodNotAllowed(allow);
    },
  });
}

/** Why nothing is found at an address: it has other methods, or it is none. */
export function nothingFound({ watchedAddresses }: FastifyInstance, method: string, url: string) {
  const [path = ''] = url.split('?');
  const [closest] = watchedAddresses
    .filter(({ form }) => form.test(path))
    .sort((left, right) => left.parameters - right.parameters);
  return closest === undefined || closest.allow.includes(method)
    ? new HttpFault(404, 'http.not_found')
    : methodNotAllowed(closest.allow);
}

function methodNotAllowed(allow: readonly string[]): HttpFault {
  const headers = { allow: allow.join(', ') };
  return new HttpFault(405, 'http.method_not_allowed', {}, { headers });
}

/** Whether an address with other parts could be taken for this one, by its parameters. */
function covers(wide: readonly string[], parts: readonly string[]): boolean {
  return (
    wide !== parts &&
    wide.length === parts.length &&
    wide.every((part, index) => part === parts[index] || isParameter(part))
  );
}

function isParameter(part: string): boolean {
  return part.startsWith(':');
}

/** A route's address as a form of paths: parameters are one part each. */
function formOf(parts: readonly string[]): RegExp {
  const forms = parts.map((part) =>
    isParameter(part) ? '[^/]+' : part.replaceAll(/[^\w-]/g, (character) => `\\${character}`),
  );
  return new RegExp(`^${forms.join('/')}/?$`, 'i');
}
