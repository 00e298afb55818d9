import type { ColumnKinds } from '../../schema/column-kinds.ts';

/** Rulesets, their versions and which was in force when. */
export function decisionTables({ text, bigint, table }: ColumnKinds): readonly string[] {
  return [
    `create table ruleset (
      tenant_id ${text} not null,
      ruleset_id ${bigint} not null check (ruleset_id > 0),
      name ${text} not null,
      created_by ${text} not null,
      created_at_us ${bigint} not null,
      constraint ruleset_key primary key (tenant_id, ruleset_id)
    ) ${table}`,

    // No key publishes or activates, whoever writes the row.
    `create table ruleset_version (
      tenant_id ${text} not null,
      ruleset_id ${bigint} not null,
      version ${bigint} not null check (version > 0),
      status ${text} not null check (status in ('draft', 'published', 'retired')),
      hash ${text} not null,
      content ${text} not null,
      cases ${text} not null,
      created_by ${text} not null,
      created_at_us ${bigint} not null,
      published_by ${text},
      published_at_us ${bigint},
      revision ${bigint} not null,
      constraint ruleset_version_key primary key (tenant_id, ruleset_id, version),
      constraint ruleset_version_owner foreign key (tenant_id, ruleset_id)
        references ruleset (tenant_id, ruleset_id),
      constraint ruleset_version_published check (
        (status = 'draft') = (published_by is null)
        and (published_by is null) = (published_at_us is null)),
      constraint ruleset_version_by_person check (published_by not like 'key:%')
    ) ${table}`,
    `create unique index ruleset_version_one_draft on ruleset_version (tenant_id, ruleset_id)
      where status = 'draft'`,
    `create index ruleset_version_by_hash on ruleset_version (tenant_id, hash)`,

    // Only added to: the one with the latest moment that has come is in force.
    `create table ruleset_activation (
      tenant_id ${text} not null,
      ruleset_id ${bigint} not null,
      number ${bigint} not null check (number > 0),
      version ${bigint} not null,
      active_from_us ${bigint} not null,
      activated_by ${text} not null check (activated_by not like 'key:%'),
      activated_at_us ${bigint} not null,
      constraint ruleset_activation_key primary key (tenant_id, ruleset_id, number),
      constraint ruleset_activation_version foreign key (tenant_id, ruleset_id, version)
        references ruleset_version (tenant_id, ruleset_id, version)
    ) ${table}`,
  ];
}
