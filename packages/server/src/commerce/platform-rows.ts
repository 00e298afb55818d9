import type { TenantId } from '../kernel/ids.ts';
import type { RowChange } from '../kernel/unit-of-work.ts';
import { type PlatformAccount, toAccountData } from './platform-account.ts';
import { type FailingOrder, type PlatformOrder, toOrderData } from './platform-order.ts';

/** The row of a new account; refused where the number is taken. */
export function accountRow(tenantId: TenantId, account: PlatformAccount): RowChange {
  return {
    op: 'insert',
    table: 'platform_account',
    values: {
      tenant_id: tenantId,
      account_id: account.accountId,
      data: toAccountData(account),
    },
  };
}

/** The row of a new order; refused where the id is taken. */
export function orderRow(tenantId: TenantId, order: PlatformOrder | FailingOrder): RowChange {
  return {
    op: 'insert',
    table: 'platform_order',
    values: {
      tenant_id: tenantId,
      order_id: order.orderId,
      account_id: order.accountId,
      data: toOrderData(order),
    },
  };
}

/** An order as it is from now on: other contents, or another status. */
export function orderChange(tenantId: TenantId, order: PlatformOrder): RowChange {
  return {
    op: 'update',
    table: 'platform_order',
    set: { account_id: order.accountId, data: toOrderData(order) },
    where: { tenant_id: tenantId, order_id: order.orderId },
  };
}
