import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  aCall,
  aContext,
  anAddon,
  aService,
  aSubscription,
  aWish,
  externalId,
} from '../../test/builders/fulfilment.ts';
import type { DesiredState } from './desired-state.ts';
import type { AddonOperation, SubscriptionOperation } from './operation.ts';
import { planSubscription } from './plan-subscription.ts';
import type { Subscription } from './subscription.ts';

type Operation = SubscriptionOperation | AddonOperation;

function plan(
  operation: Operation,
  current: Subscription | null,
  desired: Partial<DesiredState> = {},
  context = aContext(),
) {
  return planSubscription(operation, current, aCall(desired), context);
}

/** The subscription that a call leads to; a refusal fails the test. */
function after(
  operation: Operation,
  current: Subscription | null,
  desired: Partial<DesiredState> = {},
) {
  const planned = plan(operation, current, desired);
  if (!planned.ok) throw new Error(planned.refusal.code);
  return planned.value;
}

describe('Create', () => {
  test('makes an active subscription with the ordered add-ons, under ids of ours', () => {
    const context = aContext();
    const addons = [
      aWish(),
      aWish({ productId: 'B', action: null, quantity: 3 }),
      aWish({ productId: 'C', action: 'none' }),
    ];
    expect(
      plan('subscription.create', null, { action: 'provision', addons }, context),
    ).toMatchObject({
      ok: true,
      value: {
        kind: 'changed',
        thing: {
          state: 'active',
          productId: 'STD',
          quantity: 5,
          addons: [
            { productId: 'A', quantity: 2, state: 'active' },
            { productId: 'B', quantity: 3, state: 'active' },
          ],
        },
      },
    });
    expect(context.made()).toBe(3);
  });

  test('that is done is answered again unchanged, 1,440 times, and makes no id', () => {
    const desired = { addons: [aWish()] };
    let { thing } = after('subscription.create', null, desired);
    const first = thing;
    const context = aContext();
    for (let repeat = 0; repeat < 1_440; repeat += 1) {
      const planned = plan('subscription.create', thing, desired, context);
      expect(planned).toEqual({ ok: true, value: { kind: 'unchanged', thing: first } });
      if (planned.ok) thing = planned.value.thing;
    }
    expect(context.made()).toBe(0);
  });

  test('is answered again also after the subscription changed, and never starts it anew', () => {
    const { thing } = after('subscription.create', null);
    const cancelled = after('subscription.cancel', thing).thing;
    expect(after('subscription.create', cancelled)).toEqual({
      kind: 'unchanged',
      thing: cancelled,
    });
  });

  test('with other content is refused', () => {
    const { thing } = after('subscription.create', null);
    expect(plan('subscription.create', thing, { quantity: 6 })).toEqual({
      ok: false,
      refusal: { code: 'fulfilment.other_content', object: 'subscription' },
    });
  });

  test('knows a repeat whatever the order of its add-ons', () => {
    const [one, other] = [aWish(), aWish({ productId: 'B' })];
    const { thing } = after('subscription.create', null, { addons: [one, other] });
    expect(after('subscription.create', thing, { addons: [other, one] }).kind).toBe('unchanged');
  });

  test("takes the platform's id of a product for the product", () => {
    const service = aService();
    const products = service.products.map((one) => ({ ...one, platformId: `P-${one.productId}` }));
    const context = aContext({ ...service, products });
    expect(plan('subscription.create', null, { productId: 'P-EDU' }, context)).toMatchObject({
      value: { thing: { productId: 'EDU' } },
    });
  });
});

