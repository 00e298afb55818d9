import type { Columns } from '../column-kinds.ts';

/** Accounts and orders of the demonstration platform. */
export type PlatformTables = {
  readonly platform_account: PlatformAccountRow;
  readonly platform_order: PlatformOrderRow;
};

export type PlatformAccountRow = {
  readonly tenant_id: string;
  readonly account_id: bigint;
  readonly data: string;
};

export type PlatformOrderRow = {
  readonly tenant_id: string;
  readonly order_id: string;
  readonly account_id: bigint;
  readonly data: string;
};

export const platformColumns: Columns<PlatformTables> = {
  platform_account: {
    tenant_id: 'text',
    account_id: 'bigint',
    data: 'text',
  },
  platform_order: {
    tenant_id: 'text',
    order_id: 'text',
    account_id: 'bigint',
    data: 'text',
  },
};
