import { expect, test } from 'vitest';
import { within } from './within.ts';

const longMs = 60_000;
const never = new Promise<never>(() => {});

test('an answer in time is the answer, and leaves no timer behind', async () => {
  const before = timersOf();
  const answer = within(Promise.resolve('yes'), longMs);
  expect(timersOf()).toBe(before + 1);
  expect(await answer).toBe('yes');
  expect(timersOf()).toBe(before);
});

test('a failure in time is the failure, and leaves no timer behind', async () => {
  const before = timersOf();
  const answer = within(Promise.reject(new Error('no register')), longMs);
  await expect(answer).rejects.toThrow('no register');
  expect(timersOf()).toBe(before);
});

test('who takes longer has given no answer', async () => {
  expect(await within(never, 1)).toBeNull();
});

test('what comes after the limit is dropped, a failure too', async () => {
  let give = (_value: string) => {};
  let fail = (_error: Error) => {};
  const value = new Promise<string>((resolve) => {
    give = resolve;
  });
  const failure = new Promise<string>((_resolve, reject) => {
    fail = reject;
  });
  const answers = [within(value, 1), within(failure, 1)];
  expect(await Promise.all(answers)).toEqual([null, null]);
  give('yes');
  // An unhandled rejection would fail this run.
  fail(new Error('too late'));
  expect(await Promise.all(answers)).toEqual([null, null]);
});

function timersOf(): number {
  return process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length;
}
