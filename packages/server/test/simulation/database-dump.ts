import type { TenantId } from '../../src/kernel/ids.ts';
import type { Reads } from '../../src/storage/reads/reads.ts';
import {
  fromRowCapture,
  fromRowEntry,
  fromRowHold,
  fromRowLine,
} from '../../src/storage/schema/rows.ts';
import type { LedgerEngine } from './ledger-engine.ts';

/** What the simulation looks at in a database, the same code on both engines. */
export function createDatabaseViews(
  reads: () => Reads,
): Pick<LedgerEngine, 'line' | 'holdsOfLine' | 'dump'> {
  const rowsOf = (table: 'credit_line' | 'credit_hold' | 'credit_capture', tenantId: TenantId) =>
    reads().selectFrom(table).selectAll().where('tenant_id', '=', tenantId);
  return {
    line: async (tenantId, lineId) => {
      const row = await rowsOf('credit_line', tenantId)
        .where('line_id', '=', lineId)
        .executeTakeFirst();
      return row === undefined ? null : fromRowLine(row as never);
    },
    holdsOfLine: async (tenantId, lineId) => {
      const rows = await rowsOf('credit_hold', tenantId).where('line_id', '=', lineId).execute();
      return rows.map((row) => fromRowHold(row as never));
    },
    dump: async (tenantId) => {
      const entries = await reads()
        .selectFrom('credit_entry')
        .selectAll()
        .where('tenant_id', '=', tenantId)
        .orderBy('number')
        .execute();
      const lines = await rowsOf('credit_line', tenantId).execute();
      const holds = await rowsOf('credit_hold', tenantId).execute();
      const captures = await rowsOf('credit_capture', tenantId).execute();
      return {
        lines: lines.map((row) => fromRowLine(row as never)),
        holds: holds.map((row) => fromRowHold(row as never)),
        captures: captures.map((row) => fromRowCapture(row as never)),
        entries: entries.map(fromRowEntry),
      };
    },
  };
}
