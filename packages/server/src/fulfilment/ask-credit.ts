/** A connection's setting: by who asks, at every call, or at none. */
export type CreditSetting = 'auto' | 'always' | 'never';

/** Where the user sits who asked; null: the call does not say. */
export type RequesterPlace = 'back_office' | 'storefront' | 'api' | 'unknown';

/**
 * Whether a call is asked for credit here. A purchase is asked once: where the tenant has an active
 * credit check hook, the storefront's baskets were asked there, and every other caller is asked
 * here, because the hook does not see it.
 */
export function asksForCredit(input: {
  readonly isLinked: boolean;
  readonly setting: CreditSetting;
  readonly hasActiveHook: boolean;
  readonly requester: RequesterPlace | null;
}): boolean {
  const { isLinked, setting, hasActiveHook, requester } = input;
  if (!isLinked || setting === 'never') return false;
  if (setting === 'always') return true;
  return !(hasActiveHook && requester === 'storefront');
}

/** What a soft hold of a pre-check belongs to; the real call that follows finds it by this. */
export function softHoldSource(call: {
  readonly connection: string;
  readonly platformId: string | null;
  readonly accountId: string;
  readonly productId: string;
}): string {
  const { connection, platformId, accountId, productId } = call;
  const object =
    platformId === null ? ['product', accountId, productId] : ['subscription', platformId];
  return ['soft', connection, ...object].map(encodeURIComponent).join(':');
}
