import type { ProductType, PublishedItem } from '@aval/wire';
import type { Listing, StoredService } from '../../../fulfilment/index.ts';

/** A service as Get Services Definition tells it; codes of products and values are their ids. */
export function productTypeOf({ serviceType, name, catalogue }: StoredService): ProductType {
  return {
    id: serviceType,
    name,
    description: catalogue.description,
    allowMultipleSubscriptions: catalogue.allowMultipleSubscriptions,
    quantityLimit: catalogue.quantityLimit,
    isQuantityLimitLocked: catalogue.isQuantityLimitLocked,
    scope: catalogue.scope,
    derivative: catalogue.derivative,
    attributes: catalogue.attributes.map((attribute, sortOrder) => ({
      id: attribute.id,
      sortOrder,
      name: attribute.name,
      description: attribute.description,
      usage: 'ProductCharacteristic',
      kind: attribute.kind,
      isRequired: attribute.isRequired,
      isLinkedToQuantity: attribute.isLinkedToQuantity,
      values: attribute.values.map((value) => ({ ...value, code: value.id })),
    })),
    products: catalogue.products.map((product) => ({
      ...itemOf(product),
      relatedProducts: product.upgradeTo.map((productId) => ({ productId, relation: 'Upgrade' })),
    })),
    addons: catalogue.addons.map((addon) => ({ ...itemOf(addon), products: addon.fits })),
  };
}

function itemOf(
  item: Listing & { readonly productId: string; readonly name: string },
): PublishedItem {
  const { productId, name, price, chosen } = item;
  return {
    id: productId,
    code: productId,
    name,
    attributes: Object.entries(chosen).map(([id, value]) => ({ id, values: [value] })),
    chargeType: 'RecurringPrepaid',
    unitBillingCycles: ['Monthly'],
    prices:
      price === null
        ? []
        : [
            {
              currency: price.currency,
              units: [{ billingCycle: 'Monthly', price: price.gross, cost: price.cost }],
            },
          ],
  };
}
