import { present } from '../kernel/assert.ts';
import { accept, type Result, refuse } from '../kernel/result.ts';
import { checkActions } from './check-actions.ts';
import { areEqualAttributes } from './desired-state.ts';
import type { AssetOperation } from './operation.ts';
import type { DesiredCall, Plan, PlanContext } from './plan.ts';
import type { FulfilmentRefusal } from './refusals.ts';
import { findProduct } from './service.ts';
import { assetTransitions, stateAfter } from './states.ts';
import type { Asset } from './subscription.ts';

/** What a call makes of an asset: as `planSubscription`, without add-ons, plans and suspension. */
export function planAsset(
  operation: AssetOperation,
  current: Asset | null,
  call: DesiredCall,
  context: PlanContext,
): Result<Plan<Asset>, FulfilmentRefusal> {
  const { desired, desiredHash } = call;
  const contradiction = checkActions(operation, desired);
  if (contradiction !== null) return refuse(contradiction);
  if (operation === 'asset.create') {
    if (current === null) return accept({ kind: 'changed', thing: newAsset(call, context) });
    return current.createdAs === desiredHash
      ? accept({ kind: 'unchanged', thing: current })
      : refuse({ code: 'fulfilment.other_content', object: 'asset' });
  }
  if (current === null) return refuse({ code: 'fulfilment.object_unknown', object: 'asset' });

  const isCancel = operation === 'asset.cancel';
  const thing: Asset = isCancel
    ? { ...current, state: 'cancelled' }
    : {
        ...current,
        quantity: desired.quantity ?? current.quantity,
        attributes: desired.attributes ?? current.attributes,
      };
  if (isEqual(current, thing)) return accept({ kind: 'unchanged', thing: current });
  const step = isCancel ? 'cancel' : 'update';
  const state = stateAfter(assetTransitions, current.state, step);
  if (state === null) {
    const code = 'fulfilment.step_not_possible';
    return refuse({ code, object: 'asset', state: current.state, step });
  }
  return accept({ kind: 'changed', thing: { ...thing, state } });
}

function newAsset({ desired, ...call }: DesiredCall, { service, now, newId }: PlanContext): Asset {
  const given = present(desired.productId, 'product of a new asset');
  return {
    externalId: newId(),
    platformId: call.platformId,
    accountId: call.accountId,
    serviceType: service.serviceType,
    productId: findProduct(service, given)?.productId ?? given,
    state: 'active',
    quantity: present(desired.quantity, 'quantity of a new asset'),
    attributes: desired.attributes ?? {},
    orderedAt: now,
    createdAs: call.desiredHash,
  };
}

function isEqual(one: Asset, other: Asset): boolean {
  return (
    one.state === other.state &&
    one.quantity === other.quantity &&
    areEqualAttributes(one.attributes, other.attributes)
  );
}
