import type { ColumnKinds } from '../../schema/column-kinds.ts';

/** Organizations, companies and how they pay. */
export function partyTables({ text, bigint, table }: ColumnKinds): readonly string[] {
  return [
    `create table organization (
      tenant_id ${text} not null,
      organization_id ${text} not null,
      name ${text} not null,
      version ${bigint} not null,
      created_at_us ${bigint} not null,
      constraint organization_key primary key (tenant_id, organization_id)
    ) ${table}`,

    // value_key is the value as it is compared, value as it was first given.
    `create table organization_reference (
      tenant_id ${text} not null,
      source ${text} not null,
      kind ${text} not null,
      value_key ${text} not null,
      value ${text} not null,
      organization_id ${text} not null,
      created_at_us ${bigint} not null,
      constraint organization_reference_key primary key (tenant_id, source, kind, value_key),
      constraint organization_reference_owner foreign key (tenant_id, organization_id)
        references organization (tenant_id, organization_id)
    ) ${table}`,
    `create index organization_reference_by_owner
      on organization_reference (tenant_id, organization_id)`,

    // The register of companies. scheme and number are what it is called by; company_number has all.
    `create table company (
      tenant_id ${text} not null,
      company_id ${text} not null,
      scheme ${text} not null,
      number ${text} not null,
      name ${text} not null,
      address ${text},
      zipcode ${text},
      city ${text},
      country ${text},
      legal_form ${text},
      active ${bigint} check (active in (0, 1)),
      founded_on ${text},
      activities ${text} not null,
      part_of ${text},
      source ${text} not null check (source in ('import', 'gleif', 'kvk')),
      as_of_us ${bigint} not null,
      version ${bigint} not null,
      constraint company_key primary key (tenant_id, company_id)
    ) ${table}`,

    `create table company_number (
      tenant_id ${text} not null,
      scheme ${text} not null check (scheme in ('kvk', 'kvk-branch', 'lei', 'vat')),
      number ${text} not null,
      company_id ${text} not null,
      constraint company_number_key primary key (tenant_id, scheme, number),
      constraint company_number_owner foreign key (tenant_id, company_id)
        references company (tenant_id, company_id)
    ) ${table}`,
    `create index company_number_by_owner on company_number (tenant_id, company_id)`,

    // What the books say of how an organization pays, as of a day; null where they do not say.
    // followed_version: up to which open reviews were looked at again.
    `create table payment_behaviour (
      tenant_id ${text} not null,
      organization_id ${text} not null,
      overdue_minor ${bigint} check (overdue_minor >= 0),
      overdue_currency ${text},
      overdue_days ${bigint} check (overdue_days >= 0),
      oldest_open_item_days ${bigint} check (oldest_open_item_days >= 0),
      behaviour ${text} check (behaviour in ('prompt', 'slow', 'bad')),
      as_of ${text} not null,
      source ${text} not null check (source in ('import', 'api')),
      recorded_by ${text} not null,
      recorded_at_us ${bigint} not null,
      followed_version ${bigint} not null,
      version ${bigint} not null,
      constraint payment_behaviour_key primary key (tenant_id, organization_id),
      constraint payment_behaviour_owner foreign key (tenant_id, organization_id)
        references organization (tenant_id, organization_id),
      constraint payment_behaviour_overdue
        check ((overdue_minor is null) = (overdue_currency is null))
    ) ${table}`,
  ];
}
