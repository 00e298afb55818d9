import type { ServiceId, TenantId } from '../../src/kernel/ids.ts';
import { rowsOnly } from '../../src/kernel/unit-of-work.ts';
import { demo } from '../access/rooms.ts';
import { aServiceRow } from '../builders/service-row.ts';
import type { TestApi } from './start-api.ts';

/** A service of a tenant, for business rules that belong to one. */
export async function aService(
  api: TestApi,
  serviceId: string,
  tenantId: TenantId = demo,
): Promise<string> {
  const row = aServiceRow(tenantId, serviceId as ServiceId);
  await api.rooms.storage.commit(rowsOnly(tenantId, [row]));
  return serviceId;
}
