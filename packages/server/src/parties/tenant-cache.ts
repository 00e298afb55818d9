import type { Clock } from '../kernel/clock.ts';
import { createFreshCache } from '../kernel/fresh-cache.ts';
import type { TenantId } from '../kernel/ids.ts';
import type { PartyReader, StoredTenant } from './ports.ts';
import type { Tenant } from './tenant.ts';

const tenantsMax = 10_000;

/**
 * Tenants in this process's memory. While the version stays, the object stays the same, so that its
 * settings are read and frozen once.
 */
export function createTenantCache(deps: {
  readonly reader: Pick<PartyReader, 'tenant'>;
  readonly clock: Clock;
  readonly read: (stored: StoredTenant) => Tenant;
}) {
  const fresh = createFreshCache<Tenant>(deps.clock, {
    rowsMax: tenantsMax,
    outlivesFaults: true,
  });
  const known = new Map<TenantId, Tenant>();

  const load = async (tenantId: TenantId): Promise<Tenant | null> => {
    const stored = await deps.reader.tenant(tenantId);
    if (stored === null) return null;
    const before = known.get(tenantId);
    if (before?.version === stored.version) return before;
    const tenant = deps.read(stored);
    if (known.size >= tenantsMax) known.clear();
    known.set(tenantId, tenant);
    return tenant;
  };

  return {
    get: (tenantId: TenantId) => fresh.get(tenantId, () => load(tenantId)),
    forget: fresh.forget,
  };
}
