import { sql } from 'kysely';
import {
  type Application,
  type ApplicationReader,
  applicationSequence,
  earlierMax,
  readCompany,
} from '../../decisions/index.ts';
import type { Instant } from '../../kernel/clock.ts';
import type { Currency } from '../../kernel/currency.ts';
import type { CompanyId, DecisionId, TenantId } from '../../kernel/ids.ts';
import type { ApplicationRow } from '../schema/tables.ts';
import type { Reads } from './reads.ts';

/** The applications that were written. No read of them grows with how many there are. */
export function createApplicationReader(db: Reads): ApplicationReader {
  const count = async (
    tenantId: TenantId,
    companyId: CompanyId,
    status: 'approved' | 'rejected',
  ) => {
    const rows = await db
      .selectFrom('application')
      .select('application_id')
      .where('tenant_id', '=', tenantId)
      .where('company_id', '=', companyId)
      .where('status', '=', status)
      .limit(earlierMax)
      .execute();
    return rows.length;
  };

  return {
    application: async (tenantId, applicationId) => {
      const row = await db
        .selectFrom('application')
        .selectAll()
        .where('tenant_id', '=', tenantId)
        .where('application_id', '=', BigInt(applicationId))
        .executeTakeFirst();
      return row === undefined ? null : fromRowApplication(row);
    },

    lastApplicationId: async (tenantId) => {
      // Written with every new one, in the same transaction.
      const row = await db
        .selectFrom('tenant_sequence')
        .select('last_number')
        .where('tenant_id', '=', tenantId)
        .where('name', '=', applicationSequence)
        .executeTakeFirst();
      return Number(row?.last_number ?? 0n);
    },

    applicationsBetween: async (tenantId, { from, to }) => {
      const rows = await db
        .selectFrom('application')
        .selectAll()
        .where('tenant_id', '=', tenantId)
        .where('application_id', '>=', BigInt(from))
        .where('application_id', '<=', BigInt(to))
        .orderBy('application_id', 'desc')
        .execute();
      return rows.map(fromRowApplication);
    },

    earlierOf: async (tenantId, companyId) => {
      const [approved, rejected] = await Promise.all([
        count(tenantId, companyId, 'approved'),
        count(tenantId, companyId, 'rejected'),
      ]);
      return { approved, rejected };
    },

    sameAsked: async (tenantId, { reference, createdBy, contentHash, since }) => {
      const row = await db
        .selectFrom('application')
        .selectAll()
        .where('tenant_id', '=', tenantId)
        .where('reference', '=', reference)
        .where('created_at_us', '>=', since)
        .where('created_by', '=', createdBy)
        .where('content_hash', '=', contentHash)
        .where('status', '<>', 'canceled')
        .orderBy('application_id', 'desc')
        .limit(1)
        .executeTakeFirst();
      return row === undefined ? null : fromRowApplication(row);
    },

    duePending: async (now, limit) => {
      const rows = await db
        .selectFrom('application')
        .selectAll()
        // As a literal: the index is of the pending ones alone.
        .where('status', '=', sql.lit('pending'))
        .where('next_ask_at_us', '<=', now)
        .orderBy('next_ask_at_us')
        .limit(limit)
        .execute();
      return rows.map(fromRowApplication);
    },
  };
}

function fromRowApplication(row: ApplicationRow): Application {
  return {
    tenantId: row.tenant_id as TenantId,
    applicationId: Number(row.application_id),
    rulesetId: Number(row.ruleset_id),
    rulesetHash: row.ruleset_hash,
    regNumber: row.reg_number,
    companyId: row.company_id as CompanyId | null,
    company: row.company === null ? null : readCompany(row.company),
    amount: Number(row.amount),
    currency: row.currency as Currency,
    language: row.language as Application['language'],
    reference: row.reference,
    extra: JSON.parse(row.extra) as Application['extra'],
    status: row.status as Application['status'],
    decisionId: row.decision_id as DecisionId | null,
    createdBy: row.created_by,
    contentHash: row.content_hash,
    createdAt: row.created_at_us as Instant,
    nextAskAt: row.next_ask_at_us as Instant | null,
    decidedAt: row.decided_at_us as Instant | null,
    decidedBy: row.decided_by,
    reason: row.reason,
    version: row.version,
  };
}
