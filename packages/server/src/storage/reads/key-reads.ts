import type { KeyReader } from '../../kernel/unit-of-work.ts';
import { fromPlainText } from '../schema/plain-text.ts';
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
      const { memo = null } = fromPlainText<{ readonly memo?: string }>(row.outcome);
      return { fingerprint: row.fingerprint, memo };
    },
  };
}
