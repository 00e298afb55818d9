import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Permission, Principal } from '../access/index.ts';
import type { HttpFault } from '../http/index.ts';
import type { Hash } from '../kernel/hash.ts';
import { apiFault } from './problems.ts';

declare module 'fastify' {
  interface FastifyRequest {
    principal: Principal | null;
  }
  interface FastifyContextConfig {
    /** What a caller must be permitted; a route without one is closed to all. */
    permission?: Permission;
  }
}

export type ApiEdge = {
  /** Who presents this bearer token; null for nobody. */
  readonly authenticate: (token: string) => Promise<Principal | null>;
  readonly hash: Hash;
};

/** Lets nobody past whom the scope's routes do not permit, before a body is read. */
export function authenticateAll(scope: FastifyInstance, { authenticate }: ApiEdge): void {
  scope.decorateRequest('principal', null);
  // By callback: an async hook costs every request more turns of the microtask queue.
  scope.addHook('onRequest', (request, _reply, done) => {
    const token = findBearer(request);
    if (token === null) {
      done(apiFault('access.unauthenticated'));
      return;
    }
    authenticate(token).then((principal) => done(admit(request, principal)), done);
  });
}

/** The bearer token of a request; throws a `HttpFault` where there is none. */
export function bearerOf(request: FastifyRequest): string {
  const token = findBearer(request);
  if (token === null) throw apiFault('access.unauthenticated');
  return token;
}

const bearerForm = /^Bearer +([\x21-\x7e]{1,512})$/i;

function findBearer(request: FastifyRequest): string | null {
  return bearerForm.exec(request.headers.authorization ?? '')?.[1] ?? null;
}

function admit(request: FastifyRequest, principal: Principal | null): HttpFault | undefined {
  if (principal === null) return apiFault('access.unauthenticated');
  request.principal = principal;
  request.actor = principal.actor;
  const { permission, refusesMethod } = request.routeOptions.config;
  // What does not exist needs no permission, and says so as itself.
  if (request.is404 || refusesMethod === true) return undefined;
  if (permission !== undefined && principal.permissions.has(permission)) return undefined;
  return apiFault('access.forbidden', { permission: permission ?? null });
}
