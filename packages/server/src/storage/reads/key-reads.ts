import type { KeyReader } from '../../kernel/unit-of-work.ts';
import { fromOutcomeText } from '../batch/outcome-text.ts';
import type { Reads } from './reads.ts';

export function createKeyReader(db: Reads): KeyReader {
  return {
    used: async (tenantId, { scope, value }) => {
      const row = await db
        .selectFrom('request_key')
        .select(['fingerprint', 'outcome'])
        .where('tenant_id', '=', tenantId)
        .where('scope', '=', scope)
        .where('value', '=', value)
        .executeTakeFirst();
      if (row === undefined) return null;
      const outcome = fromOutcomeText(row.outcome);
      const memo = outcome.kind === 'done' ? (outcome.memo ?? null) : null;
      const number = outcome.kind === 'done' ? (outcome.number ?? null) : null;
      return { fingerprint: row.fingerprint, memo, number };
    },
  };
}
