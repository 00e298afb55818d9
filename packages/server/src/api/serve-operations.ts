import { isUtf8 } from 'node:buffer';
import { type NativeOperations, nativeHeaders, nativeOperations, type Operation } from '@aval/wire';
import type { FastifyInstance, FastifyReply } from 'fastify';
import type { Permission } from '../access/index.ts';
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
import type { Hash } from '../kernel/hash.ts';
import type { Answered, ApiRequest, Handlers } from './answer.ts';
import { type ApiEdge, authenticateAll } from './authenticate.ts';
import { etagOf } from './condition.ts';
import { namingMediaType } from './media-type.ts';
import { openApiText } from './openapi.ts';
import { permissionOf } from './permissions.ts';
import { problemTexts } from './problem-texts.ts';
import { apiFault } from './problems.ts';
import { createReadRequest } from './read-request.ts';

/** Bodies of `/v1`: the largest are captures named with ERP figures. */
const bodyLimits = { bytesMax: 64 * 1024, membersMax: 500, depthMax: 16 } as const;
/** Texts that a handler reads: files of imports. */
const textBytesMax: Readonly<Record<NonNullable<Operation['bodyType']>, number>> = {
  'text/csv': 1024 * 1024,
  'application/vnd.api+json': 8 * 1024 * 1024,
  'application/vnd.aval.ruleset+json': 512 * 1024,
};

/**
 * Serves the native API below `/v1` and its description at `/openapi.json`. Every route comes from
 * the table in `wire`: authenticated, permitted, read and checked before its handler sees it.
 */
export function serveOperations(
  server: HttpServer,
  edge: ApiEdge,
  handlers: Handlers<NativeOperations>,
): void {
  // Made when somebody asks: a start has better things to do.
  let openApi: string | null = null;
  server.app.get('/openapi.json', (_request, reply) => {
    openApi ??= openApiText();
    return reply.type('application/json').send(openApi);
  });
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
      acceptTexts(scope);
      presentFailures(scope, server.log, namingMediaType(problemPresenter(table.texts)));
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

function acceptTexts(scope: FastifyInstance): void {
  for (const [type, bodyLimit] of Object.entries(textBytesMax)) {
    scope.addContentTypeParser(type, { parseAs: 'buffer', bodyLimit }, (_request, body, done) => {
      const bytes = typeof body === 'string' ? Buffer.from(body) : body;
      if (isUtf8(bytes)) done(null, utf8.decode(bytes));
      else done(unreadableText(type));
    });
  }
}

function unreadableText(type: string): HttpFault {
  if (type === 'application/vnd.aval.ruleset+json') return new HttpFault(400, 'json.not_utf8');
  const code = type === 'text/csv' ? 'request.csv' : 'request.lei_records';
  return apiFault(code, { rule: 'utf8' });
}

type Served = {
  readonly id: string;
  readonly operation: Operation;
  readonly url: string;
  readonly handler: AnyHandler;
  readonly permission: Permission;
  readonly hash: Hash;
};

function serve(scope: FastifyInstance, served: Served): void {
  const { operation, url, handler, permission } = served;
  const read = createReadRequest(served);
  scope.route({
    method: operation.method,
    url: url.replace(/\{(\w+)\}/g, ':$1'),
    config: {
      permission,
      ...(operation.bodyType === undefined ? {} : { bodyType: operation.bodyType }),
    },
    bodyLimit:
      operation.bodyType === undefined ? bodyLimits.bytesMax : textBytesMax[operation.bodyType],
    handler: async (request, reply) => {
      const answer = await handler(read(request));
      if (answer instanceof HttpFault) throw answer;
      return textOf(reply, answer, operation);
    },
  });
}

/** The text of an answer is made once, and nothing reshapes it on its way out. */
function textOf(
  reply: FastifyReply,
  answer: Answered<unknown>,
  operation: Operation,
): string | undefined {
  const { status, body, version, repeated } = answer;
  reply.code(status).header('content-type', 'application/json; charset=utf-8');
  if (version !== undefined && operation.hasEtag === true) reply.header('etag', etagOf(version));
  if (repeated === true) reply.header(nativeHeaders.replayed, 'true');
  return JSON.stringify(body);
}
