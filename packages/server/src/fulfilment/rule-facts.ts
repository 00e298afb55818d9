import { day, type Instant } from '../kernel/clock.ts';
import type { RequesterPlace } from './ask-credit.ts';
import type { SeenSubscription } from './customer-book.ts';
import type { DesiredState } from './desired-state.ts';
import type { FulfilmentOperation } from './operation.ts';
import { findProduct, type Service } from './service.ts';
import type { Asset, Subscription } from './subscription.ts';

/**
 * What business rules are told of a call. Null: not known or not said, which is never the same as 0.
 * `has…`, `is…` and counts speak of the customer's other subscriptions, without the one that is called.
 */
export type RuleFacts = {
  readonly operation: FulfilmentOperation;
  readonly serviceType: string;
  readonly productId: string | null;
  readonly accountId: string;
  readonly requester: RequesterPlace;
  readonly isTrial: boolean;
  readonly isFromOrder: boolean | null;
  /** Chosen values of the call, by attribute id. */
  readonly attributes: Readonly<Record<string, string>>;
  /** Setting fields of the call, by field id. */
  readonly settings: Readonly<Record<string, string>>;

  readonly quantityBefore: number;
  readonly quantityAfter: number | null;
  /** Add-ons that the call orders or cancels. */
  readonly addonsTouched: number;
  /** Add-ons in force before the call. */
  readonly addonsActive: number;

  /** Of the object that the call names; `none` where there is none yet. */
  readonly state: 'none' | 'active' | 'suspended' | 'cancelled';
  /** Days that have begun since then: 14 days and a minute are 15. */
  readonly daysSincePurchase: number | null;
  /** Since the last renewal, or the purchase where there was none. */
  readonly daysSinceRenewal: number | null;

  /** Of the other subscriptions: null where they were not read, or are too many to be. */
  readonly otherActive: number | null;
  readonly otherSuspended: number | null;
  readonly otherCancelled: number | null;
  readonly otherActiveOfProduct: number | null;
  /** Products of which the customer has an active subscription, each once, in order. */
  readonly productsOwned: readonly string[] | null;

  /** What the catalogue says of the product; of the window, what was agreed at the purchase. */
  readonly onePerCustomer: boolean;
  readonly requires: string | null;
  readonly hasRequired: boolean | null;
  readonly minQuantity: number | null;
  readonly maxQuantity: number | null;
  readonly cancelWindowDays: number | null;

  /** Facts of the platform and the credit line, where a rule asks for them and they came in time. */
  readonly outside: OutsideFacts;
};

/** Amounts are decimal texts. A null is a gap: a rule that needs it cannot be answered. */
export type OutsideFacts = {
  readonly overdueAmount: string | null;
  readonly balance: string | null;
  readonly monthlyRunRate: string | null;
  readonly isOrderingEnabled: boolean | null;
  readonly headroom: string | null;
};

export const noOutsideFacts: OutsideFacts = {
  overdueAmount: null,
  balance: null,
  monthlyRunRate: null,
  isOrderingEnabled: null,
  headroom: null,
};

export type FactSources = {
  readonly operation: FulfilmentOperation;
  readonly service: Service;
  readonly accountId: string;
  readonly desired: DesiredState;
  readonly current: Subscription | Asset | null;
  /** All subscriptions of this customer at this connection, the current one or not; null: not known. */
  readonly subscriptions: readonly SeenSubscription[] | null;
  readonly requester: RequesterPlace | null;
  readonly isTrial: boolean | null;
  readonly isFromOrder: boolean | null;
  readonly settings: Readonly<Record<string, string>>;
  readonly outside: OutsideFacts;
  readonly now: Instant;
};

