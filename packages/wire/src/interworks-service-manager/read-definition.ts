import { findMember, isJsonObject, type JsonObject, type JsonValue } from '../json-value.ts';
import { readAccountMembers } from './account.ts';
import type {
  ServiceAddon,
  ServiceAttribute,
  ServiceAttributes,
  ServiceDefinition,
  ServiceRequester,
} from './definition.ts';
import { actionTypes, derivatives, requesterTypes } from './enumerations.ts';
import {
  type Members,
  note,
  type ProblemNote,
  pathOf,
  readBoolean,
  readId,
  readMap,
  readObject,
  readObjects,
  readOneOf,
  readQuantity,
  readText,
  readTexts,
  readWholeNumber,
  requireId,
  valueLengthMax,
} from './members.ts';
import type { ServiceOperation } from './operations.ts';
import type { NamedObject, ServiceManagerRead } from './problem.ts';

export type ServiceCall = {
  /** Whether to judge only. Absent means the real call; anything but true and false is refused. */
  readonly checkOnly: boolean;
  readonly definition: ServiceDefinition;
};

/**
 * Reads the body of a service operation: names without regard to case, unknown members ignored,
 * null as absent but for CheckOnly. The first problem is given: CheckOnly, then the members in the
 * order of the definition. Whether ActionTypes fit the operation is `checkActionTypes`.
 */
export function readServiceCall(
  body: JsonValue,
  operation: ServiceOperation,
): ServiceManagerRead<ServiceCall> {
  if (!isJsonObject(body)) return { ok: false, problem: { kind: 'not_readable' } };
  const checkOnly = readCheckOnly(body);
  if (checkOnly === null) {
    return { ok: false, problem: { kind: 'wrong_type', member: 'CheckOnly', expected: 'boolean' } };
  }
  const kept: ProblemNote = { first: null };
  const definition = readDefinition({ object: body, note: kept, path: '' }, operation);
  return kept.first === null
    ? { ok: true, value: { checkOnly, definition } }
    : { ok: false, problem: kept.first };
}

/** The object that an ActionType of the parent belongs to, named by the caller's own id. */
export function parentOf(
  { id, subscriptionId }: Pick<ServiceDefinition, 'id' | 'subscriptionId'>,
  operation: ServiceOperation,
): NamedObject {
  const isCreate = operation === 'Subscriptions/Create' || operation === 'Assets/Create';
  return {
    kind: operation.startsWith('Assets/') ? 'asset' : 'subscription',
    name: id ?? (isCreate ? null : subscriptionId),
  };
}

export function nameOfAddon({
  id,
  productId,
}: Pick<ServiceAddon, 'id' | 'productId'>): NamedObject {
  return { kind: 'addon', name: productId ?? id };
}

/** Null: it is there and says neither true nor false, be it null, a text or a number. */
function readCheckOnly(body: JsonObject): boolean | null {
  const value = findMember(body, 'CheckOnly');
  if (value === undefined) return false;
  return typeof value === 'boolean' ? value : null;
}

