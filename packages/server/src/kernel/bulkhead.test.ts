import { expect, test } from 'vitest';
import { createBulkhead } from './bulkhead.ts';

/** Work that ends when it is told to. */
function works() {
  const begun: string[] = [];
  const ends = new Map<string, (how: 'well' | 'badly') => void>();
  const work = (name: string) => () =>
    new Promise<string>((resolve, reject) => {
      begun.push(name);
      ends.set(name, (how) => (how === 'well' ? resolve(name) : reject(new Error(name))));
    });
  return { begun, work, end: (name: string, how: 'well' | 'badly') => ends.get(name)?.(how) };
}

test('as much as fits begins at once, the rest in the order in which it came', async () => {
  const { begun, work, end } = works();
  const run = createBulkhead(2);
  const all = ['a', 'b', 'c', 'd'].map((name) => run('key', work(name)));
  expect(begun).toEqual(['a', 'b']);
  end('b', 'well');
  expect(await all[1]).toBe('b');
  expect(begun).toEqual(['a', 'b', 'c']);
  end('a', 'well');
  end('c', 'well');
  await Promise.all([all[0], all[2]]);
  expect(begun).toEqual(['a', 'b', 'c', 'd']);
  end('d', 'well');
  expect(await Promise.all(all)).toEqual(['a', 'b', 'c', 'd']);
});

test('work that fails makes room as work that succeeds does', async () => {
  const { begun, work, end } = works();
  const run = createBulkhead(1);
  const first = run('key', work('first'));
  const second = run('key', work('second'));
  end('first', 'badly');
  await expect(first).rejects.toThrow('first');
  expect(begun).toEqual(['first', 'second']);
  end('second', 'well');
  expect(await second).toBe('second');
});

test('work that throws before it waits makes room as well', async () => {
  const run = createBulkhead(1);
  const failing = run('key', () => {
    throw new Error('at once');
  });
  await expect(failing).rejects.toThrow('at once');
  expect(await run('key', async () => 'next')).toBe('next');
});

test('one key never waits for another', () => {
  const { begun, work } = works();
  const run = createBulkhead(1);
  void run('slow', work('slow'));
  void run('slow', work('waits'));
  void run('quick', work('quick'));
  expect(begun).toEqual(['slow', 'quick']);
});

test('thousands that wait all get their turn, in order', async () => {
  const run = createBulkhead(3);
  const order: number[] = [];
  const count = 2_000;
  await Promise.all(
    Array.from({ length: count }, (_, index) =>
      run('key', async () => {
        order.push(index);
        await Promise.resolve();
      }),
    ),
  );
  expect(order).toEqual(Array.from({ length: count }, (_, index) => index));
});
