import type { Kysely } from 'kysely';
import type { Tables } from '../schema/tables.ts';

/** The handle on which every room's reads run, the same code on both engines. */
export type Reads = Kysely<Tables>;

/** A page of the rows that were asked for with one row more than the limit. */
export function pageOf<Row, Item>(
  rows: readonly Row[],
  limit: number,
  toItem: (row: Row) => Item,
  toCursor: (row: Row) => string,
): { readonly items: readonly Item[]; readonly next: string | null } {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  const next = rows.length > limit && last !== undefined ? toCursor(last) : null;
  return { items: shown.map(toItem), next };
}
