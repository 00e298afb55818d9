import { type CompiledQuery, sql } from 'kysely';
import {
  type CreditLine,
  compareLine,
  type Difference,
  foldEntry,
  type LineFold,
  unlike,
} from '../credit/index.ts';
import type { TenantId } from '../kernel/ids.ts';
import type { Reads } from './reads/reads.ts';
import { first, openCursor } from './scan.ts';
import { fromRowEntry, fromRowLine } from './schema/rows.ts';
import type { CreditEntryRow, CreditLineRow } from './schema/tables.ts';
import { verifyHolds } from './verify-holds.ts';
import { verifyApplications } from './verify-numbers.ts';
import {
  type BookDifference,
  placed,
  type Snapshot,
  type Tally,
  type VerifyReport,
} from './verify-report.ts';

/**
 * Recomputes the books: the numbers of each feed, every line from its entries, what is held, captured
 * and contained from the holds, what lies below from the lines below, every hold from its entries and
 * captures, and the numbers of applications. Stops at the first difference. Reads in order, so memory
 * does not grow with the books.
 */
export async function verifyBooks(snapshot: Snapshot): Promise<VerifyReport> {
  const tally: Tally = { tenants: 0, lines: 0, entries: 0, holds: 0, captures: 0 };
  for (const tenantId of await readTenants(snapshot)) {
    tally.tenants += 1;
    const difference =
      (await verifyNumbers(snapshot, tenantId)) ??
      (await verifyLines(snapshot, tenantId, tally)) ??
      (await verifyHolds(snapshot, tenantId, tally)) ??
      (await verifyApplications(snapshot, tenantId));
    if (difference !== null) return { ...tally, difference };
  }
  return { ...tally, difference: null };
}

const tablesOfBooks = [
  ...(['tenant_counter', 'credit_line', 'credit_hold', 'credit_entry'] as const),
  ...(['tenant_sequence', 'application'] as const),
] as const;

/** Every tenant that has rows of a ledger, or applications, found by leaps through the keys. */
async function readTenants({ db, scan }: Snapshot): Promise<readonly TenantId[]> {
  const tenants = new Set<TenantId>();
  for (const table of tablesOfBooks) {
    for (let last = ''; ; ) {
      const query = db
        .selectFrom(table)
        .select('tenant_id')
        .where('tenant_id', '>', last)
        .orderBy('tenant_id')
        .limit(1);
      const row = await first(scan, query.compile());
      if (row === null) break;
      last = row.tenant_id;
      tenants.add(last as TenantId);
    }
  }
  return [...tenants].sort();
}

/** The numbers of a feed run from 1 to the tenant's counter without a gap. */
async function verifyNumbers(
  { db, scan }: Snapshot,
  tenantId: TenantId,
): Promise<BookDifference | null> {
  const counter = await first(
    scan,
    db
      .selectFrom('tenant_counter')
      .select('last_number')
      .where('tenant_id', '=', tenantId)
      .compile(),
  );
  const counted = await first(
    scan,
    db
      .selectFrom('credit_entry')
      .select([
        sql<bigint>`cast(count(*) as bigint)`.as('count'),
        sql<bigint>`coalesce(max(number), 0)`.as('last'),
      ])
      .where('tenant_id', '=', tenantId)
      .compile(),
  );
  const { count, last } = counted ?? { count: 0n, last: 0n };
  if (count !== last) {
    const gap = await first(scan, firstAfterGap(db, tenantId));
    const found = gap === null ? 'a number below 1' : String(gap.number);
    return placed(tenantId, { what: 'number after a gap in the feed', expected: 'no gap', found });
  }
  const difference = unlike('last number of the feed', last, counter?.last_number ?? 0n);
  return difference === null ? null : placed(tenantId, difference, { number: last });
}

function firstAfterGap(db: Reads, tenantId: TenantId): CompiledQuery<{ number: bigint }> {
  return db
    .selectFrom('credit_entry')
    .select('number')
    .where('tenant_id', '=', tenantId)
    .where('number', '>', 1n)
    .where((where) =>
      where.not(
        where.exists(
          where
            .selectFrom('credit_entry as before')
            .select('before.number')
            .where('before.tenant_id', '=', tenantId)
            .where(sql<boolean>`before.number = credit_entry.number - 1`),
        ),
      ),
    )
    .orderBy('number')
    .limit(1)
    .compile();
}

