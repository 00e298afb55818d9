import { dmmMessages, writeJson } from '@aval/wire';
import type { Failure, Presented } from '../../http/index.ts';

export const dmmType = 'application/json; charset=utf-8';

/** Failures as `{message}`. Source: the vendor's pages; the texts are our choice. */
export function presentFailure(failure: Failure): Presented {
  if (failure.kind !== 'request') return present(500, dmmMessages.unexpected);
  const { status, code, text, headers } = failure.fault;
  if (text !== null) return present(status, text, headers);
  // What the server itself refuses before this wire has seen the request.
  if (status === 405) return present(405, dmmMessages.methodNotAllowed, headers);
  if (status === 429) return present(429, dmmMessages.tooManyRequests, headers);
  if (code === 'http.bad_url') return present(404, dmmMessages.orderNotFound);
  if (status === 404 || status === 414) return present(404, dmmMessages.notFound);
  return present(400, dmmMessages.bodyInvalid, headers);
}

function present(
  status: number,
  message: string,
  headers: Readonly<Record<string, string>> = {},
): Presented {
  return { status, type: dmmType, body: writeJson({ message }), headers };
}
