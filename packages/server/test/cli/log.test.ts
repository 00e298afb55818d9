import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'rolldown';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { bundle } from '../../rolldown.config.mjs';

const packageFolder = join(import.meta.dirname, '..', '..');
const output = join('.tmp', `log-${process.pid}`);
const program = join(output, 'log-program.js');
const flood = join(output, 'log-flood-program.js');

beforeAll(async () => {
  await build(bundle({ entry: 'test/cli/log-program.ts', file: program }));
  await build(bundle({ entry: 'test/cli/log-flood-program.ts', file: flood }));
});
afterAll(() => rmSync(join(packageFolder, output), { recursive: true, force: true }));

async function linesOf(texts: readonly string[]): Promise<readonly string[]> {
  const child = spawn(process.execPath, [join(packageFolder, program), ...texts], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, UV_THREADPOOL_SIZE: '1' },
  });
  let said = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    if (said === '') child.kill('SIGTERM');
    said += text;
  });
  expect(await once(child, 'close')).toEqual([0, null]);
  const [ready, ...lines] = said.trimEnd().split('\n');
  expect(ready).toBe('ready');
  return lines.map((line) => JSON.parse(line).msg);
}

test('lines that were not handed on yet are written when the process is told to end', async () => {
  const texts = Array.from({ length: 100 }, (_, index) => `line ${index}`);
  expect(await linesOf(texts)).toEqual(texts);
});

test('lines of any length and in any script leave whole and in their order', async () => {
  const long = 'długi wiersz – μακρά γραμμή – 𝄞'.repeat(1_000);
  const texts = ['before', long, 'between', 'x'.repeat(21_000), 'x'.repeat(70_000), long, 'after'];
  expect(await linesOf(texts)).toEqual(texts);
});

test('lines that nobody reads any more do not stay in memory', async () => {
  const child = spawn(process.execPath, [join(packageFolder, flood)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await once(child.stdout, 'data');
  child.stdout.destroy();
  child.kill('SIGTERM');
  const [megabytes] = await once(child, 'exit');
  expect(megabytes).toBeLessThan(20);
});
