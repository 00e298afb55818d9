import type { ClientBase } from 'pg';
import { StorageRefused } from '../storage-refused.ts';

/** What a PostgreSQL server says of itself, as `current_setting` gives it. */
export type ServerSettings = {
  readonly versionNumber: number;
  readonly fsync: string;
  readonly fullPageWrites: string;
  readonly synchronousCommit: string;
  readonly encoding: string;
  readonly isInRecovery: boolean;
  /** 2^53 + 1, there and back. */
  readonly exactNumber: unknown;
};

const majorMin = 15;
const majorMax = 18;
const exactNumber = 9_007_199_254_740_993n;

/** Settings under which an acknowledged commit survives the loss of power. */
const durableCommits = ['on', 'remote_write', 'remote_apply'];

/**
 * Why the books must not be kept on this server, or null. A server with `synchronous_commit` off
 * acknowledges what a power cut takes back; nothing that runs later would notice.
 */
export function refusalOf(settings: ServerSettings): StorageRefused | null {
  const { versionNumber, fsync, fullPageWrites, synchronousCommit, encoding } = settings;
  const major = Math.floor(versionNumber / 10_000);
  if (major < majorMin || major > majorMax) {
    return new StorageRefused(
      'storage.version',
      `This is PostgreSQL ${major}. Aval runs on ${majorMin} to ${majorMax}.`,
    );
  }
  if (settings.isInRecovery) {
    return new StorageRefused(
      'storage.setting',
      'This PostgreSQL is a standby (pg_is_in_recovery is true). Only the primary may decide: ' +
        'name it in the address, or add target_session_attrs to the pooler.',
    );
  }
  if (fsync !== 'on') return unsafe('fsync', fsync, 'on');
  if (fullPageWrites !== 'on') return unsafe('full_page_writes', fullPageWrites, 'on');
  if (!durableCommits.includes(synchronousCommit)) {
    return unsafe('synchronous_commit', synchronousCommit, 'on, remote_write or remote_apply');
  }
  if (encoding !== 'UTF8') {
    return new StorageRefused(
      'storage.setting',
      `The database is encoded in ${encoding}. Create it with ENCODING 'UTF8'.`,
    );
  }
  if (settings.exactNumber !== exactNumber) {
    return new StorageRefused(
      'storage.setting',
      `The number ${exactNumber} came back as ${String(settings.exactNumber)}. Amounts would not be exact.`,
    );
  }
  return null;
}

/** Reads the settings that are in force on this connection: a role or a database may have its own. */
export async function readSettings(client: ClientBase): Promise<ServerSettings> {
  const { rows } = await client.query(`
    select current_setting('server_version_num') as version_number,
      current_setting('fsync') as fsync,
      current_setting('full_page_writes') as full_page_writes,
      current_setting('synchronous_commit') as synchronous_commit,
      current_setting('server_encoding') as encoding,
      pg_is_in_recovery() as is_in_recovery,
      9007199254740993::bigint as exact_number`);
  const [row] = rows;
  return {
    versionNumber: Number(row.version_number),
    fsync: row.fsync,
    fullPageWrites: row.full_page_writes,
    synchronousCommit: row.synchronous_commit,
    encoding: row.encoding,
    isInRecovery: row.is_in_recovery,
    exactNumber: row.exact_number,
  };
}

/** Throws {@link StorageRefused} where a fresh connection must not be used. */
export async function judgeConnection(client: ClientBase): Promise<void> {
  const refusal = refusalOf(await readSettings(client));
  if (refusal !== null) throw refusal;
}

function unsafe(name: string, value: string, wanted: string): StorageRefused {
  return new StorageRefused(
    'storage.setting',
    `PostgreSQL runs with ${name} = ${value}, so a power cut could take back what Aval has ` +
      `answered. Set it to ${wanted}, for the server and for this role and database.`,
  );
}
