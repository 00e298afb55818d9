import type { NativeOperations, NativeOrganization } from '@aval/wire';
import { formatInstant } from '../../kernel/clock.ts';
import type { OrganizationId } from '../../kernel/ids.ts';
import { pageSizeDefault } from '../../kernel/page.ts';
import type { Organization } from '../../parties/index.ts';
import { type Answered, type Handlers, ok } from '../answer.ts';
import type { Cursors } from '../cursors.ts';
import { importOrganizations } from '../import-organizations.ts';
import { notFound, partyProblem } from '../refusals.ts';
import { remembered } from '../remembered.ts';
import type { ApiServices } from '../services.ts';

type OrganizationOperations = Pick<
  NativeOperations,
  | 'listOrganizations'
  | 'findOrganization'
  | 'getOrganization'
  | 'createOrganization'
  | 'renameOrganization'
  | 'addReference'
  | 'removeReference'
  | 'importOrganizations'
>;

export function createOrganizationHandlers(
  services: Pick<ApiServices, 'parties' | 'keys' | 'commitRows'>,
  cursors: Cursors,
): Handlers<OrganizationOperations> {
  const { parties } = services;
  return {
    listOrganizations: async ({ principal: { tenantId }, query }) => {
      const { limit = pageSizeDefault, cursor } = query;
      const list = `${tenantId} organizations`;
      const after = cursor === undefined ? null : cursors.read(list, cursor);
      const page = await parties.organizations(tenantId, { after, limit });
      const next = page.next === null ? null : cursors.write(list, page.next);
      return ok({ items: page.items.map(toWireOrganization), next });
    },

    findOrganization: async ({ principal: { tenantId }, query }) => {
      const organization = await parties.organizationOf(tenantId, query);
      return organization === null ? notFound() : organizationAnswer(organization);
    },

    getOrganization: async ({ principal: { tenantId }, params }) => {
      const organizationId = params.organizationId as OrganizationId;
      const organization = await parties.organization(tenantId, organizationId);
      return organization === null ? notFound() : organizationAnswer(organization);
    },

    createOrganization: ({ principal: { tenantId }, body, key }) =>
      remembered(services, tenantId, key, async () => {
        const { name, references = [] } = body;
        // Its own key leads a repeat to the same organization, should the answer be lost.
        const madeKey = key === null ? null : { ...key, scope: `${key.scope}/made` };
        const made = await parties.createOrganization(tenantId, { name, references }, madeKey);
        return made.ok
          ? { ...organizationAnswer(made.value), status: 201 }
          : partyProblem(made.refusal);
      }),

    renameOrganization: ({ principal: { tenantId }, params, body, key, expected }) =>
      remembered(services, tenantId, key, async () => {
        const organizationId = params.organizationId as OrganizationId;
        const expectedVersion = typeof expected === 'bigint' ? expected : null;
        const change = { name: body.name, expectedVersion };
        const renamed = await parties.renameOrganization(tenantId, organizationId, change);
        return renamed.ok ? organizationAnswer(renamed.value) : partyProblem(renamed.refusal);
      }),

    addReference: ({ principal: { tenantId }, params, body, key }) =>
      remembered(services, tenantId, key, async () => {
        const organizationId = params.organizationId as OrganizationId;
        const added = await parties.addReference(tenantId, organizationId, body);
        return added.ok ? organizationAnswer(added.value) : partyProblem(added.refusal);
      }),

    removeReference: async ({ principal: { tenantId }, params }) => {
      const { organizationId: id, ...reference } = params;
      const organizationId = id as OrganizationId;
      const removed = await parties.removeReference(tenantId, organizationId, reference);
      return removed.ok ? organizationAnswer(removed.value) : partyProblem(removed.refusal);
    },

    importOrganizations: ({ principal: { tenantId }, body }) =>
      importOrganizations(parties, tenantId, body),
  };
}

function organizationAnswer(organization: Organization): Answered<NativeOrganization> {
  return ok(toWireOrganization(organization), { version: Number(organization.version) });
}

function toWireOrganization(organization: Organization): NativeOrganization {
  return {
    organizationId: organization.organizationId,
    name: organization.name,
    references: organization.references.map(({ source, kind, value }) => ({ source, kind, value })),
    version: Number(organization.version),
    createdAt: formatInstant(organization.createdAt),
  };
}
