import { StorageRefused } from '../storage-refused.ts';
import type { OpenConnection, SqliteConnection } from './driver.ts';
import { sqliteErrorOf } from './sqlite-error.ts';

/**
 * The locks of this process, by file. Held here because a connection that nobody refers to is
 * collected as garbage, and its lock goes with it.
 */
const held = new Map<string, SqliteConnection>();

const busy = 5;

/**
 * Makes this process the only server on a data folder until it ends, however it ends, or until the
 * lock is given back. A file of its own, so that `verify` and backups can still read the data.
 */
export function lockData(open: OpenConnection, file: string): { readonly release: () => void } {
  if (held.has(file)) throw locked(file);
  let connection: SqliteConnection;
  try {
    connection = open(file);
  } catch (error) {
    throw new StorageRefused(
      'storage.folder',
      `The lock file ${file} cannot be opened. Let the user that runs Aval write to its folder.`,
      error,
    );
  }
  try {
    connection.exec('pragma busy_timeout = 0');
    connection.exec('begin exclusive');
  } catch (error) {
    connection.close();
    const code = (sqliteErrorOf(error)?.resultCode ?? 0) & 0xff;
    if (code === busy) throw locked(file, error);
    throw new StorageRefused(
      'storage.folder',
      `The lock file ${file} cannot be locked (${String(error)}). Let the user that runs Aval ` +
        'write to its folder, and keep the folder on a local disk.',
      error,
    );
  }
  held.set(file, connection);
  return {
    release: () => {
      if (held.get(file) !== connection) return;
      held.delete(file);
      connection.close();
    },
  };
}

function locked(file: string, cause?: unknown): StorageRefused {
  return new StorageRefused(
    'storage.locked',
    `Another Aval server uses this data folder (${file} is locked). Stop it first, or give this ` +
      'one a folder of its own.',
    cause,
  );
}
