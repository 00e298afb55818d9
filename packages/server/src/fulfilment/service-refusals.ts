import type { RefusalText } from '../kernel/refusal.ts';

/** Why a service is not declared or changed. In order of precedence. */
export type ServiceRefusal =
  | { readonly code: 'fulfilment.service_unknown' }
  /** `at` is a path: `products[2].upgradeTo`. */
  | { readonly code: 'fulfilment.catalogue_invalid'; readonly at: string }
  | { readonly code: 'fulfilment.service_exists'; readonly serviceType: string }
  | { readonly code: 'fulfilment.service_changed'; readonly version: bigint };

export const serviceRefusalTexts: Readonly<Record<ServiceRefusal['code'], RefusalText>> = {
  'fulfilment.service_unknown': {
    precedence: 470,
    text: 'There is no such service.',
    customerSafe: true,
  },
  'fulfilment.catalogue_invalid': {
    precedence: 480,
    text: 'The catalogue cannot be used as it is: look at {at}.',
    customerSafe: true,
  },
  'fulfilment.service_exists': {
    precedence: 490,
    text: 'There is a service of the type {serviceType} already.',
    customerSafe: true,
  },
  'fulfilment.service_changed': {
    precedence: 500,
    text: 'The service was changed meanwhile; it is at version {version} now.',
    customerSafe: true,
  },
};
