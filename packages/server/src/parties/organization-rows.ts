import type { OrganizationId, TenantId } from '../kernel/ids.ts';
import type { RowChange } from '../kernel/unit-of-work.ts';
import type { ReferenceKey } from './reference.ts';

/** Rows of a new organization with its references; a unit of work of any room may carry them. */
export function organizationRows(
  tenantId: TenantId,
  organization: {
    readonly organizationId: OrganizationId;
    readonly name: string;
    readonly references: readonly ReferenceKey[];
  },
): readonly RowChange[] {
  const { organizationId, name, references } = organization;
  const row: RowChange = {
    op: 'insert',
    table: 'organization',
    values: {
      tenant_id: tenantId,
      organization_id: organizationId,
      name,
      version: 1n,
      created_at_us: { blank: 'instant' },
    },
  };
  return [row, ...referenceRows(tenantId, organizationId, references)];
}

export function referenceRows(
  tenantId: TenantId,
  organizationId: OrganizationId,
  references: readonly ReferenceKey[],
): readonly RowChange[] {
  return references.map(({ source, kind, value, valueKey }) => ({
    op: 'insert',
    table: 'organization_reference',
    values: {
      tenant_id: tenantId,
      source,
      kind,
      value_key: valueKey,
      value,
      organization_id: organizationId,
      created_at_us: { blank: 'instant' },
    },
  }));
}

/** Takes a reference away from the organization that has it. */
export function removedReferenceRow(
  tenantId: TenantId,
  organizationId: OrganizationId,
  { source, kind, valueKey }: ReferenceKey,
): RowChange {
  return {
    op: 'delete',
    table: 'organization_reference',
    where: {
      tenant_id: tenantId,
      source,
      kind,
      value_key: valueKey,
      organization_id: organizationId,
    },
  };
}

/** The change of an organization that stands at a version: a new name, or new references, or both. */
export function organizationChange(
  tenantId: TenantId,
  organization: {
    readonly organizationId: OrganizationId;
    readonly name: string;
    readonly version: bigint;
  },
): RowChange {
  const { organizationId, name, version } = organization;
  return {
    op: 'update',
    table: 'organization',
    set: { name, version: version + 1n },
    where: { tenant_id: tenantId, organization_id: organizationId, version },
  };
}
