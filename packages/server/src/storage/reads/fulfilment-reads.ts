import {
  type Attributes,
  type ExternalId,
  type FulfilmentEvent,
  type FulfilmentReader,
  type Installation,
  type StoredAsset,
  type StoredSubscription,
  subscriptionsMax,
} from '../../fulfilment/index.ts';
import type { Plain } from '../../kernel/canonical.ts';
import { type Instant, instant } from '../../kernel/clock.ts';
import type { FulfilmentEventId, ServiceId, TenantId } from '../../kernel/ids.ts';
import type {
  AssetRow,
  FulfilmentEventRow,
  SubscriptionAddonRow,
  SubscriptionRow,
} from '../schema/tables.ts';
import { prepareRead } from './prepared-read.ts';
import { pageOf, type Reads } from './reads.ts';
import { createServiceReads } from './service-reads.ts';

/** The reads of the fulfilment room. No read of them grows with how many objects a tenant has. */
export function createFulfilmentReader(db: Reads): FulfilmentReader {
  const subscriptionByKey = prepareRead(db, ['tenantId', 'externalId'], (of) =>
    joined(db)
      .where('subscription.tenant_id', '=', of.tenantId)
      .where('subscription.subscription_id', '=', of.externalId),
  );
  const subscriptionByPlatform = prepareRead(db, ['tenantId', 'installation', 'platformId'], (of) =>
    joined(db)
      .where('subscription.tenant_id', '=', of.tenantId)
      .where('subscription.installation', '=', of.installation)
      .where('subscription.platform_id', '=', of.platformId),
  );
  const seenByAccount = prepareRead(db, ['tenantId', 'installation', 'accountId'], (of) =>
    db
      .selectFrom('subscription')
      .select(['subscription_id', 'product_id', 'state'])
      .where('tenant_id', '=', of.tenantId)
      .where('installation', '=', of.installation)
      .where('account_id', '=', of.accountId)
      .limit(subscriptionsMax + 1),
  );
  const assets = () => db.selectFrom('asset').selectAll();

  return {
    ...createServiceReads(db),

    subscription: async (tenantId, externalId) =>
      foldSubscriptions(await subscriptionByKey({ tenantId, externalId }))[0] ?? null,
    subscriptionOf: async (at, platformId) =>
      foldSubscriptions(await subscriptionByPlatform({ ...placeOf(at), platformId }))[0] ?? null,
    namelessSubscription: async ({ tenantId, installation }, accountId, createdAs) => {
      const newest = await db
        .selectFrom('subscription')
        .select('subscription_id')
        .where('tenant_id', '=', tenantId)
        .where('account_id', '=', accountId)
        .where('installation', '=', installation)
        .where('created_as', '=', createdAs)
        .where('platform_id', 'is', null)
        .orderBy('ordered_at_us', 'desc')
        .limit(1)
        .executeTakeFirst();
      if (newest === undefined) return null;
      const rows = await subscriptionByKey({ tenantId, externalId: newest.subscription_id });
      return foldSubscriptions(rows)[0] ?? null;
    },
    seenSubscriptions: async (at, accountId) => {
      const rows = await seenByAccount({ ...placeOf(at), accountId });
      if (rows.length > subscriptionsMax) return null;
      return rows.map(({ subscription_id, product_id, state }) => ({
        externalId: subscription_id as ExternalId,
        productId: product_id,
        state: state as StoredSubscription['state'],
      }));
    },
    bookMark: async ({ tenantId, installation }, accountId) => {
      const row = await db
        .selectFrom('customer_book')
        .select('event_id')
        .where('tenant_id', '=', tenantId)
        .where('installation', '=', installation)
        .where('account_id', '=', accountId)
        .executeTakeFirst();
      return (row?.event_id ?? null) as FulfilmentEventId | null;
    },
    subscriptions: async (tenantId, filter, { after, limit }) => {
      const { accountId, installation } = filter;
      const all = db
        .selectFrom('subscription')
        .select('subscription_id')
        .where('tenant_id', '=', tenantId)
        .where('subscription_id', '>', after ?? '')
        .orderBy('subscription_id')
        .limit(limit + 1);
      const ofAccount = accountId === null ? all : all.where('account_id', '=', accountId);
      const keys = await (installation === null
        ? ofAccount
        : ofAccount.where('installation', '=', installation)
      ).execute();
      const { items, next } = pageOf(
        keys,
        limit,
        ({ subscription_id }) => subscription_id,
        ({ subscription_id }) => subscription_id,
      );
      if (items.length === 0) return { items: [], next };
      const rows = await joined(db)
        .where('subscription.tenant_id', '=', tenantId)
        .where('subscription.subscription_id', 'in', items)
        .orderBy('subscription.subscription_id')
        .execute();
      return { items: foldSubscriptions(rows), next };
    },

    asset: async (tenantId, externalId) => {
      const row = await assets()
        .where('tenant_id', '=', tenantId)
        .where('asset_id', '=', externalId)
        .executeTakeFirst();
      return row === undefined ? null : fromRowAsset(row);
    },
    assetOf: async ({ tenantId, installation }, platformId) => {
      const row = await assets()
        .where('tenant_id', '=', tenantId)
        .where('installation', '=', installation)
        .where('platform_id', '=', platformId)
        .executeTakeFirst();
      return row === undefined ? null : fromRowAsset(row);
    },
    namelessAsset: async ({ tenantId, installation }, accountId, createdAs) => {
      const row = await assets()
        .where('tenant_id', '=', tenantId)
        .where('account_id', '=', accountId)
        .where('installation', '=', installation)
        .where('created_as', '=', createdAs)
        .where('platform_id', 'is', null)
        .orderBy('ordered_at_us', 'desc')
        .limit(1)
        .executeTakeFirst();
      return row === undefined ? null : fromRowAsset(row);
    },
    assets: async (tenantId, filter, { after, limit }) => {
      const { accountId, installation } = filter;
      const all = assets()
        .where('tenant_id', '=', tenantId)
        .where('asset_id', '>', after ?? '')
        .orderBy('asset_id')
        .limit(limit + 1);
      const ofAccount = accountId === null ? all : all.where('account_id', '=', accountId);
      const rows = await (installation === null
        ? ofAccount
        : ofAccount.where('installation', '=', installation)
      ).execute();
      return pageOf(rows, limit, fromRowAsset, (row) => row.asset_id);
    },

    events: async (tenantId, externalId, { before, limit }) => {
      const events = db
        .selectFrom('fulfilment_event')
        .selectAll()
        .where('tenant_id', '=', tenantId)
        .where('external_id', '=', externalId)
        .orderBy('event_id', 'desc')
        .limit(limit);
      const wanted = before === null ? events : events.where('event_id', '<', before);
      return (await wanted.execute()).map(fromRowEvent);
    },

    callsOf: async (tenantId, externalId, trackId) => {
      const rows = await db
        .selectFrom('fulfilment_call')
        .select(['track_id', 'call_hash', 'at_us'])
        .where('tenant_id', '=', tenantId)
        .where('external_id', '=', externalId)
        .where('track_id', '=', trackId)
        .limit(callsMax)
        .execute();
      return rows.map((row) => ({
        trackId: row.track_id,
        callHash: row.call_hash,
        at: instant(row.at_us),
      }));
    },

    callsBefore: async (before, limit) => {
      const rows = await db
        .selectFrom('fulfilment_call')
        .selectAll()
        .where('at_us', '<', before)
        .orderBy('at_us')
        .limit(limit)
        .execute();
      return rows.map((row) => ({
        tenantId: row.tenant_id as TenantId,
        externalId: row.external_id,
        trackId: row.track_id,
        callHash: row.call_hash,
        at: instant(row.at_us),
      }));
    },
  };
}

