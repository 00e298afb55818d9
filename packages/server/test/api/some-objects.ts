import { eventRow, plainObject } from '../../src/fulfilment/fulfilment-event.ts';
import {
  type Asset,
  type ExternalId,
  objectRows,
  type Subscription,
} from '../../src/fulfilment/index.ts';
import type { FulfilmentEventId, ServiceId, TenantId } from '../../src/kernel/ids.ts';
import { rowsOnly } from '../../src/kernel/unit-of-work.ts';
import { demo } from '../access/rooms.ts';
import type { TestApi } from './start-api.ts';

/** A subscription and an asset under one id, as a platform's calls have left them. */
export async function someObjects(
  api: TestApi,
  id: string,
  { tenantId = demo }: { readonly tenantId?: TenantId } = {},
): Promise<string> {
  const externalId = id as ExternalId;
  const common = {
    ...{ externalId, platformId: null, accountId: '4711', serviceType: 'cloud-backup' },
    ...{ productId: 'BACKUP-STD', quantity: 5, createdAs: 'test' },
    state: 'active',
    attributes: { storageGb: { value: '50', code: null } },
    orderedAt: api.rooms.clock.now(),
  } as const;
  const subscription: Subscription = {
    ...common,
    ...{ isTrial: false, addons: [], renewedAt: null, cancelWindowDays: 14 },
  };
  const asset: Asset = common;
  const serviceId = 'svc_01jmzq8v7k3e5r9t1w2x4y6z8a' as ServiceId;
  const owner = { tenantId, serviceId, installation: 'default' };
  const event = {
    ...{ tenantId, externalId, after: plainObject(subscription) },
    kind: 'carried_out',
    ...{ actor: 'key:cred_platform', trackId: 'order-77' },
  } as const;
  const rows = [
    ...objectRows(owner, null, subscription),
    ...objectRows(owner, null, asset),
    eventRow({
      ...event,
      object: 'subscription',
      operation: 'subscription.create',
      eventId: 'fev_01jmzq8v7k3e5r9t1w2x4y6z8a' as FulfilmentEventId,
    }),
  ];
  const outcome = await api.rooms.storage.commit(rowsOnly(tenantId, rows));
  if (outcome.kind === 'refused') throw new Error(JSON.stringify(outcome.reasons));
  return id;
}
