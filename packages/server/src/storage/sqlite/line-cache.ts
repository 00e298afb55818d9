import type { CreditLine, Levels } from '../../credit/index.ts';
import type { LineId, OrganizationId, TenantId } from '../../kernel/ids.ts';

/**
 * Lines as the last commit left them, by the writer that made it: reading a whole row costs more than
 * all the rules over it. It is cleared where anybody else has written to the file.
 */
export type LineCache = {
  readonly ofOrganization: (
    tenantId: TenantId,
    organizationId: OrganizationId,
  ) => CreditLine | undefined;
  readonly ofId: (tenantId: TenantId, lineId: LineId) => CreditLine | undefined;
  /** A line with every level above it; null where one of them is not here. */
  readonly levels: (tenantId: TenantId, organizationId: OrganizationId) => Levels | null;
  readonly put: (line: CreditLine) => void;
  readonly clear: () => void;
};

type TenantLines = {
  readonly byId: Map<LineId, CreditLine>;
  readonly lineOf: Map<OrganizationId, LineId>;
};

/** Full, it starts again empty: the lines that are in use come back with their next call. */
export function createLineCache(linesMax = 20_000): LineCache {
  const tenants = new Map<TenantId, TenantLines>();
  let count = 0;
  const clear = () => {
    tenants.clear();
    count = 0;
  };
  const linesOf = (tenantId: TenantId): TenantLines => {
    const known = tenants.get(tenantId);
    if (known !== undefined) return known;
    const lines: TenantLines = { byId: new Map(), lineOf: new Map() };
    tenants.set(tenantId, lines);
    return lines;
  };
  const ofOrganization: LineCache['ofOrganization'] = (tenantId, organizationId) => {
    const lines = tenants.get(tenantId);
    const lineId = lines?.lineOf.get(organizationId);
    return lineId === undefined ? undefined : lines?.byId.get(lineId);
  };
  return {
    clear,
    ofOrganization,
    levels: (tenantId, organizationId) => {
      const own = ofOrganization(tenantId, organizationId);
      if (own === undefined) return null;
      const levels: [CreditLine, ...CreditLine[]] = [own];
      for (let { parentLineId } = own; parentLineId !== null; ) {
        const above = tenants.get(tenantId)?.byId.get(parentLineId);
        if (above === undefined) return null;
        levels.push(above);
        ({ parentLineId } = above);
      }
      return levels;
    },
    ofId: (tenantId, lineId) => tenants.get(tenantId)?.byId.get(lineId),
    put: (line) => {
      if (count >= linesMax) clear();
      const { byId, lineOf } = linesOf(line.tenantId);
      if (!byId.has(line.lineId)) count += 1;
      byId.set(line.lineId, line);
      lineOf.set(line.organizationId, line.lineId);
    },
  };
}
