import type { WritableJson } from '../write-json.ts';
import {
  type ServiceAccount,
  type ServiceAccountInput,
  toWireAccount,
  withoutNulls,
} from './account.ts';
import type { ActionType, Derivative, RequesterType } from './enumerations.ts';

/** A characteristic of a subscription or an add-on. Source: document 004; codes: vendor's pages. */
export type ServiceAttribute = {
  readonly name: string | null;
  /** As text: `100`; of a yes or no, `1` or `0`. */
  readonly value: string | null;
  /** Code of the chosen value of a list. */
  readonly code: string | null;
  readonly isQuantityLinked: boolean | null;
  readonly extraParameters: Readonly<Record<string, string>> | null;
};

/** By attribute id. */
export type ServiceAttributes = Readonly<Record<string, ServiceAttribute>>;

/** An add-on as a call states it. Source: document 004. */
export type ServiceAddon = {
  /** Its id in the external system; null until there is one. */
  readonly id: string | null;
  readonly parentId: string | null;
  readonly name: string | null;
  /** The add-on as a product in the external system. */
  readonly productId: string | null;
  readonly actionType: ActionType | null;
  /** The total, with what was just added or cancelled. */
  readonly quantity: number | null;
  readonly attributes: ServiceAttributes | null;
  readonly extraDetails: Readonly<Record<string, string>> | null;
};

export type ServiceRequester = {
  readonly id: number | null;
  readonly firstName: string | null;
  readonly lastName: string | null;
  readonly displayName: string | null;
  readonly email: string | null;
  readonly type: RequesterType | null;
};

/** What all thirteen service operations carry. Null: not given. Source: documents 001 and 004. */
export type ServiceDefinition = {
  /** The id that we answered as Result; null on the first Create. */
  readonly id: string | null;
  /** The platform's own id. */
  readonly subscriptionId: string | null;
  readonly originalSubscriptionId: string | null;
  readonly name: string | null;
  /** The product type that we published in Get Services Definition. */
  readonly serviceType: string;
  readonly productId: string | null;
  readonly actionType: ActionType | null;
  /** The total, not the difference. */
  readonly quantity: number | null;
  readonly account: ServiceAccount | null;
  readonly attributes: ServiceAttributes | null;
  /** All add-ons of the subscription, not only the changed ones. */
  readonly addons: readonly ServiceAddon[] | null;
  readonly allowMultipleSubscriptions: boolean | null;
  readonly isFromOrder: boolean | null;
  readonly billingCycle: {
    readonly duration: string | null;
    readonly durationType: string | null;
  } | null;
  readonly checkOverusage: boolean | null;
  readonly derivative: Derivative | null;
  readonly customFieldValues: Readonly<Record<string, string>> | null;
  readonly extraDetails: Readonly<Record<string, string>> | null;
  readonly isTrial: boolean | null;
  readonly requestedBy: ServiceRequester | null;
};

/** What a caller of a service manager gives; what is left out is not written. */
export type ServiceDefinitionInput = Pick<ServiceDefinition, 'serviceType'> &
  Partial<Omit<ServiceDefinition, 'account' | 'addons' | 'attributes'>> & {
    readonly account?: ServiceAccountInput | null;
    readonly addons?: readonly Partial<ServiceAddon>[] | null;
    readonly attributes?: Readonly<Record<string, Partial<ServiceAttribute>>> | null;
  };

/**
 * The body of a service operation in the platform's spelling. `ID` is always there, also as null;
 * anything else that is null is left out, as is `CheckOnly` where it is null: a call of an endpoint
 * without pre-check.
 */
export function toWireServiceDefinition(
  definition: ServiceDefinitionInput,
  checkOnly: boolean | null,
): WritableJson {
  const { requestedBy, billingCycle, account, addons } = definition;
  return {
    ID: definition.id ?? null,
    ...withoutNulls({
      SubscriptionID: definition.subscriptionId,
      OriginalSubscriptionID: definition.originalSubscriptionId,
      Name: definition.name,
      ServiceType: definition.serviceType,
      ProductID: definition.productId,
      ActionType: definition.actionType,
      Quantity: definition.quantity,
      Account: account && toWireAccount(account),
      AttributeList: toWireAttributes(definition.attributes),
      Addons: addons?.map(toWireAddon),
      AllowMultipleSubscriptions: definition.allowMultipleSubscriptions,
      IsFromOrder: definition.isFromOrder,
      BillingCycle:
        billingCycle &&
        withoutNulls({
          Duration: billingCycle.duration,
          DurationType: billingCycle.durationType,
        }),
      CheckOverusage: definition.checkOverusage,
      Derivative: definition.derivative,
      CustomFieldValues: definition.customFieldValues,
      ExtraDetails: definition.extraDetails,
      IsTrial: definition.isTrial,
      RequestedBy:
        requestedBy &&
        withoutNulls({
          ID: requestedBy.id,
          FirstName: requestedBy.firstName,
          LastName: requestedBy.lastName,
          DisplayName: requestedBy.displayName,
          Email: requestedBy.email,
          Type: requestedBy.type,
        }),
      CheckOnly: checkOnly,
    }),
  };
}

function toWireAddon(addon: Partial<ServiceAddon>): WritableJson {
  return {
    ID: addon.id ?? null,
    ...withoutNulls({
      ParentID: addon.parentId,
      Name: addon.name,
      ProductID: addon.productId,
      ActionType: addon.actionType,
      Quantity: addon.quantity,
      AttributeList: toWireAttributes(addon.attributes),
      ExtraDetails: addon.extraDetails,
    }),
  };
}

function toWireAttributes(
  attributes: ServiceDefinitionInput['attributes'],
): WritableJson | undefined {
  if (attributes === null || attributes === undefined) return undefined;
  return Object.fromEntries(
    Object.entries(attributes).map(([id, attribute]) => [
      id,
      withoutNulls({
        ID: id,
        Name: attribute.name,
        Value: attribute.value,
        Code: attribute.code,
        QuantityLinked: attribute.isQuantityLinked,
        ExtraParameters: attribute.extraParameters,
      }),
    ]),
  );
}
