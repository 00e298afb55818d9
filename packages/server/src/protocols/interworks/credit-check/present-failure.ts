import { type CreditCheckAnswerShape, writeCreditCheckAnswer } from '@aval/wire';
import type { Failure, Presented } from '../../../http/index.ts';

export const answerType = 'application/json; charset=utf-8';

/**
 * What a caller gets where there is no answer: always a no. Input and credentials are told by the
 * status; our own trouble is a plain no with status 200, so that the order goes to people, unless the
 * tenant wants 503. The document names no status; all of them are our choice.
 */
export function presentFailure(
  failure: Failure,
  settings: {
    readonly answerShape: CreditCheckAnswerShape;
    readonly standIn: 'refuse' | 'http-503' | 'allow-up-to';
  },
): Presented {
  const body = writeCreditCheckAnswer(false, settings.answerShape);
  const answer = (status: number, headers: Readonly<Record<string, string>> = {}): Presented => ({
    status,
    type: answerType,
    body,
    headers: { 'cache-control': 'no-store', ...headers },
  });
  if (failure.kind !== 'request') {
    return settings.standIn === 'http-503' ? answer(503, { 'retry-after': '1' }) : answer(200);
  }
  const { status, code, headers } = failure.fault;
  const isTooLarge = code === 'json.too_many_members';
  return answer(isTooLarge ? 413 : status, headers);
}
