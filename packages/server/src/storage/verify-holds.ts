import type { CompiledQuery } from 'kysely';
import {
  type Capture,
  compareHold,
  foldHoldEntry,
  type HoldEntry,
  type HoldFold,
} from '../credit/index.ts';
import type { CaptureId, TenantId } from '../kernel/ids.ts';
import type { Reads } from './reads/reads.ts';
import { openCursor } from './scan.ts';
import { fromRowCapture, fromRowHold } from './schema/rows.ts';
import type { CreditCaptureRow, CreditEntryRow } from './schema/tables.ts';
import { type BookDifference, placed, type Snapshot, type Tally } from './verify-report.ts';

/**
 * Every hold against its entries and its captures: three scans in the order of the holds, side by
 * side. A hold has its entries on its own line; those on the levels above are theirs.
 */
export async function verifyHolds(
  { db, scan }: Snapshot,
  tenantId: TenantId,
  tally: Tally,
): Promise<BookDifference | null> {
  const holds = openCursor(scan, holdsWithOwner(db, tenantId));
  const entries = openCursor(scan, entriesOfHolds(db, tenantId));
  const captures = openCursor(scan, capturesOfHolds(db, tenantId));
  let entry = await entries.next();
  let capture = await captures.next();
  for (let row = await holds.next(); row !== null; row = await holds.next()) {
    tally.holds += 1;
    const hold = fromRowHold(row);
    const { holdId, lineId, organizationId } = hold;
    const place = { holdId, lineId, organizationId };
    if (row.owner === null) return placed(tenantId, noLine, place);
    if (entry !== null && (entry.hold_id ?? '') < holdId) return strayEntry(tenantId, entry);
    if (capture !== null && capture.hold_id < holdId) return strayCapture(tenantId, capture);
    let fold: HoldFold | null = null;
    while (entry !== null && entry.hold_id === holdId) {
      if (entry.line_id === lineId) {
        const folded = foldHoldEntry(fold, toHoldEntry(entry));
        const { number } = entry;
        if (!folded.ok) return placed(tenantId, folded.difference, { ...place, number });
        fold = folded.fold;
      }
      entry = await entries.next();
    }
    const own: Capture[] = [];
    while (capture !== null && capture.hold_id === holdId) {
      tally.captures += 1;
      own.push(fromRowCapture(capture));
      capture = await captures.next();
    }
    const difference = compareHold(fold, hold, own);
    if (difference !== null) return placed(tenantId, difference, place);
  }
  if (entry !== null) return strayEntry(tenantId, entry);
  return capture === null ? null : strayCapture(tenantId, capture);
}

const noLine = { what: 'line of a hold', expected: 'a stored line', found: 'none' };

function strayEntry(tenantId: TenantId, row: EntryRow): BookDifference {
  const { number, hold_id: holdId } = row;
  const difference = { what: 'hold of an entry', expected: 'a stored hold', found: 'none' };
  return placed(tenantId, difference, { holdId, number });
}

function strayCapture(tenantId: TenantId, row: CreditCaptureRow): BookDifference {
  const what = `hold of ${row.capture_id}`;
  const difference = { what, expected: 'a stored hold', found: 'none' };
  return placed(tenantId, difference, { holdId: row.hold_id });
}

function toHoldEntry(row: EntryRow): HoldEntry {
  return {
    kind: row.kind as HoldEntry['kind'],
    lineVersion: row.line_version,
    heldDeltaMinor: row.held_delta_minor,
    captureId: row.capture_id as CaptureId | null,
  };
}

function holdsWithOwner(db: Reads, tenantId: TenantId) {
  return db
    .selectFrom('credit_hold')
    .leftJoin('credit_line', (join) =>
      join
        .onRef('credit_line.tenant_id', '=', 'credit_hold.tenant_id')
        .onRef('credit_line.line_id', '=', 'credit_hold.line_id'),
    )
    .selectAll('credit_hold')
    .select('credit_line.line_id as owner')
    .where('credit_hold.tenant_id', '=', tenantId)
    .orderBy('credit_hold.hold_id')
    .compile();
}

type EntryRow = Pick<
  CreditEntryRow,
  'number' | 'hold_id' | 'line_id' | 'line_version' | 'kind' | 'held_delta_minor' | 'capture_id'
>;

function entriesOfHolds(db: Reads, tenantId: TenantId): CompiledQuery<EntryRow> {
  return db
    .selectFrom('credit_entry')
    .select(['number', 'hold_id', 'line_id', 'line_version', 'kind'])
    .select(['held_delta_minor', 'capture_id'])
    .where('tenant_id', '=', tenantId)
    .where('hold_id', 'is not', null)
    .orderBy('hold_id')
    .orderBy('line_id')
    .orderBy('line_version')
    .compile();
}

function capturesOfHolds(db: Reads, tenantId: TenantId) {
  return db
    .selectFrom('credit_capture')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .orderBy('hold_id')
    .orderBy('capture_id')
    .compile();
}
