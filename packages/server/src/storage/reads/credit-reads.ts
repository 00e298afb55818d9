import { sql } from 'kysely';
import { type CreditReader, type HoldState, type Levels, levelsMax } from '../../credit/index.ts';
import type { OrganizationId, TenantId } from '../../kernel/ids.ts';
import { fromRowCapture, fromRowHold, fromRowLine, fromRowRate } from '../schema/rows.ts';
import { readFeed } from './feed-reads.ts';
import { prepareRead } from './prepared-read.ts';
import { pageOf, type Reads } from './reads.ts';

/**
 * The reads of the credit room. Each shows the last commit; none locks. What may pass over many rows
 * runs on `scans`.
 */
export function createCreditReader(db: Reads, scans: Reads): CreditReader {
  const ownLine = prepareRead(db, ['tenantId', 'organizationId'], (of) =>
    db
      .selectFrom('credit_line')
      .selectAll()
      .where('tenant_id', '=', of.tenantId)
      .where('organization_id', '=', of.organizationId),
  );
  const openOfSource = prepareRead(db, ['tenantId', 'source'], (of) =>
    db
      .selectFrom('credit_hold')
      .selectAll()
      .where('tenant_id', '=', of.tenantId)
      .where('source', '=', of.source)
      .where('state', '=', 'open'),
  );
  const endedOfSource = prepareRead(db, ['tenantId', 'source'], (of) =>
    db
      .selectFrom('credit_hold')
      .selectAll()
      .where('tenant_id', '=', of.tenantId)
      .where('source', '=', of.source)
      .where('state', '<>', 'open')
      .orderBy('hold_id', 'desc')
      .limit(1),
  );

  return {
    levels: async (tenantId, organizationId) => {
      const [own] = await ownLine({ tenantId, organizationId });
      if (own === undefined) return null;
      // Most lines have none above them. The others are read again, all levels of one commit.
      if (own.parent_line_id === null) return [fromRowLine(own)];
      return readLevels(db, tenantId, organizationId);
    },

    lines: async (tenantId, { after, limit }) => {
      const rows = await db
        .selectFrom('credit_line')
        .selectAll()
        .where('tenant_id', '=', tenantId)
        .where('line_id', '>', after ?? '')
        .orderBy('line_id')
        .limit(limit + 1)
        .execute();
      return pageOf(rows, limit, fromRowLine, (row) => row.line_id);
    },

    hold: async (tenantId, holdId) => {
      const row = await db
        .selectFrom('credit_hold')
        .selectAll()
        .where('tenant_id', '=', tenantId)
        .where('hold_id', '=', holdId)
        .executeTakeFirst();
      return row === undefined ? null : fromRowHold(row);
    },

    holdOfSource: async (tenantId, source) => {
      const [open] = await openOfSource({ tenantId, source });
      const row = open ?? (await endedOfSource({ tenantId, source }))[0];
      return row === undefined ? null : fromRowHold(row);
    },

    holds: async (tenantId, { organizationId, state }, { after, limit }) => {
      const holds = scans
        .selectFrom('credit_hold')
        .selectAll()
        .where('tenant_id', '=', tenantId)
        .where('hold_id', '>', after ?? '')
        .orderBy('hold_id')
        .limit(limit + 1);
      if (organizationId === null) {
        const rows = await (state === null ? holds : holds.where('state', '=', state)).execute();
        return pageOf(rows, limit, fromRowHold, (row) => row.hold_id);
      }
      const line = await lineOf(db, tenantId, organizationId);
      if (line === null) return { items: [], next: null };
      // The index has the state before the id: one ordered range for each state, then merged.
      const ranges = await Promise.all(
        (state === null ? holdStates : [state]).map((one) =>
          holds.where('line_id', '=', line).where('state', '=', one).execute(),
        ),
      );
      const rows = ranges.flat().sort((left, right) => (left.hold_id < right.hold_id ? -1 : 1));
      return pageOf(rows, limit, fromRowHold, (row) => row.hold_id);
    },

    captures: async (tenantId, holdId) => {
      const rows = await db
        .selectFrom('credit_capture')
        .selectAll()
        .where('tenant_id', '=', tenantId)
        .where('hold_id', '=', holdId)
        .orderBy('capture_id')
        .execute();
      return rows.map(fromRowCapture);
    },

    unseenCaptures: async (tenantId, organizationId, references) => {
      const line = organizationId === null ? null : await lineOf(db, tenantId, organizationId);
      if ((line === null && organizationId !== null) || references.length === 0) return [];
      const captures = db
        .selectFrom('credit_capture')
        .selectAll()
        .where('tenant_id', '=', tenantId)
        .where('seen_at_us', 'is', null)
        .where('reference', 'in', references)
        .orderBy('capture_id');
      const wanted = line === null ? captures : captures.where('line_id', '=', line);
      const rows = await wanted.execute();
      return rows.map(fromRowCapture);
    },

    entries: (tenantId, query) => readFeed(scans, tenantId, query),

    rate: async (tenantId, from, to, on) => {
      const row = await db
        .selectFrom('rate')
        .selectAll()
        .where('tenant_id', '=', tenantId)
        .where('from_currency', '=', from)
        .where('to_currency', '=', to)
        .where('valid_from', '<=', on)
        .orderBy('valid_from', 'desc')
        .limit(1)
        .executeTakeFirst();
      return row === undefined ? null : fromRowRate(row);
    },
  };
}

const holdStates: readonly HoldState[] = ['open', 'captured', 'released', 'expired'];

/**
 * The line and every level above it, in one statement: all of one commit. Joined by `cross join`,
 * which keeps SQLite from starting with every line of the tenant.
 */
async function readLevels(
  db: Reads,
  tenantId: TenantId,
  organizationId: OrganizationId,
): Promise<Levels | null> {
  const rows = await db
    .withRecursive('level(line_id, parent_line_id, depth)', (query) =>
      query
        .selectFrom('credit_line')
        .select(['line_id', 'parent_line_id', sql<bigint>`cast(0 as bigint)`.as('depth')])
        .where('tenant_id', '=', tenantId)
        .where('organization_id', '=', organizationId)
        .unionAll(
          query
            .selectFrom('level')
            .crossJoin('credit_line as parent')
            .select([
              'parent.line_id',
              'parent.parent_line_id',
              sql<bigint>`level.depth + 1`.as('depth'),
            ])
            .where('parent.tenant_id', '=', tenantId)
            .whereRef('parent.line_id', '=', 'level.parent_line_id')
            .where('level.depth', '<', BigInt(levelsMax)),
        ),
    )
    .selectFrom('level')
    .crossJoin('credit_line')
    .selectAll('credit_line')
    .where('credit_line.tenant_id', '=', tenantId)
    .whereRef('credit_line.line_id', '=', 'level.line_id')
    .orderBy('level.depth')
    .execute();
  const [own, ...above] = rows.map(fromRowLine);
  return own === undefined ? null : [own, ...above];
}

async function lineOf(
  db: Reads,
  tenantId: TenantId,
  organizationId: OrganizationId,
): Promise<string | null> {
  const row = await db
    .selectFrom('credit_line')
    .select('line_id')
    .where('tenant_id', '=', tenantId)
    .where('organization_id', '=', organizationId)
    .executeTakeFirst();
  return row?.line_id ?? null;
}
