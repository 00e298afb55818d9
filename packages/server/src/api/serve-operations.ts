import { isUtf8 } from 'node:buffer';
import { type NativeOperations, nativeHeaders, nativeOperations, type Operation } from '@aval/wire';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import type { Permission, Principal } from '../access/index.ts';
import {
  acceptJson,
  HttpFault,
  type HttpServer,
  type ProblemTexts,
  presentFailures,
  problemPresenter,
  watchMethods,
} from '../http/index.ts';
import { present } from '../kernel/assert.ts';
import type { Plain } from '../kernel/canonical.ts';
import type { Hash } from '../kernel/hash.ts';
import type { Answered, ApiRequest, Handlers } from './answer.ts';
import { etagOf, readCondition } from './condition.ts';
import { openApiText } from './openapi.ts';
import { permissionOf } from './permissions.ts';
import { problemTexts } from './problem-texts.ts';
import { apiFault } from './problems.ts';
import { readQuery } from './read-query.ts';
import { readRequestKey } from './request-key.ts';
import { createValidate } from './validate.ts';

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

/** Bodies of `/v1`: the largest are captures named with ERP figures. */
const bodyLimits = { bytesMax: 64 * 1024, membersMax: 500, depthMax: 16 } as const;
const csvBytesMax = 1024 * 1024;

/**
 * Serves the native API below `/v1` and its description at `/openapi.json`. Every route comes from
 * the table in `wire`: authenticated, permitted, read and checked before its handler sees it.
 */
export function serveOperations(
  server: HttpServer,
  edge: ApiEdge,
  handlers: Handlers<NativeOperations>,
): void {
  const openApi = openApiText();
  server.app.get('/openapi.json', (_request, reply) =>
    reply.type('application/json').send(openApi),
  );
  serveTable(server, edge, {
    prefix: '/v1',
    operations: nativeOperations,
    handlers: handlers as unknown as OperationTable['handlers'],
    permissionOf,
    texts: problemTexts,
  });
}

/** Operations with what serves them, below one address. */
export type OperationTable = {
  readonly prefix: `/v1${string}`;
  readonly operations: Readonly<Record<string, Operation>>;
  readonly handlers: Readonly<Record<string, AnyHandler>>;
  readonly permissionOf: Readonly<Record<string, Permission>>;
  readonly texts: ProblemTexts;
};

/** Gives a table a scope of its own: one reader, one authentication, one presenter. */
export function serveTable(server: HttpServer, edge: ApiEdge, table: OperationTable): void {
  server.app.register(
    (scope, _options, done) => {
      acceptJson(scope, { json: bodyLimits, empty: 'undefined', types: 'json' });
      acceptCsv(scope);
      presentFailures(scope, server.log, problemPresenter(table.texts));
      authenticateAll(scope, edge);
      const methods = watchMethods(scope);
      for (const [id, operation] of Object.entries(table.operations)) {
        const handler = present(table.handlers[id], `handler of ${id}`);
        const permission = present(table.permissionOf[id], `permission of ${id}`);
        const url = operation.path.slice(table.prefix.length);
        serve(scope, { id, operation, url, handler, permission, hash: edge.hash });
      }
      methods.close();
      done();
    },
    { prefix: table.prefix },
  );
}

export type AnyHandler = (request: ApiRequest<Operation>) => Promise<Answered<unknown> | HttpFault>;

const utf8 = new TextDecoder('utf-8', { fatal: true });

function acceptCsv(scope: FastifyInstance): void {
  scope.addContentTypeParser(
    'text/csv',
    { parseAs: 'buffer', bodyLimit: csvBytesMax },
    (_request, body, done) => {
      const bytes = typeof body === 'string' ? Buffer.from(body) : body;
      if (isUtf8(bytes)) done(null, utf8.decode(bytes));
      else done(apiFault('request.csv', { rule: 'utf8' }));
    },
  );
}

