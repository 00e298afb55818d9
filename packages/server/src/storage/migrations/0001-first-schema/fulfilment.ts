import type { ColumnKinds } from '../../schema/column-kinds.ts';
import { yesNo } from './yes-no.ts';

/** Services with their rules, what was bought of them, and what their providers have still to do. */
export function fulfilmentTables({
  text,
  bigint,
  table,
  hotTable,
}: ColumnKinds): readonly string[] {
  return [
    // What a provider declares. Calls name it by its type.
    `create table service (
      tenant_id ${text} not null,
      service_id ${text} not null,
      service_type ${text} not null,
      name ${text} not null,
      catalogue ${text} not null,
      driver ${text} not null check (driver in ('record', 'http', 'module')),
      driver_settings ${text} not null,
      settings ${text} not null,
      created_at_us ${bigint} not null,
      version ${bigint} not null,
      constraint service_key primary key (tenant_id, service_id)
    ) ${table}`,
    `create unique index service_type on service (tenant_id, service_type)`,

    // What a provider's rules say of one operation of a service; the version in force is named here.
    `create table business_rules (
      tenant_id ${text} not null,
      service_id ${text} not null,
      operation ${text} not null,
      in_force ${bigint},
      created_by ${text} not null,
      created_at_us ${bigint} not null,
      revision ${bigint} not null,
      constraint business_rules_key primary key (tenant_id, service_id, operation),
      constraint business_rules_service foreign key (tenant_id, service_id)
        references service (tenant_id, service_id)
    ) ${table}`,

    // No key publishes or activates, whoever writes the row.
    `create table business_rule_version (
      tenant_id ${text} not null,
      service_id ${text} not null,
      operation ${text} not null,
      version ${bigint} not null check (version > 0),
      status ${text} not null check (status in ('draft', 'published')),
      hash ${text} not null,
      content ${text} not null,
      cases ${text} not null,
      created_by ${text} not null,
      created_at_us ${bigint} not null,
      published_by ${text},
      published_at_us ${bigint},
      revision ${bigint} not null,
      constraint business_rule_version_key
        primary key (tenant_id, service_id, operation, version),
      constraint business_rule_version_owner foreign key (tenant_id, service_id, operation)
        references business_rules (tenant_id, service_id, operation),
      constraint business_rule_version_published check (
        (status = 'draft') = (published_by is null)
        and (published_by is null) = (published_at_us is null)),
      constraint business_rule_version_by_person check (published_by not like 'key:%')
    ) ${table}`,
    `create unique index business_rule_version_one_draft
      on business_rule_version (tenant_id, service_id, operation) where status = 'draft'`,

    // Only added to, so that what was in force at a moment stays known.
    `create table business_rule_activation (
      tenant_id ${text} not null,
      service_id ${text} not null,
      operation ${text} not null,
      number ${bigint} not null check (number > 0),
      version ${bigint} not null,
      activated_by ${text} not null check (activated_by not like 'key:%'),
      activated_at_us ${bigint} not null,
      constraint business_rule_activation_key
        primary key (tenant_id, service_id, operation, number),
      constraint business_rule_activation_version
        foreign key (tenant_id, service_id, operation, version)
        references business_rule_version (tenant_id, service_id, operation, version)
    ) ${table}`,

    // platform_id is the platform's own id, null where it never gave one.
    `create table subscription (
      tenant_id ${text} not null,
      subscription_id ${text} not null,
      service_id ${text} not null,
      service_type ${text} not null,
      installation ${text} not null,
      platform_id ${text},
      account_id ${text} not null,
      product_id ${text} not null,
      state ${text} not null check (state in ('active', 'suspended', 'cancelled')),
      ${yesNo(bigint, 'is_trial')},
      quantity ${bigint} not null check (quantity >= 0),
      attributes ${text} not null,
      ordered_at_us ${bigint} not null,
      renewed_at_us ${bigint},
      cancel_window_days ${bigint},
      created_as ${text} not null,
      changed_at_us ${bigint} not null,
      version ${bigint} not null,
      constraint subscription_key primary key (tenant_id, subscription_id)
    ) ${table}`,
    `create unique index subscription_platform_id
      on subscription (tenant_id, installation, platform_id) where platform_id is not null`,
    `create index subscription_by_account
      on subscription (tenant_id, account_id, installation, subscription_id)`,
    // Without the platform's id a Create is known again by what it says.
    `create index subscription_nameless
      on subscription (tenant_id, account_id, installation, created_as)
      where platform_id is null`,

    // One per product: an add-on that was cancelled is bought again under its id.
    `create table subscription_addon (
      tenant_id ${text} not null,
      subscription_id ${text} not null,
      product_id ${text} not null,
      addon_id ${text} not null,
      state ${text} not null check (state in ('active', 'cancelled')),
      quantity ${bigint} not null check (quantity >= 0),
      attributes ${text} not null,
      constraint subscription_addon_key primary key (tenant_id, subscription_id, product_id),
      constraint subscription_addon_owner foreign key (tenant_id, subscription_id)
        references subscription (tenant_id, subscription_id)
    ) ${table}`,

    `create table asset (
      tenant_id ${text} not null,
      asset_id ${text} not null,
      service_id ${text} not null,
      service_type ${text} not null,
      installation ${text} not null,
      platform_id ${text},
      account_id ${text} not null,
      product_id ${text} not null,
      state ${text} not null check (state in ('active', 'cancelled')),
      quantity ${bigint} not null check (quantity >= 0),
      attributes ${text} not null,
      ordered_at_us ${bigint} not null,
      created_as ${text} not null,
      changed_at_us ${bigint} not null,
      version ${bigint} not null,
      constraint asset_key primary key (tenant_id, asset_id)
    ) ${table}`,
    `create unique index asset_platform_id
      on asset (tenant_id, installation, platform_id) where platform_id is not null`,
    `create index asset_by_account on asset (tenant_id, account_id, installation, asset_id)`,
    `create index asset_nameless on asset (tenant_id, account_id, installation, created_as)
      where platform_id is null`,

    // The last event that changed what rules see of a customer's subscriptions. Who judged on an
    // earlier state finds another event here when its rows are written.
    `create table customer_book (
      tenant_id ${text} not null,
      installation ${text} not null,
      account_id ${text} not null,
      event_id ${text} not null,
      constraint customer_book_key primary key (tenant_id, installation, account_id)
    ) ${hotTable}`,

    // What happened to a subscription or an asset, with what it was afterwards.
    `create table fulfilment_event (
      tenant_id ${text} not null,
      event_id ${text} not null,
      object ${text} not null check (object in ('subscription', 'asset')),
      external_id ${text} not null,
      operation ${text} not null,
      kind ${text} not null check (kind in ('carried_out', 'late_repeat', 'given_up')),
      after ${text},
      actor ${text} not null,
      track_id ${text},
      at_us ${bigint} not null,
      constraint fulfilment_event_key primary key (tenant_id, event_id)
    ) ${table}`,
    `create index fulfilment_event_by_object
      on fulfilment_event (tenant_id, external_id, event_id)`,

    // Real calls that named themselves, so that one which arrives late again is known.
    `create table fulfilment_call (
      tenant_id ${text} not null,
      external_id ${text} not null,
      track_id ${text} not null,
      call_hash ${text} not null,
      at_us ${bigint} not null,
      constraint fulfilment_call_key primary key (tenant_id, external_id, track_id, call_hash)
    ) ${table}`,
    `create index fulfilment_call_by_age on fulfilment_call (at_us)`,

    // What providers' own systems have still to do. next_attempt_at_us is when a step is due; while
    // it is under way, when its claim lapses. Of an object one step is under way at a time.
    `create table provider_step (
      tenant_id ${text} not null,
      step_id ${text} not null,
      service_id ${text} not null,
      operation ${text} not null
        check (operation in ('create', 'update', 'suspend', 'activate', 'cancel', 'changePlan')),
      object ${text} not null check (object in ('subscription', 'asset')),
      external_id ${text} not null,
      object_version ${bigint} not null,
      desired ${text} not null,
      settings ${text} not null,
      compensates ${text},
      previous ${text},
      captures ${text} not null,
      status ${text} not null
        check (status in ('waiting', 'under_way', 'failed', 'parked', 'done', 'given_up')),
      attempts ${bigint} not null check (attempts >= 0),
      ${yesNo(bigint, 'unclear')},
      next_attempt_at_us ${bigint},
      last_error ${text},
      created_at_us ${bigint} not null,
      tried_since_us ${bigint} not null,
      ended_at_us ${bigint},
      decided_by ${text},
      reason ${text},
      version ${bigint} not null,
      constraint provider_step_key primary key (tenant_id, step_id),
      constraint provider_step_due_or_not check ((next_attempt_at_us is not null)
        = (status in ('waiting', 'under_way', 'failed'))),
      constraint provider_step_ended check ((ended_at_us is not null)
        = (status in ('done', 'given_up'))),
      constraint provider_step_given_up check (status <> 'given_up'
        or (decided_by is not null and reason is not null))
    ) ${hotTable}`,
    `create unique index provider_step_one_under_way
      on provider_step (tenant_id, object, external_id) where status = 'under_way'`,
    `create index provider_step_due
      on provider_step (tenant_id, service_id, next_attempt_at_us)
      where next_attempt_at_us is not null`,
    `create index provider_step_open
      on provider_step (tenant_id, object, external_id, object_version, step_id)
      where ended_at_us is null`,
    `create index provider_step_by_object
      on provider_step (tenant_id, external_id, step_id)`,
    `create index provider_step_by_status on provider_step (tenant_id, status, step_id)`,
    `create index provider_step_by_service on provider_step (tenant_id, service_id, step_id)`,
  ];
}
