import { type JsonValue, matchBody } from '@aval/wire';
import type { Answer } from './caller.ts';
import type { Difference } from './report.ts';

export function expectStatus(answer: Answer, ...wanted: readonly number[]): Difference | null {
  if (answer.status !== null && wanted.includes(answer.status)) return null;
  return differs(answer, 'status', wanted.join(' or '), statusText(answer));
}

/** Any 2xx: no document names the codes of success. */
export function expectSuccess(answer: Answer): Difference | null {
  return isSuccess(answer) ? null : differs(answer, 'status', '2xx', statusText(answer));
}

/** Any 4xx: no document names the codes of refusals. */
export function expectRefusal(answer: Answer): Difference | null {
  const { status } = answer;
  const isRefused = status !== null && status >= 400 && status < 500;
  return isRefused ? null : differs(answer, 'status', '4xx', statusText(answer));
}

/** The body as JSON: the same members and values, whatever their order and spelling. */
export function expectBody(answer: Answer, expected: JsonValue): Difference | null {
  if (answer.json === undefined) {
    const what = answer.text === '' ? 'no body' : 'a body that is no JSON';
    return differs(answer, '$', 'JSON', answer.status === null ? statusText(answer) : what);
  }
  const match = matchBody(expected, answer.json, new Map());
  return match.ok ? null : { call: answer.call, path: match.path, reason: match.reason };
}

export function expectHeader(answer: Answer, name: string, wanted: string): Difference | null {
  const given = answer.headers[name.toLowerCase()];
  return given === wanted ? null : differs(answer, name, wanted, given ?? 'no such header');
}

export function differs(
  { call }: Pick<Answer, 'call'>,
  path: string,
  wanted: string,
  given: string,
): Difference {
  return { call, path, reason: `expected ${wanted}, got ${given}` };
}

export function isSuccess({ status }: Answer): boolean {
  return status !== null && status >= 200 && status < 300;
}

export function statusText({ status, failure }: Answer): string {
  return status === null ? `no answer (${failure})` : String(status);
}
