import { expect, test } from 'vitest';
import { createTurns } from './turns.ts';

test('work under one key goes one after another in its order, also after a failure', async () => {
  const { take } = createTurns();
  const told: string[] = [];
  const work = (name: string) => async () => {
    told.push(`${name} begins`);
    await Promise.resolve();
    told.push(`${name} ends`);
    if (name === 'second') throw new Error('a failure of its own');
    return name;
  };
  const answers = await Promise.allSettled(
    ['first', 'second', 'third'].map((name) => take('key', work(name))),
  );
  expect(answers.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  expect(told).toEqual(
    ['first', 'second', 'third'].flatMap((name) => [`${name} begins`, `${name} ends`]),
  );
});

test('other keys do not wait', async () => {
  const { take } = createTurns();
  const never = new Promise<string>(() => {});
  void take('slow', () => never);
  expect(await take('quick', async () => 'done')).toBe('done');
});
