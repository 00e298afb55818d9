import type {
  NativeAsset,
  NativeFulfilmentEvent,
  NativeService,
  NativeServiceSummary,
  NativeSubscription,
} from '@aval/wire';
import type {
  FulfilmentEvent,
  StoredAsset,
  StoredObject,
  StoredService,
  StoredSubscription,
} from '../fulfilment/index.ts';
import { formatInstant } from '../kernel/clock.ts';

export function toWireServiceSummary(service: StoredService): NativeServiceSummary {
  const { serviceId, serviceType, name, driver, settings, version } = service;
  const { isLinkedToCredit } = settings;
  return { serviceId, serviceType, name, driver, isLinkedToCredit, version: Number(version) };
}

export function toWireService(service: StoredService): NativeService {
  const { serviceId, serviceType, name, catalogue, driver, driverSettings, settings } = service;
  return {
    ...{ serviceId, serviceType, name, driver, driverSettings, settings },
    // Read-only here, and only written out there.
    catalogue: catalogue as NativeService['catalogue'],
    version: Number(service.version),
  };
}

export function toWireSubscription(subscription: StoredSubscription): NativeSubscription {
  const { state, isTrial, addons } = subscription;
  return {
    ...commonOf(subscription),
    ...{ state, isTrial },
    addons: addons.map((addon) => ({ ...addon, attributes: { ...addon.attributes } })),
  };
}

export function toWireAsset(asset: StoredAsset): NativeAsset {
  return { ...commonOf(asset), state: asset.state };
}

export function toWireFulfilmentEvent(event: FulfilmentEvent): NativeFulfilmentEvent {
  const { eventId, operation, kind, after, actor, trackId, at } = event;
  return { eventId, operation, kind, after, actor, trackId, at: formatInstant(at) };
}

function commonOf(thing: StoredObject) {
  const { externalId, serviceId, serviceType, installation, platformId, accountId } = thing;
  return {
    ...{ externalId, serviceId, serviceType, installation, platformId, accountId },
    productId: thing.productId,
    quantity: thing.quantity,
    attributes: { ...thing.attributes },
    orderedAt: formatInstant(thing.orderedAt),
    changedAt: formatInstant(thing.changedAt),
    version: Number(thing.version),
  };
}
