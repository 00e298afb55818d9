import type { FulfilmentReader, StoredService } from '../../fulfilment/index.ts';
import type { ServiceId, TenantId } from '../../kernel/ids.ts';
import type { ServiceRow } from '../schema/tables.ts';
import type { Reads } from './reads.ts';

/** What providers have declared. A tenant has few services. */
export function createServiceReads(
  db: Reads,
): Pick<FulfilmentReader, 'service' | 'serviceById' | 'services'> {
  const of = (tenantId: TenantId) =>
    db.selectFrom('service').selectAll().where('tenant_id', '=', tenantId);
  return {
    service: async (tenantId, serviceType) => {
      const row = await of(tenantId).where('service_type', '=', serviceType).executeTakeFirst();
      return row === undefined ? null : fromRowService(row);
    },
    serviceById: async (tenantId, serviceId) => {
      const row = await of(tenantId).where('service_id', '=', serviceId).executeTakeFirst();
      return row === undefined ? null : fromRowService(row);
    },
    services: async (tenantId) => {
      const rows = await of(tenantId).orderBy('service_id').limit(servicesMax).execute();
      return rows.map(fromRowService);
    },
  };
}

const servicesMax = 1_000;

function fromRowService(row: ServiceRow): StoredService {
  return {
    tenantId: row.tenant_id as TenantId,
    serviceId: row.service_id as ServiceId,
    serviceType: row.service_type,
    name: row.name,
    catalogue: JSON.parse(row.catalogue) as StoredService['catalogue'],
    driver: row.driver as StoredService['driver'],
    driverSettings: JSON.parse(row.driver_settings) as StoredService['driverSettings'],
    settings: JSON.parse(row.settings) as StoredService['settings'],
    version: row.version,
  };
}
