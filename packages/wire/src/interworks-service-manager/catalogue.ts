import { parseDecimal } from '../decimal-text.ts';
import type { JsonValue } from '../json-value.ts';
import { findMember, isJsonObject, numberText, toJsonNumber } from '../json-value.ts';
import { type WritableJson, writeJson } from '../write-json.ts';
import { type Derivative, derivatives } from './enumerations.ts';
import {
  type Members,
  note,
  type ProblemNote,
  pathOf,
  readBoolean,
  readId,
  readObject,
  readObjects,
  readOneOf,
  readText,
  readWholeNumber,
  requireId,
} from './members.ts';
import type { ServiceManagerRead } from './problem.ts';

export const productScopes = ['Customer', 'Reseller', 'Both'] as const;
export const attributeUsages = [
  'ProductCharacteristic',
  'OrderCharacteristic',
  'HiddenCharacteristic',
] as const;
export const attributeKinds = [
  ...(['Text', 'Numeric', 'DateTime', 'Boolean', 'PredefinedChooseOne'] as const),
  ...(['PredefinedChooseMany', 'CustomMultipleValues', 'Slider'] as const),
] as const;
export const chargeTypes = ['RecurringPrepaid', 'RecurringPayPerUse'] as const;
export const unitBillingCycles = [
  'Monthly',
  'Annually',
  'TwoYears',
  'ThreeYears',
  'SixYears',
] as const;
export type UnitBillingCycle = (typeof unitBillingCycles)[number];
const relations = ['Upgrade', 'MutuallyExcluded'] as const;

/** Amounts are decimal texts: the vendor's own sample has prices with nine decimals. */
export type PublishedPrice = {
  readonly currency: string;
  readonly units: readonly {
    readonly billingCycle: UnitBillingCycle;
    readonly price: string;
    readonly cost: string;
  }[];
};

export type PublishedAttributeValue = {
  readonly id: string;
  readonly code: string;
  readonly name: string;
  readonly isDefault: boolean;
};

export type PublishedAttribute = {
  readonly id: string;
  readonly sortOrder: number;
  readonly name: string;
  readonly description: string;
  readonly usage: (typeof attributeUsages)[number];
  readonly kind: (typeof attributeKinds)[number];
  readonly isRequired: boolean;
  readonly isLinkedToQuantity: boolean;
  readonly values: readonly PublishedAttributeValue[];
};

export type PublishedItem = {
  readonly id: string;
  readonly code: string;
  readonly name: string;
  readonly attributes: readonly { readonly id: string; readonly values: readonly string[] }[];
  readonly chargeType: (typeof chargeTypes)[number];
  readonly unitBillingCycles: readonly UnitBillingCycle[];
  readonly prices: readonly PublishedPrice[];
};

export type PublishedProduct = PublishedItem & {
  readonly relatedProducts: readonly {
    readonly productId: string;
    readonly relation: (typeof relations)[number];
  }[];
};

export type PublishedAddon = PublishedItem & {
  /** The products that it fits. */
  readonly products: readonly string[];
};

/** A service as Get Services Definition tells it. Source: the vendor's code. */
export type ProductType = {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly allowMultipleSubscriptions: boolean;
  readonly quantityLimit: number;
  readonly isQuantityLimitLocked: boolean;
  readonly scope: (typeof productScopes)[number];
  readonly derivative: Derivative;
  readonly attributes: readonly PublishedAttribute[];
  readonly products: readonly PublishedProduct[];
  readonly addons: readonly PublishedAddon[];
};

/**
 * Answer of Fields/ServiceDefinition: the whole catalogue in its own order. Names of enumerations
 * are written, not numbers; what the catalogue does not know is left out. Our choice.
 */
export function writeProductTypes(types: readonly ProductType[]): string {
  return writeJson({ ProductTypes: types.map(toWireProductType) });
}

/**
 * Reads the answer of Fields/ServiceDefinition. Members that `ProductType` does not have are passed
 * over; those that are missing are read as empty, off, 0 or the first of their names.
 */
export function readProductTypes(body: JsonValue): ServiceManagerRead<readonly ProductType[]> {
  if (!isJsonObject(body) || findMember(body, 'ProductTypes') === undefined) {
    return { ok: false, problem: { kind: 'missing', member: 'ProductTypes' } };
  }
  const kept: ProblemNote = { first: null };
  const value = listOf({ object: body, note: kept, path: '' }, 'ProductTypes', readProductType);
  return kept.first === null ? { ok: true, value } : { ok: false, problem: kept.first };
}

function toWireProductType(type: ProductType): WritableJson {
  return {
    ID: type.id,
    Name: type.name,
    Description: type.description,
    AllowMultipleSubscriptions: type.allowMultipleSubscriptions,
    QuantityLimit: type.quantityLimit,
    QuantityLimitLocked: type.isQuantityLimitLocked,
    Scope: type.scope,
    Derivative: type.derivative,
    AttributeList: type.attributes.map((attribute) => ({
      ID: attribute.id,
      SortOrder: attribute.sortOrder,
      Name: attribute.name,
      Description: attribute.description,
      Usage: attribute.usage,
      UsageSpecified: true,
      Kind: attribute.kind,
      KindSpecified: true,
      IsRequired: attribute.isRequired,
      LinkedToQuantity: attribute.isLinkedToQuantity,
      PredefinedValues: attribute.values.map((value) => ({
        ID: value.id,
        Code: value.code,
        Name: value.name,
        IsDefault: value.isDefault,
      })),
    })),
    ProductsCollection: {
      Products: type.products.map((product) => ({
        ID: product.id,
        ...toWireItem(product),
        RelatedProducts: product.relatedProducts.map(({ productId, relation }) => ({
          ProductID: productId,
          Relation: relation,
        })),
      })),
      Addons: type.addons.map((addon) => ({
        ID: addon.id,
        Products: addon.products,
        ...toWireItem(addon),
      })),
    },
  };
}

