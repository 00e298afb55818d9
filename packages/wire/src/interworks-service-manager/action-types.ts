import type { ServiceAddon, ServiceDefinition } from './definition.ts';
import type { ActionType } from './enumerations.ts';
import type { ServiceOperation } from './operations.ts';
import type { ServiceManagerProblem } from './problem.ts';
import { nameOfAddon, parentOf } from './read-definition.ts';

type Allowed = {
  readonly parent: readonly ActionType[];
  readonly addons: readonly ActionType[];
};

const provision: Allowed = { parent: ['Provision', 'None'], addons: ['Provision', 'None'] };
const none: readonly ActionType[] = ['None'];

/**
 * The ActionTypes that an operation bears, in the order in which an error names them; a missing one
 * is always borne. Source: document 004 for add-ons (and the parent of Addon Create); the rest is
 * our choice.
 */
export const allowedActionTypes: Readonly<Record<ServiceOperation, Allowed>> = {
  'Subscriptions/Create': provision,
  'Subscriptions/Update': provision,
  'Subscriptions/Activate': same('Activate'),
  'Subscriptions/Suspend': same('Suspend'),
  'Subscriptions/Cancel': same('Cancel'),
  'Subscriptions/UpgradeDowngrade': { parent: ['Upgrade', 'Downgrade', 'None'], addons: none },
  'Subscriptions/UpgradeToPaid': same('UpgradeToPaid'),
  'Addons/Create': { parent: none, addons: provision.addons },
  'Addons/Update': { parent: ['None', 'Provision'], addons: provision.addons },
  'Addons/Cancel': { parent: ['None', 'Cancel'], addons: ['Cancel', 'None'] },
  'Assets/Create': { parent: provision.parent, addons: none },
  'Assets/Update': { parent: provision.parent, addons: none },
  'Assets/Cancel': { parent: ['Cancel', 'None'], addons: none },
};

/**
 * Compares the ActionTypes of a call with its path, which alone says what to do: the first object
 * that contradicts it, the parent before the add-ons, or null.
 */
export function checkActionTypes(
  operation: ServiceOperation,
  definition: Pick<ServiceDefinition, 'id' | 'subscriptionId' | 'actionType'> & {
    readonly addons: readonly Pick<ServiceAddon, 'id' | 'productId' | 'actionType'>[] | null;
  },
): ServiceManagerProblem | null {
  const { parent, addons } = allowedActionTypes[operation];
  if (!isAllowed(definition.actionType, parent)) {
    const object = parentOf(definition, operation);
    return { kind: 'contradiction', object, operation, allowed: parent };
  }
  const odd = definition.addons?.find(({ actionType }) => !isAllowed(actionType, addons));
  if (odd === undefined) return null;
  return { kind: 'contradiction', object: nameOfAddon(odd), operation, allowed: addons };
}

/** The ActionType that the platform gives the parent. Source: as above. */
export function parentActionType(
  operation: Exclude<ServiceOperation, 'Subscriptions/UpgradeDowngrade'>,
): ActionType {
  const [group, action] = operation.split('/');
  if (group === 'Addons') return 'None';
  return action === 'Create' || action === 'Update' ? 'Provision' : (action as ActionType);
}

function same(type: ActionType): Allowed {
  return { parent: [type, 'None'], addons: [type, 'None'] };
}

function isAllowed(type: ActionType | null, allowed: readonly ActionType[]): boolean {
  return type === null || allowed.includes(type);
}
