import type { OrganizationId, TenantId } from '../kernel/ids.ts';
import type { RowChange, RowValues } from '../kernel/unit-of-work.ts';
import type {
  PaymentBehaviour,
  PaymentBehaviourSource,
  PaymentFigures,
} from './payment-behaviour.ts';

export type Recorded = {
  readonly figures: PaymentFigures;
  readonly source: PaymentBehaviourSource;
  /** Who says so: `key:cred_…`, `user:…` or the operator. */
  readonly recordedBy: string;
};

export function newPaymentBehaviourRow(
  tenantId: TenantId,
  organizationId: OrganizationId,
  recorded: Recorded,
): RowChange {
  const key = { tenant_id: tenantId, organization_id: organizationId };
  return {
    op: 'insert',
    table: 'payment_behaviour',
    values: { ...key, ...valuesOf(recorded), followed_version: 0n, version: 1n },
  };
}

/** The change of a record that stands at a version. */
export function paymentBehaviourChange(before: PaymentBehaviour, recorded: Recorded): RowChange {
  return {
    op: 'update',
    table: 'payment_behaviour',
    set: { ...valuesOf(recorded), version: before.version + 1n },
    where: keyOf(before),
  };
}

/** Says that the open reviews of the organization were looked at since this version. */
export function followedPaymentBehaviour(before: PaymentBehaviour): RowChange {
  return {
    op: 'update',
    table: 'payment_behaviour',
    set: { followed_version: before.version },
    where: keyOf(before),
  };
}

function keyOf({ tenantId, organizationId, version }: PaymentBehaviour) {
  return { tenant_id: tenantId, organization_id: organizationId, version };
}

function valuesOf({ figures, source, recordedBy }: Recorded): RowValues {
  const { overdue, overdueDays, oldestOpenItemDays, paymentBehaviour, asOf } = figures;
  return {
    overdue_minor: overdue?.amountMinor ?? null,
    overdue_currency: overdue?.currency ?? null,
    overdue_days: overdueDays === null ? null : BigInt(overdueDays),
    oldest_open_item_days: oldestOpenItemDays === null ? null : BigInt(oldestOpenItemDays),
    behaviour: paymentBehaviour,
    as_of: asOf,
    source,
    recorded_by: recordedBy,
    recorded_at_us: { blank: 'instant' },
  };
}
