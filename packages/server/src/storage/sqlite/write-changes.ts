import type { CreditLine, Hold } from '../../credit/index.ts';
import { assert } from '../../kernel/assert.ts';
import type { TenantId } from '../../kernel/ids.ts';
import type { ChangeSet } from '../batch/batch-io.ts';
import { toRowCapture, toRowEntry, toRowHold, toRowKey, toRowLine } from '../schema/rows.ts';
import { createInsert, type Statements, valuesOf } from './statements.ts';

const insertKeys = createInsert('request_key');
const insertLines = createInsert('credit_line');
const insertHolds = createInsert('credit_hold');
const insertCaptures = createInsert('credit_capture');
const insertEntries = createInsert('credit_entry');

/** Most changes of a line move figures alone: no index is touched, and little is written. */
const figuresUpdate = `update credit_line
  set posted_minor = ?, held_minor = ?, captured_minor = ?, contained_minor = ?, below_minor = ?,
    version = ?
  where tenant_id = ? and line_id = ? and version = ?`;
const lineUpdate = `update credit_line
  set parent_line_id = ?, status = ?, generation = ?, stopped = ?, limit_minor = ?, unlimited = ?,
    tolerance_basis_points = ?, tolerance_minor = ?, temporary_limits = ?, posted_minor = ?,
    held_minor = ?, captured_minor = ?, contained_minor = ?, below_minor = ?,
    plain_posted_minor = ?, plain_posted_version = ?, posted_at_us = ?, confirmed_at_us = ?,
    reported_available_minor = ?, containment = ?, version = ?
  where tenant_id = ? and line_id = ? and version = ?`;
const holdUpdate = `update credit_hold
  set state = ?, amount_minor = ?, held_minor = ?, drawn_minor = ?, excess_minor = ?,
    unseen_minor = ?, contained_minor = ?, containment = ?, asked_minor = ?, asked_drawn_minor = ?,
    revived_minor = ?, asked_revived_minor = ?, due_at_us = ?, ended_at_us = ?, version = ?
  where tenant_id = ? and hold_id = ? and version = ?`;
const captureUpdate = `update credit_capture set seen_version = ?, seen_at_us = ?
  where tenant_id = ? and capture_id = ? and seen_at_us is null`;
const sequenceUpdate = `insert into tenant_sequence (tenant_id, name, last_number, last_at_us)
  values (?, ?, ?, ?)
  on conflict (tenant_id, name) do update
  set last_number = excluded.last_number, last_at_us = excluded.last_at_us`;
const counterUpdate = `insert into tenant_counter (tenant_id, last_number, last_at_us)
  values (?, ?, ?)
  on conflict (tenant_id) do update
  set last_number = last_number + excluded.last_number, last_at_us = excluded.last_at_us
  returning last_number`;

/** The lines as they were loaded, to write no more of them than has changed. */
export type LoadedLines = ReadonlyMap<string, CreditLine>;

/**
 * Writes what a batch changed of lines, holds and captures. A hold that ends makes room for the next
 * one of its source, so changed holds go before new ones.
 */
export function writeLedger(
  statements: Statements,
  tenantId: TenantId,
  changes: ChangeSet,
  loadedLines: LoadedLines,
): void {
  insertLines(
    statements,
    changes.newLines.map((line) => valuesOf(toRowLine(line))),
  );
  for (const { line, loadedVersion } of changes.changedLines) {
    updateLine(statements, line, loadedLines.get(line.lineId), loadedVersion);
  }
  for (const { hold, loadedVersion } of changes.changedHolds) {
    updateHold(statements, hold, loadedVersion);
  }
  insertHolds(
    statements,
    changes.newHolds.map((hold) => valuesOf(toRowHold(hold))),
  );
  insertCaptures(
    statements,
    changes.newCaptures.map((capture) => valuesOf(toRowCapture(capture))),
  );
  for (const { captureId, seenVersion, seenAt } of changes.seenCaptures) {
    const { changes: count } = statements(captureUpdate).run(
      seenVersion,
      seenAt,
      tenantId,
      captureId,
    );
    assertOneRow(count, 'capture');
  }
}

