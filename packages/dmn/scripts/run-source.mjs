// Bundles one of this package's TypeScript files and imports it: Node 20 runs no TypeScript.
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { rolldown } from 'rolldown';

const here = import.meta.dirname;

/**
 * @param {string} source path below the package
 * @returns {Promise<Record<string, any>>} the module's exports
 */
export async function importSource(source) {
  const folder = join(here, '../.tmp');
  const file = join(folder, `run-${process.pid}.mjs`);
  await mkdir(folder, { recursive: true });
  const bundle = await rolldown({ input: join(here, '..', source), platform: 'node' });
  await bundle.write({ file, format: 'esm' });
  try {
    return await import(pathToFileURL(file).href);
  } finally {
    await rm(file);
  }
}
