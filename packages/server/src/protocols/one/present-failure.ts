import { type OneErrorName, oneErrorStatus, writeJson } from '@aval/wire';
import type { Failure, Presented } from '../../http/index.ts';
import { oneMessages } from './one-fault.ts';

export const oneType = 'application/json; charset=utf-8';

/** Failures as `{code, error, message}`. Errors are not documented; the shape is our choice. */
export function presentFailure(failure: Failure): Presented {
  switch (failure.kind) {
    case 'fault':
      return present(503, 'UNAVAILABLE', oneMessages.UNAVAILABLE, { 'retry-after': '1' });
    case 'defect':
      return present(500, 'INTERNAL_ERROR', 'Something went wrong here.');
    case 'request': {
      const { status, code, text, headers } = failure.fault;
      const error = isErrorName(code) ? code : nameOf(status, code);
      const message = text ?? oneMessages[error];
      return present(oneErrorStatus[error], error, message, headers);
    }
  }
}

function present(
  status: number,
  error: string,
  message: string,
  headers: Readonly<Record<string, string>> = {},
): Presented {
  return { status, type: oneType, body: writeJson({ code: status, error, message }), headers };
}

function isErrorName(code: string): code is OneErrorName {
  return Object.hasOwn(oneErrorStatus, code);
}

/** What the server itself refuses before this wire has seen the request. */
function nameOf(status: number, code: string): OneErrorName {
  if (status === 413 || code === 'json.too_many_members') return 'BODY_TOO_LARGE';
  if (status === 405) return 'METHOD_NOT_ALLOWED';
  if (status === 404) return 'CLIENT_NOT_FOUND';
  if (status === 429) return 'TOO_MANY_REQUESTS';
  if (code === 'http.bad_url' || code === 'http.url_too_long') return 'INVALID_VALUE';
  return code.startsWith('json.') ? 'INVALID_BODY' : 'INVALID_QUERY';
}
