import type { DesiredState } from './desired-state.ts';
import type { Action, FulfilmentOperation } from './operation.ts';
import type { FulfilmentRefusal } from './refusals.ts';

type Allowed = { readonly parent: readonly Action[]; readonly addons: readonly Action[] };

const untouched: readonly Action[] = ['none'];
const provision: readonly Action[] = ['provision', 'none'];

/**
 * The actions that an operation bears; one that is not said is always borne. For calls of add-ons
 * the parent stays as it is. Source: document 004; the other operations: our choice.
 */
export const allowedActions: Readonly<Record<FulfilmentOperation, Allowed>> = {
  'subscription.create': { parent: provision, addons: provision },
  'subscription.update': { parent: provision, addons: provision },
  'subscription.activate': both('activate'),
  'subscription.suspend': both('suspend'),
  'subscription.cancel': both('cancel'),
  'subscription.change_plan': { parent: ['upgrade', 'downgrade', 'none'], addons: untouched },
  'subscription.upgrade_to_paid': both('upgrade_to_paid'),
  'addon.create': { parent: untouched, addons: provision },
  'addon.update': { parent: ['none', 'provision'], addons: provision },
  'addon.cancel': { parent: ['none', 'cancel'], addons: ['cancel', 'none'] },
  'asset.create': { parent: provision, addons: untouched },
  'asset.update': { parent: provision, addons: untouched },
  'asset.cancel': { parent: ['cancel', 'none'], addons: untouched },
};

/** The first object whose action contradicts the operation, the parent before its add-ons. */
export function checkActions(
  operation: FulfilmentOperation,
  desired: Pick<DesiredState, 'action' | 'addons'>,
): Extract<FulfilmentRefusal, { code: 'fulfilment.action_contradicts' }> | null {
  const { parent, addons } = allowedActions[operation];
  const code = 'fulfilment.action_contradicts';
  if (desired.action !== null && !parent.includes(desired.action)) {
    return { code, object: 'parent', productId: null, operation, allowed: parent };
  }
  for (const { action, productId, externalId } of desired.addons) {
    if (action === null || addons.includes(action)) continue;
    const name = productId ?? externalId;
    return { code, object: 'addon', productId: name, operation, allowed: addons };
  }
  return null;
}

function both(action: Action): Allowed {
  return { parent: [action, 'none'], addons: [action, 'none'] };
}
