import type { Columns } from '../column-kinds.ts';

/** Services with their rules, what was bought of them, and what their providers have still to do. */
export type FulfilmentTables = {
  readonly service: ServiceRow;
  readonly business_rules: BusinessRulesRow;
  readonly business_rule_version: BusinessRuleVersionRow;
  readonly business_rule_activation: BusinessRuleActivationRow;
  readonly subscription: SubscriptionRow;
  readonly subscription_addon: SubscriptionAddonRow;
  readonly asset: AssetRow;
  readonly customer_book: CustomerBookRow;
  readonly fulfilment_event: FulfilmentEventRow;
  readonly fulfilment_call: FulfilmentCallRow;
  readonly provider_step: ProviderStepRow;
};

export type ServiceRow = {
  readonly tenant_id: string;
  readonly service_id: string;
  readonly service_type: string;
  readonly name: string;
  readonly catalogue: string;
  readonly driver: string;
  readonly driver_settings: string;
  readonly settings: string;
  readonly created_at_us: bigint;
  readonly version: bigint;
};

export type BusinessRulesRow = {
  readonly tenant_id: string;
  readonly service_id: string;
  readonly operation: string;
  readonly in_force: bigint | null;
  readonly created_by: string;
  readonly created_at_us: bigint;
  readonly revision: bigint;
};

export type BusinessRuleVersionRow = {
  readonly tenant_id: string;
  readonly service_id: string;
  readonly operation: string;
  readonly version: bigint;
  readonly status: string;
  readonly hash: string;
  readonly content: string;
  readonly cases: string;
  readonly created_by: string;
  readonly created_at_us: bigint;
  readonly published_by: string | null;
  readonly published_at_us: bigint | null;
  readonly revision: bigint;
};

export type BusinessRuleActivationRow = {
  readonly tenant_id: string;
  readonly service_id: string;
  readonly operation: string;
  readonly number: bigint;
  readonly version: bigint;
  readonly activated_by: string;
  readonly activated_at_us: bigint;
};

export type SubscriptionRow = {
  readonly tenant_id: string;
  readonly subscription_id: string;
  readonly service_id: string;
  readonly service_type: string;
  readonly installation: string;
  readonly platform_id: string | null;
  readonly account_id: string;
  readonly product_id: string;
  readonly state: string;
  readonly is_trial: bigint;
  readonly quantity: bigint;
  readonly attributes: string;
  readonly ordered_at_us: bigint;
  readonly renewed_at_us: bigint | null;
  readonly cancel_window_days: bigint | null;
  readonly created_as: string;
  readonly changed_at_us: bigint;
  readonly version: bigint;
};

export type SubscriptionAddonRow = {
  readonly tenant_id: string;
  readonly subscription_id: string;
  readonly product_id: string;
  readonly addon_id: string;
  readonly state: string;
  readonly quantity: bigint;
  readonly attributes: string;
};

export type AssetRow = {
  readonly tenant_id: string;
  readonly asset_id: string;
  readonly service_id: string;
  readonly service_type: string;
  readonly installation: string;
  readonly platform_id: string | null;
  readonly account_id: string;
  readonly product_id: string;
  readonly state: string;
  readonly quantity: bigint;
  readonly attributes: string;
  readonly ordered_at_us: bigint;
  readonly created_as: string;
  readonly changed_at_us: bigint;
  readonly version: bigint;
};

export type CustomerBookRow = {
  readonly tenant_id: string;
  readonly installation: string;
  readonly account_id: string;
  readonly event_id: string;
};

export type FulfilmentEventRow = {
  readonly tenant_id: string;
  readonly event_id: string;
  readonly object: string;
  readonly external_id: string;
  readonly operation: string;
  readonly kind: string;
  readonly after: string | null;
  readonly actor: string;
  readonly track_id: string | null;
  readonly at_us: bigint;
};

