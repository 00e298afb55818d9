import type { Instant } from '../kernel/clock.ts';
import type { OrganizationId, TenantId } from '../kernel/ids.ts';
import type { Page } from '../kernel/page.ts';
import type { UnitOfWork, UnitOutcome } from '../kernel/unit-of-work.ts';
import type { Organization } from './organization.ts';
import type { ReferenceKey } from './reference.ts';

/** A tenant as it is stored; `settings` is the JSON of those that are not at their default. */
export type StoredTenant = {
  readonly tenantId: TenantId;
  readonly name: string;
  readonly currency: string;
  readonly language: string;
  readonly settings: string;
  readonly version: bigint;
  readonly createdAt: Instant;
  readonly disabledAt: Instant | null;
};

/** Reads of tenants and organizations. They show the last commit and lock nothing. */
export type PartyReader = {
  readonly tenant: (tenantId: TenantId) => Promise<StoredTenant | null>;
  readonly tenants: () => Promise<readonly StoredTenant[]>;
  readonly organization: (
    tenantId: TenantId,
    organizationId: OrganizationId,
  ) => Promise<Organization | null>;
  readonly organizations: (
    tenantId: TenantId,
    page: { readonly after: string | null; readonly limit: number },
  ) => Promise<Page<Organization>>;
  readonly organizationOf: (
    tenantId: TenantId,
    reference: ReferenceKey,
  ) => Promise<OrganizationId | null>;
};

/** Commits rows in one transaction; throws a `Fault` where storage fails. */
export type CommitRows = (
  unit: UnitOfWork<never>,
) => Promise<UnitOutcome<unknown, { readonly code: string }>>;
