#!/usr/bin/env node
// Runs the DMN conformance kit against the engine's sources and prints a line for each suite.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { importSource } from './run-source.mjs';

if (process.argv.includes('--help')) {
  console.log('usage: node packages/dmn/scripts/tck.mjs [folder of the kit]');
  console.log('Without a folder, the kit is looked for at ../shared/tck beside the project.');
  process.exit(0);
}

const kit = process.argv[2] ?? join(import.meta.dirname, '../../../../shared/tck');
if (!existsSync(kit)) {
  console.log(`skipped: no conformance kit at ${kit}`);
  process.exit(0);
}

const { printKit } = await importSource('test/tck/print.ts');
const isClean = printKit(kit, ['compliance-level-2', 'compliance-level-3']);
process.exitCode = isClean ? 0 : 1;
