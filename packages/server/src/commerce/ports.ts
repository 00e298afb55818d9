import type { TenantId } from '../kernel/ids.ts';
import type { PlatformAccount } from './platform-account.ts';
import type { FailingOrder, PlatformOrder } from './platform-order.ts';

/** Reads of the demonstration platform. They show the last commit and lock nothing. */
export type PlatformReader = {
  readonly account: (tenantId: TenantId, accountId: bigint) => Promise<PlatformAccount | null>;
  readonly order: (
    tenantId: TenantId,
    orderId: string,
  ) => Promise<PlatformOrder | FailingOrder | null>;
};
