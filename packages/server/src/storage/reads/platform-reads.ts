import { fromAccountData, fromOrderData, type PlatformReader } from '../../commerce/index.ts';
import type { Reads } from './reads.ts';

/** The reads of the commerce room. Each shows the last commit; none locks. */
export function createPlatformReader(db: Reads): PlatformReader {
  return {
    account: async (tenantId, accountId) => {
      const row = await db
        .selectFrom('platform_account')
        .select('data')
        .where('tenant_id', '=', tenantId)
        .where('account_id', '=', accountId)
        .executeTakeFirst();
      return row === undefined ? null : fromAccountData(accountId, row.data);
    },

    order: async (tenantId, orderId) => {
      const row = await db
        .selectFrom('platform_order')
        .select(['account_id', 'data'])
        .where('tenant_id', '=', tenantId)
        .where('order_id', '=', orderId)
        .executeTakeFirst();
      if (row === undefined) return null;
      return fromOrderData({ orderId, accountId: row.account_id }, row.data);
    },
  };
}