function readDefinition(members: Members, operation: ServiceOperation): ServiceDefinition {
  const [group, action = ''] = operation.split('/');
  const isOfWhole = group !== 'Addons';
  const isCreate = isOfWhole && action === 'Create';
  const serviceType = requireId(members, 'ServiceType');
  const id = readId(members, 'ID');
  const subscriptionId = readId(members, 'SubscriptionID');
  if (!isCreate && id === null && subscriptionId === null) {
    note(members, { kind: 'missing', member: 'ID' });
  }
  const account = readObject(members, 'Account');
  const definition: ServiceDefinition = {
    id,
    subscriptionId,
    originalSubscriptionId: readId(members, 'OriginalSubscriptionID'),
    name: readText(members, 'Name'),
    serviceType,
    productId: readId(members, 'ProductID'),
    actionType: readOneOf(members, 'ActionType', actionTypes, {
      hasNumbers: true,
      problemOf: (value) => ({
        kind: 'unknown_action',
        object: parentOf({ id, subscriptionId }, operation),
        value,
      }),
    }),
    quantity: readQuantity(members, 'Quantity'),
    account: account && readAccountMembers(account),
    attributes: readAttributes(members),
    addons: readObjects(members, 'Addons')?.map((addon) => readAddon(addon, operation)) ?? null,
    allowMultipleSubscriptions: readBoolean(members, 'AllowMultipleSubscriptions'),
    isFromOrder: readBoolean(members, 'IsFromOrder'),
    billingCycle: readBillingCycle(readObject(members, 'BillingCycle')),
    checkOverusage: readBoolean(members, 'CheckOverusage'),
    derivative: readOneOf(members, 'Derivative', derivatives, { hasNumbers: true }),
    customFieldValues: readTexts(members, 'CustomFieldValues'),
    extraDetails: readTexts(members, 'ExtraDetails'),
    isTrial: readBoolean(members, 'IsTrial'),
    requestedBy: readRequester(readObject(members, 'RequestedBy')),
  };
  const isNeeded = {
    ProductID: isCreate && definition.productId === null,
    Quantity: (isCreate || (isOfWhole && action === 'Update')) && definition.quantity === null,
    Account: isCreate && definition.account === null,
    Addons: !isOfWhole && definition.addons === null,
  };
  for (const [member, isMissing] of Object.entries(isNeeded)) {
    if (isMissing) note(members, { kind: 'missing', member });
  }
  return definition;
}

/**
 * An add-on is known by its product or its id. A total is needed where one is ordered; that an
 * add-on of a Create without ActionType is ordered, and one of an Addon call is not, is our choice.
 */
function readAddon(members: Members, operation: ServiceOperation): ServiceAddon {
  const id = readId(members, 'ID');
  const productId = readId(members, 'ProductID');
  if (id === null && productId === null) {
    note(members, { kind: 'missing', member: pathOf(members, 'ProductID') });
  }
  const actionType = readOneOf(members, 'ActionType', actionTypes, {
    hasNumbers: true,
    problemOf: (value) => ({
      kind: 'unknown_action',
      object: nameOfAddon({ id, productId }),
      value,
    }),
  });
  const quantity = readQuantity(members, 'Quantity');
  const isOrdered =
    actionType === 'Provision' || (actionType === null && operation === 'Subscriptions/Create');
  if (isOrdered && quantity === null) {
    note(members, { kind: 'missing', member: pathOf(members, 'Quantity') });
  }
  return {
    id,
    parentId: readId(members, 'ParentID'),
    name: readText(members, 'Name'),
    productId,
    actionType,
    quantity,
    attributes: readAttributes(members),
    extraDetails: readTexts(members, 'ExtraDetails'),
  };
}

function readAttributes(members: Members): ServiceAttributes | null {
  return readMap(
    members,
    'AttributeList',
    (attribute): ServiceAttribute => ({
      name: readText(attribute, 'Name'),
      value: readText(attribute, 'Value', valueLengthMax),
      code: readText(attribute, 'Code'),
      isQuantityLinked: readBoolean(attribute, 'QuantityLinked'),
      extraParameters: readTexts(attribute, 'ExtraParameters'),
    }),
  );
}

function readBillingCycle(members: Members | null): ServiceDefinition['billingCycle'] {
  return (
    members && {
      duration: readText(members, 'Duration'),
      durationType: readText(members, 'DurationType'),
    }
  );
}

function readRequester(members: Members | null): ServiceRequester | null {
  return (
    members && {
      id: readWholeNumber(members, 'ID'),
      firstName: readText(members, 'FirstName'),
      lastName: readText(members, 'LastName'),
      displayName: readText(members, 'DisplayName'),
      email: readText(members, 'Email'),
      type: readOneOf(members, 'Type', requesterTypes),
    }
  );
}
