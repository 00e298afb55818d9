import { expect, test } from 'vitest';
import { priceDifference } from './price-difference.ts';
import type { Catalogue } from './stored-service.ts';

const item = (productId: string, gross: string | null, currency = 'EUR') => ({
  ...{ productId, platformId: null, name: productId, fits: [], chosen: {} },
  price: gross === null ? null : { gross, cost: '0', currency },
});
const catalogue = {
  products: [] as Catalogue['products'],
  addons: [item('A', '3.00'), item('B', '4.10'), item('FREE', null), item('USD', '1.00', 'USD')],
};
const price = (
  operation: Parameters<typeof priceDifference>[0],
  ...differences: readonly (readonly [productId: string, before: number, after: number])[]
) =>
  priceDifference(
    operation,
    catalogue,
    differences.map(([productId, before, after]) => ({ productId, before, after })),
  );

test('what grows is worth the difference, and what shrinks frees nothing', () => {
  expect(price('addon.update', ['A', 2, 5], ['B', 4, 1])).toEqual({
    kind: 'amount',
    amount: { amountMinor: 9_00n, currency: 'EUR' },
  });
  expect(price('addon.update', ['A', 5, 2], ['FREE', 9, 0])).toEqual({ kind: 'nothing' });
});

test('a change of plan is worth what the new one costs more', () => {
  const up = price('subscription.change_plan', ['A', 5, 0], ['B', 0, 5]);
  expect(up).toEqual({ kind: 'amount', amount: { amountMinor: 5_50n, currency: 'EUR' } });
  expect(price('subscription.change_plan', ['B', 5, 0], ['A', 0, 5])).toEqual({ kind: 'nothing' });
});

test('what grows without a price, or in a second currency, is named', () => {
  const unpriced = (productId: string) => ({ kind: 'unpriced', productId });
  expect(price('addon.create', ['A', 0, 1], ['FREE', 0, 1])).toEqual(unpriced('FREE'));
  expect(price('addon.create', ['NOBODY', 0, 1])).toEqual(unpriced('NOBODY'));
  expect(price('addon.create', ['A', 0, 1], ['USD', 0, 1])).toEqual(unpriced('USD'));
});
