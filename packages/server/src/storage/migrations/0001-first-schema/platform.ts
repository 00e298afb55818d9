import type { ColumnKinds } from '../../schema/column-kinds.ts';

/** Accounts and orders of the demonstration platform. */
export function platformTables({ text, bigint, table }: ColumnKinds): readonly string[] {
  return [
    `create table platform_account (
      tenant_id ${text} not null,
      account_id ${bigint} not null,
      data ${text} not null,
      constraint platform_account_key primary key (tenant_id, account_id)
    ) ${table}`,

    `create table platform_order (
      tenant_id ${text} not null,
      order_id ${text} not null,
      account_id ${bigint} not null,
      data ${text} not null,
      constraint platform_order_key primary key (tenant_id, order_id)
    ) ${table}`,
  ];
}
