import type {
  Capture,
  CreditLine,
  Entry,
  EntryDraft,
  Hold,
  LineState,
  Rate,
  TemporaryLimit,
} from '../../credit/index.ts';
import type { Instant } from '../../kernel/clock.ts';
import type { ChangeContext } from '../../kernel/context.ts';
import type { Currency } from '../../kernel/currency.ts';
import type {
  CaptureId,
  HoldId,
  LineId,
  OrganizationId,
  RateId,
  TenantId,
} from '../../kernel/ids.ts';
import type { SequenceName } from '../../kernel/unit-of-work.ts';
import type { StoredKey, StoredSequence } from '../batch/batch-io.ts';
import { fromPlainText, toPlainText } from './plain-text.ts';
import type {
  CreditCaptureRow,
  CreditEntryRow,
  CreditHoldRow,
  CreditLineRow,
  RateRow,
  RequestKeyRow,
  TenantSequenceRow,
} from './tables.ts';

const noTemporaryLimits: readonly TemporaryLimit[] = Object.freeze([]);

export function fromRowLine(row: CreditLineRow): CreditLine {
  return {
    tenantId: row.tenant_id as TenantId,
    lineId: row.line_id as LineId,
    organizationId: row.organization_id as OrganizationId,
    parentLineId: row.parent_line_id as LineId | null,
    currency: row.currency as Currency,
    status: row.status as CreditLine['status'],
    generation: row.generation,
    stopped: row.stopped === 1n,
    limitMinor: row.limit_minor,
    unlimited: row.unlimited === 1n,
    toleranceBasisPoints: row.tolerance_basis_points,
    toleranceMinor: row.tolerance_minor,
    temporaryLimits:
      row.temporary_limits === '[]' ? noTemporaryLimits : fromPlainText(row.temporary_limits),
    postedMinor: row.posted_minor,
    heldMinor: row.held_minor,
    capturedMinor: row.captured_minor,
    containedMinor: row.contained_minor,
    belowMinor: row.below_minor,
    plainPostedMinor: row.plain_posted_minor,
    plainPostedVersion: row.plain_posted_version,
    postedAt: row.posted_at_us as Instant | null,
    confirmedAt: row.confirmed_at_us as Instant | null,
    reportedAvailableMinor: row.reported_available_minor,
    containment: row.containment,
    version: row.version,
  };
}

export function toRowLine(line: CreditLine): CreditLineRow {
  return {
    tenant_id: line.tenantId,
    line_id: line.lineId,
    organization_id: line.organizationId,
    parent_line_id: line.parentLineId,
    currency: line.currency,
    status: line.status,
    generation: line.generation,
    stopped: line.stopped ? 1n : 0n,
    limit_minor: line.limitMinor,
    unlimited: line.unlimited ? 1n : 0n,
    tolerance_basis_points: line.toleranceBasisPoints,
    tolerance_minor: line.toleranceMinor,
    temporary_limits: line.temporaryLimits.length === 0 ? '[]' : toPlainText(line.temporaryLimits),
    posted_minor: line.postedMinor,
    held_minor: line.heldMinor,
    captured_minor: line.capturedMinor,
    contained_minor: line.containedMinor,
    below_minor: line.belowMinor,
    plain_posted_minor: line.plainPostedMinor,
    plain_posted_version: line.plainPostedVersion,
    posted_at_us: line.postedAt,
    confirmed_at_us: line.confirmedAt,
    reported_available_minor: line.reportedAvailableMinor,
    containment: line.containment,
    version: line.version,
  };
}

export function fromRowHold(row: CreditHoldRow): Hold {
  return {
    tenantId: row.tenant_id as TenantId,
    holdId: row.hold_id as HoldId,
    lineId: row.line_id as LineId,
    organizationId: row.organization_id as OrganizationId,
    kind: row.kind as Hold['kind'],
    state: row.state as Hold['state'],
    source: row.source,
    amountMinor: row.amount_minor,
    heldMinor: row.held_minor,
    drawnMinor: row.drawn_minor,
    excessMinor: row.excess_minor,
    unseenMinor: row.unseen_minor,
    containedMinor: row.contained_minor,
    containment: row.containment,
    askedMinor: row.asked_minor,
    askedCurrency: row.asked_currency as Currency,
    askedDrawnMinor: row.asked_drawn_minor,
    rate: row.rate === null ? null : fromPlainText<Rate>(row.rate),
    revivedFrom: row.revived_from as HoldId | null,
    revivedMinor: row.revived_minor,
    askedRevivedMinor: row.asked_revived_minor,
    placedAt: row.placed_at_us as Instant,
    dueAt: row.due_at_us as Instant,
    endedAt: row.ended_at_us as Instant | null,
    version: row.version,
  };
}

