import { expect, test } from 'vitest';
import { createPasswordQueue } from './password-queue.ts';

/** Work that ends when the test says so. */
function someWork() {
  const running: string[] = [];
  const ends = new Map<string, () => void>();
  return {
    running,
    start: (name: string) => () =>
      new Promise<string>((resolve) => {
        running.push(name);
        ends.set(name, () => resolve(name));
      }),
    end: async (name: string) => {
      ends.get(name)?.();
      for (let turn = 0; turn < 5; turn += 1) await Promise.resolve();
    },
  };
}

test('two run at once, and one of each source', async () => {
  const queue = createPasswordQueue();
  const work = someWork();
  const all = ['a1', 'a2', 'b1', 'c1'].map((name) => queue.run(name.charAt(0), work.start(name)));
  await Promise.resolve();
  expect(work.running).toEqual(['a1', 'b1']);
  await work.end('b1');
  expect(work.running).toEqual(['a1', 'b1', 'c1']);
  await work.end('a1');
  expect(work.running).toEqual(['a1', 'b1', 'c1', 'a2']);
  await work.end('c1');
  await work.end('a2');
  expect((await Promise.all(all)).map((answer) => answer.ok && answer.value)).toEqual([
    'a1',
    'a2',
    'b1',
    'c1',
  ]);
});

test('a source that asks too often is told to come back, and does not keep others waiting', async () => {
  const queue = createPasswordQueue();
  const work = someWork();
  const asked = ['a1', 'a2', 'a3', 'a4', 'a5'].map((name) => queue.run('a', work.start(name)));
  expect(await queue.run('a', work.start('a6'))).toMatchObject({
    ok: false,
    refusal: { code: 'access.busy' },
  });
  const other = queue.run('b', work.start('b1'));
  await Promise.resolve();
  expect(work.running).toEqual(['a1', 'b1']);
  await work.end('b1');
  expect((await other).ok).toBe(true);
  for (const name of ['a1', 'a2', 'a3', 'a4', 'a5']) await work.end(name);
  expect(await Promise.all(asked)).toHaveLength(5);
});

test('many sources together find an end of the queue too', async () => {
  const queue = createPasswordQueue();
  const work = someWork();
  const names = Array.from({ length: 60 }, (_, index) => `s${index}`);
  const answers = names.map((name) => queue.run(name, work.start(name)));
  const refused: string[] = [];
  for (const [index, answer] of answers.entries()) {
    void answer.then(({ ok }) => ok || refused.push(`s${index}`));
  }
  await work.end('none');
  expect(refused.length).toBe(60 - 2 - 32);
});

test('work that fails frees its place', async () => {
  const queue = createPasswordQueue();
  await expect(queue.run('a', () => Promise.reject(new Error('no memory')))).rejects.toThrow();
  expect(await queue.run('a', () => Promise.resolve(1))).toEqual({ ok: true, value: 1 });
});
