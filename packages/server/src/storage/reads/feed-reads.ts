import type { FeedPage, FeedQuery } from '../../credit/index.ts';
import type { OrganizationId, TenantId } from '../../kernel/ids.ts';
import { fromRowEntry } from '../schema/rows.ts';
import type { CreditEntryRow } from '../schema/tables.ts';
import type { Reads } from './reads.ts';

/** Most entries that one page passes over to find those that its filter shows. */
const scannedMax = 10_000n;

/**
 * A page of the feed. The tenant's counter is read before the entries: whatever it counts is
 * committed, so nothing at or below it can appear later, and the page ends there at the latest.
 */
export async function readFeed(db: Reads, tenantId: TenantId, query: FeedQuery): Promise<FeedPage> {
  const last = await lastNumber(db, tenantId);
  if (query.from > last) return { entries: [], next: query.from };
  const { organizationId } = query;
  return organizationId === null
    ? readTenantFeed(db, tenantId, query, last)
    : readLineFeed(db, tenantId, organizationId, query, last);
}

/** A range of numbers: as long as the page without a filter, bounded with one. */
async function readTenantFeed(
  db: Reads,
  tenantId: TenantId,
  { from, limit, contexts }: FeedQuery,
  last: bigint,
): Promise<FeedPage> {
  const span = contexts === null ? BigInt(limit) : scannedMax;
  const end = from + span - 1n < last ? from + span - 1n : last;
  let range = db
    .selectFrom('credit_entry')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .where('number', '>=', from)
    .where('number', '<=', end)
    .orderBy('number')
    .limit(limit);
  if (contexts !== null) range = range.where('context', 'in', contexts);
  return toPage(await range.execute(), limit, end);
}

/** The entries of one line by its own index: nobody else's are passed over. */
async function readLineFeed(
  db: Reads,
  tenantId: TenantId,
  organizationId: OrganizationId,
  { from, limit, contexts }: FeedQuery,
  last: bigint,
): Promise<FeedPage> {
  let range = db
    .selectFrom('credit_entry')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .where('line_id', '=', (query) =>
      query
        .selectFrom('credit_line')
        .select('credit_line.line_id')
        .where('credit_line.tenant_id', '=', tenantId)
        .where('credit_line.organization_id', '=', organizationId),
    )
    .where('number', '>=', from)
    .where('number', '<=', last)
    .orderBy('line_version')
    .limit(limit);
  if (contexts !== null) range = range.where('context', 'in', contexts);
  return toPage(await range.execute(), limit, last);
}

function toPage(rows: readonly CreditEntryRow[], limit: number, end: bigint): FeedPage {
  const entries = rows.map(fromRowEntry);
  const lastShown = entries.at(-1);
  const isFull = entries.length === limit && lastShown !== undefined;
  return { entries, next: (isFull ? lastShown.number : end) + 1n };
}

/** The number of the newest entry that is committed; 0 where there is none. */
export async function lastNumber(db: Reads, tenantId: TenantId): Promise<bigint> {
  const row = await db
    .selectFrom('tenant_counter')
    .select('last_number')
    .where('tenant_id', '=', tenantId)
    .executeTakeFirst();
  return row?.last_number ?? 0n;
}
