import { HttpFault, type HttpFaultParams } from '../http/index.ts';

/** The texts of the codes that are the native API's own. */
export const apiProblemTexts = {
  'request.invalid': 'A part of the request does not have the form that it must have.',
  'request.unknown_member': 'The request has a member that is not known here.',
  'request.condition': 'If-Match takes one ETag of ours or *, If-None-Match takes * alone.',
  'request.key': 'Idempotency-Key takes 1 to 128 visible characters.',
  'request.cursor': 'The cursor is not one of this list.',
  'request.csv': 'The file is not a CSV that can be taken.',
  'request.lei_records': 'The file does not hold records of the LEI register that can be taken.',
  'money.unknown_currency': 'The currency is not one in force.',
  'money.too_many_decimals': 'The amount has more decimals than its currency.',
  'money.out_of_range': 'The amount has more than 15 digits.',
  'money.currency_mismatch': 'Every amount of this request must be in the same currency.',
  'access.unauthenticated': 'The credentials are missing or wrong.',
  'access.forbidden': 'These credentials do not permit this.',
  'rate.exists': 'There is a rate for this pair and day already; stored rates are never changed.',
  'key.other_content': 'The key was used before, for a request with other content.',
} as const;

export type ApiProblemCode = keyof typeof apiProblemTexts;

export const apiStatuses: Readonly<Record<ApiProblemCode, number>> = {
  'request.invalid': 400,
  'request.unknown_member': 400,
  'request.condition': 400,
  'request.key': 400,
  'request.cursor': 400,
  'request.csv': 400,
  'request.lei_records': 400,
  'money.unknown_currency': 400,
  'money.too_many_decimals': 400,
  'money.out_of_range': 400,
  'money.currency_mismatch': 400,
  'access.unauthenticated': 401,
  'access.forbidden': 403,
  'rate.exists': 409,
  'key.other_content': 422,
};

/** A problem of the request itself: thrown before anything is done. */
export function apiFault(
  code: ApiProblemCode,
  params: HttpFaultParams = {},
  text?: string,
): HttpFault {
  const headers: Record<string, string> = {};
  if (code === 'access.unauthenticated') headers['www-authenticate'] = 'Bearer realm="aval"';
  const more = text === undefined ? { headers } : { headers, text };
  return new HttpFault(apiStatuses[code], code, params, more);
}
