import { type DmmProblem, dmmMessages, dmmProblemText } from '@aval/wire';
import { HttpFault } from '../../http/index.ts';

/** Status of what is refused as a whole. Source: document 003 lists the statuses; 409 and 422 are ours. */
const statuses = {
  bodyInvalid: 400,
  notAuthenticated: 401,
  notAuthorized: 403,
  notFound: 404,
  orderNotFound: 404,
  reportNotAvailable: 404,
  keyInUse: 409,
  keyReused: 422,
} as const;

export function dmmFault(
  name: keyof typeof statuses,
  headers: Readonly<Record<string, string>> = {},
): HttpFault {
  return new HttpFault(statuses[name], `dmm.${name}`, {}, { headers, text: dmmMessages[name] });
}

/** A member that is missing or cannot be used. */
export function faultOfProblem(problem: DmmProblem): HttpFault {
  return new HttpFault(400, `dmm.${problem.problem}`, {}, { text: dmmProblemText(problem) });
}