export function writeKeys(statements: Statements, tenantId: TenantId, changes: ChangeSet): void {
  const { keys, at } = changes;
  insertKeys(
    statements,
    keys.map((key) => valuesOf(toRowKey(tenantId, at, key))),
  );
}

export function writeSequences(
  statements: Statements,
  tenantId: TenantId,
  { sequences }: ChangeSet,
): void {
  for (const { name, lastNumber, lastAt } of sequences) {
    statements(sequenceUpdate).run(tenantId, name, lastNumber, lastAt);
  }
}

/**
 * The last statements of a batch: its instant, and its numbers, dense and in the order of commits.
 */
export function writeEntries(
  statements: Statements,
  tenantId: TenantId,
  { at, entries }: ChangeSet,
): void {
  const counter = statements(counterUpdate).get(tenantId, BigInt(entries.length), at) as {
    readonly last_number: bigint;
  };
  const first = counter.last_number - BigInt(entries.length) + 1n;
  insertEntries(
    statements,
    entries.map((entry, index) => valuesOf(toRowEntry(tenantId, first + BigInt(index), at, entry))),
  );
}

function updateLine(
  statements: Statements,
  line: CreditLine,
  before: CreditLine | undefined,
  loadedVersion: bigint,
): void {
  const figures = [
    line.postedMinor,
    line.heldMinor,
    line.capturedMinor,
    line.containedMinor,
    line.belowMinor,
  ];
  const where = [line.tenantId, line.lineId, loadedVersion];
  if (before !== undefined && haveSameSettings(before, line)) {
    const { changes } = statements(figuresUpdate).run(...figures, line.version, ...where);
    assertOneRow(changes, 'line');
    return;
  }
  const row = toRowLine(line);
  const { changes } = statements(lineUpdate).run(
    row.parent_line_id,
    row.status,
    row.generation,
    row.stopped,
    row.limit_minor,
    row.unlimited,
    row.tolerance_basis_points,
    row.tolerance_minor,
    row.temporary_limits,
    ...figures,
    row.plain_posted_minor,
    row.plain_posted_version,
    row.posted_at_us,
    row.confirmed_at_us,
    row.reported_available_minor,
    row.containment,
    row.version,
    ...where,
  );
  assertOneRow(changes, 'line');
}

function haveSameSettings(before: CreditLine, line: CreditLine): boolean {
  return (
    before.parentLineId === line.parentLineId &&
    before.status === line.status &&
    before.generation === line.generation &&
    before.stopped === line.stopped &&
    before.limitMinor === line.limitMinor &&
    before.unlimited === line.unlimited &&
    before.toleranceBasisPoints === line.toleranceBasisPoints &&
    before.toleranceMinor === line.toleranceMinor &&
    before.temporaryLimits === line.temporaryLimits &&
    before.plainPostedMinor === line.plainPostedMinor &&
    before.plainPostedVersion === line.plainPostedVersion &&
    before.postedAt === line.postedAt &&
    before.confirmedAt === line.confirmedAt &&
    before.reportedAvailableMinor === line.reportedAvailableMinor &&
    before.containment === line.containment
  );
}

function updateHold(statements: Statements, hold: Hold, loadedVersion: bigint): void {
  const { changes } = statements(holdUpdate).run(
    hold.state,
    hold.amountMinor,
    hold.heldMinor,
    hold.drawnMinor,
    hold.excessMinor,
    hold.unseenMinor,
    hold.containedMinor,
    hold.containment,
    hold.askedMinor,
    hold.askedDrawnMinor,
    hold.revivedMinor,
    hold.askedRevivedMinor,
    hold.dueAt,
    hold.endedAt,
    hold.version,
    hold.tenantId,
    hold.holdId,
    loadedVersion,
  );
  assertOneRow(changes, 'hold');
}

/** The write lock is ours since the row was read: another version means a mistake of ours. */
function assertOneRow(count: number | bigint, what: string): void {
  assert(BigInt(count) === 1n, `a ${what} changed under the write lock`);
}
