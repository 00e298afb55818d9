import { beforeEach, expect, test } from 'vitest';
import { Fault } from '../../kernel/fault.ts';
import { type Asks, createAsks } from './asks.ts';
import type { ToWorker } from './worker-messages.ts';

let told: ToWorker[];
let asks: Asks;
beforeEach(() => {
  told = [];
  asks = createAsks((message) => told.push(message));
});

const nextTurn = () => new Promise((resolve) => setImmediate(resolve));

test('questions of one turn leave in one message, in their order', async () => {
  for (const question of ['a', 'b', 'c']) void asks.ask(question);
  expect(told).toEqual([]);
  await nextTurn();
  void asks.ask('d');
  await nextTurn();
  await nextTurn();
  expect(told).toEqual([
    { type: 'ask', firstId: 1, questions: ['a', 'b', 'c'] },
    { type: 'ask', firstId: 4, questions: ['d'] },
  ]);
});

test('answers find who asked, in whatever order they come', async () => {
  const answers = ['a', 'b', 'c', 'd'].map(asks.ask);
  const failed = asks.ask('e');
  await nextTurn();
  asks.hear({ type: 'answers', ids: [4, 2], answers: ['of d', 'of b'] });
  asks.hear({ type: 'notAnswered', id: 5, fault: 'TypeError: no question' });
  asks.hear({ type: 'answers', ids: [1, 3], answers: ['of a', 'of c'] });
  expect(await Promise.all(answers)).toEqual(['of a', 'of b', 'of c', 'of d']);
  await expect(failed).rejects.toThrow('TypeError: no question');
});

test('a fault is a fault again, with all that it says', async () => {
  const fault = {
    code: 'deadline.exceeded',
    publicText: 'Too late.',
    detail: 'by 3 ms',
    retryable: false,
    outcome: 'none',
  } as const;
  const asked = asks.ask('a');
  asks.hear({ type: 'notAnswered', id: 1, fault });
  const error = await asked.catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(Fault);
  expect(error).toMatchObject(fault);
});

test('one question more than may be open is refused, until another one has its answer', async () => {
  const open = Array.from({ length: 20_000 }, (_, index) => asks.ask(index));
  await expect(asks.ask('more')).rejects.toMatchObject({
    code: 'storage.overloaded',
    outcome: 'none',
  });
  await nextTurn();
  asks.hear({ type: 'answers', ids: [7], answers: ['seventh'] });
  expect(await open[6]).toBe('seventh');
  const again = asks.ask('again');
  await nextTurn();
  // Who was refused has taken no number.
  expect(told.at(-1)).toEqual({ type: 'ask', firstId: 20_001, questions: ['again'] });
  asks.hear({ type: 'answers', ids: [20_001], answers: ['of again'] });
  expect(await again).toBe('of again');
});

test('no question stays open where no answer will come', async () => {
  const left = asks.ask('left');
  await nextTurn();
  const waiting = asks.ask('waiting');
  const settled = asks.settled();
  asks.fail(new Error('the thread has ended'));
  await expect(left).rejects.toThrow('the thread has ended');
  await expect(waiting).rejects.toThrow('the thread has ended');
  await settled;
});

test('all is settled when the last question has its answer, and not before', async () => {
  await asks.settled();
  const asked = [asks.ask('a'), asks.ask('b')];
  let isSettled = false;
  const settled = asks.settled().then(() => {
    isSettled = true;
  });
  asks.hear({ type: 'answers', ids: [2], answers: ['of b'] });
  await nextTurn();
  expect(isSettled).toBe(false);
  asks.hear({ type: 'answers', ids: [1], answers: ['of a'] });
  await settled;
  expect(await Promise.all(asked)).toEqual(['of a', 'of b']);
});
