import { expect, test } from 'vitest';
import { createInFlight } from './in-flight.ts';

test('who asks while it is under way joins, and who asks afterwards begins anew', async () => {
  const inFlight = createInFlight<number>();
  let begun = 0;
  const ask = () => inFlight.join('one', 5, async () => ++begun);
  expect(await Promise.all([ask(), ask(), ask()])).toEqual([1, 1, 1]);
  expect(await ask()).toBe(2);
});

test('nobody joins work that ends after the time that he has', async () => {
  const inFlight = createInFlight<string>();
  const patient = inFlight.join('one', 9n, async () => 'late');
  const hasty = inFlight.join('one', 5n, async () => 'early');
  expect(await Promise.all([patient, hasty])).toEqual(['late', 'early']);
});

test('a failure is shared, and not kept', async () => {
  const inFlight = createInFlight<string>();
  const fail = () => inFlight.join('one', 1, () => Promise.reject(new Error('away')));
  const both = await Promise.allSettled([fail(), fail()]);
  expect(both.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  expect(await inFlight.join('one', 1, async () => 'back')).toBe('back');
});
