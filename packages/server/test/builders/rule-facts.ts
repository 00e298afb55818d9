import fc from 'fast-check';
import type { FulfilmentOperation, RuleFacts } from '../../src/fulfilment/index.ts';
import { noOutsideFacts } from '../../src/fulfilment/index.ts';
import { fulfilmentOperations } from '../../src/fulfilment/operation.ts';

/** A first purchase of five licences by a customer who has nothing else. */
export function someRuleFacts(change: Partial<RuleFacts> = {}): RuleFacts {
  return {
    operation: 'subscription.create',
    serviceType: 'VendorX',
    productId: 'STD',
    accountId: '151',
    requester: 'back_office',
    isTrial: false,
    isFromOrder: null,
    attributes: {},
    settings: {},
    quantityBefore: 0,
    quantityAfter: 5,
    addonsTouched: 0,
    addonsActive: 0,
    state: 'none',
    daysSincePurchase: null,
    daysSinceRenewal: null,
    otherActive: 0,
    otherSuspended: 0,
    otherCancelled: 0,
    otherActiveOfProduct: 0,
    productsOwned: [],
    onePerCustomer: false,
    requires: null,
    hasRequired: true,
    minQuantity: null,
    maxQuantity: null,
    cancelWindowDays: null,
    outside: noOutsideFacts,
    ...change,
  };
}

const few = fc.nat({ max: 6 });
const fewOrNull = fc.option(few);

/** Any facts at all, with numbers so small that they often meet at a bound. */
export const anyRuleFacts: fc.Arbitrary<RuleFacts> = fc
  .record({
    operation: fc.constantFrom<FulfilmentOperation>(...fulfilmentOperations),
    productId: fc.option(fc.constantFrom('STD', 'EDU')),
    requester: fc.constantFrom('back_office', 'storefront', 'api', 'unknown'),
    isTrial: fc.boolean(),
    isFromOrder: fc.option(fc.boolean()),
    quantityBefore: few,
    quantityAfter: fewOrNull,
    addonsTouched: few,
    addonsActive: few,
    state: fc.constantFrom('none', 'active', 'suspended', 'cancelled'),
    daysSincePurchase: fewOrNull,
    daysSinceRenewal: fewOrNull,
    otherActive: few,
    otherSuspended: few,
    otherCancelled: few,
    otherActiveOfProduct: few,
    productsOwned: fc.uniqueArray(fc.constantFrom('EDU', 'SEC', 'STD')),
    onePerCustomer: fc.boolean(),
    requires: fc.option(fc.constantFrom('SEC', 'STD')),
    hasRequired: fc.boolean(),
    minQuantity: fewOrNull,
    maxQuantity: fewOrNull,
    cancelWindowDays: fewOrNull,
  })
  .map((facts) => someRuleFacts(facts as Partial<RuleFacts>));
