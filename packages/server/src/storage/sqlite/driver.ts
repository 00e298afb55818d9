import { StorageRefused } from '../storage-refused.ts';
import { isSafeVersion, safeVersions } from './sqlite-version.ts';

export type SqliteValue = null | string | bigint | Uint8Array;

/** A prepared statement; whole numbers come back as bigints, rows have no prototype. */
export type SqliteStatement = {
  readonly run: (...values: readonly SqliteValue[]) => { readonly changes: number | bigint };
  readonly get: (...values: readonly SqliteValue[]) => unknown;
  readonly all: (...values: readonly SqliteValue[]) => unknown[];
  readonly iterate: (...values: readonly SqliteValue[]) => IterableIterator<unknown>;
};

/** One connection. Everything on it is synchronous. */
export type SqliteConnection = {
  readonly prepare: (statement: string) => SqliteStatement;
  readonly exec: (statements: string) => void;
  readonly close: () => void;
};

export type OpenConnection = (
  file: string,
  options?: { readonly readOnly?: boolean },
) => SqliteConnection;

export type SqliteDriver = { readonly open: OpenConnection; readonly version: string };

type DriverModule = Pick<typeof import('@photostructure/sqlite'), 'DatabaseSync'>;

/**
 * Node's own driver where it exists (22.13 and later) and holds a safe SQLite, else the same
 * interface from npm. Throws {@link StorageRefused} when neither is there, or both are unsafe.
 */
export async function loadDriver(): Promise<SqliteDriver> {
  const found: string[] = [];
  for (const load of [loadBuiltIn, loadPackaged]) {
    const module = await load();
    if (module === null) continue;
    const version = versionOf(module);
    if (isSafeVersion(version)) return { open: openWith(module), version };
    found.push(version);
  }
  if (found.length === 0) {
    throw new StorageRefused(
      'storage.driver_missing',
      `There is no SQLite for Node ${process.versions.node}. Use Node 22.23 or newer, or install ` +
        'the optional package @photostructure/sqlite.',
    );
  }
  throw new StorageRefused(
    'storage.version',
    `SQLite ${found.join(' and ')} can lose committed changes in WAL mode. Aval needs ` +
      `${safeVersions}: use a newer Node, or install the optional package @photostructure/sqlite.`,
  );
}

async function loadBuiltIn(): Promise<DriverModule | null> {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major < 22 || (major === 22 && minor < 13)) return null;
  // A variable, because Node 20 and its types do not know the module.
  const name = 'node:sqlite';
  return withoutSqliteWarning(() => import(name) as Promise<DriverModule>);
}

async function loadPackaged(): Promise<DriverModule | null> {
  try {
    return await import('@photostructure/sqlite');
  } catch {
    return null;
  }
}

/** Node 22 warns that its SQLite is experimental; operators can do nothing about it. */
async function withoutSqliteWarning<Value>(load: () => Promise<Value>): Promise<Value> {
  const { emitWarning } = process;
  const filtered = (...parts: readonly unknown[]) => {
    const [warning, kind] = parts;
    if (kind === 'ExperimentalWarning' && String(warning).startsWith('SQLite ')) return;
    Reflect.apply(emitWarning, process, parts);
  };
  process.emitWarning = filtered;
  try {
    return await load();
  } finally {
    process.emitWarning = emitWarning;
  }
}

function openWith({ DatabaseSync }: DriverModule): OpenConnection {
  return (file, { readOnly = false } = {}) => {
    const raw = new DatabaseSync(file, { readOnly });
    return {
      prepare: (text) => {
        const statement = raw.prepare(text);
        statement.setReadBigInts(true);
        return statement as SqliteStatement;
      },
      exec: (text) => raw.exec(text),
      close: () => {
        // A driver keeps a closed connection alive until its statements are collected as garbage:
        // no transaction may live on with it.
        endTransaction(raw);
        raw.close();
      },
    };
  };
}

function endTransaction(raw: { readonly exec: (text: string) => void }): void {
  try {
    raw.exec('rollback');
  } catch {
    // There was none.
  }
}

function versionOf({ DatabaseSync }: DriverModule): string {
  const probe = new DatabaseSync(':memory:');
  try {
    return (probe.prepare('select sqlite_version() as version').get() as { version: string })
      .version;
  } finally {
    probe.close();
  }
}