export type ProviderStepRow = {
  readonly tenant_id: string;
  readonly step_id: string;
  readonly service_id: string;
  readonly operation: string;
  readonly object: string;
  readonly external_id: string;
  readonly object_version: bigint;
  readonly desired: string;
  readonly settings: string;
  readonly compensates: string | null;
  readonly previous: string | null;
  readonly captures: string;
  readonly status: string;
  readonly attempts: bigint;
  readonly unclear: bigint;
  readonly next_attempt_at_us: bigint | null;
  readonly last_error: string | null;
  readonly created_at_us: bigint;
  readonly tried_since_us: bigint;
  readonly ended_at_us: bigint | null;
  readonly decided_by: string | null;
  readonly reason: string | null;
  readonly version: bigint;
};

export type FulfilmentCallRow = {
  readonly tenant_id: string;
  readonly external_id: string;
  readonly track_id: string;
  readonly call_hash: string;
  readonly at_us: bigint;
};

export const fulfilmentColumns: Columns<FulfilmentTables> = {
  service: {
    tenant_id: 'text',
    service_id: 'text',
    service_type: 'text',
    name: 'text',
    catalogue: 'text',
    driver: 'text',
    driver_settings: 'text',
    settings: 'text',
    created_at_us: 'bigint',
    version: 'bigint',
  },
  business_rules: {
    tenant_id: 'text',
    service_id: 'text',
    operation: 'text',
    in_force: 'bigint',
    created_by: 'text',
    created_at_us: 'bigint',
    revision: 'bigint',
  },
  business_rule_version: {
    tenant_id: 'text',
    service_id: 'text',
    operation: 'text',
    version: 'bigint',
    status: 'text',
    hash: 'text',
    content: 'text',
    cases: 'text',
    created_by: 'text',
    created_at_us: 'bigint',
    published_by: 'text',
    published_at_us: 'bigint',
    revision: 'bigint',
  },
  business_rule_activation: {
    tenant_id: 'text',
    service_id: 'text',
    operation: 'text',
    number: 'bigint',
    version: 'bigint',
    activated_by: 'text',
    activated_at_us: 'bigint',
  },
  subscription: {
    tenant_id: 'text',
    subscription_id: 'text',
    service_id: 'text',
    service_type: 'text',
    installation: 'text',
    platform_id: 'text',
    account_id: 'text',
    product_id: 'text',
    state: 'text',
    is_trial: 'bigint',
    quantity: 'bigint',
    attributes: 'text',
    ordered_at_us: 'bigint',
    renewed_at_us: 'bigint',
    cancel_window_days: 'bigint',
    created_as: 'text',
    changed_at_us: 'bigint',
    version: 'bigint',
  },
  subscription_addon: {
    tenant_id: 'text',
    subscription_id: 'text',
    product_id: 'text',
    addon_id: 'text',
    state: 'text',
    quantity: 'bigint',
    attributes: 'text',
  },
  asset: {
    tenant_id: 'text',
    asset_id: 'text',
    service_id: 'text',
    service_type: 'text',
    installation: 'text',
    platform_id: 'text',
    account_id: 'text',
    product_id: 'text',
    state: 'text',
    quantity: 'bigint',
    attributes: 'text',
    ordered_at_us: 'bigint',
    created_as: 'text',
    changed_at_us: 'bigint',
    version: 'bigint',
  },
  customer_book: {
    tenant_id: 'text',
    installation: 'text',
    account_id: 'text',
    event_id: 'text',
  },
  fulfilment_event: {
    tenant_id: 'text',
    event_id: 'text',
    object: 'text',
    external_id: 'text',
    operation: 'text',
    kind: 'text',
    after: 'text',
    actor: 'text',
    track_id: 'text',
    at_us: 'bigint',
  },
  fulfilment_call: {
    tenant_id: 'text',
    external_id: 'text',
    track_id: 'text',
    call_hash: 'text',
    at_us: 'bigint',
  },
  provider_step: {
    tenant_id: 'text',
    step_id: 'text',
    service_id: 'text',
    operation: 'text',
    object: 'text',
    external_id: 'text',
    object_version: 'bigint',
    desired: 'text',
    settings: 'text',
    compensates: 'text',
    previous: 'text',
    captures: 'text',
    status: 'text',
    attempts: 'bigint',
    unclear: 'bigint',
    next_attempt_at_us: 'bigint',
    last_error: 'text',
    created_at_us: 'bigint',
    tried_since_us: 'bigint',
    ended_at_us: 'bigint',
    decided_by: 'text',
    reason: 'text',
    version: 'bigint',
  },
};
