import { present } from '../kernel/assert.ts';
import type { Ids, OrganizationId, TenantId } from '../kernel/ids.ts';
import type { Page } from '../kernel/page.ts';
import { accept, type Result, refuse } from '../kernel/result.ts';
import { type RowChange, rowsOnly, type UnitKey } from '../kernel/unit-of-work.ts';
import { readName } from './name.ts';
import { type NewOrganization, readNewOrganization, referencesMax } from './new-organization.ts';
import type { Organization } from './organization.ts';
import {
  organizationChange,
  organizationRows,
  referenceRows,
  removedReferenceRow,
} from './organization-rows.ts';
import type { CommitRows, PartyReader } from './ports.ts';
import { type ReferenceInput, type ReferenceKey, readReference } from './reference.ts';
import type { OrganizationRefusal } from './refusals.ts';

type Answer = Promise<Result<Organization, OrganizationRefusal>>;

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
  /** The same, where its id is enough. */
  readonly organizationIdOf: (
    tenantId: TenantId,
    reference: ReferenceInput,
  ) => Promise<OrganizationId | null>;
  /** With a key, a repeat gives the organization that the first call made, as it is now. */
  readonly createOrganization: (
    tenantId: TenantId,
    input: NewOrganization,
    key?: UnitKey | null,
  ) => Answer;
  /** The same as rows for a unit of work that does more, such as opening a line. */
  readonly newOrganization: (
    tenantId: TenantId,
    input: NewOrganization,
  ) => Result<
    { readonly organizationId: OrganizationId; readonly rows: readonly RowChange[] },
    OrganizationRefusal
  >;
  /** The name that the organization has already is no change. */
  readonly renameOrganization: (
    tenantId: TenantId,
    organizationId: OrganizationId,
    change: { readonly name: string; readonly expectedVersion: bigint | null },
  ) => Answer;
  /** A reference that the organization has already is no change. */
  readonly addReference: (
    tenantId: TenantId,
    organizationId: OrganizationId,
    reference: ReferenceInput,
  ) => Answer;
  readonly removeReference: (
    tenantId: TenantId,
    organizationId: OrganizationId,
    reference: ReferenceInput,
  ) => Answer;
};

type OrganizationDeps = {
  readonly reader: PartyReader;
  readonly commit: CommitRows;
  readonly ids: Ids;
};

export function createOrganizationService(deps: OrganizationDeps): OrganizationService {
  const { reader, commit, ids } = deps;

  const found = async (tenantId: TenantId, organizationId: OrganizationId) => {
    const organization = await reader.organization(tenantId, organizationId);
    return accept(present(organization, 'organization that was written'));
  };

  const organizationIdOf = async (tenantId: TenantId, input: ReferenceInput) => {
    const reference = readReference(input);
    return reference.ok ? reader.organizationOf(tenantId, reference.value) : null;
  };

  /** Why nothing was written: a reference that has another owner, else a change in between. */
  const reasonOf = async (
    tenantId: TenantId,
    organizationId: OrganizationId,
    references: readonly ReferenceKey[],
  ) => {
    for (const reference of references) {
      const owner = await reader.organizationOf(tenantId, reference);
      if (owner === null || owner === organizationId) continue;
      const { source, kind, value } = reference;
      return refuse({ code: 'parties.reference_taken', source, kind, value } as const);
    }
    const now = await reader.organization(tenantId, organizationId);
    if (now === null) return unknown;
    return refuse({ code: 'parties.version_changed', version: now.version } as const);
  };

  const change = async (
    tenantId: TenantId,
    before: Organization,
    rows: readonly RowChange[],
    references: readonly ReferenceKey[] = [],
  ): Answer => {
    const { organizationId } = before;
    const outcome = await commit(rowsOnly(tenantId, rows));
    if (outcome.kind === 'done') return found(tenantId, organizationId);
    return reasonOf(tenantId, organizationId, references);
  };

  return {
    organization: reader.organization,
    organizations: reader.organizations,
    organizationIdOf,
    organizationOf: async (tenantId, input) => {
      const organizationId = await organizationIdOf(tenantId, input);
      return organizationId === null ? null : reader.organization(tenantId, organizationId);
    },
    createOrganization: async (tenantId, input, key = null) => {
      const read = readNewOrganization(input);
      if (!read.ok) return read;
      const organizationId = ids.next('org');
      const rows = organizationRows(tenantId, { organizationId, ...read.value });
      const unit = { ...rowsOnly(tenantId, rows, key), memo: organizationId };
      const outcome = await commit(unit);
      if (outcome.kind === 'done') {
        return found(tenantId, (outcome.memo ?? organizationId) as OrganizationId);
      }
      if (outcome.reasons.some(({ code }) => code === 'key.other_content')) {
        return refuse({ code: 'parties.key_reused' });
      }
      return reasonOf(tenantId, organizationId, read.value.references);
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
    renameOrganization: (tenantId, organizationId, { name: text, expectedVersion }) => {
      const rename = async (): Answer => {
        const name = readName(text);
        if (name === null) return refuse({ code: 'parties.name_invalid' });
        const before = await reader.organization(tenantId, organizationId);
        if (before === null) return unknown;
        const { version } = before;
        if (expectedVersion !== null && expectedVersion !== version) {
          return refuse({ code: 'parties.version_changed', version });
        }
        if (name === before.name) return accept(before);
        return change(tenantId, before, [organizationChange(tenantId, { ...before, name })]);
      };
      return expectedVersion === null ? untilNotOvertaken(rename) : rename();
    },
    addReference: (tenantId, organizationId, input) =>
      untilNotOvertaken(async () => {
        const reference = readReference(input);
        if (!reference.ok) return reference;
        const before = await reader.organization(tenantId, organizationId);
        if (before === null) return unknown;
        if ((await reader.organizationOf(tenantId, reference.value)) === organizationId) {
          return accept(before);
        }
        if (before.references.length >= referencesMax) {
          return refuse({ code: 'parties.too_many_references', most: referencesMax });
        }
        const references = [reference.value];
        const rows = [
          organizationChange(tenantId, before),
          ...referenceRows(tenantId, organizationId, references),
        ];
        return change(tenantId, before, rows, references);
      }),
    removeReference: (tenantId, organizationId, input) =>
      untilNotOvertaken(async () => {
        const reference = readReference(input);
        if (!reference.ok) return reference;
        const before = await reader.organization(tenantId, organizationId);
        if (before === null) return unknown;
        if ((await reader.organizationOf(tenantId, reference.value)) !== organizationId) {
          return refuse({ code: 'parties.reference_unknown' });
        }
        return change(tenantId, before, [
          organizationChange(tenantId, before),
          removedReferenceRow(tenantId, organizationId, reference.value),
        ]);
      }),
  };
}

const attemptsMax = 50;

/**
 * A change that names no version is meant for whatever is in force: who was overtaken judges anew.
 * Whoever is overtaken saw another change succeed, so many at once come to an end.
 */
async function untilNotOvertaken(attempt: () => Answer): Answer {
  for (let left = attemptsMax - 1; ; left -= 1) {
    const answer = await attempt();
    const isOvertaken = !answer.ok && answer.refusal.code === 'parties.version_changed';
    if (!isOvertaken || left === 0) return answer;
  }
}

const unknown = refuse({ code: 'parties.organization_unknown' } as const);
