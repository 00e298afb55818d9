import { expect, test } from 'vitest';
import { aStep, stepId } from '../../test/builders/provider-steps.ts';
import type { ProviderStep } from './provider-step.ts';
import { hasTurn } from './step-order.ts';

const create = aStep({ stepId: stepId('b') });
const update = aStep({ stepId: stepId('a'), operation: 'update', objectVersion: 2n });
const cancel = aStep({ stepId: stepId('c'), operation: 'cancel', objectVersion: 3n });

const turn = (step: ProviderStep, ...others: readonly ProviderStep[]) =>
  hasTurn(step, [step, ...others]);

test('the version of the object decides who comes first, not the id', () => {
  expect([turn(create, update), turn(update, create)]).toEqual([true, false]);
  const later = { ...create, stepId: stepId('z') };
  expect([turn(create, later), turn(later, create)]).toEqual([true, false]);
});

test.each(['waiting', 'failed', 'under_way', 'parked'] as const)(
  'what is %s holds up what comes after it',
  (status) => {
    expect(turn(update, { ...create, status })).toBe(false);
  },
);

test.each(['done', 'given_up'] as const)('what is %s holds up nothing', (status) => {
  expect(turn(update, { ...create, status })).toBe(true);
});

test('a cancel passes what is parked and what waits behind that, and nothing else', () => {
  const parked = { ...create, status: 'parked' } as const;
  expect(turn(cancel, parked, update)).toBe(true);
  expect(turn(cancel, { ...update, status: 'parked' }, create)).toBe(false);
  expect(turn(update, parked)).toBe(false);
  const before = (status: ProviderStep['status']) => turn(cancel, { ...update, status });
  expect(before('parked')).toBe(true);
  expect([before('waiting'), before('failed'), before('under_way')]).toEqual([false, false, false]);
});

test('nothing begins while a later step of the object is under way', () => {
  expect(turn(create, { ...cancel, status: 'under_way' })).toBe(false);
});

test('a claim that has lapsed can always be ended', () => {
  expect(turn({ ...cancel, status: 'under_way' }, { ...create, status: 'waiting' })).toBe(true);
});
