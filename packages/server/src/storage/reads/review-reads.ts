import { sql } from 'kysely';
import type {
  Review,
  ReviewFilter,
  ReviewReader,
  ReviewWatchReader,
} from '../../decisions/index.ts';
import type { Instant } from '../../kernel/clock.ts';
import type { Currency } from '../../kernel/currency.ts';
import type { DecisionId, OrganizationId, ReviewId, TenantId } from '../../kernel/ids.ts';
import { readReasons } from '../../kernel/reasons-text.ts';
import type { ReviewRow } from '../schema/tables.ts';
import { lastNumber } from './feed-reads.ts';
import { prepareRead } from './prepared-read.ts';
import { pageOf, type Reads } from './reads.ts';

/** Cases for people. Ids sort by time: the newest review of a subject has the greatest. */
export function createReviewReader(db: Reads): ReviewReader & ReviewWatchReader {
  const filtered = (tenantId: TenantId, filter: ReviewFilter, limit: number) => {
    let reviews = db
      .selectFrom('review')
      .selectAll()
      .where('tenant_id', '=', tenantId)
      .limit(limit + 1);
    const { organizationId, subject, assignedTo } = filter;
    if (organizationId !== null) reviews = reviews.where('organization_id', '=', organizationId);
    if (subject !== null) reviews = reviews.where('subject', '=', subject);
    if (assignedTo !== null) reviews = reviews.where('assigned_to', '=', assignedTo);
    return reviews;
  };

  const newestTwo = prepareRead(db, ['tenantId', 'subject'], (of) =>
    db
      .selectFrom('review')
      .selectAll()
      .where('tenant_id', '=', of.tenantId)
      .where('subject', '=', of.subject)
      .where('status', '<>', 'withdrawn')
      .orderBy('review_id', 'desc')
      .limit(2),
  );

  return {
    review: async (tenantId, reviewId) => {
      const row = await db
        .selectFrom('review')
        .selectAll()
        .where('tenant_id', '=', tenantId)
        .where('review_id', '=', reviewId)
        .executeTakeFirst();
      return row === undefined ? null : fromRowReview(row);
    },

    latestReview: async (tenantId, subject) => {
      const row = await db
        .selectFrom('review')
        .selectAll()
        .where('tenant_id', '=', tenantId)
        .where('subject', '=', subject)
        .orderBy('review_id', 'desc')
        .limit(1)
        .executeTakeFirst();
      return row === undefined ? null : fromRowReview(row);
    },

    reviewsInForce: async (tenantId, subject) => {
      // One is open at most, and nothing is opened beside it: it is the newest.
      const rows = await newestTwo({ tenantId, subject });
      const [newest, second] = rows.map(fromRowReview);
      if (newest?.status !== 'open') return { open: null, decided: newest ?? null };
      return { open: newest, decided: second ?? null };
    },

    reviews: async (tenantId, filter, { after, limit }) => {
      if (filter.status !== 'open') {
        let ended = filtered(tenantId, filter, limit)
          .where(sql<boolean>`status <> 'open'`)
          .where('status', '=', filter.status)
          .orderBy('review_id', 'desc');
        if (after !== null) ended = ended.where('review_id', '<', after);
        return pageOf(await ended.execute(), limit, fromRowReview, (row) => row.review_id);
      }
      // As the index says it, so that the open ones are found among all that there ever were.
      let queue = filtered(tenantId, filter, limit)
        .where(sql<boolean>`status = 'open'`)
        .orderBy('due_at_us')
        .orderBy('review_id');
      if (after !== null) {
        const [dueAt = '0', reviewId = ''] = after.split(' ');
        queue = queue.where((where) =>
          where.or([
            where('due_at_us', '>', BigInt(dueAt)),
            where.and([where('due_at_us', '=', BigInt(dueAt)), where('review_id', '>', reviewId)]),
          ]),
        );
      }
      const toCursor = (row: ReviewRow) => `${row.due_at_us} ${row.review_id}`;
      return pageOf(await queue.execute(), limit, fromRowReview, toCursor);
    },

    tenantsWithOpenReviews: async () => {
      const rows = await db
        .selectFrom('tenant')
        .select('tenant_id')
        .where(({ exists, selectFrom }) =>
          exists(
            selectFrom('review')
              .select('review_id')
              .whereRef('review.tenant_id', '=', 'tenant.tenant_id')
              .where(sql<boolean>`status = 'open'`),
          ),
        )
        .execute();
      return rows.map((row) => row.tenant_id as TenantId);
    },

    openReviewsOf: async (tenantId, lineIds, limit) => {
      if (lineIds.length === 0) return [];
      const rows = await db
        .withRecursive('below(line_id, organization_id)', (query) =>
          query
            .selectFrom('credit_line')
            .select(['line_id', 'organization_id'])
            .where('tenant_id', '=', tenantId)
            .where('line_id', 'in', lineIds)
            .union(
              query
                .selectFrom('below')
                .crossJoin('credit_line as child')
                .select(['child.line_id', 'child.organization_id'])
                .where('child.tenant_id', '=', tenantId)
                .whereRef('child.parent_line_id', '=', 'below.line_id'),
            ),
        )
        .selectFrom('review')
        .selectAll()
        .where('tenant_id', '=', tenantId)
        .where(sql<boolean>`status = 'open'`)
        .where('organization_id', 'in', (query) =>
          query.selectFrom('below').select('organization_id'),
        )
        .orderBy('due_at_us')
        .orderBy('review_id')
        .limit(limit)
        .execute();
      return rows.map(fromRowReview);
    },

    activationsBegun: async (tenantId, now) => {
      const row = await db
        .selectFrom('ruleset_activation')
        .select(({ fn }) => fn.countAll<bigint>().as('begun'))
        .where('tenant_id', '=', tenantId)
        .where('active_from_us', '<=', now)
        .executeTakeFirst();
      return BigInt(row?.begun ?? 0n);
    },

    lastNumber: (tenantId) => lastNumber(db, tenantId),

    reviewWatch: async (tenantId) => {
      const row = await db
        .selectFrom('review_watch')
        .selectAll()
        .where('tenant_id', '=', tenantId)
        .executeTakeFirst();
      if (row === undefined) return null;
      return {
        tenantId,
        nextNumber: row.next_number,
        rulesetHash: row.ruleset_hash,
        version: row.version,
      };
    },
  };
}

function fromRowReview(row: ReviewRow): Review {
  const { first_approved_by: by, first_approved_at_us: at, first_reason: reason } = row;
  return {
    tenantId: row.tenant_id as TenantId,
    reviewId: row.review_id as ReviewId,
    subject: row.subject,
    organizationId: row.organization_id as OrganizationId | null,
    decisionId: row.decision_id as DecisionId,
    cause: row.cause as Review['cause'],
    why: readReasons(row.why),
    remedies: JSON.parse(row.remedies) as Review['remedies'],
    amountMinor: row.amount_minor,
    currency: row.currency as Currency,
    status: row.status as Review['status'],
    assignedTo: row.assigned_to,
    firstApproval:
      by === null || at === null || reason === null ? null : { by, at: at as Instant, reason },
    needsSecond: row.needs_second === 1n,
    isOverLimit: row.over_limit === 1n,
    decidedBy: row.decided_by,
    decidedAt: row.decided_at_us as Instant | null,
    reason: row.reason,
    openedAt: row.opened_at_us as Instant,
    dueAt: row.due_at_us as Instant,
    passesNow: row.passes_now === 1n,
    version: row.version,
  };
}
