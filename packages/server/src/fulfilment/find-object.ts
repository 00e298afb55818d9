import { minute } from '../kernel/clock.ts';
import type { FulfilmentCall } from './fulfilment-call.ts';
import type { FulfilmentReader } from './ports.ts';
import type { StoredObject } from './stored-object.ts';

type Reader = Pick<
  FulfilmentReader,
  'subscription' | 'subscriptionOf' | 'namelessSubscription' | 'asset' | 'assetOf' | 'namelessAsset'
>;
type Wanted = Pick<
  FulfilmentCall,
  | 'tenantId'
  | 'installation'
  | 'operation'
  | 'serviceType'
  | 'externalId'
  | 'platformId'
  | 'accountId'
>;

/** How long a Create that brings no id of its object is known again by what it says. Our choice. */
const namelessUs = 150n * minute;

/**
 * The object that a call names, null where there is none of this installation and service. Our id
 * decides where a call has one; a Create is known by the platform's. One of somebody else's is as
 * unknown as one that is not there. `createdAs` is asked only where nothing else names the object.
 */
export async function findObject(
  reader: Reader,
  call: Wanted,
  createdAs: () => string,
  now: bigint,
): Promise<StoredObject | null> {
  const found = await readObject(reader, call, createdAs, now);
  return found !== null && isOf(call, found) ? found : null;
}

function isOf(call: Wanted, { installation, serviceType }: StoredObject): boolean {
  return installation === call.installation && serviceType === call.serviceType;
}

async function readObject(
  reader: Reader,
  call: Wanted,
  createdAs: () => string,
  now: bigint,
): Promise<StoredObject | null> {
  const { tenantId, operation, externalId, platformId, accountId } = call;
  const isOfAsset = operation.startsWith('asset.');
  const byOurs = (id: string) =>
    isOfAsset ? reader.asset(tenantId, id) : reader.subscription(tenantId, id);
  const byTheirs = (id: string) =>
    isOfAsset ? reader.assetOf(call, id) : reader.subscriptionOf(call, id);

  if (operation !== 'subscription.create' && operation !== 'asset.create') {
    if (externalId !== null) return byOurs(externalId);
    return platformId === null ? null : byTheirs(platformId);
  }
  if (platformId !== null) return byTheirs(platformId);
  if (externalId !== null) {
    const ours = await byOurs(externalId);
    if (ours !== null && isOf(call, ours)) return ours;
  }
  if (accountId === null) return null;
  const newest = await (isOfAsset
    ? reader.namelessAsset(call, accountId, createdAs())
    : reader.namelessSubscription(call, accountId, createdAs()));
  // An id that is not ours still says which one is meant, as long as there is one.
  const isMeant = newest !== null && (externalId !== null || now - newest.orderedAt < namelessUs);
  return isMeant ? newest : null;
}
