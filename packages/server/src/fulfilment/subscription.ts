import type { Instant } from '../kernel/clock.ts';

declare const brand: unique symbol;

/** Our id of a subscription, an add-on or an asset, as the platform knows it. Never changes. */
export type ExternalId = string & { readonly [brand]: 'ExternalId' };

export type SubscriptionState = 'active' | 'suspended' | 'cancelled';
export type AddonState = 'active' | 'cancelled';
export type AssetState = 'active' | 'cancelled';

/** What was chosen for one attribute; null: not said. */
export type Attribute = { readonly value: string | null; readonly code: string | null };

/** By attribute id. */
export type Attributes = Readonly<Record<string, Attribute>>;

/** A running service of an organization. */
export type Subscription = {
  readonly externalId: ExternalId;
  /** The platform's own id; null where it never gave one. */
  readonly platformId: string | null;
  /** Of the platform's account, as digits. */
  readonly accountId: string;
  readonly serviceType: string;
  readonly productId: string;
  readonly state: SubscriptionState;
  readonly isTrial: boolean;
  /** A total, never a difference. */
  readonly quantity: number;
  readonly attributes: Attributes;
  /** Also those that were cancelled: a product is added again under the same id. */
  readonly addons: readonly Addon[];
  readonly orderedAt: Instant;
  readonly renewedAt: Instant | null;
  /** How long after the purchase it may be cancelled, as agreed then; null: always. */
  readonly cancelWindowDays: number | null;
  /** Of the desired state that its Create brought; tells a repeat from other content. */
  readonly createdAs: string;
};

/** An extra that belongs to a subscription; one per product. */
export type Addon = {
  readonly externalId: ExternalId;
  readonly productId: string;
  readonly state: AddonState;
  readonly quantity: number;
  readonly attributes: Attributes;
};

/** A purchased item that is not a running service. */
export type Asset = {
  readonly externalId: ExternalId;
  readonly platformId: string | null;
  readonly accountId: string;
  readonly serviceType: string;
  readonly productId: string;
  readonly state: AssetState;
  readonly quantity: number;
  readonly attributes: Attributes;
  readonly orderedAt: Instant;
  readonly createdAs: string;
};

const externalIdForm = /^[^\p{Cc}]{1,255}$/u;

/** An id of ours in a text from outside, or null where it can be none. */
export function parseExternalId(text: string): ExternalId | null {
  return externalIdForm.test(text) ? (text as ExternalId) : null;
}
