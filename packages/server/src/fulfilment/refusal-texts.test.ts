import { expect, test } from 'vitest';
import { describeFulfilmentRefusal, fulfilmentRefusalTexts } from './refusal-texts.ts';
import type { FulfilmentRefusal } from './refusals.ts';

/** One refusal of each code; a new code does not compile until it has one. */
const examples: {
  readonly [Code in FulfilmentRefusal['code']]: readonly [
    Extract<FulfilmentRefusal, { code: Code }>,
    string,
  ];
} = {
  'fulfilment.action_contradicts': [
    {
      code: 'fulfilment.action_contradicts',
      object: 'addon',
      productId: 'B',
      operation: 'addon.create',
      allowed: ['provision', 'none'],
    },
    'The action of the add-on B must be provision or none in addon.create.',
  ],
  'fulfilment.object_unknown': [
    { code: 'fulfilment.object_unknown', object: 'addon' },
    'This add-on is not known here.',
  ],
  'fulfilment.other_content': [
    { code: 'fulfilment.other_content', object: 'subscription' },
    'This subscription was already created with other content.',
  ],
  'fulfilment.addon_twice': [
    { code: 'fulfilment.addon_twice', addonProductId: 'A' },
    'Add-on A stands twice in the call.',
  ],
  'fulfilment.addon_not_of_product': [
    { code: 'fulfilment.addon_not_of_product', addonProductId: 'Z', productId: 'STD' },
    'Add-on Z does not belong to product STD.',
  ],
  'fulfilment.plan_change_not_possible': [
    { code: 'fulfilment.plan_change_not_possible', from: 'STD', to: 'NONE' },
    'A change from STD to NONE is not possible.',
  ],
  'fulfilment.step_not_possible': [
    {
      code: 'fulfilment.step_not_possible',
      object: 'subscription',
      state: 'cancelled',
      step: 'activate',
    },
    'A subscription that is cancelled cannot take the step activate.',
  ],
};

test.each(Object.entries(examples))(
  '%s says what is wrong with which object',
  (_, [refusal, text]) => {
    expect(describeFulfilmentRefusal(refusal)).toBe(text);
  },
);

test('an action of the parent names the kind of the parent', () => {
  const allowed = ['cancel', 'none'] as const;
  const parent = {
    code: 'fulfilment.action_contradicts',
    object: 'parent',
    productId: null,
  } as const;
  expect(describeFulfilmentRefusal({ ...parent, operation: 'asset.cancel', allowed })).toContain(
    'of the asset must',
  );
  expect(describeFulfilmentRefusal({ ...parent, operation: 'addon.cancel', allowed })).toContain(
    'of the subscription must',
  );
});

test('no two refusals have the same place in the order', () => {
  const places = Object.values(fulfilmentRefusalTexts).map(({ precedence }) => precedence);
  expect(new Set(places).size).toBe(places.length);
});
