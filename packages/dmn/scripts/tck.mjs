#!/usr/bin/env node
// Runs the DMN conformance kit against the engine's sources and prints a line for each suite.
import { existsSync } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { rolldown } from 'rolldown';

const here = import.meta.dirname;
const root = join(here, '../../..');

if (process.argv.includes('--help')) {
  console.log('usage: node packages/dmn/scripts/tck.mjs [folder of the kit]');
  console.log('Without a folder, the kit is looked for at ../shared/tck beside the project.');
  process.exit(0);
}

const kit = process.argv[2] ?? join(root, '../shared/tck');
if (!existsSync(kit)) {
  console.log(`skipped: no conformance kit at ${kit}`);
  process.exit(0);
}

// Node 20 runs no TypeScript, so the runner is bundled first.
const folder = join(here, '../.tmp');
const file = join(folder, `tck-${process.pid}.mjs`);
await mkdir(folder, { recursive: true });
const bundle = await rolldown({ input: join(here, '../test/tck/print.ts'), platform: 'node' });
await bundle.write({ file, format: 'esm' });
try {
  const { printKit } = await import(pathToFileURL(file).href);
  const isClean = printKit(kit, ['compliance-level-2', 'compliance-level-3']);
  process.exitCode = isClean ? 0 : 1;
} finally {
  await rm(file);
}
