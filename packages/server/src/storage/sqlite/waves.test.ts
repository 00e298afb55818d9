import { setImmediate as turn } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { createWaves } from './waves.ts';

/** Work that ends when it is told to. */
function aWave(atOnce: number) {
  const begun: number[] = [];
  const ends = new Map<number, () => void>();
  const add = createWaves<number>(atOnce, (item) => {
    begun.push(item);
    return new Promise((resolve) => ends.set(item, resolve));
  });
  const end = (...items: readonly number[]) => {
    for (const item of items) ends.get(item)?.();
  };
  return { add, begun, end };
}

/** Until what was called for has begun. */
async function turns(): Promise<void> {
  await turn();
  await turn();
}

test('begins all that there is, in its order, up to so many', async () => {
  const { add, begun } = aWave(3);
  for (const item of [1, 2, 3, 4, 5]) add(item);
  expect(begun).toEqual([]);
  await turns();
  expect(begun).toEqual([1, 2, 3]);
});

test('begins the next ones when the last of those before has ended, a turn later', async () => {
  const { add, begun, end } = aWave(2);
  for (const item of [1, 2, 3, 4, 5]) add(item);
  await turns();
  end(2);
  await turns();
  expect(begun).toEqual([1, 2]);
  end(1);
  await Promise.resolve();
  expect(begun).toEqual([1, 2]);
  await turns();
  expect(begun).toEqual([1, 2, 3, 4]);
  end(3, 4);
  await turns();
  expect(begun).toEqual([1, 2, 3, 4, 5]);
});

test('what comes while others are under way waits for their end, and is not forgotten', async () => {
  const { add, begun, end } = aWave(2);
  add(1);
  await turns();
  add(2);
  await turns();
  expect(begun).toEqual([1]);
  end(1);
  await turns();
  expect(begun).toEqual([1, 2]);
  end(2);
  await turns();
  add(3);
  await turns();
  expect(begun).toEqual([1, 2, 3]);
});
