import { StorageRefused } from '../storage-refused.ts';
import type { SqliteConnection } from './driver.ts';

type Setting = {
  readonly name: string;
  /** As it is written, and as SQLite reads it back. */
  readonly value: string;
  readonly readBack: string | bigint;
};

/** What durability and safety rest on. SQLite ignores a setting that it cannot follow: read back. */
const everyConnection: readonly Setting[] = [
  { name: 'foreign_keys', value: 'on', readBack: 1n },
  { name: 'mmap_size', value: '0', readBack: 0n },
  { name: 'busy_timeout', value: '5000', readBack: 5000n },
];

const writer: readonly Setting[] = [
  // First, with its patience: whoever closed the file a moment ago may still be at it.
  ...everyConnection,
  { name: 'journal_mode', value: 'wal', readBack: 'wal' },
  { name: 'synchronous', value: 'full', readBack: 2n },
  // 256 MB, should nobody have copied the log into the data file beside the writer.
  { name: 'wal_autocheckpoint', value: '32000', readBack: 32_000n },
  // A log that grew while somebody read for long is cut back to this.
  { name: 'journal_size_limit', value: '268435456', readBack: 268_435_456n },
  { name: 'cache_size', value: '-32768', readBack: -32_768n },
  { name: 'trusted_schema', value: 'off', readBack: 0n },
];

const checkpointer: readonly Setting[] = [
  ...everyConnection,
  { name: 'synchronous', value: 'full', readBack: 2n },
  { name: 'cache_size', value: '-64', readBack: -64n },
];

const reader: readonly Setting[] = [
  ...everyConnection,
  { name: 'query_only', value: 'on', readBack: 1n },
  { name: 'cache_size', value: '-16384', readBack: -16_384n },
  { name: 'trusted_schema', value: 'off', readBack: 0n },
];

/**
 * Sets and reads back what the one writing connection must have: the write-ahead log, a flush with
 * every commit, and a bound at which it copies the log itself. Throws {@link StorageRefused} at the first difference.
 */
export function setUpWriter(connection: SqliteConnection): void {
  // Of a new file alone: half as many pages to write as with the usual size, and shallower trees.
  connection.exec('pragma page_size = 8192');
  // On macOS a flush reaches the disk only when it is asked for in full.
  connection.exec('pragma fullfsync = on; pragma checkpoint_fullfsync = on');
  for (const setting of writer) apply(connection, setting);
  assertExactIntegers(connection);
}

/** The same for a connection that reads: it must find the write-ahead log, and cannot write. */
export function setUpReader(connection: SqliteConnection): void {
  assertReadBack(connection, { name: 'journal_mode', value: 'wal', readBack: 'wal' });
  for (const setting of reader) apply(connection, setting);
  assertExactIntegers(connection);
}

/** The same for a connection that copies the log into the data file, and does nothing else. */
export function setUpCheckpointer(connection: SqliteConnection): void {
  assertReadBack(connection, { name: 'journal_mode', value: 'wal', readBack: 'wal' });
  connection.exec('pragma fullfsync = on; pragma checkpoint_fullfsync = on');
  for (const setting of checkpointer) apply(connection, setting);
}

/** Looks through the whole file for damage; takes time in proportion to its size. */
export function quickCheck(connection: SqliteConnection): void {
  const found = readOne(connection, 'pragma quick_check(1)');
  if (found === 'ok') return;
  throw new StorageRefused(
    'storage.damaged',
    `The data file is damaged (${String(found)}). Restore a backup, and look at the disk.`,
  );
}

function apply(connection: SqliteConnection, setting: Setting): void {
  connection.exec(`pragma ${setting.name} = ${setting.value}`);
  assertReadBack(connection, setting);
}

function assertReadBack(connection: SqliteConnection, { name, readBack }: Setting): void {
  const found = readOne(connection, `pragma ${name}`);
  if (found === readBack) return;
  throw new StorageRefused(
    'storage.setting',
    `SQLite runs with ${name} = ${String(found)} and not with ${readBack}. Without it committed ` +
      'changes could be lost: keep the data folder on a local disk that allows shared memory, and ' +
      'open the file with nothing but Aval.',
  );
}

/** A driver that hands out numbers as floats would round amounts without a word. */
function assertExactIntegers(connection: SqliteConnection): void {
  const sent = 2n ** 53n + 1n;
  const row = connection.prepare('select ? as value').get(sent) as { value: unknown };
  if (row.value === sent) return;
  throw new StorageRefused(
    'storage.setting',
    `The SQLite driver gives ${String(row.value)} for ${sent}. Install the driver version that ` +
      'Aval names.',
  );
}

function readOne(connection: SqliteConnection, statement: string): unknown {
  const row = connection.prepare(statement).get() as Record<string, unknown> | undefined;
  return row === undefined ? undefined : Object.values(row)[0];
}
