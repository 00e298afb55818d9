import { writeJson } from '@aval/wire';
import type { Failure, Presented } from '../../../http/index.ts';

export const platformType = 'application/json; charset=utf-8';

/**
 * Failures as `{"error": word}`: the words of OAuth 2.0 (RFC 6749, RFC 6750) where it has one. The
 * vendor documents statuses only; the bodies are our choice.
 */
export function presentFailure(failure: Failure): Presented {
  const answer = (
    status: number,
    error: string,
    headers: Readonly<Record<string, string>> = {},
  ): Presented => ({
    status,
    type: platformType,
    body: writeJson({ error }),
    headers: { 'cache-control': 'no-store', ...headers },
  });
  if (failure.kind !== 'request') {
    return failure.kind === 'fault'
      ? answer(503, 'temporarily_unavailable', { 'retry-after': '1' })
      : answer(500, 'server_error');
  }
  const { status, code, headers } = failure.fault;
  // The vendor's status of its rate limit; the word tells it from what a token may not do.
  if (status === 429) return answer(403, 'rate_limit_exceeded', headers);
  return answer(status, oauthWords.has(code) ? code : (wordsByStatus[status] ?? code), headers);
}

const oauthWords: ReadonlySet<string> = new Set([
  'invalid_client',
  'invalid_grant',
  'invalid_request',
  'invalid_token',
  'unsupported_grant_type',
  'unsupported_version',
]);

const wordsByStatus: Readonly<Record<number, string>> = {
  400: 'invalid_request',
  403: 'insufficient_scope',
  404: 'not_found',
  405: 'method_not_allowed',
  413: 'too_large',
  503: 'temporarily_unavailable',
};
