import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { rolldown } from 'rolldown';
import { bundle } from '../rolldown.config.mjs';

if (process.argv.includes('--help')) {
  process.stdout.write(
    'npm run bench [sqlite|postgres|http|size]\nRuns the comparisons and writes bench/results.json.\n',
  );
  process.exit(0);
}
const here = import.meta.dirname;
const folder = join(here, '..', '.tmp', 'bench');
mkdirSync(folder, { recursive: true });
for (const [entry, file] of [
  ['bench/main.ts', '.tmp/bench/main.js'],
  ['src/storage/sqlite/worker.ts', '.tmp/bench/storage-worker.js'],
]) {
  const { output, ...input } = bundle({ entry, file });
  const build = await rolldown(input);
  await build.write(output);
}
const { status } = spawnSync(
  process.execPath,
  [
    join(folder, 'main.js'),
    join(folder, 'data'),
    join(folder, 'storage-worker.js'),
    join(here, 'results.json'),
    ...process.argv.slice(2),
  ],
  { stdio: 'inherit' },
);
process.exitCode = status ?? 1;
