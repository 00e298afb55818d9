import type { TransportFailure } from '@aval/wire';

/** Why nothing was certified at all. */
export type CertifyRefusal =
  | { readonly code: 'certify.no_server'; readonly failure: TransportFailure }
  | { readonly code: 'certify.not_an_organization' }
  /** It has a trade credit, which the checks would end. */
  | { readonly code: 'certify.organization_in_use'; readonly clientId: string }
  | { readonly code: 'certify.not_a_basket' }
  /** The account id is no whole number above 0, or the application id no GUID. */
  | { readonly code: 'certify.not_a_platform' }
  | { readonly code: 'certify.no_such_check'; readonly name: string };