const callsMax = 1_000;

function placeOf({ tenantId, installation }: Installation) {
  return { tenantId, installation };
}

function joined(db: Reads) {
  return db
    .selectFrom('subscription')
    .leftJoin('subscription_addon as addon', (on) =>
      on
        .onRef('addon.tenant_id', '=', 'subscription.tenant_id')
        .onRef('addon.subscription_id', '=', 'subscription.subscription_id'),
    )
    .selectAll('subscription')
    .select([
      'addon.product_id as addon_product_id',
      'addon.addon_id as addon_id',
      'addon.state as addon_state',
      'addon.quantity as addon_quantity',
      'addon.attributes as addon_attributes',
    ]);
}

type JoinedRow = SubscriptionRow & {
  readonly addon_id: string | null;
  readonly addon_product_id: SubscriptionAddonRow['product_id'] | null;
  readonly addon_state: string | null;
  readonly addon_quantity: bigint | null;
  readonly addon_attributes: string | null;
};

/** The rows of a subscription stand beside each other. */
function foldSubscriptions(rows: readonly JoinedRow[]): readonly StoredSubscription[] {
  const found = new Map<string, StoredSubscription & { addons: StoredSubscription['addons'] }>();
  for (const row of rows) {
    const known = found.get(row.subscription_id);
    const addon = addonOf(row);
    if (known === undefined) {
      found.set(row.subscription_id, fromRowSubscription(row, addon === null ? [] : [addon]));
    } else if (addon !== null) {
      found.set(row.subscription_id, { ...known, addons: [...known.addons, addon] });
    }
  }
  return [...found.values()];
}