describe('calls that carry a full state', () => {
  test('are compared with the state in force: suspend, activate, suspend suspends twice', () => {
    const suspended = after('subscription.suspend', aSubscription());
    expect(suspended).toMatchObject({ kind: 'changed', thing: { state: 'suspended' } });
    expect(after('subscription.suspend', suspended.thing).kind).toBe('unchanged');
    const active = after('subscription.activate', suspended.thing);
    expect(active).toMatchObject({ kind: 'changed', thing: { state: 'active' } });
    expect(after('subscription.suspend', active.thing)).toMatchObject({
      kind: 'changed',
      thing: { state: 'suspended' },
    });
  });

  test('replace totals: 5, 8, 8, 5, 8 ends at 8 after three changes', () => {
    let thing = aSubscription({ quantity: 5 });
    const kinds = [8, 8, 5, 8].map((quantity) => {
      const planned = after('subscription.update', thing, { quantity });
      thing = planned.thing;
      return planned.kind;
    });
    expect(kinds).toEqual(['changed', 'unchanged', 'changed', 'changed']);
    expect(thing.quantity).toBe(8);
  });

  test('leave alone what they do not speak of', () => {
    const current = aSubscription({ attributes: { plan: { value: 'x', code: null } } });
    const said = { quantity: null, attributes: null };
    expect(after('subscription.update', current, said)).toEqual({
      kind: 'unchanged',
      thing: current,
    });
  });

  test('find nothing where the subscription is not the caller’s', () => {
    for (const operation of [
      'subscription.suspend',
      'subscription.update',
      'addon.create',
    ] as const) {
      expect(plan(operation, null)).toEqual({
        ok: false,
        refusal: { code: 'fulfilment.object_unknown', object: 'subscription' },
      });
    }
  });

  test('cannot bring back what has ended, and cancelling it again is no change', () => {
    const { thing } = after('subscription.cancel', aSubscription());
    expect(thing).toMatchObject({
      state: 'cancelled',
      addons: [{ state: 'cancelled', quantity: 0 }],
    });
    expect(after('subscription.cancel', thing).kind).toBe('unchanged');
    for (const operation of ['subscription.activate', 'subscription.suspend'] as const) {
      expect(plan(operation, thing)).toMatchObject({
        refusal: { code: 'fulfilment.step_not_possible', state: 'cancelled' },
      });
    }
    expect(plan('addon.create', thing, { addons: [aWish()] })).toMatchObject({
      refusal: { code: 'fulfilment.step_not_possible', step: 'change_addons' },
    });
  });

  test('make a trial a paid subscription once', () => {
    const paid = after('subscription.upgrade_to_paid', aSubscription({ isTrial: true }));
    expect(paid).toMatchObject({ kind: 'changed', thing: { isTrial: false } });
    expect(after('subscription.upgrade_to_paid', paid.thing).kind).toBe('unchanged');
  });
});

describe('a change of plan', () => {
  test('goes up along the catalogue and down the same way', () => {
    const up = { productId: 'EDU', action: 'upgrade' } as const;
    const raised = after('subscription.change_plan', aSubscription(), up);
    expect(raised).toMatchObject({ kind: 'changed', thing: { productId: 'EDU', quantity: 5 } });
    expect(after('subscription.change_plan', raised.thing, up).kind).toBe('unchanged');
    const down = { productId: 'STD', action: 'downgrade' } as const;
    expect(after('subscription.change_plan', raised.thing, down).thing.productId).toBe('STD');
  });

  test('that the catalogue does not have, or that goes the other way than it says, is refused', () => {
    const refused = [
      { productId: 'NONE', action: null },
      { productId: 'EDU', action: 'downgrade' },
    ] as const;
    for (const desired of refused) {
      expect(plan('subscription.change_plan', aSubscription(), desired)).toMatchObject({
        refusal: {
          code: 'fulfilment.plan_change_not_possible',
          from: 'STD',
          to: desired.productId,
        },
      });
    }
  });

  test('is refused where an add-on in force does not fit the new product', () => {
    const current = aSubscription({ addons: [anAddon({ productId: 'C' })] });
    expect(plan('subscription.change_plan', current, { productId: 'EDU' })).toMatchObject({
      refusal: { code: 'fulfilment.addon_not_of_product', addonProductId: 'C', productId: 'EDU' },
    });
    const ended = aSubscription({ addons: [anAddon({ productId: 'C', state: 'cancelled' })] });
    expect(after('subscription.change_plan', ended, { productId: 'EDU' }).kind).toBe('changed');
  });
});

