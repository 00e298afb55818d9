import { canonical, type Plain } from '../kernel/canonical.ts';
import type { Instant } from '../kernel/clock.ts';
import type { FulfilmentEventId, TenantId } from '../kernel/ids.ts';
import type { RowChange } from '../kernel/unit-of-work.ts';
import type { FulfilmentOperation } from './operation.ts';
import type { JsonObject } from './provider-step.ts';
import { isSubscription } from './stored-object.ts';
import type { Asset, Attributes, ExternalId, Subscription } from './subscription.ts';

/**
 * What a call did to a subscription or an asset. `late_repeat`: it had been carried out before, and
 * changed nothing when it came again after a newer one. `given_up`: the provider's system never did
 * it, and a person gave it up.
 */
export type FulfilmentEvent = {
  readonly tenantId: TenantId;
  readonly eventId: FulfilmentEventId;
  readonly object: 'subscription' | 'asset';
  readonly externalId: ExternalId;
  readonly operation: FulfilmentOperation;
  readonly kind: 'carried_out' | 'late_repeat' | 'given_up';
  /** The object afterwards, with its add-ons; null where nothing changed. */
  readonly after: Plain;
  /** `key:cred_…`, or `user:user_…` of the person who gave it up. */
  readonly actor: string;
  readonly trackId: string | null;
  readonly at: Instant;
};

export function eventRow(event: Omit<FulfilmentEvent, 'at'>): RowChange {
  return {
    op: 'insert',
    table: 'fulfilment_event',
    values: {
      tenant_id: event.tenantId,
      event_id: event.eventId,
      object: event.object,
      external_id: event.externalId,
      operation: event.operation,
      kind: event.kind,
      after: event.after === null ? null : canonical(event.after),
      actor: event.actor,
      track_id: event.trackId,
      at_us: { blank: 'instant' },
    },
  };
}

/** An object as its history and its provider see it. */
export function plainObject(thing: Subscription | Asset): JsonObject {
  const { productId, state, quantity, attributes } = thing;
  const common = { productId, state, quantity, attributes: plainAttributes(attributes) };
  if (!isSubscription(thing)) return common;
  return {
    ...common,
    isTrial: thing.isTrial,
    addons: thing.addons.map((addon) => ({
      externalId: addon.externalId,
      productId: addon.productId,
      state: addon.state,
      quantity: addon.quantity,
      attributes: plainAttributes(addon.attributes),
    })),
  };
}

function plainAttributes(attributes: Attributes): JsonObject {
  return Object.fromEntries(
    Object.entries(attributes).map(([id, { value, code }]) => [id, { value, code }]),
  );
}
