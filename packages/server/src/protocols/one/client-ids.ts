import type { Clock } from '../../kernel/clock.ts';
import { createFreshCache } from '../../kernel/fresh-cache.ts';
import type { OrganizationId, TenantId } from '../../kernel/ids.ts';
import type { PartyService } from '../../parties/index.ts';
import { clientReference } from './show-trade-credit.ts';

type ClientIdsDeps = {
  readonly parties: Pick<PartyService, 'organization'>;
  readonly clock: Clock;
};

export type ClientIds = (
  tenantId: TenantId,
  organizationIds: readonly OrganizationId[],
) => Promise<ReadonlyMap<OrganizationId, string>>;

/** The ids of organizations on this wire, `org:…`; one that has none is left out. */
export function createClientIds({ parties, clock }: ClientIdsDeps): ClientIds {
  const fresh = createFreshCache<string>(clock);

  const read = async (tenantId: TenantId, organizationId: OrganizationId) => {
    const organization = await parties.organization(tenantId, organizationId);
    const reference = organization?.references.find(
      ({ source, kind }) => source === clientReference.source && kind === clientReference.kind,
    );
    return reference?.value ?? null;
  };

  return async (tenantId, organizationIds) => {
    const pairs = await Promise.all(
      organizationIds.map(async (id) => {
        const clientId = await fresh.get(`${tenantId}/${id}`, () => read(tenantId, id));
        return [id, clientId] as const;
      }),
    );
    return new Map(pairs.flatMap(([id, clientId]) => (clientId === null ? [] : [[id, clientId]])));
  };
}
