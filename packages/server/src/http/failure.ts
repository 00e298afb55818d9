import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { Fault } from '../kernel/fault.ts';
import { HttpFault } from './http-fault.ts';
import type { Log } from './log.ts';
import { nothingFound } from './other-methods.ts';

/** Why a request has no answer of its operation: it could not be taken, the world failed, or we. */
export type Failure =
  | { readonly kind: 'request'; readonly fault: HttpFault }
  | { readonly kind: 'fault'; readonly fault: Fault }
  | { readonly kind: 'defect' };

export type Presented = {
  readonly status: number;
  readonly type: string;
  readonly body: string;
  readonly headers?: Readonly<Record<string, string>>;
};

/** The shape that a scope gives to every failure. Total, and free of side effects. */
export type Presenter = (failure: Failure, request: FastifyRequest) => Presented;

declare module 'fastify' {
  interface FastifyInstance {
    /** By the prefix of the scope, in lower case. */
    presenters: Map<string, Presenter>;
  }
}

/**
 * Gives a scope its one presenter: for what its handlers throw, and for addresses below it that do
 * not exist. Faults and defects go to the log with all that is known, to the caller with nothing
 * that is not public.
 */
export function presentFailures(scope: FastifyInstance, log: Log, present: Presenter): void {
  scope.presenters.set(scope.prefix.toLowerCase(), present);
  scope.setErrorHandler(failureHandler(log, present));
  scope.setNotFoundHandler((request, reply) => {
    const fault = nothingFound(scope, request.method, request.url);
    return answer(present({ kind: 'request', fault }, request), reply);
  });
}

/** The presenter of the scope that an address lies in, also where its end cannot be read. */
export function presenterAt({ presenters }: FastifyInstance, url: string): Presenter | null {
  const address = url.toLowerCase();
  const isIn = (prefix: string) =>
    address.startsWith(prefix) && /^(?:$|[/?])/.test(address.slice(prefix.length));
  const [innermost] = [...presenters.keys()]
    .filter(isIn)
    .sort((left, right) => right.length - left.length);
  return innermost === undefined ? null : (presenters.get(innermost) ?? null);
}

export function failureHandler(log: Log, present: Presenter) {
  return (error: unknown, request: FastifyRequest, reply: FastifyReply) => {
    const failure = failureOf(error);
    record(log, failure, error, request);
    return answer(present(failure, request), reply);
  };
}

function answer({ status, type, body, headers = {} }: Presented, reply: FastifyReply) {
  return reply.code(status).headers(headers).type(type).send(body);
}

function record(log: Log, failure: Failure, error: unknown, request: FastifyRequest): void {
  const requestId = request.id;
  switch (failure.kind) {
    case 'request':
      request.problem = failure.fault.code;
      return;
    case 'fault': {
      const { code, outcome, detail, cause } = failure.fault;
      request.problem = code;
      log.error({ requestId, code, outcome, detail, cause: textOf(cause) }, 'fault');
      return;
    }
    case 'defect':
      request.problem = 'defect';
      log.error({ requestId, error: textOf(error) }, 'defect');
  }
}

function textOf(error: unknown): string | null {
  if (error === undefined) return null;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

function failureOf(error: unknown): Failure {
  if (error instanceof HttpFault) return { kind: 'request', fault: error };
  if (error instanceof Fault) return { kind: 'fault', fault: error };
  const fault = ofFramework(error);
  return fault === null ? { kind: 'defect' } : { kind: 'request', fault };
}

/** What the framework refuses by itself, before any code of ours has run. */
const frameworkFaults: Readonly<Record<string, readonly [status: number, code: string]>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: [413, 'http.body_too_large'],
  FST_ERR_CTP_INVALID_MEDIA_TYPE: [415, 'http.media_type'],
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: [400, 'http.content_length'],
  FST_ERR_BAD_URL: [400, 'http.bad_url'],
  FST_ERR_MAX_PARAM_LENGTH: [414, 'http.url_too_long'],
};

function ofFramework(error: unknown): HttpFault | null {
  if (!(error instanceof Error) || !('code' in error) || !('statusCode' in error)) return null;
  const known = frameworkFaults[String(error.code)];
  if (known !== undefined) return new HttpFault(known[0], known[1]);
  const { statusCode } = error;
  const isOfRequest = typeof statusCode === 'number' && statusCode >= 400 && statusCode < 500;
  return isOfRequest ? new HttpFault(statusCode, 'http.bad_request') : null;
}
