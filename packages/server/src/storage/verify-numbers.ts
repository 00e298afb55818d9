import { type CompiledQuery, sql } from 'kysely';
import { unlike } from '../credit/index.ts';
import type { TenantId } from '../kernel/ids.ts';
import type { Reads } from './reads/reads.ts';
import { first } from './scan.ts';
import { type BookDifference, placed, type Snapshot } from './verify-report.ts';

/**
 * The numbers of a tenant's applications run from 1 to its sequence without a gap: pages are ranges
 * of them.
 */
export async function verifyApplications(
  { db, scan }: Snapshot,
  tenantId: TenantId,
): Promise<BookDifference | null> {
  const sequence = await first(
    scan,
    db
      .selectFrom('tenant_sequence')
      .select('last_number')
      .where('tenant_id', '=', tenantId)
      .where('name', '=', 'application')
      .compile(),
  );
  const counted = await first(
    scan,
    db
      .selectFrom('application')
      .select([
        sql<bigint>`cast(count(*) as bigint)`.as('count'),
        sql<bigint>`coalesce(max(application_id), 0)`.as('last'),
      ])
      .where('tenant_id', '=', tenantId)
      .compile(),
  );
  const { count, last } = counted ?? { count: 0n, last: 0n };
  if (count !== last) {
    const gap = await first(scan, firstAfterGap(db, tenantId));
    const found = gap === null ? 'a number below 1' : String(gap.application_id);
    const what = 'number after a gap in the applications';
    return placed(tenantId, { what, expected: 'no gap', found });
  }
  const difference = unlike('last number of applications', last, sequence?.last_number ?? 0n);
  return difference === null ? null : placed(tenantId, difference, { number: last });
}

function firstAfterGap(db: Reads, tenantId: TenantId): CompiledQuery<{ application_id: bigint }> {
  return db
    .selectFrom('application')
    .select('application_id')
    .where('tenant_id', '=', tenantId)
    .where('application_id', '>', 1n)
    .where((where) =>
      where.not(
        where.exists(
          where
            .selectFrom('application as before')
            .select('before.application_id')
            .where('before.tenant_id', '=', tenantId)
            .where(sql<boolean>`before.application_id = application.application_id - 1`),
        ),
      ),
    )
    .orderBy('application_id')
    .limit(1)
    .compile();
}