function toWireItem(item: PublishedItem) {
  return {
    Code: item.code,
    Name: item.name,
    Attributes: item.attributes.map(({ id, values }) => ({ ID: id, Values: values })),
    ChargeType: item.chargeType,
    UnitBillingCycles: item.unitBillingCycles,
    Prices: item.prices.map(({ currency, units }) => ({
      Currency: currency,
      Units: units.map(({ billingCycle, price, cost }) => ({
        BillingCycle: billingCycle,
        Price: amountOf(price),
        Cost: amountOf(cost),
      })),
    })),
  };
}

function amountOf(text: string) {
  const amount = toJsonNumber(text);
  if (amount === null) throw new TypeError('not the text of a number');
  return amount;
}

function readProductType(members: Members): ProductType {
  const collection = readObject(members, 'ProductsCollection');
  return {
    id: requireId(members, 'ID'),
    name: readText(members, 'Name') ?? '',
    description: readText(members, 'Description') ?? '',
    allowMultipleSubscriptions: readBoolean(members, 'AllowMultipleSubscriptions') ?? false,
    quantityLimit: readWholeNumber(members, 'QuantityLimit') ?? 0,
    isQuantityLimitLocked: readBoolean(members, 'QuantityLimitLocked') ?? false,
    scope: readOneOf(members, 'Scope', productScopes, { hasNumbers: true }) ?? 'Customer',
    derivative: readOneOf(members, 'Derivative', derivatives, { hasNumbers: true }) ?? 'NULL',
    attributes: listOf(members, 'AttributeList', readAttribute),
    products: listOf(collection, 'Products', (product) => ({
      ...readItem(product),
      relatedProducts: listOf(product, 'RelatedProducts', (related) => ({
        productId: requireId(related, 'ProductID'),
        relation: readRelation(related),
      })),
    })),
    addons: listOf(collection, 'Addons', (addon) => ({
      ...readItem(addon),
      products: textsOf(addon, 'Products'),
    })),
  };
}

function readAttribute(members: Members): PublishedAttribute {
  return {
    id: requireId(members, 'ID'),
    sortOrder: readWholeNumber(members, 'SortOrder') ?? 0,
    name: readText(members, 'Name') ?? '',
    description: readText(members, 'Description') ?? '',
    usage: readOneOf(members, 'Usage', attributeUsages) ?? 'ProductCharacteristic',
    kind: readOneOf(members, 'Kind', attributeKinds) ?? 'Text',
    isRequired: readBoolean(members, 'IsRequired') ?? false,
    isLinkedToQuantity: readBoolean(members, 'LinkedToQuantity') ?? false,
    values: listOf(members, 'PredefinedValues', (value) => ({
      id: requireId(value, 'ID'),
      code: readText(value, 'Code') ?? '',
      name: readText(value, 'Name') ?? '',
      isDefault: readBoolean(value, 'IsDefault') ?? false,
    })),
  };
}

function readItem(members: Members): PublishedItem {
  return {
    id: requireId(members, 'ID'),
    code: readText(members, 'Code') ?? '',
    name: readText(members, 'Name') ?? '',
    attributes: listOf(members, 'Attributes', (attribute) => ({
      id: requireId(attribute, 'ID'),
      values: textsOf(attribute, 'Values'),
    })),
    chargeType: readOneOf(members, 'ChargeType', chargeTypes) ?? 'RecurringPrepaid',
    unitBillingCycles: textsOf(members, 'UnitBillingCycles').flatMap(
      (name) => unitBillingCycles.find((cycle) => cycle === name) ?? [],
    ),
    prices: listOf(members, 'Prices', (price) => ({
      currency: readId(price, 'Currency') ?? '',
      units: listOf(price, 'Units', (unit) => ({
        billingCycle: readOneOf(unit, 'BillingCycle', unitBillingCycles) ?? 'Monthly',
        price: readAmount(unit, 'Price'),
        cost: readAmount(unit, 'Cost'),
      })),
    })),
  };
}

/** By name, or by the numbers that the vendor's code gives the two: 5 and 6. */
function readRelation(members: Members): (typeof relations)[number] {
  const number = findMember(members.object, 'Relation');
  if (number === 5) return 'Upgrade';
  if (number === 6) return 'MutuallyExcluded';
  return readOneOf(members, 'Relation', relations) ?? 'Upgrade';
}

function readAmount(members: Members, name: string): string {
  const value = findMember(members.object, name) ?? null;
  const text = value === null ? '0' : numberText(value);
  if (text !== null && parseDecimal(text).ok) return text;
  note(members, { kind: 'wrong_type', member: pathOf(members, name), expected: 'whole_number' });
  return '0';
}

function listOf<Item>(
  members: Members | null,
  name: string,
  read: (members: Members) => Item,
): readonly Item[] {
  return members === null ? [] : (readObjects(members, name) ?? []).map(read);
}

function textsOf(members: Members, name: string): readonly string[] {
  const value = findMember(members.object, name) ?? null;
  if (value === null) return [];
  if (Array.isArray(value) && value.every((item): item is string => typeof item === 'string')) {
    return value;
  }
  note(members, { kind: 'wrong_type', member: pathOf(members, name), expected: 'list' });
  return [];
}
