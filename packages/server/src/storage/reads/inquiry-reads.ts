import type { HoldInquiry, InquiryReader } from '../../assessment/index.ts';
import type { Instant } from '../../kernel/clock.ts';
import type { HoldId, TenantId } from '../../kernel/ids.ts';
import { fromRowHold } from '../schema/rows.ts';
import type { HoldInquiryRow } from '../schema/tables.ts';
import type { Reads } from './reads.ts';

/** Basket holds that fell due, with what the platform was asked about them. */
export function createInquiryReader(db: Reads): InquiryReader {
  const due = (now: Instant) =>
    db
      .selectFrom('credit_hold')
      .leftJoin('hold_inquiry', (join) =>
        join
          .onRef('hold_inquiry.tenant_id', '=', 'credit_hold.tenant_id')
          .onRef('hold_inquiry.hold_id', '=', 'credit_hold.hold_id'),
      )
      .where('credit_hold.state', '=', 'open')
      .where('credit_hold.kind', 'in', ['basket', 'review'])
      .where('credit_hold.due_at_us', '<=', now)
      .where((where) =>
        where.or([
          where('hold_inquiry.next_ask_at_us', 'is', null),
          where('hold_inquiry.next_ask_at_us', '<=', now),
        ]),
      );

  return {
    tenantsWithDueHolds: async (now) => {
      const rows = await due(now).select('credit_hold.tenant_id').distinct().execute();
      return rows.map((row) => row.tenant_id as TenantId);
    },

    dueBasketHolds: async (tenantId, now, limit) => {
      const rows = await due(now)
        .selectAll('credit_hold')
        .select([
          'hold_inquiry.fell_due_at_us',
          'hold_inquiry.asked_count',
          'hold_inquiry.next_ask_at_us',
          'hold_inquiry.extended',
          'hold_inquiry.noticed',
          'hold_inquiry.version as inquiry_version',
        ])
        .where('credit_hold.tenant_id', '=', tenantId)
        .orderBy('credit_hold.due_at_us')
        .limit(limit)
        .execute();
      return rows.map((row) => ({
        hold: fromRowHold(row),
        inquiry:
          row.inquiry_version === null
            ? null
            : fromRowInquiry({ ...(row as HoldInquiryRow), version: row.inquiry_version }),
      }));
    },

    idleInquiries: async (limit) => {
      const rows = await db
        .selectFrom('hold_inquiry')
        .innerJoin('credit_hold', (join) =>
          join
            .onRef('credit_hold.tenant_id', '=', 'hold_inquiry.tenant_id')
            .onRef('credit_hold.hold_id', '=', 'hold_inquiry.hold_id'),
        )
        .selectAll('hold_inquiry')
        .where('credit_hold.state', '<>', 'open')
        .limit(limit)
        .execute();
      return rows.map(fromRowInquiry);
    },
  };
}

function fromRowInquiry(row: HoldInquiryRow): HoldInquiry {
  return {
    tenantId: row.tenant_id as TenantId,
    holdId: row.hold_id as HoldId,
    fellDueAt: row.fell_due_at_us as Instant,
    askedCount: row.asked_count,
    nextAskAt: row.next_ask_at_us as Instant,
    isExtended: row.extended === 1n,
    isNoticed: row.noticed === 1n,
    version: row.version,
  };
}