export function toRowHold(hold: Hold): CreditHoldRow {
  return {
    tenant_id: hold.tenantId,
    hold_id: hold.holdId,
    line_id: hold.lineId,
    organization_id: hold.organizationId,
    kind: hold.kind,
    state: hold.state,
    source: hold.source,
    amount_minor: hold.amountMinor,
    held_minor: hold.heldMinor,
    drawn_minor: hold.drawnMinor,
    excess_minor: hold.excessMinor,
    unseen_minor: hold.unseenMinor,
    contained_minor: hold.containedMinor,
    containment: hold.containment,
    asked_minor: hold.askedMinor,
    asked_currency: hold.askedCurrency,
    asked_drawn_minor: hold.askedDrawnMinor,
    rate: hold.rate === null ? null : toPlainText(hold.rate),
    revived_from: hold.revivedFrom,
    revived_minor: hold.revivedMinor,
    asked_revived_minor: hold.askedRevivedMinor,
    placed_at_us: hold.placedAt,
    due_at_us: hold.dueAt,
    ended_at_us: hold.endedAt,
    version: hold.version,
  };
}

export function fromRowCapture(row: CreditCaptureRow): Capture {
  return {
    tenantId: row.tenant_id as TenantId,
    captureId: row.capture_id as CaptureId,
    holdId: row.hold_id as HoldId,
    lineId: row.line_id as LineId,
    amountMinor: row.amount_minor,
    excessMinor: row.excess_minor,
    reference: row.reference,
    capturedAt: row.captured_at_us as Instant,
    capturedVersion: row.captured_version,
    seenVersion: row.seen_version,
    seenAt: row.seen_at_us as Instant | null,
  };
}

export function toRowCapture(capture: Capture): CreditCaptureRow {
  return {
    tenant_id: capture.tenantId,
    capture_id: capture.captureId,
    hold_id: capture.holdId,
    line_id: capture.lineId,
    amount_minor: capture.amountMinor,
    excess_minor: capture.excessMinor,
    reference: capture.reference,
    captured_at_us: capture.capturedAt,
    captured_version: capture.capturedVersion,
    seen_version: capture.seenVersion,
    seen_at_us: capture.seenAt,
  };
}

export function fromRowEntry(row: CreditEntryRow): Entry {
  return {
    tenantId: row.tenant_id as TenantId,
    number: row.number,
    at: row.at_us as Instant,
    lineId: row.line_id as LineId,
    lineVersion: row.line_version,
    organizationId: row.organization_id as OrganizationId,
    kind: row.kind as Entry['kind'],
    context: row.context as ChangeContext,
    actor: row.actor,
    holdId: row.hold_id as HoldId | null,
    captureId: row.capture_id as CaptureId | null,
    amountMinor: row.amount_minor,
    delta: {
      postedMinor: row.posted_delta_minor,
      heldMinor: row.held_delta_minor,
      capturedMinor: row.captured_delta_minor,
      containedMinor: row.contained_delta_minor,
      belowMinor: row.below_delta_minor,
    },
    figures: {
      postedMinor: row.posted_minor,
      heldMinor: row.held_minor,
      capturedMinor: row.captured_minor,
      containedMinor: row.contained_minor,
      belowMinor: row.below_minor,
    },
    limitMinor: row.limit_minor,
    status: row.status as Entry['status'],
    state: row.state === null ? null : fromPlainText<LineState>(row.state),
    reason: row.reason,
  };
}

/** An entry's row; its number is the tenant's counter after the entries before it. */
export function toRowEntry(
  tenantId: TenantId,
  number: bigint,
  at: Instant,
  entry: EntryDraft,
): CreditEntryRow {
  const { delta, figures } = entry;
  return {
    tenant_id: tenantId,
    number,
    at_us: at,
    line_id: entry.lineId,
    line_version: entry.lineVersion,
    organization_id: entry.organizationId,
    kind: entry.kind,
    context: entry.context,
    actor: entry.actor,
    hold_id: entry.holdId,
    capture_id: entry.captureId,
    amount_minor: entry.amountMinor,
    posted_delta_minor: delta.postedMinor,
    held_delta_minor: delta.heldMinor,
    captured_delta_minor: delta.capturedMinor,
    contained_delta_minor: delta.containedMinor,
    below_delta_minor: delta.belowMinor,
    posted_minor: figures.postedMinor,
    held_minor: figures.heldMinor,
    captured_minor: figures.capturedMinor,
    contained_minor: figures.containedMinor,
    below_minor: figures.belowMinor,
    limit_minor: entry.limitMinor,
    status: entry.status,
    state: entry.state === null ? null : toPlainText(entry.state),
    reason: entry.reason,
  };
}

export function fromRowKey(row: RequestKeyRow): StoredKey {
  const { scope, value, fingerprint, outcome } = row;
  return { scope, value, fingerprint, outcome };
}

export function toRowKey(tenantId: TenantId, at: Instant, key: StoredKey): RequestKeyRow {
  const { scope, value, fingerprint, outcome } = key;
  return { tenant_id: tenantId, scope, value, fingerprint, outcome, created_at_us: at };
}

export function fromRowSequence(row: TenantSequenceRow): StoredSequence {
  return {
    name: row.name as SequenceName,
    lastNumber: row.last_number,
    lastAt: row.last_at_us as Instant,
  };
}

export function fromRowRate(row: RateRow): Rate {
  return {
    rateId: row.rate_id as RateId,
    from: row.from_currency as Currency,
    to: row.to_currency as Currency,
    numerator: row.numerator,
    scale: Number(row.scale),
  };
}
