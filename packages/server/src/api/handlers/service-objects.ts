import type { NativeOperations } from '@aval/wire';
import type { FulfilmentEventId, TenantId } from '../../kernel/ids.ts';
import { pageSizeDefault } from '../../kernel/page.ts';
import { type Handlers, ok } from '../answer.ts';
import type { Cursors } from '../cursors.ts';
import { notFound } from '../refusals.ts';
import type { ApiServices } from '../services.ts';
import { toWireStepSummary } from '../to-wire-provider-step.ts';
import { toWireAsset, toWireFulfilmentEvent, toWireSubscription } from '../to-wire-service.ts';

type ServiceObjectOperations = Pick<
  NativeOperations,
  | 'listSubscriptions'
  | 'getSubscription'
  | 'listSubscriptionEvents'
  | 'listAssets'
  | 'getAsset'
  | 'listAssetEvents'
>;

/** Steps of the provider's own system that are shown with an object. */
const stepsShown = 20;

export function createServiceObjectHandlers(
  {
    fulfilmentReader: reader,
    providerStepReader: steps,
  }: Pick<ApiServices, 'fulfilmentReader' | 'providerStepReader'>,
  cursors: Cursors,
): Handlers<ServiceObjectOperations> {
  const eventsOf = async (
    tenantId: TenantId,
    externalId: string,
    { limit = pageSizeDefault, cursor }: { readonly limit?: number; readonly cursor?: string },
  ) => {
    const list = `${tenantId} events of ${externalId}`;
    const before = cursor === undefined ? null : (cursors.read(list, cursor) as FulfilmentEventId);
    const events = await reader.events(tenantId, externalId, { before, limit: limit + 1 });
    const shown = events.slice(0, limit);
    const last = shown.at(-1);
    const next =
      events.length > limit && last !== undefined ? cursors.write(list, last.eventId) : null;
    return ok({ items: shown.map(toWireFulfilmentEvent), next });
  };

  return {
    listSubscriptions: async ({ principal: { tenantId }, query }) => {
      const { limit = pageSizeDefault, cursor, accountId = null, installation = null } = query;
      const list = JSON.stringify([tenantId, 'subscriptions', accountId, installation]);
      const after = cursor === undefined ? null : cursors.read(list, cursor);
      const filter = { accountId, installation };
      const page = await reader.subscriptions(tenantId, filter, { after, limit });
      const next = page.next === null ? null : cursors.write(list, page.next);
      return ok({ items: page.items.map(toWireSubscription), next });
    },

    getSubscription: async ({ principal: { tenantId }, params }) => {
      const found = await reader.subscription(tenantId, params.externalId);
      if (found === null) return notFound();
      const { externalId, version } = found;
      const of = { object: 'subscription', externalId } as const;
      const newest = await steps.stepsOfObject(tenantId, of, stepsShown);
      const body = { ...toWireSubscription(found), steps: newest.map(toWireStepSummary) };
      return ok(body, { version });
    },

    listSubscriptionEvents: async ({ principal: { tenantId }, params, query }) => {
      const found = await reader.subscription(tenantId, params.externalId);
      return found === null ? notFound() : eventsOf(tenantId, params.externalId, query);
    },

    listAssets: async ({ principal: { tenantId }, query }) => {
      const { limit = pageSizeDefault, cursor, accountId = null, installation = null } = query;
      const list = JSON.stringify([tenantId, 'assets', accountId, installation]);
      const after = cursor === undefined ? null : cursors.read(list, cursor);
      const page = await reader.assets(tenantId, { accountId, installation }, { after, limit });
      const next = page.next === null ? null : cursors.write(list, page.next);
      return ok({ items: page.items.map(toWireAsset), next });
    },

    getAsset: async ({ principal: { tenantId }, params }) => {
      const found = await reader.asset(tenantId, params.externalId);
      if (found === null) return notFound();
      const { externalId, version } = found;
      const of = { object: 'asset', externalId } as const;
      const newest = await steps.stepsOfObject(tenantId, of, stepsShown);
      const body = { ...toWireAsset(found), steps: newest.map(toWireStepSummary) };
      return ok(body, { version });
    },

    listAssetEvents: async ({ principal: { tenantId }, params, query }) => {
      const found = await reader.asset(tenantId, params.externalId);
      return found === null ? notFound() : eventsOf(tenantId, params.externalId, query);
    },
  };
}