/** Puts the facts of a call together; the same for a pre-check and the real call. */
export function ruleFacts(sources: FactSources): RuleFacts {
  const { operation, service, desired, current, now } = sources;
  const given = operation.endsWith('.create') || operation === 'subscription.change_plan';
  const ownId = current?.productId ?? null;
  const isOfAddons = operation.startsWith('addon.');
  const productId = (given && !isOfAddons ? desired.productId : null) ?? ownId ?? desired.productId;
  const product = findProduct(service, productId);
  const name = product?.productId ?? productId;
  const required = product?.requires ?? null;
  const quantityBefore = current === null || current.state === 'cancelled' ? 0 : current.quantity;
  return {
    operation,
    serviceType: service.serviceType,
    productId: name,
    accountId: sources.accountId,
    requester: sources.requester ?? 'unknown',
    isTrial: sources.isTrial ?? (current !== null && 'isTrial' in current && current.isTrial),
    isFromOrder: sources.isFromOrder,
    attributes: chosenValues(desired),
    settings: sources.settings,
    quantityBefore,
    quantityAfter: quantityAfter(operation, desired, quantityBefore),
    addonsTouched: desired.addons.filter(({ action }) => action !== null && action !== 'none')
      .length,
    addonsActive: activeAddons(current),
    state: current?.state ?? 'none',
    daysSincePurchase: current === null ? null : daysBegun(current.orderedAt, now),
    daysSinceRenewal:
      current === null
        ? null
        : daysBegun(('renewedAt' in current ? current.renewedAt : null) ?? current.orderedAt, now),
    ...othersOf(sources, { name, required }),
    onePerCustomer: product?.onePerCustomer ?? false,
    requires: required,
    minQuantity: product?.minQuantity ?? null,
    maxQuantity: product?.maxQuantity ?? null,
    cancelWindowDays: windowOf(current) ?? product?.cancelWindowDays ?? null,
    outside: sources.outside,
  };
}

const othersUnknown = {
  otherActive: null,
  otherSuspended: null,
  otherCancelled: null,
  otherActiveOfProduct: null,
  productsOwned: null,
};

/** What is known of the customer's other subscriptions. */
function othersOf(
  { subscriptions, current }: FactSources,
  { name, required }: { readonly name: string | null; readonly required: string | null },
) {
  if (subscriptions === null) {
    return { ...othersUnknown, hasRequired: required === null ? true : null };
  }
  const others = subscriptions.filter(({ externalId }) => externalId !== current?.externalId);
  const active = others.filter(({ state }) => state === 'active');
  return {
    otherActive: active.length,
    otherSuspended: others.filter(({ state }) => state === 'suspended').length,
    otherCancelled: others.filter(({ state }) => state === 'cancelled').length,
    otherActiveOfProduct: active.filter((one) => one.productId === name).length,
    productsOwned: [...new Set(active.map((one) => one.productId))].sort(),
    hasRequired: required === null || active.some((one) => one.productId === required),
  };
}

/** Days that have begun between two instants, so that "more than 14 days" starts after day 14. */
function daysBegun(from: Instant, to: Instant): number {
  if (to <= from) return 0;
  return Number((to - from + day - 1n) / day);
}

function quantityAfter(
  operation: FulfilmentOperation,
  { quantity }: DesiredState,
  before: number,
): number | null {
  switch (operation) {
    case 'subscription.create':
    case 'asset.create':
      return quantity;
    case 'subscription.update':
    case 'subscription.change_plan':
    case 'asset.update':
      return quantity ?? before;
    case 'subscription.cancel':
    case 'asset.cancel':
      return 0;
    default:
      return before;
  }
}

function chosenValues({ attributes }: DesiredState): Readonly<Record<string, string>> {
  const chosen = Object.entries(attributes ?? {}).flatMap(([id, { code, value }]) => {
    const text = code ?? value;
    return text === null ? [] : [[id, text] as const];
  });
  return Object.fromEntries(chosen);
}

function windowOf(current: Subscription | Asset | null): number | null {
  return current !== null && 'cancelWindowDays' in current ? current.cancelWindowDays : null;
}

function activeAddons(current: Subscription | Asset | null): number {
  if (current === null || !('addons' in current)) return 0;
  return current.addons.filter(({ state }) => state === 'active').length;
}
