/** Bundles what the benchmarks start, and runs them. */
import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { rolldown } from 'rolldown';
import { bundle } from '../rolldown.config.mjs';

const usage = `npm run bench [-- [--rounds <n>] [sqlite] [many] [postgres] [http] [hook] [orders] [pre-check] [dmn] [size] [million]]

Runs the named suites, or all but "million", which lets the server take a million holds over HTTP.
Prints each result, keeps it in bench/results.json and docs/performance.md, and ends with 1 where
one is below its floor. Every ratio is the median of several rounds in which both sides take turns.`;

const parameters = process.argv.slice(2);
if (parameters.includes('--help')) {
  process.stdout.write(`${usage}\n`);
  process.exit(0);
}
const at = parameters.indexOf('--rounds');
const rounds = at === -1 ? '5' : (parameters.splice(at, 2)[1] ?? '');
const known = [
  'sqlite',
  'many',
  'postgres',
  'http',
  'hook',
  'orders',
  'pre-check',
  'dmn',
  'size',
  'million',
];
if (!/^[1-9]\d?$/.test(rounds) || parameters.some((name) => !known.includes(name))) {
  process.stderr.write(`${usage}\n`);
  process.exit(2);
}

const root = join(import.meta.dirname, '..', '..', '..');
const folder = join(import.meta.dirname, '..', '.tmp', 'bench');
mkdirSync(folder, { recursive: true });
mkdirSync(join(root, 'bench'), { recursive: true });
/** @type {readonly (readonly [entry: string, file: string])[]} */
const bundles = [
  ['bench/main.ts', 'main.js'],
  ['bench/bare-route.ts', 'bare-route.js'],
  ['bench/bare-hook.ts', 'bare-hook.js'],
  ['bench/bare-orders.ts', 'bare-orders.js'],
  ['bench/bare-pre-check.ts', 'bare-pre-check.js'],
  ['bench/platform.ts', 'platform.js'],
  ['bench/desk-with-facts.ts', 'desk-with-facts.js'],
  ['../dmn/bench/zen-rival.ts', 'zen-rival.js'],
  ['src/cli/main.ts', 'cli.js'],
  ['src/compose/storage-worker.ts', 'storage-worker.js'],
  ['src/workers/ruleset-worker.ts', 'ruleset-worker.js'],
];
for (const [entry, file] of bundles) {
  const external = ['@gorules/zen-engine'];
  const { output, ...input } = bundle({ entry, file: `.tmp/bench/${file}`, external });
  const build = await rolldown(input);
  await build.write(output);
}
const { status } = spawnSync(
  process.execPath,
  [
    join(folder, 'main.js'),
    folder,
    import.meta.dirname,
    join(folder, 'data'),
    join(root, 'bench', 'results.json'),
    join(root, 'docs', 'performance.md'),
    rounds,
    ...parameters,
  ],
  { stdio: 'inherit' },
);
process.exitCode = status ?? 1;
