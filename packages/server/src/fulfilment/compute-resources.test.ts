import fc from 'fast-check';
import { expect, test } from 'vitest';
import { anAddon, aService, aSubscription } from '../../test/builders/fulfilment.ts';
import { computeResources } from './compute-resources.ts';
import type { Attributes } from './subscription.ts';

const service = aService();
const storage = (value: string): Attributes => ({ storage: { value, code: null } });
const backup = (value: string | null): Attributes => ({ backup: { value, code: null } });

test('a feature is on where any part has it, and off where none has', () => {
  const withBackup = (own: string | null, addon: string | null) =>
    computeResources(
      service,
      aSubscription({ attributes: backup(own), addons: [anAddon({ attributes: backup(addon) })] }),
    ).features['backup'];
  expect([withBackup('1', '0'), withBackup('0', '1'), withBackup('1', '1')]).toEqual([
    true,
    true,
    true,
  ]);
  for (const off of ['0', '', null, 'true', '2']) expect(withBackup(off, '0')).toBe(false);
});

test('cancelled add-ons give neither features nor amounts', () => {
  const gone = { state: 'cancelled', quantity: 3 } as const;
  const addons = [
    anAddon({ ...gone, productId: 'A', attributes: backup('1') }),
    anAddon({ ...gone, productId: 'B', attributes: storage('100') }),
  ];
  expect(computeResources(service, aSubscription({ addons }))).toEqual({
    features: { backup: false },
    amounts: { storage: '0' },
    unreadable: [],
  });
});

test('nothing is left of a subscription that is cancelled, and all of one that is suspended', () => {
  const attributes = { ...backup('1'), ...storage('10') };
  const none = { features: { backup: false }, amounts: { storage: '0' } };
  expect(
    computeResources(service, aSubscription({ attributes, state: 'cancelled' })),
  ).toMatchObject(none);
  expect(
    computeResources(service, aSubscription({ attributes, state: 'suspended' })),
  ).toMatchObject({ features: { backup: true }, amounts: { storage: '50' } });
});

test('a value that is no number is named, and no amount is guessed', () => {
  for (const value of ['unlimited', '1e3', '0x10', '1,5', 'NaN', `${'9'.repeat(19)}`]) {
    const resources = computeResources(service, aSubscription({ attributes: storage(value) }));
    expect(resources).toEqual({
      features: { backup: false },
      amounts: {},
      unreadable: ['storage'],
    });
  }
});

test('names that every object has are no attributes', () => {
  const odd = { ...service, attributeKinds: { toString: 'feature', valueOf: 'amount' } } as const;
  expect(computeResources(odd, aSubscription())).toMatchObject({
    features: { toString: false },
    amounts: { valueOf: '0' },
  });
});

const aPart = fc.record({
  tenths: fc.nat(100_000),
  quantity: fc.nat(1_000),
  isActive: fc.boolean(),
});
const decimal = (tenths: number) => `${Math.floor(tenths / 10)}.${tenths % 10}`;

test('an amount is the exact sum of value times quantity, in whatever order the parts come', () => {
  fc.assert(
    fc.property(aPart, fc.array(aPart, { maxLength: 8 }), (own, others) => {
      const addons = others.map(({ tenths, quantity, isActive }, at) =>
        anAddon({
          productId: `A${at}`,
          quantity,
          state: isActive ? 'active' : 'cancelled',
          attributes: storage(decimal(tenths)),
        }),
      );
      const attributes = storage(decimal(own.tenths));
      const subscription = aSubscription({ attributes, quantity: own.quantity, addons });
      const counted = [own, ...others.filter(({ isActive }) => isActive)];
      const sum = counted.reduce((all, { tenths, quantity }) => all + tenths * quantity, 0);
      const { amounts } = computeResources(service, subscription);
      expect(Math.round(Number(amounts['storage']) * 10)).toBe(sum);
      expect(amounts['storage']).toBe(sum % 10 === 0 ? String(sum / 10) : decimal(sum));
      const turned = { ...subscription, addons: addons.toReversed() };
      expect(computeResources(service, turned).amounts).toEqual(amounts);
    }),
  );
});
