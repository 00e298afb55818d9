import { expect, test } from 'vitest';
import { createCheckpoints } from './checkpoints.ts';

/** Steps that end when they are told to, and what they were called for. */
function steps() {
  const begun: string[] = [];
  const ends: { readonly well: () => void; readonly badly: () => void }[] = [];
  const step = (name: string) => () =>
    new Promise<void>((resolve, reject) => {
      begun.push(name);
      ends.push({ well: resolve, badly: () => reject(new Error(name)) });
    });
  const end = async (how: 'well' | 'badly') => {
    ends.shift()?.[how]();
    await new Promise((resolve) => setImmediate(resolve));
  };
  return { begun, end, checkpoints: createCheckpoints(stepsNamed(step)) };
}

function stepsNamed(step: (name: string) => () => Promise<void>) {
  return { copyBeside: step('copy'), finish: step('finish') };
}

/** Twelve thousand pages, and sixteen more for each batch. */
const plenty = 12_000;

test('a log that has grown is copied beside the writer, and then finished by it', async () => {
  const { begun, end, checkpoints } = steps();
  checkpoints.wrote(plenty - 100);
  expect(begun).toEqual([]);
  checkpoints.wrote(100);
  expect(begun).toEqual(['copy']);
  await end('well');
  expect(begun).toEqual(['copy', 'finish']);
  await end('well');
  await checkpoints.settled();
  checkpoints.wrote(plenty);
  expect(begun).toEqual(['copy', 'finish', 'copy']);
});

test('many small batches fill the log as few large ones do', () => {
  const { begun, checkpoints } = steps();
  for (let batch = 0; batch < 700; batch += 1) checkpoints.wrote(1);
  expect(begun).toEqual([]);
  for (let batch = 0; batch < 10; batch += 1) checkpoints.wrote(1);
  expect(begun).toEqual(['copy']);
});

test('no second copy begins while one is under way', async () => {
  const { begun, end, checkpoints } = steps();
  checkpoints.wrote(plenty);
  checkpoints.wrote(plenty);
  await end('well');
  checkpoints.wrote(plenty);
  expect(begun).toEqual(['copy', 'finish']);
});

test('a copy that fails is begun again when the log has grown by as much once more', async () => {
  const { begun, end, checkpoints } = steps();
  checkpoints.wrote(plenty);
  await end('badly');
  await checkpoints.settled();
  checkpoints.wrote(1);
  expect(begun).toEqual(['copy']);
  checkpoints.wrote(plenty);
  expect(begun).toEqual(['copy', 'copy']);
});

test('settled waits for the copy and its end', async () => {
  const { end, checkpoints } = steps();
  checkpoints.wrote(plenty);
  let isSettled = false;
  const settled = checkpoints.settled().then(() => {
    isSettled = true;
  });
  await end('well');
  expect(isSettled).toBe(false);
  await end('well');
  await settled;
  expect(isSettled).toBe(true);
});
