import { expect, test } from 'vitest';
import { anAddon, anAsset, aSubscription } from '../../test/builders/fulfilment.ts';
import { hasNewValue, valueDifference } from './value-difference.ts';

test('what a call does not touch is not priced', () => {
  const before = aSubscription();
  const after = aSubscription({ addons: [anAddon(), anAddon({ productId: 'A', quantity: 3 })] });
  const differences = valueDifference(before, after);
  expect(differences).toEqual([{ productId: 'A', before: 0, after: 3 }]);
  expect(hasNewValue(differences)).toBe(true);
  expect(valueDifference(before, before)).toEqual([]);
});

test('less, an end and a suspension bring no new value', () => {
  const before = aSubscription();
  const less = [
    aSubscription({ quantity: 4 }),
    aSubscription({ state: 'cancelled' }),
    aSubscription({ state: 'suspended' }),
    aSubscription({ addons: [anAddon({ state: 'cancelled' })] }),
  ];
  for (const after of less) expect(hasNewValue(valueDifference(before, after))).toBe(false);
  expect(valueDifference(before, aSubscription({ state: 'cancelled' }))).toEqual([
    { productId: 'STD', before: 5, after: 0 },
    { productId: 'B', before: 1, after: 0 },
  ]);
});

test('a change of plan takes the old product away and brings the new one', () => {
  expect(valueDifference(aSubscription(), aSubscription({ productId: 'EDU' }))).toEqual([
    { productId: 'STD', before: 5, after: 0 },
    { productId: 'EDU', before: 0, after: 5 },
  ]);
});

test('a trial is worth nothing until it is paid for, and then all of it is new', () => {
  const trial = aSubscription({ isTrial: true });
  expect(valueDifference(null, trial)).toEqual([]);
  expect(valueDifference(trial, aSubscription())).toEqual([
    { productId: 'STD', before: 0, after: 5 },
    { productId: 'B', before: 0, after: 1 },
  ]);
});

test('an asset counts like a subscription without add-ons', () => {
  expect(valueDifference(null, anAsset({ quantity: 2 }))).toEqual([
    { productId: 'STD', before: 0, after: 2 },
  ]);
});
