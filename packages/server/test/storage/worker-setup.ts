import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'rolldown';
import type { TestProject } from 'vitest/node';
import { bundle } from '../../rolldown.config.mjs';

declare module 'vitest' {
  export interface ProvidedContext {
    /** The storage worker as Node can start it: Node 20 loads no TypeScript in a worker. */
    readonly storageWorkerPath: string;
    readonly rulesetWorkerPath: string;
  }
}

const packageFolder = join(import.meta.dirname, '..', '..');
const entries = {
  'storage-worker.js': 'src/compose/storage-worker.ts',
  'ruleset-worker.js': 'src/workers/ruleset-worker.ts',
} as const;

/** Bundles the workers once per run, and again before each rerun of watch mode. */
export async function setup(project: TestProject): Promise<() => void> {
  // Below the package, so that the external driver resolves; per process, as runs may overlap.
  const folder = join('.tmp', `test-${process.pid}`);
  const pathOf = (file: keyof typeof entries) => join(packageFolder, folder, file);
  const bundleWorkers = async (): Promise<void> => {
    for (const [file, entry] of Object.entries(entries)) {
      if (!existsSync(join(packageFolder, entry))) continue;
      await build(bundle({ entry, file: join(folder, file) }));
    }
  };

  await bundleWorkers();
  project.onTestsRerun(bundleWorkers);
  project.provide('storageWorkerPath', pathOf('storage-worker.js'));
  project.provide('rulesetWorkerPath', pathOf('ruleset-worker.js'));
  return () => rmSync(join(packageFolder, folder), { recursive: true, force: true });
}
