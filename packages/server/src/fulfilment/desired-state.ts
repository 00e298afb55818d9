import { canonical, type Plain } from '../kernel/canonical.ts';
import type { Hash } from '../kernel/hash.ts';
import type { Action, FulfilmentOperation } from './operation.ts';
import type { Attributes } from './subscription.ts';

/** What a call wants to be there in the end. Null: the call does not speak of it. */
export type DesiredState = {
  readonly productId: string | null;
  readonly action: Action | null;
  readonly quantity: number | null;
  readonly attributes: Attributes | null;
  /** All add-ons of the subscription, not only those that the call touches. */
  readonly addons: readonly DesiredAddon[];
};

export type DesiredAddon = {
  readonly externalId: string | null;
  readonly productId: string | null;
  readonly action: Action | null;
  readonly quantity: number | null;
  readonly attributes: Attributes | null;
};

/**
 * Digest of a desired state: product, totals, attributes, and add-ons with ids, totals and actions.
 * The order of add-ons and attributes does not matter, and neither do names or who asked.
 */
export function hashOfDesired(desired: DesiredState, hash: Hash): string {
  const { productId, action, quantity, attributes, addons } = desired;
  const sorted = addons.map(textOfAddon).sort();
  return hash.sha256(
    canonical({ productId, action, quantity, attributes: plainOf(attributes), addons: sorted }),
  );
}

/** Digest of a call of one object: an equal one says the same to the same object. */
export function hashOfCall(
  operation: FulfilmentOperation,
  object: string,
  desired: DesiredState,
  hash: Hash,
): string {
  return hash.sha256(canonical([operation, object, hashOfDesired(desired, hash)]));
}

function textOfAddon({ externalId, productId, action, quantity, attributes }: DesiredAddon) {
  return canonical({ externalId, productId, action, quantity, attributes: plainOf(attributes) });
}

function plainOf(attributes: Attributes | null): Plain {
  if (attributes === null) return null;
  return Object.fromEntries(
    Object.entries(attributes).map(([id, { value, code }]) => [id, { value, code }]),
  );
}

/** Whether two sets of attributes say the same. */
export function areEqualAttributes(one: Attributes, other: Attributes): boolean {
  return one === other || canonical(plainOf(one)) === canonical(plainOf(other));
}
