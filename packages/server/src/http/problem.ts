import { type NativeProblem, writeJson } from '@aval/wire';
import type { Failure, Presented, Presenter } from './failure.ts';
import type { HttpFaultParams } from './http-fault.ts';
import { httpProblemTexts } from './problem-texts.ts';

export const problemType = 'application/problem+json';

type Problem = {
  readonly status: number;
  readonly code: string;
  readonly title: string;
  readonly params?: HttpFaultParams;
  readonly retryable?: boolean;
  readonly outcome?: NativeProblem['outcome'];
};

/** A problem as RFC 9457 writes it, with what a caller needs to decide whether to repeat. */
export function writeProblem(problem: Problem, requestId: string): string {
  const { status, code, title, params = {}, retryable = false, outcome = 'none' } = problem;
  return writeJson({
    type: `urn:aval:problem:${code}`,
    title,
    status,
    code,
    params,
    requestId,
    retryable,
    outcome,
  });
}

/** The title of each code. */
export type ProblemTexts = { readonly [code: string]: string };

/** Failures as problems; `texts` are those of the scope's own codes. */
export function problemPresenter(texts: ProblemTexts = {}): Presenter {
  const known = new Map(Object.entries({ ...httpProblemTexts, ...texts }));
  const titleOf = (code: string) => known.get(code) ?? httpProblemTexts['http.bad_request'];
  return (failure, request) => {
    const problem = problemOf(failure, titleOf);
    return {
      status: problem.status,
      type: problemType,
      body: writeProblem(problem, request.id),
      ...headersOf(failure, problem),
    };
  };
}

function problemOf(failure: Failure, titleOf: (code: string) => string): Problem {
  switch (failure.kind) {
    case 'request': {
      const { status, code, params, text } = failure.fault;
      const retryable = status === 408 || status === 429 || status === 503;
      return { status, code, title: text ?? titleOf(code), params, retryable };
    }
    case 'fault': {
      const { code, publicText, retryable, outcome } = failure.fault;
      return { status: 503, code, title: publicText, retryable, outcome };
    }
    case 'defect': {
      // What failed is not known, so neither is what was done before it did.
      const code = 'server.defect';
      return { status: 500, code, title: titleOf(code), outcome: 'unknown' };
    }
  }
}

function headersOf(failure: Failure, { retryable }: Problem): Pick<Presented, 'headers'> {
  if (failure.kind === 'request') return { headers: failure.fault.headers };
  return retryable === true ? { headers: { 'retry-after': '1' } } : {};
}
