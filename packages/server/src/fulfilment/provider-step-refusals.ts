import type { RefusalText } from '../kernel/refusal.ts';

/** Why a person's move on a step is not made, in order of precedence. */
export type ProviderStepRefusal =
  | { readonly code: 'fulfilment.provider_step_unknown' }
  | { readonly code: 'fulfilment.provider_step_ended' }
  | { readonly code: 'fulfilment.provider_step_under_way' }
  | { readonly code: 'fulfilment.provider_step_not_tried' }
  | { readonly code: 'fulfilment.provider_step_changed' };

export const providerStepRefusalTexts: Readonly<Record<ProviderStepRefusal['code'], RefusalText>> =
  {
    'fulfilment.provider_step_unknown': {
      precedence: 470,
      text: 'There is no such step.',
      customerSafe: false,
    },
    'fulfilment.provider_step_ended': {
      precedence: 471,
      text: 'The step is done or given up already.',
      customerSafe: false,
    },
    'fulfilment.provider_step_under_way': {
      precedence: 472,
      text: "A step of this object is under way at the provider's. Repeat when it has ended.",
      customerSafe: false,
    },
    'fulfilment.provider_step_not_tried': {
      precedence: 473,
      text: 'The step waits for its turn; there is nothing to retry.',
      customerSafe: false,
    },
    'fulfilment.provider_step_changed': {
      precedence: 474,
      text: 'The step is not as it was when it was looked at. Read it again and repeat.',
      customerSafe: false,
    },
  };
