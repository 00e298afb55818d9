import type { CreditLine, Hold } from '../../credit/index.ts';
import type { LineId, TenantId } from '../../kernel/ids.ts';
import type { LoadPlan } from '../batch/plan.ts';
import { fromRowLine } from '../schema/rows.ts';
import type { CreditLineRow } from '../schema/tables.ts';
import type { LineCache } from './line-cache.ts';
import { type Statements, selectFrom } from './statements.ts';

const lineSelect = `${selectFrom('credit_line')} where tenant_id = ? and line_id = ?`;
const lineOfSelect = `${selectFrom('credit_line')} where tenant_id = ? and organization_id = ?`;

/** The lines that a batch names, with every level above them. */
export function loadLines(
  statements: Statements,
  cache: LineCache,
  tenantId: TenantId,
  plan: LoadPlan,
  holds: Iterable<Hold>,
): ReadonlyMap<LineId, CreditLine> {
  const lines = new Map<LineId, CreditLine>();
  const read = (statement: string, id: string): CreditLine | null => {
    const row = statements(statement).get(tenantId, id) as CreditLineRow | undefined;
    if (row === undefined) return null;
    const line = fromRowLine(row);
    cache.put(line);
    return line;
  };
  const add = (line: CreditLine | null) => {
    if (line === null) return;
    lines.set(line.lineId, line);
    if (line.parentLineId !== null) load(line.parentLineId);
  };
  const load = (lineId: LineId) => {
    if (!lines.has(lineId)) add(cache.ofId(tenantId, lineId) ?? read(lineSelect, lineId));
  };
  for (const id of plan.organizations) {
    add(cache.ofOrganization(tenantId, id) ?? read(lineOfSelect, id));
  }
  for (const lineId of plan.lines) load(lineId);
  for (const { lineId } of holds) load(lineId);
  return lines;
}
