import type { TenantId } from '../kernel/ids.ts';
import { rowsOnly } from '../kernel/unit-of-work.ts';
import type { Storage } from './storage.ts';
import { StorageRefused } from './storage-refused.ts';

const name = 'secret_mark';
/** The mark belongs to the server; a unit must name somebody. */
const nobody = 'server' as TenantId;

/**
 * Notes a mark of the server's secret at the first start, and refuses every later start with another
 * one. With a secret that was lost or mixed up no credential would work and no sealed connection
 * would open, and nothing would say why.
 */
export async function assertSecretMark(
  storage: Pick<Storage, 'commit' | 'db'>,
  mark: string,
): Promise<void> {
  const known = await readMark(storage);
  if (known === mark) return;
  if (known === null) {
    const values = { name, value: mark };
    await storage.commit(rowsOnly(nobody, [{ op: 'insert', table: 'server_setting', values }]));
    // Another server may have been faster, with another secret.
    if ((await readMark(storage)) === mark) return;
  }
  throw new StorageRefused(
    'storage.secret',
    'The secret is not the one that this database was made with: none of its credentials would ' +
      'work. Give the right AVAL_SECRET, or put the file aval.secret back into the data folder.',
  );
}

async function readMark({ db }: Pick<Storage, 'db'>): Promise<string | null> {
  const row = await db
    .selectFrom('server_setting')
    .select('value')
    .where('name', '=', name)
    .executeTakeFirst();
  return row?.value ?? null;
}
