import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { nativeExamples } from '@aval/wire';
import { expect, test } from 'vitest';
import { operationList } from '../sample-calls.ts';
import { runStory } from './run-story.ts';

const file = join(import.meta.dirname, '../../../../wire/src/native/examples.ts');

// `AVAL_TEST_WRITE=1` writes the examples anew; `npm run fix` then gives them their form.
test('every example is what the server answers', async () => {
  const told = await runStory();
  if (process.env['AVAL_TEST_WRITE'] === '1') {
    writeFileSync(file, sourceOf(told));
    return;
  }
  expect(nativeExamples).toEqual(told);
});

test('every operation has an example that succeeds', () => {
  const shown = new Set(
    nativeExamples.filter(({ status }) => status < 300).map(({ operation }) => operation),
  );
  expect(operationList.map(([id]) => id).filter((id) => !shown.has(id))).toEqual([]);
});

function sourceOf(examples: unknown): string {
  return `import type { NativeExample } from './example.ts';

/**
 * Calls of the native API with their answers, in the order of one story. A test runs the story and
 * compares; it also writes this file.
 */
export const nativeExamples: readonly NativeExample[] = ${JSON.stringify(examples, null, 2)};
`;
}
