import { createHash } from 'node:crypto';
import type { Storage } from '../../src/storage/index.ts';
import { tableColumns } from '../../src/storage/schema/columns.ts';
import type { Tables } from '../../src/storage/schema/tables.ts';

/** Every row of every table, as one digest for each table: equal means that nothing was written. */
export async function dumpOf({
  rooms,
}: {
  readonly rooms: { readonly storage: Pick<Storage, 'db'> };
}): Promise<Readonly<Record<string, string>>> {
  const digests: Record<string, string> = {};
  for (const table of Object.keys(tableColumns) as (keyof Tables)[]) {
    const rows = await rooms.storage.db.selectFrom(table).selectAll().execute();
    const texts = rows.map((row) =>
      JSON.stringify(row, (_name, value: unknown) =>
        typeof value === 'bigint' ? `${value}n` : value,
      ),
    );
    digests[table] = createHash('sha256').update(texts.sort().join('\n')).digest('hex');
  }
  return digests;
}