/** Every line against the fold of its entries, its holds and the lines below it. */
async function verifyLines(
  { db, scan }: Snapshot,
  tenantId: TenantId,
  tally: Tally,
): Promise<BookDifference | null> {
  const lines = openCursor(scan, linesWithSums(db, tenantId));
  const entries = openCursor(
    scan,
    db
      .selectFrom('credit_entry')
      .selectAll()
      .where('tenant_id', '=', tenantId)
      .orderBy('line_id')
      .orderBy('line_version')
      .compile(),
  );
  let entry = await entries.next();
  for (let row = await lines.next(); row !== null; row = await lines.next()) {
    tally.lines += 1;
    const line = fromRowLine(row);
    const { lineId, organizationId } = line;
    if (entry !== null && entry.line_id < lineId) return strayEntry(tenantId, entry);
    let fold: LineFold | null = null;
    while (entry !== null && entry.line_id === lineId) {
      tally.entries += 1;
      const folded = foldEntry(fold, fromRowEntry(entry));
      const { number } = entry;
      if (!folded.ok)
        return placed(tenantId, folded.difference, { lineId, organizationId, number });
      fold = folded.fold;
      entry = await entries.next();
    }
    const difference = compareLine(fold, line) ?? compareSums(row, line);
    if (difference !== null) {
      return placed(tenantId, difference, { lineId, organizationId, number: fold?.number ?? null });
    }
  }
  return entry === null ? null : strayEntry(tenantId, entry);
}

function compareSums(row: LineSums, line: CreditLine): Difference | null {
  return (
    unlike('held, as the sum of the holds', row.sum_held, line.heldMinor) ??
    unlike('captured, as the sum of the holds', row.sum_unseen, line.capturedMinor) ??
    unlike('contained, as the sum of the holds', row.sum_contained, line.containedMinor) ??
    unlike('exposure of the lines below', row.sum_below, line.belowMinor)
  );
}

function strayEntry(tenantId: TenantId, row: CreditEntryRow): BookDifference {
  const { lineId, organizationId, number } = fromRowEntry(row);
  const difference = { what: 'line of an entry', expected: 'a stored line', found: 'none' };
  return placed(tenantId, difference, { lineId, organizationId, number });
}

type LineSums = {
  readonly sum_held: bigint;
  readonly sum_unseen: bigint;
  readonly sum_contained: bigint;
  readonly sum_below: bigint;
};

/** Sums are cast, because PostgreSQL makes numerics of them. */
function linesWithSums(db: Reads, tenantId: TenantId): CompiledQuery<CreditLineRow & LineSums> {
  return sql<CreditLineRow & LineSums>`
    select line.*,
      cast(coalesce(holds.held, 0) as bigint) as sum_held,
      cast(coalesce(holds.unseen, 0) as bigint) as sum_unseen,
      cast(coalesce(holds.contained, 0) as bigint) as sum_contained,
      cast(coalesce(below.exposure, 0) as bigint) as sum_below
    from credit_line line
    left join (
      select hold.line_id, sum(hold.held_minor) as held, sum(hold.unseen_minor) as unseen,
        sum(case
          when hold.containment <> owner.containment then 0
          when hold.contained_minor < hold.held_minor + hold.unseen_minor
            then hold.contained_minor
          else hold.held_minor + hold.unseen_minor
        end) as contained
      from credit_hold hold
      join credit_line owner on owner.tenant_id = hold.tenant_id and owner.line_id = hold.line_id
      where hold.tenant_id = ${tenantId}
      group by hold.line_id
    ) holds on holds.line_id = line.line_id
    left join (
      select parent_line_id,
        sum(posted_minor + held_minor + captured_minor - contained_minor + below_minor) as exposure
      from credit_line
      where tenant_id = ${tenantId} and parent_line_id is not null
      group by parent_line_id
    ) below on below.parent_line_id = line.line_id
    where line.tenant_id = ${tenantId}
    order by line.line_id`.compile(db);
}
