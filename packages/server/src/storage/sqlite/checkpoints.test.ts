import { expect, test } from 'vitest';
import { createCheckpoints } from './checkpoints.ts';

type End = { readonly well: (isLong?: boolean) => void; readonly badly: () => void };

/** Steps that end when they are told to, and what they were called for. */
function steps() {
  const begun: string[] = [];
  const ends: End[] = [];
  const step = (name: string) => () =>
    new Promise<boolean>((resolve, reject) => {
      begun.push(name);
      ends.push({
        well: (isLong = true) => resolve(isLong),
        badly: () => reject(new Error(name)),
      });
    });
  const finish = step('finish');
  const checkpoints = createCheckpoints({
    copyBeside: step('copy'),
    finish: async () => {
      await finish();
    },
  });
  const end = async (how: (one: End) => void) => {
    const one = ends.shift();
    if (one !== undefined) how(one);
    await new Promise((resolve) => setImmediate(resolve));
  };
  return { begun, end, checkpoints };
}

/** Two thousand pages, and sixteen more for each batch. */
const plenty = 2_000;

test('a log that may be long is copied beside the writer, and then finished by it', async () => {
  const { begun, end, checkpoints } = steps();
  checkpoints.wrote(plenty - 100);
  expect(begun).toEqual([]);
  checkpoints.wrote(100);
  expect(begun).toEqual(['copy']);
  await end(({ well }) => well());
  expect(begun).toEqual(['copy', 'finish']);
  await end(({ well }) => well());
  await checkpoints.settled();
  checkpoints.wrote(1);
  expect(begun).toEqual(['copy', 'finish']);
  checkpoints.wrote(plenty);
  expect(begun).toEqual(['copy', 'finish', 'copy']);
});

test('a log that is found short is left alone, and looked at again', async () => {
  const { begun, end, checkpoints } = steps();
  checkpoints.wrote(plenty);
  await end(({ well }) => well(false));
  await checkpoints.settled();
  checkpoints.wrote(1);
  expect(begun).toEqual(['copy']);
  checkpoints.wrote(plenty);
  expect(begun).toEqual(['copy', 'copy']);
});

test('many small batches fill the log as few large ones do', () => {
  const { begun, checkpoints } = steps();
  for (let batch = 0; batch < 110; batch += 1) checkpoints.wrote(1);
  expect(begun).toEqual([]);
  for (let batch = 0; batch < 10; batch += 1) checkpoints.wrote(1);
  expect(begun).toEqual(['copy']);
});

test('no second copy begins while one is under way', async () => {
  const { begun, end, checkpoints } = steps();
  checkpoints.wrote(plenty);
  checkpoints.wrote(plenty);
  await end(({ well }) => well());
  checkpoints.wrote(plenty);
  expect(begun).toEqual(['copy', 'finish']);
});

test('a copy that fails is begun again with the next look', async () => {
  const { begun, end, checkpoints } = steps();
  checkpoints.wrote(plenty);
  await end(({ badly }) => badly());
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
  await end(({ well }) => well());
  expect(isSettled).toBe(false);
  await end(({ well }) => well());
  await settled;
  expect(isSettled).toBe(true);
});
