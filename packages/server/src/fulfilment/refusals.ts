import type { Action, FulfilmentOperation } from './operation.ts';
import type { SubscriptionState } from './subscription.ts';

export type ObjectKind = 'subscription' | 'addon' | 'asset';

/** Why a call is not carried out, before any business rule was asked. */
export type FulfilmentRefusal =
  | {
      readonly code: 'fulfilment.action_contradicts';
      readonly object: 'parent' | 'addon';
      /** Of the add-on. */
      readonly productId: string | null;
      readonly operation: FulfilmentOperation;
      readonly allowed: readonly Action[];
    }
  /** Not there, or not the caller's: both look the same. */
  | { readonly code: 'fulfilment.object_unknown'; readonly object: ObjectKind }
  | { readonly code: 'fulfilment.addon_twice'; readonly addonProductId: string }
  | {
      readonly code: 'fulfilment.addon_not_of_product';
      readonly addonProductId: string;
      readonly productId: string;
    }
  | { readonly code: 'fulfilment.other_content'; readonly object: ObjectKind }
  | {
      readonly code: 'fulfilment.plan_change_not_possible';
      readonly from: string;
      readonly to: string;
    }
  | {
      readonly code: 'fulfilment.step_not_possible';
      readonly object: ObjectKind;
      /** Add-ons and assets have some of these. */
      readonly state: SubscriptionState;
      readonly step: string;
    };
