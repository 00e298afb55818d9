import { sql } from 'kysely';
import type { DueReader } from '../../credit/index.ts';
import type { OrganizationId } from '../../kernel/ids.ts';
import { fromRowCapture, fromRowHold } from '../schema/rows.ts';
import type { Reads } from './reads.ts';

/** What the sweeps look for, over all tenants. */
export function createDueReader(db: Reads): DueReader {
  return {
    dueHolds: async (kinds, dueBefore, limit) => {
      if (kinds.length === 0) return [];
      const rows = await db
        .selectFrom('credit_hold')
        .selectAll()
        // Written out: SQLite takes the index over open holds for no parameter.
        .where('state', '=', sql.lit('open'))
        .where('due_at_us', '<=', dueBefore)
        .where('kind', 'in', kinds)
        .orderBy('due_at_us')
        .limit(limit)
        .execute();
      return rows.map(fromRowHold);
    },

    reportedCaptures: async (capturedBefore, limit) => {
      const rows = await db
        .selectFrom('credit_capture')
        .innerJoin('credit_line', (join) =>
          join
            .onRef('credit_line.tenant_id', '=', 'credit_capture.tenant_id')
            .onRef('credit_line.line_id', '=', 'credit_capture.line_id'),
        )
        .selectAll('credit_capture')
        .select('credit_line.organization_id')
        .where('credit_capture.seen_at_us', 'is', null)
        .where('credit_capture.captured_at_us', '<=', capturedBefore)
        .where((where) =>
          where.or([
            where('credit_line.posted_at_us', '>', where.ref('credit_capture.captured_at_us')),
            where('credit_line.confirmed_at_us', '>', where.ref('credit_capture.captured_at_us')),
          ]),
        )
        .orderBy('credit_capture.captured_at_us')
        .limit(limit)
        .execute();
      return rows.map((row) => ({
        ...fromRowCapture(row),
        organizationId: row.organization_id as OrganizationId,
      }));
    },
  };
}
