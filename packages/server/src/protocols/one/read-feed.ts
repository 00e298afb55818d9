import { type OneFeedQuery, oneContexts, oneFeedPageSize, writeJson } from '@aval/wire';
import type { Entry } from '../../credit/index.ts';
import type { Tenant } from '../../parties/index.ts';
import type { ClientIds } from './client-ids.ts';
import type { TradeCreditDeps } from './trade-credit-deps.ts';

/**
 * A page of the feed: one row for each entry of the ledger, by its number. Entries of organizations
 * that this wire has no id for are passed over, as those are that the contexts hide.
 */
export async function readFeed(
  deps: Pick<TradeCreditDeps, 'credit'> & {
    readonly clientIdsOf: ClientIds;
  },
  { tenantId, settings }: Pick<Tenant, 'tenantId' | 'settings'>,
  { startId, contexts, numberOfEvents }: OneFeedQuery,
): Promise<string> {
  const page = await deps.credit.entries(tenantId, {
    from: startId,
    limit: numberOfEvents ?? oneFeedPageSize,
    contexts: contexts.length === oneContexts.length ? null : contexts,
    organizationId: null,
  });
  const named = new Set(page.entries.map(({ organizationId }) => organizationId));
  const clientIds = await deps.clientIdsOf(tenantId, [...named]);
  const createType = settings.one.feedCreateType;
  const events = page.entries.flatMap((entry) => {
    const clientId = clientIds.get(entry.organizationId);
    return clientId === undefined ? [] : [{ clientId, type: typeOf(entry, createType) }];
  });
  return writeJson({ nextId: page.next, events });
}

/**
 * `UPDATE` stands for creation as well (source: document 002) unless the tenant wants `CREATE`, as a
 * sister feed has it; `DELETE` is our choice.
 */
function typeOf({ kind }: Entry, createType: 'UPDATE' | 'CREATE') {
  switch (kind) {
    case 'line.opened':
      return createType;
    case 'line.closed':
      return 'DELETE';
    default:
      return 'UPDATE';
  }
}
