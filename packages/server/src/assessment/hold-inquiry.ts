import type { Hold } from '../credit/index.ts';
import { type Instant, instant, minute, plus } from '../kernel/clock.ts';
import type { HoldId, TenantId } from '../kernel/ids.ts';
import type { RowChange } from '../kernel/unit-of-work.ts';

/** What the platform was asked about a basket hold that fell due. */
export type HoldInquiry = {
  readonly tenantId: TenantId;
  readonly holdId: HoldId;
  /** The due time that it is about: a hold that was extended falls due anew. */
  readonly fellDueAt: Instant;
  readonly askedCount: bigint;
  readonly nextAskAt: Instant;
  /** The desk has extended the hold: that happens once. */
  readonly isExtended: boolean;
  /** Somebody was told that the platform does not know the order. */
  readonly isNoticed: boolean;
  readonly version: bigint;
};

/** An open basket hold that is due and whose turn it is. */
export type DueHold = { readonly hold: Hold; readonly inquiry: HoldInquiry | null };

const pausesUs = [1n, 2n, 5n, 15n, 60n].map((minutes) => minutes * minute);
const pauseMaxUs = 60n * minute;

/** How long after the n-th question the next one comes, while there is no answer. */
export function pauseAfter(askedCount: bigint): bigint {
  return pausesUs[Number(askedCount) - 1] ?? pauseMaxUs;
}

/**
 * The inquiry as it stands once this question is put. The next turn is set before the platform is
 * asked: whoever writes it asks, everybody else finds that it is not the hold's turn.
 */
export function withQuestion({ hold, inquiry }: DueHold, now: Instant): HoldInquiry {
  const { tenantId, holdId, dueAt } = hold;
  const before = inquiry?.fellDueAt === dueAt ? inquiry.askedCount : 0n;
  return {
    tenantId,
    holdId,
    fellDueAt: dueAt,
    askedCount: before + 1n,
    nextAskAt: plus(now, pauseAfter(before + 1n)),
    isExtended: inquiry?.isExtended ?? false,
    isNoticed: inquiry?.isNoticed ?? false,
    version: (inquiry?.version ?? 0n) + 1n,
  };
}

/** Writes an inquiry in place of the one before; refused where somebody else was faster. */
export function inquiryChange(before: HoldInquiry | null, after: HoldInquiry): RowChange {
  const set = {
    fell_due_at_us: after.fellDueAt,
    asked_count: after.askedCount,
    next_ask_at_us: after.nextAskAt,
    extended: after.isExtended ? 1n : 0n,
    noticed: after.isNoticed ? 1n : 0n,
    version: after.version,
  };
  const key = { tenant_id: after.tenantId, hold_id: after.holdId };
  if (before === null) {
    return { op: 'insert', table: 'hold_inquiry', values: { ...key, ...set } };
  }
  return { op: 'update', table: 'hold_inquiry', set, where: guardOf(before) };
}

export function inquiryRemoval(inquiry: HoldInquiry): RowChange {
  return { op: 'delete', table: 'hold_inquiry', where: guardOf(inquiry) };
}

function guardOf({ tenantId, holdId, version }: HoldInquiry) {
  return { tenant_id: tenantId, hold_id: holdId, version };
}

/** Until when a hold stays that nobody can tell anything about. */
export function capOf(inquiry: HoldInquiry, dueCapUs: bigint): Instant {
  return instant(inquiry.fellDueAt + dueCapUs);
}