function addonOf(row: JoinedRow): StoredSubscription['addons'][number] | null {
  if (row.addon_product_id === null) return null;
  return {
    externalId: row.addon_id as ExternalId,
    productId: row.addon_product_id,
    state: row.addon_state as 'active' | 'cancelled',
    quantity: Number(row.addon_quantity),
    attributes: JSON.parse(row.addon_attributes ?? '{}') as Attributes,
  };
}

function fromRowSubscription(
  row: SubscriptionRow,
  addons: StoredSubscription['addons'],
): StoredSubscription {
  return {
    ...commonOf(row),
    externalId: row.subscription_id as ExternalId,
    state: row.state as StoredSubscription['state'],
    isTrial: row.is_trial === 1n,
    addons,
    renewedAt: row.renewed_at_us as Instant | null,
    cancelWindowDays: row.cancel_window_days === null ? null : Number(row.cancel_window_days),
  };
}

function fromRowAsset(row: AssetRow): StoredAsset {
  return {
    ...commonOf(row),
    externalId: row.asset_id as ExternalId,
    state: row.state as StoredAsset['state'],
  };
}

function commonOf(row: Omit<AssetRow, 'asset_id' | 'state'>) {
  return {
    tenantId: row.tenant_id as TenantId,
    serviceId: row.service_id as ServiceId,
    serviceType: row.service_type,
    installation: row.installation,
    platformId: row.platform_id,
    accountId: row.account_id,
    productId: row.product_id,
    quantity: Number(row.quantity),
    attributes: JSON.parse(row.attributes) as Attributes,
    orderedAt: instant(row.ordered_at_us),
    createdAs: row.created_as,
    changedAt: instant(row.changed_at_us),
    version: row.version,
  };
}

function fromRowEvent(row: FulfilmentEventRow): FulfilmentEvent {
  return {
    tenantId: row.tenant_id as TenantId,
    eventId: row.event_id as FulfilmentEventId,
    object: row.object as FulfilmentEvent['object'],
    externalId: row.external_id as ExternalId,
    operation: row.operation as FulfilmentEvent['operation'],
    kind: row.kind as FulfilmentEvent['kind'],
    after: row.after === null ? null : (JSON.parse(row.after) as Plain),
    actor: row.actor,
    trackId: row.track_id,
    at: instant(row.at_us),
  };
}
