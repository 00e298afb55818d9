import {
  accessSync,
  closeSync,
  constants,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  realpathSync,
  statfsSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { StorageRefused } from '../storage-refused.ts';
import { mountTypeOf, networkFileSystemOf } from './network-file-systems.ts';

/** Where the files of a data folder lie. They are opened through SQLite alone, never with `fs`. */
export function dataFilesOf(folder: string): { readonly data: string; readonly lock: string } {
  return { data: join(folder, 'aval.db'), lock: join(folder, 'aval.lock') };
}

/**
 * Makes the folder where it is missing. Throws {@link StorageRefused} where it cannot be written, or
 * lies on a network file system.
 */
export function prepareDataFolder(folder: string): void {
  try {
    makeFolder(folder);
    // With the dot, a file of this name is no folder.
    accessSync(`${folder}/.`, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (error) {
    throw new StorageRefused(
      'storage.folder',
      `The data folder ${folder} cannot be written (${codeOf(error)}). Give another folder, or ` +
        'let the user that runs Aval write to it.',
      error,
    );
  }
  refuseNetwork(folder, probeFileSystem(folder));
}

/**
 * Parent by parent: what Node calls `recursive` never returns on a file system such as `/proc`,
 * where a folder with a parent cannot be made.
 */
function makeFolder(folder: string): void {
  if (existsSync(folder)) return;
  const parent = dirname(folder);
  if (parent !== folder) makeFolder(parent);
  try {
    mkdirSync(folder, { mode: 0o700 });
  } catch (error) {
    // Another start was faster.
    if (codeOf(error) !== 'EEXIST') throw error;
  }
}

/**
 * Makes the data file where there is none, for its user alone; SQLite gives its log the same rights.
 * A file that is there is not touched: to close it here would drop the locks that SQLite has on it.
 */
export function makeDataFile(file: string): void {
  try {
    closeSync(openSync(file, 'wx', 0o600));
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw error;
  }
}

export type FileSystem = { readonly type: number; readonly mountType: string | null };

export function refuseNetwork(folder: string, { type, mountType }: FileSystem): void {
  const network = networkFileSystemOf(type, mountType);
  if (network === null) return;
  throw new StorageRefused(
    'storage.network_file_system',
    `The data folder ${folder} lies on a network file system (${network}), where SQLite cannot ` +
      'keep its promises. Use a local disk, or PostgreSQL.',
  );
}

function probeFileSystem(folder: string): FileSystem {
  const path = realpathSync(folder);
  const { type } = statfsSync(path);
  let mounts = '';
  try {
    mounts = readFileSync('/proc/self/mountinfo', 'utf8');
  } catch {
    // Not Linux: the type number has to do.
  }
  // Elsewhere the same numbers mean other file systems.
  return process.platform === 'linux'
    ? { type, mountType: mountTypeOf(path, mounts) }
    : { type: 0, mountType: null };
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : String(error);
}
