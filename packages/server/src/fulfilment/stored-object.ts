import type { Instant } from '../kernel/clock.ts';
import type { ServiceId, TenantId } from '../kernel/ids.ts';
import type { Asset, Subscription } from './subscription.ts';

/** An installation of the platform, whose ids mean something there alone. */
export type Installation = { readonly tenantId: TenantId; readonly installation: string };

type Stored = Installation & {
  readonly serviceId: ServiceId;
  /** Of the last call that changed it. */
  readonly changedAt: Instant;
  readonly version: bigint;
};

export type StoredSubscription = Subscription & Stored;
export type StoredAsset = Asset & Stored;
export type StoredObject = StoredSubscription | StoredAsset;

export function isSubscription<Thing extends Subscription | Asset>(
  thing: Thing,
): thing is Thing & Subscription {
  return 'addons' in thing;
}
