import type { Clock } from '../kernel/clock.ts';
import type { Ids, TenantId } from '../kernel/ids.ts';
import { type ImportResult, importOrganizations } from './import-organizations.ts';
import type { NewOrganization } from './new-organization.ts';
import { createOrganizationService, type OrganizationService } from './organization-service.ts';
import type { CommitRows, PartyReader } from './ports.ts';
import { createTenantService, type TenantService } from './tenant-service.ts';

export type PartyDeps = {
  readonly reader: PartyReader;
  readonly commit: CommitRows;
  readonly clock: Clock;
  readonly ids: Ids;
};

export type PartyService = TenantService &
  OrganizationService & {
    /** At most `importRowsMax` rows; see `importOrganizations`. */
    readonly importOrganizations: (
      tenantId: TenantId,
      rows: readonly NewOrganization[],
    ) => Promise<readonly ImportResult[]>;
  };

/** Who: tenants with their settings, organizations, and the ids that others gave them. */
export function createPartyService(deps: PartyDeps): PartyService {
  return {
    ...createTenantService(deps),
    ...createOrganizationService(deps),
    importOrganizations: (tenantId, rows) => importOrganizations(deps, tenantId, rows),
  };
}
