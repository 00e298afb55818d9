import { type Instant, instant } from '../../kernel/clock.ts';
import type { OrganizationId, TenantId } from '../../kernel/ids.ts';
import type { Organization, PartyReader, Reference, StoredTenant } from '../../parties/index.ts';
import type { OrganizationReferenceRow, OrganizationRow, TenantRow } from '../schema/tables.ts';
import { prepareRead } from './prepared-read.ts';
import { pageOf, type Reads } from './reads.ts';

/** The reads of the parties room. Each shows the last commit; none locks. */
export function createPartyReader(db: Reads): PartyReader {
  const ownerOf = prepareRead(db, ['tenantId', 'source', 'kind', 'valueKey'], (of) =>
    db
      .selectFrom('organization_reference')
      .select('organization_id')
      .where('tenant_id', '=', of.tenantId)
      .where('source', '=', of.source)
      .where('kind', '=', of.kind)
      .where('value_key', '=', of.valueKey),
  );

  return {
    tenant: async (tenantId) => {
      const row = await db
        .selectFrom('tenant')
        .selectAll()
        .where('tenant_id', '=', tenantId)
        .executeTakeFirst();
      return row === undefined ? null : fromRowTenant(row);
    },

    tenants: async () => {
      const rows = await db.selectFrom('tenant').selectAll().orderBy('tenant_id').execute();
      return rows.map(fromRowTenant);
    },

    organization: async (tenantId, organizationId) => {
      const row = await db
        .selectFrom('organization')
        .selectAll()
        .where('tenant_id', '=', tenantId)
        .where('organization_id', '=', organizationId)
        .executeTakeFirst();
      if (row === undefined) return null;
      const references = await readReferences(db, tenantId, [row.organization_id]);
      return fromRowOrganization(row, references);
    },

    organizations: async (tenantId, { after, limit }) => {
      const rows = await db
        .selectFrom('organization')
        .selectAll()
        .where('tenant_id', '=', tenantId)
        .where('organization_id', '>', after ?? '')
        .orderBy('organization_id')
        .limit(limit + 1)
        .execute();
      const ids = rows.map((row) => row.organization_id);
      const references = await readReferences(db, tenantId, ids);
      return pageOf(
        rows,
        limit,
        (row) => fromRowOrganization(row, references),
        (row) => row.organization_id,
      );
    },

    organizationOf: async (tenantId, { source, kind, valueKey }) => {
      const [row] = await ownerOf({ tenantId, source, kind, valueKey });
      return row === undefined ? null : (row.organization_id as OrganizationId);
    },
  };
}

/** The references of some organizations, in an order that does not change. */
async function readReferences(
  db: Reads,
  tenantId: TenantId,
  organizationIds: readonly string[],
): Promise<readonly OrganizationReferenceRow[]> {
  if (organizationIds.length === 0) return [];
  return db
    .selectFrom('organization_reference')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .where('organization_id', 'in', organizationIds)
    .orderBy('source')
    .orderBy('kind')
    .orderBy('value_key')
    .execute();
}

function fromRowTenant(row: TenantRow): StoredTenant {
  return {
    tenantId: row.tenant_id as TenantId,
    name: row.name,
    currency: row.currency,
    language: row.language,
    settings: row.settings,
    version: row.version,
    createdAt: instant(row.created_at_us),
    disabledAt: toInstant(row.disabled_at_us),
  };
}

function fromRowOrganization(
  row: OrganizationRow,
  references: readonly OrganizationReferenceRow[],
): Organization {
  return {
    organizationId: row.organization_id as OrganizationId,
    name: row.name,
    references: references
      .filter((reference) => reference.organization_id === row.organization_id)
      .map(fromRowReference),
    version: row.version,
    createdAt: instant(row.created_at_us),
  };
}

function fromRowReference(row: OrganizationReferenceRow): Reference {
  return {
    source: row.source,
    kind: row.kind,
    value: row.value,
    createdAt: instant(row.created_at_us),
  };
}

function toInstant(microseconds: bigint | null): Instant | null {
  return microseconds === null ? null : instant(microseconds);
}
