import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'rolldown';
import type { TestProject } from 'vitest/node';
import { bundle } from '../../rolldown.config.mjs';

declare module 'vitest' {
  export interface ProvidedContext {
    /** The storage worker as Node can start it: Node 20 loads no TypeScript in a worker. */
    readonly storageWorkerPath: string;
  }
}

const packageFolder = join(import.meta.dirname, '..', '..');
const entry = 'src/storage/sqlite/worker.ts';

/** Bundles the storage worker once per run, and again before each rerun of watch mode. */
export async function setup(project: TestProject): Promise<() => void> {
  // Below the package, so that the external driver resolves; per process, as runs may overlap.
  const folder = join('.tmp', `test-${process.pid}`);
  const file = join(folder, 'storage-worker.js');
  const bundleWorker = async (): Promise<void> => {
    await build(bundle({ entry, file }));
  };

  if (existsSync(join(packageFolder, entry))) await bundleWorker();
  project.onTestsRerun(bundleWorker);
  project.provide('storageWorkerPath', join(packageFolder, file));
  return () => rmSync(join(packageFolder, folder), { recursive: true, force: true });
}
