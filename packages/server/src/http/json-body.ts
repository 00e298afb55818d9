import { readJson, type StrictJsonCode, StrictJsonError, type StrictJsonOptions } from '@aval/wire';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { HttpFault } from './http-fault.ts';

export type BodyOptions = {
  /** Bounds of one document; `bytesMax` also bounds the body on its way in. */
  readonly json: StrictJsonOptions & { readonly bytesMax: number };
  /** What a body of no bytes is: nothing at all, or a document that cannot be read. */
  readonly empty: 'undefined' | 'refuse';
  /** Old callers send JSON as anything, or without a type; new ones say what it is. */
  readonly types: 'json' | 'any';
};

/**
 * Gives a scope the strict JSON reader as its only parser. What it refuses is a `HttpFault`: 413 for
 * a document that is too large, else 400, with the reader's own code.
 */
export function acceptJson(scope: FastifyInstance, options: BodyOptions): void {
  scope.removeAllContentTypeParsers();
  const { json, types } = options;
  if (types === 'any') scope.addHook('onRequest', forgetUnreadableType);
  // Each by its name as well: what the framework finds under any, it reads anew for each request.
  for (const type of types === 'any' ? ['*', 'application/json'] : ['application/json']) {
    scope.addContentTypeParser(
      type,
      { parseAs: 'buffer', bodyLimit: json.bytesMax },
      (_request, body, done) => {
        const read = parseBody(body, options);
        if (read instanceof HttpFault) done(read);
        else done(null, read);
      },
    );
  }
}

/** The framework refuses a type that is none; a wire that takes any takes it for no type at all. */
function forgetUnreadableType(request: FastifyRequest, _reply: unknown, done: () => void): void {
  const { headers } = request.raw;
  const type = headers['content-type'];
  if (type !== undefined && !typeForm.test(type)) delete headers['content-type'];
  done();
}

const typeForm = /^[\w!#$%&'*+.^`|~-]+\/[\w!#$%&'*+.^`|~-]+\s*(?:;|$)/;

function parseBody(body: string | Buffer, options: BodyOptions): unknown {
  if (body.length === 0 && options.empty === 'undefined') return undefined;
  try {
    return readJson(body, options.json);
  } catch (error) {
    if (!(error instanceof StrictJsonError)) throw error;
    return new HttpFault(statusOf(error.code), error.code, { offset: error.offset });
  }
}

function statusOf(code: StrictJsonCode): 400 | 413 {
  return code === 'json.too_large' ? 413 : 400;
}
