import Fastify, { type FastifyInstance, type FastifyRequest } from 'fastify';
import { Defect } from '../kernel/assert.ts';
import { answerBrokenConnection } from './broken-connection.ts';
import { failureHandler, presenterAt, presentFailures } from './failure.ts';
import { type HttpLimits, httpLimits } from './http-limits.ts';
import { leaveTogether } from './leave-together.ts';
import type { Log } from './log.ts';
import { createMetrics, type Metrics } from './metrics.ts';
import { problemPresenter } from './problem.ts';
import { requestIdHeader, requestIdOf } from './request-id.ts';

export type HttpServerOptions = {
  readonly log: Log;
  readonly limits?: Partial<HttpLimits>;
};

export type HttpServer = {
  readonly app: FastifyInstance;
  readonly log: Log;
  readonly metrics: Metrics;
};

declare module 'fastify' {
  interface FastifyRequest {
    /** Who asks, for the log; a scope sets it once it knows. */
    actor: string | null;
    /** The code of the problem that the request was answered with, for the log. */
    problem: string | null;
    startedMs: number;
  }
}

/**
 * The server that every wire is a scope of: paths in any letter case and with or without a slash at
 * the end, a request id on every answer, bounds on everything, one line in the log for each request.
 * Scopes bring their own parser, authentication and presenter of failures; what no scope answers is
 * a problem (RFC 9457).
 */
export function createHttpServer(options: HttpServerOptions): HttpServer {
  const { log } = options;
  const limits: HttpLimits = { ...httpLimits, ...options.limits };
  const metrics = createMetrics();
  const present = problemPresenter();
  const app: FastifyInstance = Fastify({
    genReqId: (request) => requestIdOf(request.headers[requestIdHeader]),
    requestTimeout: limits.requestTimeoutMs,
    keepAliveTimeout: limits.keepAliveTimeoutMs,
    connectionTimeout: limits.connectionTimeoutMs,
    maxRequestsPerSocket: limits.requestsPerSocketMax,
    bodyLimit: limits.bodyBytesMax,
    forceCloseConnections: 'idle',
    // What still comes on an open connection is served, in the words of its wire.
    return503OnClosing: false,
    routerOptions: {
      caseSensitive: false,
      ignoreTrailingSlash: true,
      maxParamLength: limits.paramLengthMax,
    },
    http: {
      headersTimeout: limits.headersTimeoutMs,
      maxHeaderSize: limits.headerBytesMax,
      connectionsCheckingInterval: limits.checkEveryMs,
    },
    clientErrorHandler: answerBrokenConnection,
    schemaController: { compilersFactory: noCompilers },
    frameworkErrors: failureHandler(log, (failure, request) =>
      (presenterAt(app, request.url) ?? present)(failure, request),
    ),
  });
  app.server.maxConnections = limits.connectionsMax;
  app.removeAllContentTypeParsers();
  app.decorate('presenters', new Map());
  app.decorate('watchedAddresses', []);
  presentFailures(app, log, present);
  recordRequests(app, log, metrics);
  leaveTogether(app);
  return { app, log, metrics };
}

/**
 * No route has a schema of the framework: bodies are read and answers written by our own. Without
 * this it would load two compilers that nobody asks.
 */
const noCompilers = { buildValidator: noCompiler, buildSerializer: noCompiler };

function noCompiler(): never {
  throw new Defect('no route has a schema of the framework');
}

function recordRequests(app: FastifyInstance, log: Log, metrics: Metrics): void {
  app.decorateRequest('actor', null);
  app.decorateRequest('problem', null);
  app.decorateRequest('startedMs', 0);
  app.addHook('onRequest', (request, reply, done) => {
    request.startedMs = performance.now();
    reply.header(requestIdHeader, request.id);
    done();
  });
  app.addHook('onResponse', (request, reply, done) => {
    const { id: requestId, method, actor, problem } = request;
    const route = routeOf(request);
    const durationMs = performance.now() - request.startedMs;
    metrics.observe(method, route, reply.statusCode, durationMs);
    const status = reply.statusCode;
    const rounded = Math.round(durationMs * 100) / 100;
    log.info({ requestId, method, route, status, durationMs: rounded, actor, problem }, 'request');
    done();
  });
}

/** The pattern of the route, never the path: a path may carry a key. */
function routeOf(request: FastifyRequest): string {
  return request.is404 ? 'none' : (request.routeOptions.url ?? 'none');
}
