import { type OneErrorName, type OneProblem, oneErrorStatus } from '@aval/wire';
import { HttpFault } from '../../http/index.ts';

/** A request that is answered with an error of this wire. */
export function oneFault(error: OneErrorName, message: string = oneMessages[error]): HttpFault {
  return new HttpFault(oneErrorStatus[error], error, {}, { text: message });
}

export function faultOfProblem({ error, message }: OneProblem): HttpFault {
  return oneFault(error, message);
}

/** What an error says where nothing more can be said. Our choice: no error body is documented. */
export const oneMessages: Readonly<Record<OneErrorName, string>> = {
  INVALID_VALUE: 'A value is not valid.',
  VALUE_REQUIRED: 'A value is required.',
  INVALID_QUERY: 'The query is not valid.',
  INVALID_BODY: 'The body is not valid JSON.',
  TENANT_REQUIRED: 'Header one-tenant is required.',
  INDIVIDUAL_NOT_ELIGIBLE: 'Trade credit is only for organizations.',
  UNAUTHORIZED: 'ApiAuth is missing or not valid.',
  TENANT_MISMATCH: 'The key does not belong to this tenant.',
  FORBIDDEN: 'The key may not do this.',
  CLIENT_NOT_FOUND: 'Client not found.',
  TRADE_CREDIT_NOT_FOUND: 'This organization has no trade credit.',
  METHOD_NOT_ALLOWED: 'Method not allowed.',
  VERSION_MISMATCH: 'If-Match does not name the version in force.',
  BODY_TOO_LARGE: 'The body is too large.',
  TOO_MANY_REQUESTS: 'Too many requests.',
  UNAVAILABLE: 'The service is not available at the moment.',
};