function authenticateAll(scope: FastifyInstance, { authenticate }: ApiEdge): void {
  scope.decorateRequest('principal', null);
  scope.addHook('onRequest', async (request) => {
    const principal = await authenticate(bearerOf(request));
    if (principal === null) throw apiFault('access.unauthenticated');
    request.principal = principal;
    request.actor = principal.actor;
    const { permission, refusesMethod } = request.routeOptions.config;
    // What does not exist needs no permission, and says so as itself.
    if (request.is404 || refusesMethod === true) return;
    if (permission === undefined || !principal.permissions.has(permission)) {
      throw apiFault('access.forbidden', { permission: permission ?? null });
    }
  });
}

const bearerForm = /^Bearer +([\x21-\x7e]{1,512})$/i;

export function bearerOf(request: FastifyRequest): string {
  const token = bearerForm.exec(request.headers.authorization ?? '')?.[1];
  if (token === undefined) throw apiFault('access.unauthenticated');
  return token;
}

type Served = {
  readonly id: string;
  readonly operation: Operation;
  readonly url: string;
  readonly handler: AnyHandler;
  readonly permission: Permission;
  readonly hash: Hash;
};

const noMembers = Type.Object({}, { additionalProperties: false });

function serve(scope: FastifyInstance, served: Served): void {
  const { operation, url, handler, permission } = served;
  const read = createRead(served);
  scope.route({
    method: operation.method,
    url: url.replace(/\{(\w+)\}/g, ':$1'),
    config: { permission },
    bodyLimit: operation.bodyType === 'text/csv' ? csvBytesMax : bodyLimits.bytesMax,
    handler: async (request, reply) => {
      const answer = await handler(read(request));
      if (answer instanceof HttpFault) throw answer;
      return send(reply, answer, operation);
    },
  });
}

/** Reads a request as its operation describes it; throws a `HttpFault` at the first mistake. */
function createRead({ id, operation, hash }: Served) {
  const { params, query = noMembers, body, bodyIsOptional, bodyType, condition } = operation;
  const checkParams = params === undefined ? null : createValidate(params, 'path');
  const checkQuery = createValidate(query, 'query');
  const checkBody = body === undefined ? null : createValidate(body, 'body');
  return (request: FastifyRequest): ApiRequest<Operation> => {
    checkParams?.(request.params);
    const queryRead = readQuery(query, request.query);
    checkQuery(queryRead);
    const isBodyText = typeof request.body === 'string' && isCsv(request);
    if (request.body !== undefined && isBodyText !== (bodyType === 'text/csv')) {
      throw new HttpFault(415, 'http.media_type');
    }
    if (request.body === undefined) {
      if (checkBody !== null && bodyIsOptional !== true) {
        throw new HttpFault(400, 'http.body_missing');
      }
    } else if (checkBody === null) {
      throw apiFault('request.invalid', { at: 'body', rule: 'absent' });
    } else {
      checkBody(request.body);
    }
    const expected = readCondition(condition, request.headers);
    const key =
      operation.isKeyed === true
        ? readRequestKey(request.headers['idempotency-key'], hash, {
            operation: id,
            content: () =>
              ({ params: request.params, body: request.body ?? null, expected }) as Plain,
          })
        : null;
    return {
      principal: request.principal as Principal,
      params: request.params as Record<string, never>,
      query: queryRead as Record<string, never>,
      body: request.body as never,
      key,
      expected,
    };
  };
}

function isCsv(request: FastifyRequest): boolean {
  return request.headers['content-type']?.toLowerCase().startsWith('text/csv') === true;
}

/** Written by hand: the text of an answer is made once, and nothing reshapes it on its way out. */
function send(reply: FastifyReply, answer: Answered<unknown>, operation: Operation) {
  const { status, body, version, repeated } = answer;
  reply.code(status).header('content-type', 'application/json; charset=utf-8');
  if (version !== undefined && operation.hasEtag === true) reply.header('etag', etagOf(version));
  if (repeated === true) reply.header(nativeHeaders.replayed, 'true');
  return reply.send(JSON.stringify(body));
}
