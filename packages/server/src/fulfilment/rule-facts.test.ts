import { expect, test } from 'vitest';
import { later, noon } from '../../test/builders/credit.ts';
import {
  aDesired,
  anAddon,
  aProduct,
  aService,
  aSubscription,
  aWish,
  externalId,
} from '../../test/builders/fulfilment.ts';
import { day, minute } from '../kernel/clock.ts';
import { exampleRules, fillFacts } from './example-rules.ts';
import { type FactSources, noOutsideFacts, ruleFacts } from './rule-facts.ts';

function facts(change: Partial<FactSources> = {}) {
  return ruleFacts({
    operation: 'subscription.create',
    service: aService(),
    accountId: '151',
    desired: aDesired(),
    current: null,
    subscriptions: [],
    requester: null,
    isTrial: null,
    isFromOrder: null,
    settings: {},
    outside: noOutsideFacts,
    now: noon,
    ...change,
  });
}

test('days that have begun count, so that more than 14 days starts right after the fourteenth', () => {
  const current = aSubscription({ cancelWindowDays: 14 });
  const after = (us: bigint) =>
    facts({ operation: 'subscription.cancel', current, now: later(us) }).daysSincePurchase;
  expect([after(0n), after(1n), after(day), after(14n * day), after(14n * day + minute)]).toEqual([
    0, 1, 1, 14, 15,
  ]);
  expect(facts().daysSincePurchase).toBeNull();
});

test('a renewal counts from itself, the purchase stays what it was', () => {
  const current = aSubscription({ renewedAt: later(10n * day) });
  const { daysSincePurchase, daysSinceRenewal } = facts({
    operation: 'subscription.cancel',
    current,
    now: later(12n * day),
  });
  expect([daysSincePurchase, daysSinceRenewal]).toEqual([12, 2]);
});

test('the customer’s other subscriptions are counted by state, without the one that is called', () => {
  const current = aSubscription();
  const other = (name: string, state: 'active' | 'suspended' | 'cancelled', productId = 'STD') =>
    aSubscription({ externalId: externalId(name), state, productId });
  const subscriptions = [
    current,
    other('two', 'active'),
    other('three', 'active', 'EDU'),
    other('four', 'suspended'),
    other('five', 'cancelled', 'EDU'),
  ];
  expect(facts({ operation: 'subscription.update', current, subscriptions })).toMatchObject({
    otherActive: 2,
    otherSuspended: 1,
    otherCancelled: 1,
    otherActiveOfProduct: 1,
    productsOwned: ['EDU', 'STD'],
    state: 'active',
  });
});

test('a required service must be active, and another subscription must have it', () => {
  const service = aService({
    products: [aProduct(), aProduct({ productId: 'SEC', requires: 'STD' })],
  });
  const desired = aDesired({ productId: 'SEC' });
  const has = (state: 'active' | 'suspended' | 'cancelled') =>
    facts({ service, desired, subscriptions: [aSubscription({ state })] }).hasRequired;
  expect([has('active'), has('suspended'), has('cancelled')]).toEqual([true, false, false]);
  expect(facts({ service, desired }).hasRequired).toBe(false);
  expect(facts({ service }).hasRequired).toBe(true);
});

test('quantities are those before and after the call', () => {
  const current = aSubscription({ quantity: 5 });
  const quantities = (operation: FactSources['operation'], quantity: number | null) => {
    const { quantityBefore, quantityAfter } = facts({
      operation,
      current,
      desired: aDesired({ quantity }),
    });
    return [quantityBefore, quantityAfter];
  };
  expect(quantities('subscription.update', 8)).toEqual([5, 8]);
  expect(quantities('subscription.update', null)).toEqual([5, 5]);
  expect(quantities('subscription.suspend', 9)).toEqual([5, 5]);
  expect(quantities('subscription.cancel', 5)).toEqual([5, 0]);
  expect(facts()).toMatchObject({ quantityBefore: 0, quantityAfter: 5 });
});

test('add-on calls speak of the product of the subscription, whatever their ProductID is', () => {
  const current = aSubscription({
    addons: [anAddon(), anAddon({ productId: 'A', state: 'cancelled' })],
  });
  const desired = aDesired({
    productId: 'A',
    addons: [aWish(), aWish({ productId: 'B', action: 'none' })],
  });
  expect(facts({ operation: 'addon.create', current, desired })).toMatchObject({
    productId: 'STD',
    addonsTouched: 1,
    addonsActive: 1,
  });
});

test('what is not known is null, never 0 or false', () => {
  const { outside, quantityAfter, daysSincePurchase, isFromOrder } = facts({
    desired: aDesired({ quantity: null, productId: 'NONE' }),
  });
  expect([...Object.values(outside), quantityAfter, daysSincePurchase, isFromOrder]).toEqual(
    Array.from({ length: 8 }, () => null),
  );
});

test('every example names only facts that there are, in five languages', () => {
  const known = facts();
  expect(exampleRules).toHaveLength(5);
  for (const rule of exampleRules) {
    for (const fact of rule.facts) expect(Object.keys(known)).toContain(fact);
    expect(Object.keys(rule.texts)).toEqual(['en', 'nl', 'de', 'pl', 'el']);
    const named = Object.values(rule.texts).map((text) => text.match(/\{\w+\}/g));
    for (const names of named) expect(names).toEqual(named[0]);
    const filled = fillFacts(rule.texts.en, { ...known, maxQuantity: 7, minQuantity: 3 });
    expect(filled).not.toContain('{');
  }
});
