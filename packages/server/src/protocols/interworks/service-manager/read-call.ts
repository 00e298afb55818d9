import type {
  ActionType,
  RequesterType,
  ServiceAttributes,
  ServiceCall,
  ServiceDefinition,
  ServiceManagerContext,
  ServiceManagerLanguage,
  ServiceOperation,
} from '@aval/wire';
import type {
  Action,
  Attributes,
  DesiredState,
  FulfilmentCall,
  FulfilmentOperation,
  PlatformAccess,
  RequesterPlace,
} from '../../../fulfilment/index.ts';
import type { Instant } from '../../../kernel/clock.ts';
import { keyField } from './recognize.ts';
import type { Caller } from './service-manager-deps.ts';

/** A call of the wire in the words of the room. */
export function fulfilmentCall(
  { principal, tenant, installation }: Caller,
  operation: ServiceOperation,
  { checkOnly, definition }: ServiceCall,
  beside: {
    readonly context: ServiceManagerContext;
    readonly platform: PlatformAccess;
    readonly language: ServiceManagerLanguage;
    readonly deadlineAt: Instant;
  },
): FulfilmentCall {
  const { requestedBy, account } = definition;
  const { context, platform, language, deadlineAt } = beside;
  return {
    tenantId: tenant.tenantId,
    installation,
    actor: principal.actor,
    operation: operationNames[operation],
    isPreCheck: checkOnly,
    serviceType: definition.serviceType,
    externalId: definition.id,
    platformId: platformIdOf(definition),
    accountId: account?.id ?? null,
    name: definition.name,
    desired: desiredOf(definition),
    isTrial: definition.isTrial,
    isFromOrder: definition.isFromOrder,
    requester: requestedBy === null ? null : places[requestedBy.type ?? 'Unknown'],
    settings: settingsOf(context),
    trackId: context.trackId,
    language,
    platform,
    deadlineAt,
  };
}

/** A GUID is the same one in either letter case; any other id stands as it is. */
function platformIdOf({ subscriptionId }: ServiceDefinition): string | null {
  if (subscriptionId === null) return null;
  return guidForm.test(subscriptionId) ? subscriptionId.toLowerCase() : subscriptionId;
}

const guidForm = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** The operations of the wire under the names of the room. */
export const operationNames: Readonly<Record<ServiceOperation, FulfilmentOperation>> = {
  'Subscriptions/Create': 'subscription.create',
  'Subscriptions/Update': 'subscription.update',
  'Subscriptions/Activate': 'subscription.activate',
  'Subscriptions/Suspend': 'subscription.suspend',
  'Subscriptions/Cancel': 'subscription.cancel',
  'Subscriptions/UpgradeDowngrade': 'subscription.change_plan',
  'Subscriptions/UpgradeToPaid': 'subscription.upgrade_to_paid',
  'Addons/Create': 'addon.create',
  'Addons/Update': 'addon.update',
  'Addons/Cancel': 'addon.cancel',
  'Assets/Create': 'asset.create',
  'Assets/Update': 'asset.update',
  'Assets/Cancel': 'asset.cancel',
};

const actions: Readonly<Record<ActionType, Action>> = {
  None: 'none',
  Provision: 'provision',
  Cancel: 'cancel',
  Suspend: 'suspend',
  Activate: 'activate',
  Upgrade: 'upgrade',
  Downgrade: 'downgrade',
  UpgradeToPaid: 'upgrade_to_paid',
};

const places: Readonly<Record<RequesterType, RequesterPlace>> = {
  BSS: 'back_office',
  Storefront: 'storefront',
  API: 'api',
  Unknown: 'unknown',
};

export function desiredOf(definition: ServiceDefinition): DesiredState {
  return {
    productId: definition.productId,
    action: actionOf(definition.actionType),
    quantity: definition.quantity,
    attributes: attributesOf(definition.attributes),
    addons: (definition.addons ?? []).map((addon) => ({
      externalId: addon.id,
      productId: addon.productId,
      action: actionOf(addon.actionType),
      quantity: addon.quantity,
      attributes: attributesOf(addon.attributes),
    })),
  };
}

export function actionOf(type: ActionType | null): Action | null {
  return type === null ? null : actions[type];
}

function attributesOf(attributes: ServiceAttributes | null): Attributes | null {
  if (attributes === null) return null;
  return Object.fromEntries(
    Object.entries(attributes).map(([id, { value, code }]) => [id, { value, code }]),
  );
}

/** The key of the setting fields is for us alone: neither rules nor the provider get to see it. */
function settingsOf({ settings }: ServiceManagerContext): Readonly<Record<string, string>> {
  return Object.fromEntries(
    [...settings]
      .filter(([id]) => id !== keyField.toLowerCase())
      .map(([id, values]) => [id, values.join('|')]),
  );
}
