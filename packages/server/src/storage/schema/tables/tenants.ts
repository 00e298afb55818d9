import type { Columns } from '../column-kinds.ts';

/** Tenants, their settings and counters. */
export type TenantTables = {
  readonly server_setting: ServerSettingRow;
  readonly tenant: TenantRow;
  readonly tenant_counter: TenantCounterRow;
  readonly tenant_sequence: TenantSequenceRow;
};

export type ServerSettingRow = {
  readonly name: string;
  readonly value: string;
};

export type TenantRow = {
  readonly tenant_id: string;
  readonly name: string;
  readonly currency: string;
  readonly language: string;
  readonly settings: string;
  readonly version: bigint;
  readonly created_at_us: bigint;
  readonly disabled_at_us: bigint | null;
};

export type TenantCounterRow = {
  readonly tenant_id: string;
  readonly last_number: bigint;
  readonly last_at_us: bigint;
};

export type TenantSequenceRow = {
  readonly tenant_id: string;
  readonly name: string;
  readonly last_number: bigint;
  readonly last_at_us: bigint;
};

export const tenantColumns: Columns<TenantTables> = {
  server_setting: {
    name: 'text',
    value: 'text',
  },
  tenant: {
    tenant_id: 'text',
    name: 'text',
    currency: 'text',
    language: 'text',
    settings: 'text',
    version: 'bigint',
    created_at_us: 'bigint',
    disabled_at_us: 'bigint',
  },
  tenant_counter: {
    tenant_id: 'text',
    last_number: 'bigint',
    last_at_us: 'bigint',
  },
  tenant_sequence: {
    tenant_id: 'text',
    name: 'text',
    last_number: 'bigint',
    last_at_us: 'bigint',
  },
};
