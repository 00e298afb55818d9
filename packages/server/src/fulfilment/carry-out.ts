import type { Hash } from '../kernel/hash.ts';
import type { Ids } from '../kernel/ids.ts';
import type { RowChange } from '../kernel/unit-of-work.ts';
import { computeResources } from './compute-resources.ts';
import { bookRow, type OpenBook } from './customer-book.ts';
import { hashOfCall } from './desired-state.ts';
import type { FulfilmentCall } from './fulfilment-call.ts';
import { eventRow, plainObject } from './fulfilment-event.ts';
import type { RememberedCall } from './late-repeat.ts';
import { objectRows } from './object-rows.ts';
import type { FulfilmentOperation } from './operation.ts';
import type { JsonObject, StepOperation } from './provider-step.ts';
import { providerStepRow } from './provider-step-rows.ts';
import { isSubscription, type StoredObject } from './stored-object.ts';
import { type StoredService, toService } from './stored-service.ts';
import type { Asset, Subscription } from './subscription.ts';

export type CarryOutDeps = { readonly ids: Ids; readonly hash: Hash };

/**
 * Everything that a real call writes: the object, what happened to it, the call where it named
 * itself, and what the provider's own system has still to do.
 */
export function carryOutRows(
  deps: CarryOutDeps,
  call: FulfilmentCall,
  of: {
    readonly service: StoredService;
    readonly before: StoredObject | null;
    readonly after: Subscription | Asset;
    /** Calls of the object with the same track id. */
    readonly earlier: readonly RememberedCall[];
    readonly book: OpenBook | null;
  },
): readonly RowChange[] {
  const { service, before, after, book } = of;
  const { tenantId, installation, operation } = call;
  const { serviceId } = service;
  const { externalId } = after;
  const object = isSubscription(after) ? 'subscription' : 'asset';
  const eventId = deps.ids.next('fev');
  const rows: RowChange[] = [
    ...objectRows({ tenantId, installation, serviceId }, before, after),
    eventRow({
      ...{ tenantId, eventId, object, externalId, operation },
      kind: 'carried_out',
      after: plainObject(after),
      actor: call.actor,
      trackId: call.trackId,
    }),
    ...rememberedCall(deps, call, externalId, of.earlier),
    ...(book === null ? [] : [bookRow(book, eventId)]),
  ];
  if (service.driver === 'record') return rows;
  const step = providerStepRow({
    ...{ tenantId, stepId: deps.ids.next('step'), serviceId, object, externalId },
    operation: stepOperations[operation],
    objectVersion: (before?.version ?? 0n) + 1n,
    desired: desiredOf(service, after),
    previous: before === null ? null : desiredOf(service, before),
    settings: call.settings,
  });
  return [...rows, step];
}

/** A call that came again after a newer one of its object: it changes nothing, and is on record. */
export function lateRepeatRows(
  deps: CarryOutDeps,
  call: FulfilmentCall,
  { tenantId, externalId, ...thing }: StoredObject,
): readonly RowChange[] {
  return [
    eventRow({
      ...{ tenantId, eventId: deps.ids.next('fev'), externalId, operation: call.operation },
      object: 'addons' in thing ? 'subscription' : 'asset',
      kind: 'late_repeat',
      after: null,
      actor: call.actor,
      trackId: call.trackId,
    }),
  ];
}

/** A call with a track id, so that it is known when it comes again; none without one. */
export function rememberedCall(
  { hash }: CarryOutDeps,
  { tenantId, operation, trackId, desired }: FulfilmentCall,
  externalId: string,
  earlier: readonly RememberedCall[],
): readonly RowChange[] {
  if (trackId === null) return [];
  const table = 'fulfilment_call';
  const callHash = hashOfCall(operation, externalId, desired, hash);
  const key = {
    tenant_id: tenantId,
    external_id: externalId,
    track_id: trackId,
    call_hash: callHash,
  };
  const at = { at_us: { blank: 'instant' } } as const;
  // Remembered longer ago than it counts: from now on it counts anew.
  if (earlier.some((one) => one.callHash === callHash)) {
    return [{ op: 'update', table, set: at, where: key }];
  }
  return [{ op: 'insert', table, values: { ...key, ...at } }];
}

/** The whole object, with what the customer has of it in the end. */
function desiredOf(service: StoredService, after: Subscription | Asset): JsonObject {
  const { externalId, platformId, accountId, serviceType } = after;
  const whole = { externalId, platformId, accountId, serviceType, ...plainObject(after) };
  if (!isSubscription(after)) return whole;
  const { features, amounts, unreadable } = computeResources(toService(service), after);
  return { ...whole, resources: { features, amounts, unreadable } };
}

/** What the provider's system is asked to do: an add-on is a change of its subscription. */
const stepOperations: Readonly<Record<FulfilmentOperation, StepOperation>> = {
  'subscription.create': 'create',
  'subscription.update': 'update',
  'subscription.activate': 'activate',
  'subscription.suspend': 'suspend',
  'subscription.cancel': 'cancel',
  'subscription.change_plan': 'changePlan',
  'subscription.upgrade_to_paid': 'update',
  'addon.create': 'update',
  'addon.update': 'update',
  'addon.cancel': 'update',
  'asset.create': 'create',
  'asset.update': 'update',
  'asset.cancel': 'cancel',
};
