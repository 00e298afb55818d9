import { canonical } from '../kernel/canonical.ts';
import type { Hash } from '../kernel/hash.ts';
import type { RowChange } from '../kernel/unit-of-work.ts';
import { hashOfDesired } from './desired-state.ts';
import type { FulfilmentCall } from './fulfilment-call.ts';
import type { FulfilmentReader } from './ports.ts';
import type { StoredObject } from './stored-object.ts';

type Said = Pick<FulfilmentCall, 'desired' | 'platformId' | 'externalId' | 'name'>;

/**
 * What a Create is known again by. The platform's id names its object, so that the content is enough;
 * without one the name counts too, and an id of somebody else's that the call brings all the same.
 */
export function createdAsOf(hash: Hash, { desired, platformId, externalId, name }: Said): string {
  const desiredHash = hashOfDesired(desired, hash);
  if (platformId !== null) return desiredHash;
  const named = externalId === null ? [desiredHash, name] : [desiredHash, name, externalId];
  return hash.sha256(canonical(named));
}

/** The same of an object that the call names by our id: its own Create may not have had one. */
export function knownAs(
  hash: Hash,
  call: Said,
  { externalId, createdAs }: Pick<StoredObject, 'externalId' | 'createdAs'>,
  otherwise: string,
): string {
  if (call.externalId !== externalId) return otherwise;
  const ways = [
    hashOfDesired(call.desired, hash),
    createdAsOf(hash, { ...call, externalId: null }),
  ];
  return ways.find((way) => way === createdAs) ?? otherwise;
}

/**
 * The row that one of several equal Creates without the platform's id gets to write, null for a call
 * that needs none: no other row of theirs has a key in common. Whoever is second is refused, and
 * judged anew. Goes with what the call remembers, and is forgotten like it.
 */
export async function claimOfCreate(
  { reader, hash }: { readonly reader: Pick<FulfilmentReader, 'callsOf'>; readonly hash: Hash },
  call: FulfilmentCall,
  createdAs: string,
): Promise<RowChange | null> {
  const { tenantId, installation, operation, serviceType, platformId, accountId } = call;
  const isCreate = operation === 'subscription.create' || operation === 'asset.create';
  if (!isCreate || platformId !== null) return null;
  const owner = hash.sha256(canonical([installation, operation, serviceType, accountId]));
  const object = `create:${owner}`;
  const key = { tenant_id: tenantId, external_id: object, track_id: '', call_hash: createdAs };
  const at = { at_us: { blank: 'instant' } } as const;
  const table = 'fulfilment_call';
  const earlier = await reader.callsOf(tenantId, object, '');
  const known = earlier.find(({ callHash }) => callHash === createdAs);
  return known === undefined
    ? { op: 'insert', table, values: { ...key, ...at } }
    : { op: 'update', table, set: at, where: { ...key, at_us: known.at } };
}
