import type { RateReader } from '../../credit/index.ts';
import type { CalendarDate, Instant } from '../../kernel/clock.ts';
import { fromRowRate } from '../schema/rows.ts';
import { pageOf, type Reads } from './reads.ts';

export function createRateReader(db: Reads): RateReader {
  return {
    rates: async (tenantId, { after, limit }) => {
      const rows = await db
        .selectFrom('rate')
        .selectAll()
        .where('tenant_id', '=', tenantId)
        .where('rate_id', '>', after ?? '')
        .orderBy('rate_id')
        .limit(limit + 1)
        .execute();
      return pageOf(
        rows,
        limit,
        (row) => ({
          ...fromRowRate(row),
          validFrom: row.valid_from as CalendarDate,
          createdAt: row.created_at_us as Instant,
          createdBy: row.created_by,
        }),
        (row) => row.rate_id,
      );
    },
  };
}
