import type { CompiledQuery } from 'kysely';

/**
 * Reads the rows of a query a part at a time, so that no more of them than a part is in memory, and
 * lets others work between the parts.
 */
export type Scan = <Row>(query: CompiledQuery<Row>) => AsyncIterable<readonly Row[]>;

export type Cursor<Row> = { readonly next: () => Promise<Row | null> };

/** The rows of a scan one by one; null after the last. */
export function openCursor<Row>(scan: Scan, query: CompiledQuery<Row>): Cursor<Row> {
  const parts = scan(query)[Symbol.asyncIterator]();
  let part: readonly Row[] = [];
  let index = 0;
  return {
    next: async () => {
      while (index === part.length) {
        const following = await parts.next();
        if (following.done === true) return null;
        part = following.value;
        index = 0;
      }
      index += 1;
      return part[index - 1] ?? null;
    },
  };
}

/** The first row of a query, or null. */
export async function first<Row>(scan: Scan, query: CompiledQuery<Row>): Promise<Row | null> {
  for await (const part of scan(query)) return part[0] ?? null;
  return null;
}
