import { expect, test } from 'vitest';
import { type Instant, instant } from './clock.ts';
import { createFreshCache, freshUs, staleUs } from './fresh-cache.ts';

function aCache(rowsMax = 10_000, outlivesFaults = false) {
  let now: Instant = instant(1_000_000n);
  let reads = 0;
  const cache = createFreshCache<number>({ now: () => now }, { rowsMax, outlivesFaults });
  return {
    cache,
    pass: (microseconds: bigint) => {
      now = instant(now + microseconds);
    },
    get: (key: string, value: number | null = 1) =>
      cache.get(key, async () => {
        reads += 1;
        return value;
      }),
    reads: () => reads,
  };
}

test('a row is read again after five seconds, not before', async () => {
  const { get, pass, reads } = aCache();
  await get('a');
  pass(freshUs - 1n);
  await get('a');
  expect(reads()).toBe(1);
  pass(1n);
  expect(await get('a', 2)).toBe(2);
  expect(reads()).toBe(2);
});

test('looks at the same time share one read', async () => {
  const { get, reads } = aCache();
  await Promise.all([get('a'), get('a'), get('a')]);
  expect(reads()).toBe(1);
});

test('what is not there, and what could not be read, is not remembered', async () => {
  const { cache, get, reads } = aCache();
  expect(await get('a', null)).toBeNull();
  await expect(cache.get('b', () => Promise.reject(new Error('down')))).rejects.toThrow('down');
  expect(await get('a', 5)).toBe(5);
  expect(await get('b', 6)).toBe(6);
  expect(reads()).toBe(3);
});

test('a row outlives a database that is away for ten minutes, where that is wanted', async () => {
  const down = () => Promise.reject(new Error('down'));
  const { cache, get, pass } = aCache(10, true);
  await get('a');
  pass(freshUs);
  expect(await cache.get('a', down)).toBe(1);
  await expect(cache.get('b', down)).rejects.toThrow('down');
  expect(await get('a', 2)).toBe(2);
  pass(staleUs);
  await expect(cache.get('a', down)).rejects.toThrow('down');
  await get('c');
  pass(freshUs);
  cache.forget('c');
  await expect(cache.get('c', down)).rejects.toThrow('down');
  const { cache: strict, get: getStrictly, pass: passStrictly } = aCache();
  await getStrictly('a');
  passStrictly(freshUs);
  await expect(strict.get('a', down)).rejects.toThrow('down');
});

test('a read that began before a change does not outlive it', async () => {
  const { cache, get } = aCache();
  let finish: (value: number) => void = () => {};
  const old = cache.get('a', () => new Promise((resolve) => (finish = resolve)));
  cache.forget('a');
  expect(await get('a', 2)).toBe(2);
  finish(1);
  expect(await old).toBe(1);
  expect(await get('a', 3)).toBe(2);
});

test('a clock that goes back makes nothing fresh', async () => {
  const { get, pass, reads } = aCache();
  await get('a');
  pass(-1_000n);
  await get('a');
  expect(reads()).toBe(2);
});

test('the oldest rows go when it is full, and all go when it is told so', async () => {
  const { cache, get, reads } = aCache(2);
  for (const key of ['a', 'b', 'c']) await get(key);
  await get('c');
  expect(reads()).toBe(3);
  await get('a');
  expect(reads()).toBe(4);
  cache.forgetAll();
  await get('a');
  expect(reads()).toBe(5);
});
