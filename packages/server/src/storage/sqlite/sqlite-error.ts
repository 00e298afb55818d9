import { StorageRefused } from '../storage-refused.ts';

/** What SQLite says of a statement that failed: its extended result code and its message. */
export type SqliteError = { readonly resultCode: number; readonly message: string };

/** The result code within an error of the driver, or null where another kind of error was thrown. */
export function sqliteErrorOf(error: unknown): SqliteError | null {
  if (!(error instanceof Error) || !('errcode' in error)) return null;
  return typeof error.errcode === 'number'
    ? { resultCode: error.errcode, message: error.message }
    : null;
}

/** Primary result codes; an extended code has its primary one in the last byte. */
const readOnly = 8;
const corrupt = 11;
const full = 13;
const cannotOpen = 14;
const notADatabase = 26;
const constraintUnique = 2067;
const constraintPrimaryKey = 1555;
const constraintForeignKey = 787;

/** The disk is full: SQLite wrote nothing that counts, and goes on when there is room again. */
export function isDiskFull(error: unknown): boolean {
  return primaryOf(error) === full;
}

/** What to do about a file that is broken, or was never a database; null for another error. */
export function damagedRefusal(error: unknown, file: string): StorageRefused | null {
  const code = primaryOf(error);
  if (code !== corrupt && code !== notADatabase) return null;
  return new StorageRefused(
    'storage.damaged',
    `${file} is damaged, or no database at all (${String(error)}). Restore a backup, and look ` +
      'at the disk.',
    error,
  );
}

export function isUnwritable(error: unknown): boolean {
  const code = primaryOf(error);
  return code === readOnly || code === cannotOpen;
}

function primaryOf(error: unknown): number | null {
  const found = sqliteErrorOf(error);
  return found === null ? null : found.resultCode & 0xff;
}

export function isForeignKeyMissing(error: unknown): boolean {
  return sqliteErrorOf(error)?.resultCode === constraintForeignKey;
}

/**
 * The table and columns of a key that is taken, as `table(column, column)`; null for other errors.
 * SQLite names the columns of a unique constraint, never the constraint.
 */
export function takenKeyOf(error: unknown): string | null {
  const found = sqliteErrorOf(error);
  if (found === null) return null;
  if (found.resultCode !== constraintUnique && found.resultCode !== constraintPrimaryKey) {
    return null;
  }
  const [, list = ''] = /UNIQUE constraint failed: (.+)$/.exec(found.message) ?? [];
  const parts = list.split(', ').map((part) => part.split('.'));
  return `${parts[0]?.[0] ?? ''}(${parts.map(([, column = '']) => column).join(', ')})`;
}
