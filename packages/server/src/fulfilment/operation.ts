/** What a platform may ask of a provider's service; each can also be asked as a pre-check. */
export const fulfilmentOperations = [
  'subscription.create',
  'subscription.update',
  'subscription.activate',
  'subscription.suspend',
  'subscription.cancel',
  'subscription.change_plan',
  'subscription.upgrade_to_paid',
  'addon.create',
  'addon.update',
  'addon.cancel',
  'asset.create',
  'asset.update',
  'asset.cancel',
] as const;
export type FulfilmentOperation = (typeof fulfilmentOperations)[number];
export type SubscriptionOperation = Extract<FulfilmentOperation, `subscription.${string}`>;
export type AddonOperation = Extract<FulfilmentOperation, `addon.${string}`>;
export type AssetOperation = Extract<FulfilmentOperation, `asset.${string}`>;

/** What a call says of one object. The operation says what to do; this may only agree with it. */
export const actions = [
  'none',
  'provision',
  'cancel',
  'suspend',
  'activate',
  'upgrade',
  'downgrade',
  'upgrade_to_paid',
] as const;
export type Action = (typeof actions)[number];
