import { HttpFault } from '../../http/index.ts';

/** The pairs of a form, in their order; a name may stand several times. */
export type FormPairs = readonly (readonly [name: string, value: string])[];

/**
 * Reads a body of type `application/x-www-form-urlencoded`. Too many pairs are a `HttpFault` of
 * status 413, as too large a body is.
 */
export function readForm(text: string, pairsMax: number): FormPairs {
  const pairs = [...new URLSearchParams(text.replace(/^\uFEFF/, ''))];
  if (pairs.length > pairsMax) throw new HttpFault(413, 'http.body_too_large');
  return pairs;
}
