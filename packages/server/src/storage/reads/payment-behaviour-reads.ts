import { sql } from 'kysely';
import { type CalendarDate, instant } from '../../kernel/clock.ts';
import type { Currency } from '../../kernel/currency.ts';
import type { OrganizationId, TenantId } from '../../kernel/ids.ts';
import { money } from '../../kernel/money.ts';
import type { PaymentBehaviour, PaymentBehaviourReader } from '../../parties/index.ts';
import type { PaymentBehaviourRow } from '../schema/tables.ts';
import { prepareRead } from './prepared-read.ts';
import type { Reads } from './reads.ts';

/** The reads of how organizations pay. Each shows the last commit; none locks. */
export function createPaymentBehaviourReader(db: Reads): PaymentBehaviourReader {
  const ofOrganization = prepareRead(db, ['tenantId', 'organizationId'], (of) =>
    db
      .selectFrom('payment_behaviour')
      .selectAll()
      .where('tenant_id', '=', of.tenantId)
      .where('organization_id', '=', of.organizationId),
  );
  return {
    paymentBehaviour: async (tenantId, organizationId) => {
      const [row] = await ofOrganization({ tenantId, organizationId });
      return row === undefined ? null : fromRowPaymentBehaviour(row);
    },

    // From the open reviews, of which there are few beside all organizations.
    paymentBehaviourToFollow: async (tenantId, limit) => {
      const rows = await db
        .selectFrom('payment_behaviour')
        .selectAll()
        .where('tenant_id', '=', tenantId)
        .where('organization_id', 'in', ({ selectFrom }) =>
          selectFrom('review')
            .select('organization_id')
            .where('tenant_id', '=', tenantId)
            .where(sql<boolean>`status = 'open'`),
        )
        .whereRef('followed_version', '<', 'version')
        .orderBy('organization_id')
        .limit(limit)
        .execute();
      return rows.map(fromRowPaymentBehaviour);
    },
  };
}

function fromRowPaymentBehaviour(row: PaymentBehaviourRow): PaymentBehaviour {
  const { overdue_minor: minor, overdue_currency: currency } = row;
  return {
    tenantId: row.tenant_id as TenantId,
    organizationId: row.organization_id as OrganizationId,
    overdue: minor === null || currency === null ? null : money(minor, currency as Currency),
    overdueDays: fromRowDays(row.overdue_days),
    oldestOpenItemDays: fromRowDays(row.oldest_open_item_days),
    paymentBehaviour: row.behaviour as PaymentBehaviour['paymentBehaviour'],
    asOf: row.as_of as CalendarDate,
    source: row.source as PaymentBehaviour['source'],
    recordedBy: row.recorded_by,
    recordedAt: instant(row.recorded_at_us),
    followedVersion: row.followed_version,
    version: row.version,
  };
}

function fromRowDays(days: bigint | null): number | null {
  return days === null ? null : Number(days);
}
