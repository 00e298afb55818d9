import { present } from '../kernel/assert.ts';
import type { Hash } from '../kernel/hash.ts';
import { type Ids, type OrganizationId, parseId, type TenantId } from '../kernel/ids.ts';
import type { Page } from '../kernel/page.ts';
import { accept, type Result, refuse } from '../kernel/result.ts';
import { type RowChange, rowsOnly, type UnitKey } from '../kernel/unit-of-work.ts';
import { readName } from './name.ts';
import type { Organization } from './organization.ts';
import { organizationChange, organizationRows, referenceRows } from './organization-rows.ts';
import type { CommitRows, PartyReader } from './ports.ts';
import { type ReferenceInput, type ReferenceKey, readReference } from './reference.ts';
import type { OrganizationRefusal } from './refusals.ts';

type Answer<Value> = Promise<Result<Value, OrganizationRefusal>>;

export type OrganizationService = {
  readonly organization: (
    tenantId: TenantId,
    organizationId: OrganizationId,
  ) => Promise<Organization | null>;
  readonly organizations: (
    tenantId: TenantId,
    page: { readonly after: string | null; readonly limit: number },
  ) => Promise<Page<Organization>>;
  /** Whose reference this is; null for one that is unknown, ill formed, or of an individual. */
  readonly organizationOf: (
    tenantId: TenantId,
    reference: ReferenceInput,
  ) => Promise<Organization | null>;
  /** With a key, a repeat gives the organization that the first call made. */
  readonly createOrganization: (
    tenantId: TenantId,
    input: NewOrganization,
    key?: UnitKey | null,
  ) => Answer<Organization>;
  /** The same as rows for a unit of work that does more, such as opening a line. */
  readonly newOrganization: (
    tenantId: TenantId,
    input: NewOrganization,
  ) => Result<
    { readonly organizationId: OrganizationId; readonly rows: readonly RowChange[] },
    OrganizationRefusal
  >;
  readonly renameOrganization: (
    tenantId: TenantId,
    organizationId: OrganizationId,
    change: { readonly name: string; readonly expectedVersion: bigint | null },
  ) => Answer<Organization>;
  /** A reference that the organization has already is no change. */
  readonly addReference: (
    tenantId: TenantId,
    organizationId: OrganizationId,
    reference: ReferenceInput,
  ) => Answer<Organization>;
};

export type NewOrganization = {
  readonly name: string;
  readonly references: readonly ReferenceInput[];
};

export const referencesMax = 20;

type OrganizationDeps = {
  readonly reader: PartyReader;
  readonly commit: CommitRows;
  readonly ids: Ids;
  readonly hash: Hash;
};

