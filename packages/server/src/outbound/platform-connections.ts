import type { AccessService, OpenedConnection } from '../access/index.ts';
import type { Clock } from '../kernel/clock.ts';
import { createFreshCache } from '../kernel/fresh-cache.ts';
import type { TenantId } from '../kernel/ids.ts';
import type { PlatformConnection } from './platform-orders.ts';

type PlatformConnectionsDeps = {
  readonly access: Pick<AccessService, 'connections' | 'openConnection'>;
  readonly clock: Clock;
};

const kind = 'interworks-platform';
const connectionsMax = 500;

/**
 * The platform of each tenant: of the connections in force the one that was registered first. It is
 * remembered for some seconds, as credentials are.
 */
export function createPlatformConnections(
  deps: PlatformConnectionsDeps,
): (tenantId: TenantId) => Promise<PlatformConnection | null> {
  const { access, clock } = deps;
  const opened = createFreshCache<PlatformConnection>(clock);

  const open = async (tenantId: TenantId): Promise<PlatformConnection | null> => {
    const page = await access.connections(tenantId, { after: null, limit: connectionsMax });
    const first = page.items.find((each) => each.kind === kind && each.revokedAt === null);
    if (first === undefined) return null;
    const connection = await access.openConnection(tenantId, kind, first.name);
    return connection === null ? null : fromOpened(connection);
  };

  return (tenantId) => opened.get(tenantId, () => open(tenantId));
}

function fromOpened(connection: OpenedConnection): PlatformConnection {
  const { connectionId, version, baseUri, secret, settings } = connection;
  return {
    connectionId,
    version,
    baseUri,
    clientKey: secret['clientKey'] ?? '',
    clientSecret: secret['clientSecret'] ?? '',
    username: secret['username'] ?? '',
    password: secret['password'] ?? '',
    mapping: null,
    isMappingConfirmed: settings['mappingConfirmed'] === 'true',
  };
}
