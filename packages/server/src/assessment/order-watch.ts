import { hour, type Instant, minute, plus } from '../kernel/clock.ts';
import type { TenantId } from '../kernel/ids.ts';
import type { RowChange } from '../kernel/unit-of-work.ts';
import type { CheckReason } from './credit-check.ts';

/** That the platform is asked, now and then, what became of a basket that stands on nothing here. */
export type OrderWatch = {
  readonly tenantId: TenantId;
  /** See `sourceOf`. */
  readonly subject: string;
  /** When the basket was refused, or its hold given up. */
  readonly since: Instant;
  readonly askedCount: bigint;
  /** Null: it is over, and remembered so that nobody begins anew. */
  readonly nextAskAt: Instant | null;
  readonly version: bigint;
};

/** The main reasons of a no after which nobody asks: no order of that account, or one that is over. */
export const unwatchedReasons: readonly CheckReason['code'][] = [
  'assessment.other_account',
  'assessment.order_not_open',
  'assessment.basket_settled',
  'assessment.total_negative',
];

const pausesUs = [15n * minute, hour, 4n * hour];
const pauseMaxUs = 12n * hour;

/** A watch that begins now, or one that is over: its basket is not asked about. */
export function watchOf(
  { tenantId, subject, at }: { tenantId: TenantId; subject: string; at: Instant },
  now: Instant | null,
): RowChange {
  return {
    op: 'insert',
    table: 'order_watch',
    values: {
      tenant_id: tenantId,
      subject,
      since_us: at,
      asked_count: 0n,
      next_ask_at_us: now === null ? null : plus(now, pausesUs[0] ?? pauseMaxUs),
      version: 1n,
    },
  };
}

/** As it stands once this question is put: whoever writes it asks, everybody else does not. */
export function askedAt(watch: OrderWatch, now: Instant): OrderWatch {
  const askedCount = watch.askedCount + 1n;
  const pauseUs = pausesUs[Number(askedCount)] ?? pauseMaxUs;
  return { ...watch, askedCount, nextAskAt: plus(now, pauseUs), version: watch.version + 1n };
}

/** Writes a watch in place of the one before; refused where somebody else was faster. */
export function watchChange(before: OrderWatch, after: OrderWatch): RowChange {
  return {
    op: 'update',
    table: 'order_watch',
    set: {
      asked_count: after.askedCount,
      next_ask_at_us: after.nextAskAt,
      version: after.version,
    },
    where: guardOf(before),
  };
}

export function watchEnd(watch: OrderWatch): RowChange {
  return watchChange(watch, { ...watch, nextAskAt: null, version: watch.version + 1n });
}

export function watchRemoval(watch: OrderWatch): RowChange {
  return { op: 'delete', table: 'order_watch', where: guardOf(watch) };
}

function guardOf({ tenantId, subject, version }: OrderWatch) {
  return { tenant_id: tenantId, subject, version };
}
