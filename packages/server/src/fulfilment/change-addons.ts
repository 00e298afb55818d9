import { accept, type Result, refuse } from '../kernel/result.ts';
import { areEqualAttributes, type DesiredAddon } from './desired-state.ts';
import type { FulfilmentOperation } from './operation.ts';
import type { PlanContext } from './plan.ts';
import type { FulfilmentRefusal } from './refusals.ts';
import { findAddonProduct, findProduct } from './service.ts';
import { addonTransitions, stateAfter } from './states.ts';
import type { Addon, ExternalId } from './subscription.ts';

/**
 * The add-ons of a subscription after a call, the same list where nothing differs. Only those are
 * touched that the call orders or cancels: the others stay as they are, whatever the call says of
 * them. Totals replace totals.
 */
export function changeAddons(
  operation: FulfilmentOperation,
  parts: { readonly productId: string; readonly addons: readonly Addon[] },
  desired: readonly DesiredAddon[],
  context: PlanContext,
): Result<readonly Addon[], FulfilmentRefusal> {
  const byProduct = new Map(parts.addons.map((addon) => [addon.productId, addon]));
  const named = desired.map((wish) => ({
    wish,
    productId: productOf(wish, parts.addons, context),
  }));
  const counts = new Map<string | null, number>();
  for (const { productId } of named) counts.set(productId, (counts.get(productId) ?? 0) + 1);

  let hasChanged = false;
  for (const { wish, productId } of named) {
    if (!isTouched(operation, wish)) continue;
    if (productId === null) return refuse({ code: 'fulfilment.object_unknown', object: 'addon' });
    if ((counts.get(productId) ?? 0) > 1) {
      return refuse({ code: 'fulfilment.addon_twice', addonProductId: productId });
    }
    const current = byProduct.get(productId) ?? null;
    const next =
      operation === 'addon.cancel'
        ? cancelAddon(current)
        : setAddon(operation, current, { wish, productId, parent: parts.productId }, context);
    if (!next.ok) return next;
    if (next.value === current) continue;
    byProduct.set(productId, next.value);
    hasChanged = true;
  }
  return accept(hasChanged ? [...byProduct.values()] : parts.addons);
}

/** Every add-on ends with its subscription; the same list where none is active. */
export function cancelAddons(addons: readonly Addon[]): readonly Addon[] {
  if (addons.every(({ state }) => state === 'cancelled')) return addons;
  return addons.map((addon) => (addon.state === 'active' ? ended(addon) : addon));
}

/** An add-on that says nothing is ordered where everything is new, and else untouched. */
function isTouched(operation: FulfilmentOperation, { action }: DesiredAddon): boolean {
  switch (operation) {
    case 'subscription.create':
      return action === 'provision' || action === null;
    case 'subscription.update':
    case 'addon.create':
    case 'addon.update':
      return action === 'provision';
    case 'addon.cancel':
      return action === 'cancel';
    default:
      return false;
  }
}

/**
 * The product says which add-on is meant. Our id does so only where there is no product, because
 * answers to add-on calls carry the id of the subscription.
 */
function productOf(
  { productId, externalId }: DesiredAddon,
  addons: readonly Addon[],
  { service }: PlanContext,
): string | null {
  if (productId !== null) return findAddonProduct(service, productId)?.productId ?? productId;
  return addons.find((addon) => addon.externalId === externalId)?.productId ?? null;
}

function setAddon(
  operation: FulfilmentOperation,
  current: Addon | null,
  order: { readonly wish: DesiredAddon; readonly productId: string; readonly parent: string },
  context: PlanContext,
): Result<Addon, FulfilmentRefusal> {
  const { wish, productId, parent } = order;
  const { service, newId } = context;
  const product = findProduct(service, parent)?.productId ?? parent;
  if (findAddonProduct(service, productId)?.fits.includes(product) !== true) {
    const code = 'fulfilment.addon_not_of_product';
    return refuse({ code, addonProductId: productId, productId: parent });
  }
  if (operation === 'addon.update' && current === null) {
    return refuse({ code: 'fulfilment.object_unknown', object: 'addon' });
  }
  const step = operation === 'addon.update' || current?.state === 'active' ? 'change' : 'provision';
  if (current !== null && stateAfter(addonTransitions, current.state, step) === null) {
    const { state } = current;
    return refuse({ code: 'fulfilment.step_not_possible', object: 'addon', state, step });
  }
  const externalId: ExternalId = current?.externalId ?? newId();
  const quantity = wish.quantity ?? current?.quantity ?? 0;
  const attributes = wish.attributes ?? current?.attributes ?? {};
  const next: Addon = { externalId, productId, state: 'active', quantity, attributes };
  return accept(current !== null && isEqual(current, next) ? current : next);
}

/** An add-on ends whatever its number is. */
function cancelAddon(current: Addon | null): Result<Addon, FulfilmentRefusal> {
  if (current === null) return refuse({ code: 'fulfilment.object_unknown', object: 'addon' });
  return accept(current.state === 'cancelled' ? current : ended(current));
}

function ended(addon: Addon): Addon {
  return { ...addon, state: 'cancelled', quantity: 0 };
}

function isEqual(one: Addon, other: Addon): boolean {
  return (
    one.state === other.state &&
    one.quantity === other.quantity &&
    areEqualAttributes(one.attributes, other.attributes)
  );
}