describe('add-ons', () => {
  const addonsOf = (thing: Subscription) =>
    Object.fromEntries(
      thing.addons.map(({ productId, quantity, state }) => [productId, { quantity, state }]),
    );
  const untouched = aWish({ productId: 'B', action: 'none', quantity: 9 });

  test('that are ordered are set to their total, the others stay whatever the call says of them', () => {
    const { thing } = after('addon.create', aSubscription(), { addons: [aWish(), untouched] });
    expect(addonsOf(thing)).toEqual({
      A: { quantity: 2, state: 'active' },
      B: { quantity: 1, state: 'active' },
    });
    expect(after('addon.create', thing, { addons: [aWish(), untouched] }).kind).toBe('unchanged');
    const raised = after('addon.update', thing, { addons: [aWish({ quantity: 5 }), untouched] });
    expect(addonsOf(raised.thing)['A']).toEqual({ quantity: 5, state: 'active' });
  });

  test('keep their id when they are cancelled and created again', () => {
    const cancelled = after('addon.cancel', aSubscription(), {
      addons: [aWish({ productId: 'B', action: 'cancel', quantity: 7 })],
    });
    expect(cancelled.thing.addons).toMatchObject([{ state: 'cancelled', quantity: 0 }]);
    const again = after('addon.create', cancelled.thing, { addons: [aWish({ productId: 'B' })] });
    expect(again.thing.addons).toMatchObject([
      { externalId: 'addon-b', state: 'active', quantity: 2 },
    ]);
  });

  test('are known by their product, also where the call sends the id of the subscription', () => {
    const wish = aWish({ externalId: 'sub-1', productId: 'B', quantity: 4 });
    const { thing } = after('addon.update', aSubscription(), { addons: [wish] });
    expect(addonsOf(thing)).toEqual({ B: { quantity: 4, state: 'active' } });
    const byId = aWish({ externalId: 'addon-b', productId: null, quantity: 6 });
    expect(addonsOf(after('addon.update', thing, { addons: [byId] }).thing)['B']?.quantity).toBe(6);
  });

  test('that are not the product’s, are not there, or stand twice are refused', () => {
    const refusalOf = (operation: AddonOperation, ...addons: ReturnType<typeof aWish>[]) => {
      const planned = plan(operation, aSubscription(), { addons });
      return planned.ok ? null : planned.refusal;
    };
    expect(refusalOf('addon.create', aWish({ productId: 'D' }))).toEqual({
      code: 'fulfilment.addon_not_of_product',
      addonProductId: 'D',
      productId: 'STD',
    });
    expect(refusalOf('addon.create', aWish({ productId: 'Z' }))?.code).toBe(
      'fulfilment.addon_not_of_product',
    );
    const unknown = { code: 'fulfilment.object_unknown', object: 'addon' };
    expect(refusalOf('addon.update', aWish())).toEqual(unknown);
    expect(refusalOf('addon.cancel', aWish({ action: 'cancel' }))).toEqual(unknown);
    expect(refusalOf('addon.create', aWish(), aWish({ action: 'none' }))).toEqual({
      code: 'fulfilment.addon_twice',
      addonProductId: 'A',
    });
  });

  test('a call that orders nothing is no change', () => {
    const current = aSubscription();
    expect(after('addon.create', current, { addons: [untouched] })).toEqual({
      kind: 'unchanged',
      thing: current,
    });
  });
});

describe('whatever comes in whatever order', () => {
  const operations: readonly Operation[] = [
    ...(['subscription.update', 'subscription.suspend', 'subscription.activate'] as const),
    ...(['subscription.cancel', 'subscription.change_plan', 'addon.create'] as const),
    ...(['addon.update', 'addon.cancel', 'subscription.upgrade_to_paid'] as const),
  ];
  const aRandomCall = fc.record({
    operation: fc.constantFrom(...operations),
    quantity: fc.nat(9),
    productId: fc.constantFrom('STD', 'EDU'),
    wishes: fc.uniqueArray(
      fc.record({ productId: fc.constantFrom('A', 'B', 'C', 'D'), quantity: fc.nat(9) }),
      { selector: ({ productId }) => productId, maxLength: 3 },
    ),
  });

  test('the same call twice is one change, a refusal leaves all as it was, and ends stay ends', () => {
    let changes = 0;
    let refusals = 0;
    fc.assert(
      fc.property(fc.array(aRandomCall, { maxLength: 12 }), (calls) => {
        let current = aSubscription({ isTrial: true });
        for (const { operation, quantity, productId, wishes } of calls) {
          const action = operation === 'addon.cancel' ? 'cancel' : 'provision';
          const isOfAddons = operation.startsWith('addon.');
          const addons = isOfAddons ? wishes.map((wish) => aWish({ ...wish, action })) : [];
          const desired = { quantity, productId, addons };
          const before = structuredClone(current);
          const planned = plan(operation, current, desired);
          expect(current).toEqual(before);
          if (!planned.ok) {
            refusals += 1;
            continue;
          }
          const { thing } = planned.value;
          if (planned.value.kind === 'unchanged') expect(thing).toBe(current);
          else changes += 1;
          expect(after(operation, thing, desired)).toEqual({ kind: 'unchanged', thing });
          if (current.state === 'cancelled') expect(thing).toBe(current);
          if (thing.state === 'cancelled') {
            expect(thing.addons.every(({ state }) => state === 'cancelled')).toBe(true);
          }
          const products = thing.addons.map((addon) => addon.productId);
          expect(new Set(products).size).toBe(products.length);
          expect(thing).toMatchObject({ externalId: current.externalId, accountId: '151' });
          current = thing;
        }
      }),
      { numRuns: 300 },
    );
    expect(changes).toBeGreaterThan(300);
    expect(refusals).toBeGreaterThan(100);
  });
});

test('an id of ours is any text of up to 255 characters without control characters', async () => {
  const { parseExternalId } = await import('./subscription.ts');
  expect(parseExternalId('sub-1001')).toBe(externalId('sub-1001'));
  for (const text of ['', 'a'.repeat(256), 'a\u0000', 'a\nb'])
    expect(parseExternalId(text)).toBeNull();
});