export function createOrganizationService(deps: OrganizationDeps): OrganizationService {
  const { reader, commit, ids, hash } = deps;

  const found = async (tenantId: TenantId, organizationId: OrganizationId) => {
    const organization = await reader.organization(tenantId, organizationId);
    if (organization === null) return refuse({ code: 'parties.organization_unknown' } as const);
    return accept(organization);
  };

  const takenReference = async (tenantId: TenantId, references: readonly ReferenceKey[]) => {
    for (const reference of references) {
      const owner = await reader.organizationOf(tenantId, reference);
      if (owner === null) continue;
      const { source, kind, value } = reference;
      return refuse({ code: 'parties.reference_taken', source, kind, value } as const);
    }
    return refuse({ code: 'parties.key_reused' } as const);
  };

  return {
    organization: reader.organization,
    organizations: reader.organizations,
    organizationOf: async (tenantId, input) => {
      const reference = readReference(input);
      if (!reference.ok) return null;
      const organizationId = await reader.organizationOf(tenantId, reference.value);
      return organizationId === null ? null : reader.organization(tenantId, organizationId);
    },
    createOrganization: async (tenantId, input, key = null) => {
      const read = readNewOrganization(input);
      if (!read.ok) return read;
      const organizationId = key === null ? ids.next('org') : idOfKey(hash, tenantId, key);
      const rows = organizationRows(tenantId, { organizationId, ...read.value });
      const outcome = await commit(rowsOnly(tenantId, rows, key));
      if (outcome.kind === 'done') return found(tenantId, organizationId);
      if (outcome.reasons.some(({ code }) => code === 'key.other_content')) {
        return refuse({ code: 'parties.key_reused' });
      }
      return takenReference(tenantId, read.value.references);
    },
    newOrganization: (tenantId, input) => {
      const read = readNewOrganization(input);
      if (!read.ok) return read;
      const organizationId = ids.next('org');
      return accept({
        organizationId,
        rows: organizationRows(tenantId, { organizationId, ...read.value }),
      });
    },
    renameOrganization: async (tenantId, organizationId, change) => {
      const name = readName(change.name);
      if (name === null) return refuse({ code: 'parties.name_invalid' });
      const before = await reader.organization(tenantId, organizationId);
      if (before === null) return refuse({ code: 'parties.organization_unknown' });
      const { version } = before;
      if (change.expectedVersion !== null && change.expectedVersion !== version) {
        return refuse({ code: 'parties.version_changed', version });
      }
      if (name === before.name) return accept(before);
      const row = organizationChange(tenantId, { organizationId, name, version });
      const outcome = await commit(rowsOnly(tenantId, [row]));
      const after = await found(tenantId, organizationId);
      if (outcome.kind === 'done' || !after.ok) return after;
      return refuse({ code: 'parties.version_changed', version: after.value.version });
    },
    addReference: async (tenantId, organizationId, input) => {
      const reference = readReference(input);
      if (!reference.ok) return reference;
      const before = await reader.organization(tenantId, organizationId);
      if (before === null) return refuse({ code: 'parties.organization_unknown' });
      if ((await reader.organizationOf(tenantId, reference.value)) === organizationId) {
        return accept(before);
      }
      if (before.references.length >= referencesMax) {
        return refuse({ code: 'parties.too_many_references', most: referencesMax });
      }
      const rows = [
        organizationChange(tenantId, before),
        ...referenceRows(tenantId, organizationId, [reference.value]),
      ];
      const outcome = await commit(rowsOnly(tenantId, rows));
      if (outcome.kind === 'done') return found(tenantId, organizationId);
      const owner = await reader.organizationOf(tenantId, reference.value);
      if (owner === organizationId) return found(tenantId, organizationId);
      if (owner !== null) return takenReference(tenantId, [reference.value]);
      const now = await reader.organization(tenantId, organizationId);
      return refuse({ code: 'parties.version_changed', version: now?.version ?? before.version });
    },
  };
}

/** A name and references that are well formed, each of them once. */
export function readNewOrganization(
  input: NewOrganization,
): Result<
  { readonly name: string; readonly references: readonly ReferenceKey[] },
  OrganizationRefusal
> {
  const name = readName(input.name);
  if (name === null) return refuse({ code: 'parties.name_invalid' });
  if (input.references.length > referencesMax) {
    return refuse({ code: 'parties.too_many_references', most: referencesMax });
  }
  const references = new Map<string, ReferenceKey>();
  for (const each of input.references) {
    const reference = readReference(each);
    if (!reference.ok) return reference;
    const { source, kind, valueKey } = reference.value;
    references.set(`${source}/${kind}/${valueKey}`, reference.value);
  }
  return accept({ name, references: [...references.values()] });
}

const digits = '0123456789abcdefghjkmnpqrstvwxyz';

/**
 * The id that a caller's key leads to: a repeat of the call finds the organization that the first
 * one made, because a key remembers an outcome and no rows.
 */
function idOfKey(hash: Hash, tenantId: TenantId, key: UnitKey): OrganizationId {
  const number = BigInt(`0x${hash.sha256(`${tenantId}\n${key.scope}\n${key.value}`)}`);
  let body = digits.charAt(Number(number & 7n));
  for (let shift = 3n; body.length < 26; shift += 5n) {
    body += digits.charAt(Number((number >> shift) & 31n));
  }
  return present(parseId('org', `org_${body}`), 'id of a key');
}
