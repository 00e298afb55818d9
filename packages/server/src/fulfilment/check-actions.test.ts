import fc from 'fast-check';
import { expect, test } from 'vitest';
import { aWish } from '../../test/builders/fulfilment.ts';
import { allowedActions, checkActions } from './check-actions.ts';
import { type Action, actions, fulfilmentOperations } from './operation.ts';

const anOperation = fc.constantFrom(...fulfilmentOperations);
const anAction = fc.constantFrom<Action | null>(...actions, null);

test('an add-on is ordered, cancelled or untouched as document 004 says, with an untouched parent', () => {
  const addons = (...given: Action[]) =>
    given.map((action) => aWish({ action, productId: action }));
  const parent = 'none';
  for (const operation of ['addon.create', 'addon.update'] as const) {
    const desired = { action: 'none', addons: addons('provision', 'none') } as const;
    expect(checkActions(operation, desired)).toBeNull();
    expect(checkActions(operation, { ...desired, addons: addons('none', 'cancel') })).toMatchObject(
      {
        object: 'addon',
        productId: 'cancel',
        allowed: ['provision', 'none'],
      },
    );
  }
  expect(
    checkActions('addon.cancel', { action: parent, addons: addons('cancel', 'none') }),
  ).toBeNull();
  expect(
    checkActions('addon.cancel', { action: parent, addons: addons('provision') }),
  ).toMatchObject({ productId: 'provision', allowed: ['cancel', 'none'] });
  expect(checkActions('addon.create', { action: 'provision', addons: [] })).toMatchObject({
    object: 'parent',
    allowed: ['none'],
  });
});

test('an action that is not said never contradicts, and neither does none', () => {
  fc.assert(
    fc.property(anOperation, fc.constantFrom('none' as const, null), (operation, action) => {
      const addons = [aWish({ action }), aWish({ action: null, productId: 'B' })];
      expect(checkActions(operation, { action, addons })).toBeNull();
    }),
  );
});

test('whatever contradicts is named, the parent before its add-ons, the first add-on first', () => {
  fc.assert(
    fc.property(anOperation, anAction, fc.array(anAction), (operation, action, given) => {
      const addons = given.map((one, at) => aWish({ action: one, productId: `A${at}` }));
      const { parent, addons: allowed } = allowedActions[operation];
      const found = checkActions(operation, { action, addons });
      const odd = given.findIndex((one) => one !== null && !allowed.includes(one));
      if (action !== null && !parent.includes(action)) expect(found?.object).toBe('parent');
      else if (odd === -1) expect(found).toBeNull();
      else expect(found).toMatchObject({ object: 'addon', productId: `A${odd}`, operation });
    }),
  );
});
