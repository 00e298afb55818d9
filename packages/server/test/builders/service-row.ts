import type { ServiceId, TenantId } from '../../src/kernel/ids.ts';
import type { RowChange } from '../../src/kernel/unit-of-work.ts';
import { noon } from './credit.ts';

/** A service without products, for rows that belong to one. Its type is its id. */
export function aServiceRow(tenantId: TenantId, serviceId: ServiceId): RowChange {
  return {
    op: 'insert',
    table: 'service',
    values: {
      tenant_id: tenantId,
      service_id: serviceId,
      service_type: serviceId,
      name: 'Vendor X',
      catalogue: '{}',
      driver: 'record',
      driver_settings: '{}',
      settings: '{"language":null}',
      created_at_us: noon,
      version: 1n,
    },
  };
}
