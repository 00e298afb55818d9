import type { CreditLine, Hold } from '../../credit/index.ts';
import type { LineId, OrganizationId, TenantId } from '../../kernel/ids.ts';
import type { LoadPlan } from '../batch/plan.ts';
import { fromRowLine } from '../schema/rows.ts';
import type { CreditLineRow } from '../schema/tables.ts';
import type { LineCache } from './line-cache.ts';
import { listOf, type Statements, selectFrom } from './statements.ts';

const checkedAtOnce = 32;
const lineSelect = `${selectFrom('credit_line')} where tenant_id = ? and line_id = ?`;
const lineOfSelect = `${selectFrom('credit_line')} where tenant_id = ? and organization_id = ?`;
/** How many of these lines still have these versions. `cross join` starts with the list. */
const currentSelect = `with known (line_id, version) as (values ${listOf(checkedAtOnce, '(?, ?)')})
  select count(*) as count from known cross join credit_line line
  on line.tenant_id = ? and line.line_id = known.line_id and line.version = known.version`;

/** The lines that a batch names, with every level above them. */
export function loadLines(
  statements: Statements,
  cache: LineCache,
  tenantId: TenantId,
  plan: LoadPlan,
  holds: Iterable<Hold>,
): ReadonlyMap<LineId, CreditLine> {
  const lines = new Map<LineId, CreditLine>();
  const known = new Map<LineId, CreditLine>();
  const organizations: OrganizationId[] = [];
  const ids: LineId[] = [];
  for (const organizationId of plan.organizations) {
    const line = cache.ofOrganization(tenantId, organizationId);
    if (line === undefined) organizations.push(organizationId);
    else known.set(line.lineId, line);
  }
  const want = (lineId: LineId) => {
    if (known.has(lineId)) return;
    const line = cache.ofId(tenantId, lineId);
    if (line === undefined) ids.push(lineId);
    else known.set(lineId, line);
  };
  for (const lineId of plan.lines) want(lineId);
  for (const { lineId } of holds) want(lineId);
  // Takes in the parents that the loop itself adds.
  for (const { parentLineId } of known.values()) if (parentLineId !== null) want(parentLineId);
  ids.push(...takeCurrent(statements, tenantId, [...known.values()], lines));

  const add = (row: unknown) => {
    if (row === undefined) return;
    const line = fromRowLine(row as CreditLineRow);
    lines.set(line.lineId, line);
    cache.put(line);
    if (line.parentLineId !== null) load(line.parentLineId);
  };
  const load = (lineId: LineId) => {
    if (!lines.has(lineId)) add(statements(lineSelect).get(tenantId, lineId));
  };
  for (const organizationId of organizations) {
    add(statements(lineOfSelect).get(tenantId, organizationId));
  }
  for (const lineId of ids) load(lineId);
  return lines;
}

/** Takes the known lines whose versions are those in the file, and gives the ids of the others. */
function takeCurrent(
  statements: Statements,
  tenantId: TenantId,
  known: readonly CreditLine[],
  lines: Map<LineId, CreditLine>,
): readonly LineId[] {
  const others: LineId[] = [];
  for (let from = 0; from < known.length; from += checkedAtOnce) {
    const part = known.slice(from, from + checkedAtOnce);
    const pairs: (string | bigint)[] = part.flatMap<string | bigint>(({ lineId, version }) => [
      lineId,
      version,
    ]);
    while (pairs.length < 2 * checkedAtOnce) pairs.push(pairs[0] as string, pairs[1] as bigint);
    const { count } = statements(currentSelect).get(...pairs, tenantId) as { count: bigint };
    if (count === BigInt(checkedAtOnce)) for (const line of part) lines.set(line.lineId, line);
    else others.push(...part.map(({ lineId }) => lineId));
  }
  return others;
}
