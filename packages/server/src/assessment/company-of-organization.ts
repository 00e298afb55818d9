import type { OrganizationId, TenantId } from '../kernel/ids.ts';
import type { Company, CompanyService, PartyService } from '../parties/index.ts';

/** What the register has of an organization; null where it is not there, or not known by a number. */
export type CompanyOfOrganization = (
  tenantId: TenantId,
  organizationId: OrganizationId,
) => Promise<Company | null>;

/**
 * By the organization's reference `kvk` / `number`. Nobody outside is asked: a credit check has a
 * deadline, and what is not in the register is not known.
 */
export function createCompanyOfOrganization(deps: {
  readonly parties: Pick<PartyService, 'organization'>;
  readonly companies: Pick<CompanyService, 'company'>;
}): CompanyOfOrganization {
  return async (tenantId, organizationId) => {
    const organization = await deps.parties.organization(tenantId, organizationId);
    const found = organization?.references.find(
      ({ source, kind }) => source === 'kvk' && kind === 'number',
    );
    if (found === undefined) return null;
    return deps.companies.company(tenantId, { scheme: 'kvk', number: found.value });
  };
}
