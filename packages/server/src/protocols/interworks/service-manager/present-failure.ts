import {
  matchServiceManagerRoute,
  type ServiceManagerAnswer,
  type ServiceManagerLanguage,
  serviceManagerBase,
  serviceManagerCodes,
  textOfProblem,
  writeServiceManagerAnswer,
} from '@aval/wire';
import type { Failure, Presented } from '../../../http/index.ts';
import type { Fault } from '../../../kernel/fault.ts';
import { type AnswerTexts, answerTexts } from './answer-texts.ts';
import { no } from './tell-answer.ts';

export const answerType = 'application/json; charset=utf-8';

type Asked = { readonly method: string; readonly url: string };

/**
 * Every failure as an envelope. Status 200 where the user in the back office is to see the text, and
 * where the outcome is unknown: the platform repeats the call and learns it. All statuses but 401
 * are our choice.
 */
export function presentFailure(
  failure: Failure,
  { method, url }: Asked,
  said: { readonly language: ServiceManagerLanguage; readonly hasDescription: boolean },
): Presented {
  const texts = answerTexts[said.language];
  const present = presentAs(said);
  if (failure.kind === 'fault') return presentFault(failure.fault, texts, present);
  if (failure.kind === 'defect') return present(500, no(serviceManagerCodes.fault, texts.fault));
  const { status, headers } = failure.fault;
  switch (status) {
    case 401:
      return present(401, no(serviceManagerCodes.notAuthorized, texts.notAuthorized), headers);
    case 404: {
      const [path = ''] = url.slice(serviceManagerBase.length).split('?');
      // A group of which nothing but the name is public.
      const isNamed = matchServiceManagerRoute(method, path).kind === 'not_supported';
      return isNamed
        ? present(200, no(serviceManagerCodes.notSupported, texts.notSupported))
        : present(404, no(serviceManagerCodes.notSupported, texts.notFound), headers);
    }
    case 405:
      return present(405, no(serviceManagerCodes.notSupported, texts.wrongMethod), headers);
    case 413:
      return present(
        413,
        no(
          serviceManagerCodes.bodyNotReadable,
          textOfProblem({ kind: 'too_large' }, said.language),
        ),
        headers,
      );
    case 429:
      return present(429, no(serviceManagerCodes.fault, texts.tooMany), headers);
    default:
      return present(status, no(serviceManagerCodes.bodyNotReadable, texts.notFound), headers);
  }
}

type Present = ReturnType<typeof presentAs>;

function presentFault({ code, outcome }: Fault, texts: AnswerTexts, present: Present): Presented {
  if (outcome === 'unknown') {
    return present(200, no(serviceManagerCodes.outcomeUnknown, texts.unknownOutcome));
  }
  if (code === 'deadline.exceeded') {
    return present(200, no(serviceManagerCodes.dataNotAvailable, texts.dataMissing));
  }
  const answer = no(serviceManagerCodes.fault, texts.fault);
  return code === 'storage.overloaded'
    ? present(503, answer, { 'retry-after': '1' })
    : present(500, answer);
}

function presentAs(options: { readonly hasDescription: boolean }) {
  return (
    status: number,
    answer: ServiceManagerAnswer,
    headers: Readonly<Record<string, string>> = {},
  ): Presented => ({
    ...{ status, type: answerType, headers },
    body: writeServiceManagerAnswer(answer, options),
  });
}
