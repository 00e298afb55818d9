import type { ColumnKinds } from '../../schema/column-kinds.ts';

/** Tenants, their settings and counters. */
export function tenantTables({ text, bigint, table, hotTable }: ColumnKinds): readonly string[] {
  return [
    `create table server_setting (
      name ${text} not null,
      value ${text} not null,
      constraint server_setting_key primary key (name)
    ) ${table}`,

    `create table tenant (
      tenant_id ${text} not null,
      name ${text} not null,
      currency ${text} not null,
      language ${text} not null,
      settings ${text} not null,
      version ${bigint} not null,
      created_at_us ${bigint} not null,
      disabled_at_us ${bigint},
      constraint tenant_key primary key (tenant_id)
    ) ${table}`,

    // last_at_us is the latest instant of a batch: the next one is later, whatever the clock does.
    `create table tenant_counter (
      tenant_id ${text} not null,
      last_number ${bigint} not null,
      last_at_us ${bigint} not null default 0,
      constraint tenant_counter_key primary key (tenant_id)
    ) ${hotTable}`,

    // How far a tenant has counted what its wires number, and the instant of the last number.
    `create table tenant_sequence (
      tenant_id ${text} not null,
      name ${text} not null,
      last_number ${bigint} not null,
      last_at_us ${bigint} not null,
      constraint tenant_sequence_key primary key (tenant_id, name)
    ) ${hotTable}`,
  ];
}
