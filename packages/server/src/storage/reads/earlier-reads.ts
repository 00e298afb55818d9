import type { EarlierReader } from '../../assessment/index.ts';
import type { Reads } from './reads.ts';

/** Decisions that are looked back on: what lies further back says little of a company by now. */
const decisionsMax = 100;

export function createEarlierReader(db: Reads): EarlierReader {
  return {
    earlierChecks: async (tenantId, organizationId, exceptSubject) => {
      const rows = await db
        .selectFrom('decision')
        .select(['subject', 'verdict', 'kind'])
        .where('tenant_id', '=', tenantId)
        .where('organization_id', '=', organizationId)
        .orderBy('decision_id', 'desc')
        .limit(decisionsMax)
        .execute();
      // The newest word on each basket: one that asks again and again counts once.
      const latest = new Map<string, string>();
      for (const { subject, verdict, kind } of rows) {
        if (kind !== 'credit_check' || subject === exceptSubject) continue;
        if (!latest.has(subject)) latest.set(subject, verdict);
      }
      const verdicts = [...latest.values()];
      const approved = verdicts.filter((verdict) => verdict === 'approved').length;
      return { approved, rejected: verdicts.filter((verdict) => verdict === 'refused').length };
    },
  };
}
