import { assertNever, present } from '../kernel/assert.ts';
import { accept, type Result, refuse } from '../kernel/result.ts';
import { cancelAddons, changeAddons } from './change-addons.ts';
import { checkActions } from './check-actions.ts';
import { areEqualAttributes } from './desired-state.ts';
import type { AddonOperation, SubscriptionOperation } from './operation.ts';
import type { DesiredCall, Plan, PlanContext } from './plan.ts';
import type { FulfilmentRefusal } from './refusals.ts';
import { findProduct } from './service.ts';
import { type SubscriptionStep, stateAfter, subscriptionTransitions } from './states.ts';
import type { Subscription } from './subscription.ts';

type Operation = SubscriptionOperation | AddonOperation;
type Planned = Result<Plan<Subscription>, FulfilmentRefusal>;

/**
 * What a call makes of a subscription. `current` is the one that the call names, null where there is
 * none of this caller's, or where its Create was not done.
 *
 * A Create that is done is answered again unchanged where it brings the same content. Every other
 * call carries a full state and is compared with the one in force: nothing is remembered, so that
 * suspend, activate, suspend suspends twice. A refusal changes nothing; they come in this order:
 * actions, unknown object, other content, add-ons, plan, state.
 */
export function planSubscription(
  operation: Operation,
  current: Subscription | null,
  call: DesiredCall,
  context: PlanContext,
): Planned {
  const contradiction = checkActions(operation, call.desired);
  if (contradiction !== null) return refuse(contradiction);
  if (operation === 'subscription.create') return createSubscription(current, call, context);
  if (current === null)
    return refuse({ code: 'fulfilment.object_unknown', object: 'subscription' });

  const wanted = wantedState(operation, current, call, context);
  if (!wanted.ok) return wanted;
  const thing = wanted.value;
  // Compared before the state is asked: what is in force already needs no step.
  if (isEqual(current, thing)) return accept({ kind: 'unchanged', thing: current });
  const step = stepOf(operation);
  const state = stateAfter(subscriptionTransitions, current.state, step);
  if (state === null) {
    const code = 'fulfilment.step_not_possible';
    return refuse({ code, object: 'subscription', state: current.state, step });
  }
  return accept({ kind: 'changed', thing: { ...thing, state } });
}

function createSubscription(
  current: Subscription | null,
  { desired, desiredHash, platformId, accountId, isTrial }: DesiredCall,
  context: PlanContext,
): Planned {
  if (current !== null) {
    return current.createdAs === desiredHash
      ? accept({ kind: 'unchanged', thing: current })
      : refuse({ code: 'fulfilment.other_content', object: 'subscription' });
  }
  const { service, now, newId } = context;
  const given = present(desired.productId, 'product of a new subscription');
  const product = findProduct(service, given);
  const productId = product?.productId ?? given;
  const operation = 'subscription.create';
  const addons = changeAddons(operation, { productId, addons: [] }, desired.addons, context);
  if (!addons.ok) return addons;
  const thing: Subscription = {
    externalId: newId(),
    platformId,
    accountId,
    serviceType: service.serviceType,
    productId,
    state: 'active',
    isTrial,
    quantity: present(desired.quantity, 'quantity of a new subscription'),
    attributes: desired.attributes ?? {},
    addons: addons.value,
    orderedAt: now,
    renewedAt: null,
    cancelWindowDays: product?.cancelWindowDays ?? null,
    createdAs: desiredHash,
  };
  return accept({ kind: 'changed', thing });
}

/** The subscription as the call wants it; whether the step is allowed is asked afterwards. */
function wantedState(
  operation: Exclude<Operation, 'subscription.create'>,
  current: Subscription,
  { desired }: DesiredCall,
  context: PlanContext,
): Result<Subscription, FulfilmentRefusal> {
  switch (operation) {
    case 'subscription.suspend':
      return accept({ ...current, state: 'suspended' });
    case 'subscription.activate':
      return accept({ ...current, state: 'active' });
    case 'subscription.cancel':
      return accept({ ...current, state: 'cancelled', addons: cancelAddons(current.addons) });
    case 'subscription.upgrade_to_paid':
      return accept({ ...current, isTrial: false });
    case 'subscription.change_plan':
      return changePlan(current, desired, context);
    case 'subscription.update':
    case 'addon.create':
    case 'addon.update':
    case 'addon.cancel': {
      const addons = changeAddons(operation, current, desired.addons, context);
      if (!addons.ok) return addons;
      const changed = { ...current, addons: addons.value };
      if (operation !== 'subscription.update') return accept(changed);
      const { quantity, attributes } = desired;
      return accept({
        ...changed,
        quantity: quantity ?? current.quantity,
        attributes: attributes ?? current.attributes,
      });
    }
    default:
      return assertNever(operation);
  }
}

/** Up along the catalogue, or down the same way; every add-on in force must fit the new product. */
function changePlan(
  current: Subscription,
  { productId, action, quantity, attributes }: DesiredCall['desired'],
  { service }: PlanContext,
): Result<Subscription, FulfilmentRefusal> {
  const changed: Subscription = {
    ...current,
    quantity: quantity ?? current.quantity,
    attributes: attributes ?? current.attributes,
  };
  const target = findProduct(service, productId);
  const to = target?.productId ?? productId ?? current.productId;
  if (to === current.productId) return accept(changed);

  const isUp = findProduct(service, current.productId)?.upgradeTo.includes(to) ?? false;
  const isDown = target?.upgradeTo.includes(current.productId) ?? false;
  if (!(isUp && action !== 'downgrade') && !(isDown && action !== 'upgrade')) {
    const code = 'fulfilment.plan_change_not_possible';
    return refuse({ code, from: current.productId, to });
  }
  const odd = current.addons.find(
    ({ state, productId: addon }) =>
      state === 'active' &&
      service.addons.find((one) => one.productId === addon)?.fits.includes(to) !== true,
  );
  if (odd !== undefined) {
    const code = 'fulfilment.addon_not_of_product';
    return refuse({ code, addonProductId: odd.productId, productId: to });
  }
  return accept({ ...changed, productId: to });
}

function stepOf(operation: Exclude<Operation, 'subscription.create'>): SubscriptionStep {
  if (operation.startsWith('addon.')) return 'change_addons';
  return operation.slice('subscription.'.length) as SubscriptionStep;
}

function isEqual(one: Subscription, other: Subscription): boolean {
  return (
    one.state === other.state &&
    one.productId === other.productId &&
    one.isTrial === other.isTrial &&
    one.quantity === other.quantity &&
    areEqualAttributes(one.attributes, other.attributes) &&
    one.addons === other.addons
  );
}
