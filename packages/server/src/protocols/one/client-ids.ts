import type { OrganizationId, TenantId } from '../../kernel/ids.ts';
import type { PartyService } from '../../parties/index.ts';
import { clientReference } from './show-trade-credit.ts';

const rememberedMax = 50_000;

/**
 * The ids of organizations on this wire, `org:…`; one that has none is left out. An id that an
 * organization has it keeps, so it is remembered.
 */
export function createClientIds(parties: Pick<PartyService, 'organization'>) {
  const remembered = new Map<string, string>();

  const clientIdOf = async (tenantId: TenantId, organizationId: OrganizationId) => {
    const key = `${tenantId}/${organizationId}`;
    const known = remembered.get(key);
    if (known !== undefined) return known;
    const organization = await parties.organization(tenantId, organizationId);
    const { source, kind } = clientReference;
    const reference = organization?.references.find(
      (each) => each.source === source && each.kind === kind,
    );
    if (reference === undefined) return null;
    if (remembered.size >= rememberedMax) remembered.clear();
    remembered.set(key, reference.value);
    return reference.value;
  };

  return async (
    tenantId: TenantId,
    organizationIds: readonly OrganizationId[],
  ): Promise<ReadonlyMap<OrganizationId, string>> => {
    const pairs = await Promise.all(
      organizationIds.map(async (id) => [id, await clientIdOf(tenantId, id)] as const),
    );
    return new Map(pairs.flatMap(([id, clientId]) => (clientId === null ? [] : [[id, clientId]])));
  };
}
