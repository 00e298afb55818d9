#!/usr/bin/env node
// Measures deciding and verifying, beside the same rules written by hand.
import { importSource } from './run-source.mjs';

if (process.argv.includes('--help')) {
  console.log('usage: node packages/dmn/scripts/bench.mjs');
  process.exit(0);
}

const { runBench } = await importSource('bench/decide.ts');
runBench();
