import { createServiceRegister, type StoredService } from '../fulfilment/index.ts';
import { createFreshCache } from '../kernel/fresh-cache.ts';
import type { Desk } from './desk.ts';

/** What providers declare, and what calls look at every time. */
export function composeServices({
  storage,
  readers,
  ports,
}: Pick<Desk, 'storage' | 'readers' | 'ports'>): Pick<Desk, 'services' | 'serviceOf'> {
  const kept = createFreshCache<StoredService>(ports.clock);
  const reader = readers.fulfilment;
  return {
    services: createServiceRegister({
      reader,
      commit: storage.commit,
      ids: ports.ids,
      onChanged: ({ tenantId, serviceType }) => kept.forget(`${tenantId}/${serviceType}`),
    }),
    serviceOf: (tenantId, serviceType) =>
      kept.get(`${tenantId}/${serviceType}`, () => reader.service(tenantId, serviceType)),
  };
}
