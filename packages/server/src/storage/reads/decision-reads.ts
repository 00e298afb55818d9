import { sql } from 'kysely';
import { type Decision, type DecisionReader, readPosition } from '../../assessment/index.ts';
import type { Instant } from '../../kernel/clock.ts';
import type { Currency } from '../../kernel/currency.ts';
import type { DecisionId, HoldId, LineId, OrganizationId, TenantId } from '../../kernel/ids.ts';
import { readReasons } from '../../kernel/reasons-text.ts';
import type { DecisionRow } from '../schema/tables.ts';
import { pageOf, type Reads } from './reads.ts';

/**
 * The decisions that were written. Ids sort by time: the newest has the greatest. What may pass over
 * many rows runs on `scans`.
 */
export function createDecisionReader(db: Reads, scans: Reads): DecisionReader {
  const checksOf = (tenantId: TenantId, subject: string) =>
    db
      .selectFrom('decision')
      .selectAll()
      .where('tenant_id', '=', tenantId)
      .where('decision_id', 'in', idsAbout(db, tenantId, subject))
      .where('kind', '=', 'credit_check')
      .orderBy('decided_at_us', 'desc')
      .orderBy('decision_id', 'desc')
      .limit(1);

  return {
    decision: async (tenantId, decisionId) => {
      const row = await db
        .selectFrom('decision')
        .selectAll()
        .where('tenant_id', '=', tenantId)
        .where('decision_id', '=', decisionId)
        .executeTakeFirst();
      return row === undefined ? null : fromRowDecision(row);
    },

    latestCheck: async (tenantId, subject) => {
      const row = await checksOf(tenantId, subject).executeTakeFirst();
      return row === undefined ? null : fromRowDecision(row);
    },

    latestYes: async (tenantId, subject) => {
      const yeses = checksOf(tenantId, subject).where('verdict', '=', 'approved');
      const row = await yeses.executeTakeFirst();
      return row === undefined ? null : fromRowDecision(row);
    },

    decisions: async (tenantId, { organizationId, subject, kind, verdict }, { after, limit }) => {
      let decisions = scans
        .selectFrom('decision')
        .selectAll()
        .where('tenant_id', '=', tenantId)
        .orderBy('decision_id', 'desc')
        .limit(limit + 1);
      if (after !== null) decisions = decisions.where('decision_id', '<', after);
      if (organizationId !== null) {
        decisions = decisions.where('organization_id', '=', organizationId);
      }
      if (subject !== null) {
        decisions = decisions.where('decision_id', 'in', idsAbout(scans, tenantId, subject));
      }
      if (kind !== null) decisions = decisions.where('kind', '=', kind);
      if (verdict !== null) decisions = decisions.where('verdict', '=', verdict);
      if (verdict !== null && verdict !== 'approved') {
        // As the index says it, so that the few are found among the many.
        decisions = decisions.where(sql<boolean>`verdict <> 'approved'`);
      }
      return pageOf(await decisions.execute(), limit, fromRowDecision, (row) => row.decision_id);
    },
  };
}

/**
 * A check that took a hold is about the source of that hold, and is found through it. An index of all
 * subjects beside the one of all sources would cost each yes a page of its own.
 */
function idsAbout(db: Reads, tenantId: TenantId, subject: string) {
  const withHold = db
    .selectFrom('credit_hold as hold')
    .innerJoin('decision', (join) =>
      join
        .onRef('decision.tenant_id', '=', 'hold.tenant_id')
        .onRef('decision.hold_id', '=', 'hold.hold_id'),
    )
    .select('decision.decision_id')
    .where('hold.tenant_id', '=', tenantId)
    .where('hold.source', '=', subject)
    .where(sql<boolean>`decision.kind = 'credit_check'`);
  // Conditions as the indexes have them.
  return db
    .selectFrom('decision')
    .select('decision_id')
    .where('tenant_id', '=', tenantId)
    .where('subject', '=', subject)
    .where(sql<boolean>`(kind <> 'credit_check' or hold_id is null)`)
    .unionAll(withHold.where(sql<boolean>`hold.state = 'open'`))
    .unionAll(withHold.where(sql<boolean>`hold.state <> 'open'`));
}

function fromRowDecision(row: DecisionRow): Decision {
  return {
    tenantId: row.tenant_id as TenantId,
    decisionId: row.decision_id as DecisionId,
    kind: row.kind as Decision['kind'],
    subject: row.subject,
    organizationId: row.organization_id as OrganizationId | null,
    verdict: row.verdict as Decision['verdict'],
    rulesVerdict: row.rules_verdict as Decision['rulesVerdict'],
    ledgerVerdict: row.ledger_verdict as Decision['ledgerVerdict'],
    reasons: readReasons(row.reasons),
    amountMinor: row.amount_minor,
    currency: row.currency as Currency | null,
    facts: row.facts,
    factsHash: row.facts_hash,
    rulesetHash: row.ruleset_hash,
    position: row.position === null ? null : readPosition(row.position),
    holdId: row.hold_id as HoldId | null,
    headroomMinor: row.headroom_minor,
    shortfallMinor: row.shortfall_minor,
    bindingLineId: row.binding_line_id as LineId | null,
    lineVersion: row.line_version,
    decidedAt: row.decided_at_us as Instant,
  };
}
