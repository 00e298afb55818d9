#!/usr/bin/env node
import { existsSync } from 'node:fs';

// The command is a bundle. A checkout has none before its first build; a package always has.
const bundle = new URL('../dist/cli.js', import.meta.url);
if (existsSync(bundle)) {
  await import(bundle.href);
} else {
  process.stderr.write('Aval is not built yet. Run: npm run build\n');
  process.exitCode = 2;
}
