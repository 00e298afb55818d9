import fc from 'fast-check';
import { expect, test } from 'vitest';
import { aDesired, aWish, hash } from '../../test/builders/fulfilment.ts';
import { type DesiredState, hashOfCall, hashOfDesired } from './desired-state.ts';

const said = { value: '1', code: null };

test('the order of add-ons and attributes makes no other content', () => {
  const products = fc.uniqueArray(fc.constantFrom('A', 'B', 'C', 'D'));
  fc.assert(
    fc.property(products, (names) => {
      const addons = names.map((productId) => aWish({ productId }));
      const attributes = Object.fromEntries(names.map((name) => [name, said]));
      const turned = Object.fromEntries(names.toReversed().map((name) => [name, said]));
      expect(hashOfDesired(aDesired({ addons, attributes }), hash)).toBe(
        hashOfDesired(aDesired({ addons: addons.toReversed(), attributes: turned }), hash),
      );
    }),
  );
});

test('everything that the sheet counts as content makes another one', () => {
  const variants: readonly DesiredState[] = [
    aDesired(),
    aDesired({ productId: 'EDU' }),
    aDesired({ action: 'provision' }),
    aDesired({ quantity: 6 }),
    aDesired({ attributes: {} }),
    aDesired({ attributes: { a: said } }),
    aDesired({ attributes: { a: { value: '0', code: null } } }),
    aDesired({ attributes: { a: { value: null, code: '1' } } }),
    aDesired({ addons: [aWish()] }),
    aDesired({ addons: [aWish(), aWish({ productId: 'B' })] }),
    aDesired({ addons: [aWish({ externalId: 'x' })] }),
    aDesired({ addons: [aWish({ quantity: 3 })] }),
    aDesired({ addons: [aWish({ action: 'none' })] }),
    aDesired({ addons: [aWish({ attributes: { a: said } })] }),
  ];
  const hashes = variants.map((desired) => hashOfDesired(desired, hash));
  expect(new Set(hashes).size).toBe(variants.length);
});

test('a call is told from one of another operation or object', () => {
  const desired = aDesired();
  const hashes = [
    hashOfCall('subscription.suspend', 'sub-1', desired, hash),
    hashOfCall('subscription.activate', 'sub-1', desired, hash),
    hashOfCall('subscription.suspend', 'sub-2', desired, hash),
  ];
  expect(new Set(hashes).size).toBe(3);
});
