import type { Kysely } from 'kysely';
import type { Tables } from '../schema/tables.ts';

/** The handle on which every room's reads run, the same code on both engines. */
export type Reads = Kysely<Tables>;

/** Runs a finished statement; where the rows are at hand, they are the answer itself. */
export type RunStatement = (
  text: string,
  values: readonly unknown[],
) => readonly unknown[] | Promise<readonly unknown[]>;

const direct = new WeakMap<Reads, RunStatement>();

/** Lets finished statements of this handle be run without what Kysely does around each of them. */
export function runDirectly(db: Reads, run: RunStatement): void {
  direct.set(db, run);
}

/** Null where a statement must take its turn for a connection. */
export function directRunOf(db: Reads): RunStatement | null {
  return direct.get(db) ?? null;
}

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
