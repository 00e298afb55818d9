/**
 * The rows of the schema as the engines give them: every whole number is a bigint, instants are
 * microseconds, JSON is text, yes and no are 1n and 0n.
 */
export type Tables = {
  readonly server_setting: ServerSettingRow;
  readonly tenant: TenantRow;
  readonly tenant_counter: TenantCounterRow;
  readonly tenant_sequence: TenantSequenceRow;
  readonly organization: OrganizationRow;
  readonly organization_reference: OrganizationReferenceRow;
  readonly company: CompanyRow;
  readonly company_number: CompanyNumberRow;
  readonly payment_behaviour: PaymentBehaviourRow;
  readonly credit_line: CreditLineRow;
  readonly credit_hold: CreditHoldRow;
  readonly credit_capture: CreditCaptureRow;
  readonly credit_entry: CreditEntryRow;
  readonly request_key: RequestKeyRow;
  readonly erp_report: ErpReportRow;
  readonly rate: RateRow;
  readonly credential: CredentialRow;
  readonly app_user: AppUserRow;
  readonly user_session: UserSessionRow;
  readonly connection: ConnectionRow;
  readonly proposal: ProposalRow;
  readonly decision: DecisionRow;
  readonly hold_inquiry: HoldInquiryRow;
  readonly order_watch: OrderWatchRow;
  readonly application: ApplicationRow;
  readonly review: ReviewRow;
  readonly review_watch: ReviewWatchRow;
  readonly ruleset: RulesetRow;
  readonly ruleset_version: RulesetVersionRow;
  readonly ruleset_activation: RulesetActivationRow;
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
  readonly platform_account: PlatformAccountRow;
  readonly platform_order: PlatformOrderRow;
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

export type OrganizationRow = {
  readonly tenant_id: string;
  readonly organization_id: string;
  readonly name: string;
  readonly version: bigint;
  readonly created_at_us: bigint;
};

export type OrganizationReferenceRow = {
  readonly tenant_id: string;
  readonly source: string;
  readonly kind: string;
  readonly value_key: string;
  readonly value: string;
  readonly organization_id: string;
  readonly created_at_us: bigint;
};

export type CompanyRow = {
  readonly tenant_id: string;
  readonly company_id: string;
  readonly scheme: string;
  readonly number: string;
  readonly name: string;
  readonly address: string | null;
  readonly zipcode: string | null;
  readonly city: string | null;
  readonly country: string | null;
  readonly legal_form: string | null;
  readonly active: bigint | null;
  readonly founded_on: string | null;
  readonly activities: string;
  readonly part_of: string | null;
  readonly source: string;
  readonly as_of_us: bigint;
  readonly version: bigint;
};

export type CompanyNumberRow = {
  readonly tenant_id: string;
  readonly scheme: string;
  readonly number: string;
  readonly company_id: string;
};

export type PaymentBehaviourRow = {
  readonly tenant_id: string;
  readonly organization_id: string;
  readonly overdue_minor: bigint | null;
  readonly overdue_currency: string | null;
  readonly overdue_days: bigint | null;
  readonly oldest_open_item_days: bigint | null;
  readonly behaviour: string | null;
  readonly as_of: string;
  readonly source: string;
  readonly recorded_by: string;
  readonly recorded_at_us: bigint;
  readonly followed_version: bigint;
  readonly version: bigint;
};

export type CreditLineRow = {
  readonly tenant_id: string;
  readonly line_id: string;
  readonly organization_id: string;
  readonly parent_line_id: string | null;
  readonly currency: string;
  readonly status: string;
  readonly generation: bigint;
  readonly stopped: bigint;
  readonly limit_minor: bigint | null;
  readonly unlimited: bigint;
  readonly tolerance_basis_points: bigint | null;
  readonly tolerance_minor: bigint | null;
  readonly temporary_limits: string;
  readonly posted_minor: bigint;
  readonly held_minor: bigint;
  readonly captured_minor: bigint;
  readonly contained_minor: bigint;
  readonly below_minor: bigint;
  readonly plain_posted_minor: bigint;
  readonly plain_posted_version: bigint;
  readonly posted_at_us: bigint | null;
  readonly confirmed_at_us: bigint | null;
  readonly reported_available_minor: bigint | null;
  readonly containment: bigint;
  readonly version: bigint;
};

export type CreditHoldRow = {
  readonly tenant_id: string;
  readonly hold_id: string;
  readonly line_id: string;
  readonly organization_id: string;
  readonly kind: string;
  readonly state: string;
  readonly source: string | null;
  readonly amount_minor: bigint;
  readonly held_minor: bigint;
  readonly drawn_minor: bigint;
  readonly excess_minor: bigint;
  readonly unseen_minor: bigint;
  readonly contained_minor: bigint;
  readonly containment: bigint;
  readonly asked_minor: bigint;
  readonly asked_currency: string;
  readonly asked_drawn_minor: bigint;
  readonly rate: string | null;
  readonly revived_from: string | null;
  readonly revived_minor: bigint;
  readonly asked_revived_minor: bigint;
  readonly placed_at_us: bigint;
  readonly due_at_us: bigint;
  readonly ended_at_us: bigint | null;
  readonly version: bigint;
};

export type CreditCaptureRow = {
  readonly tenant_id: string;
  readonly capture_id: string;
  readonly hold_id: string;
  readonly line_id: string;
  readonly amount_minor: bigint;
  readonly excess_minor: bigint;
  readonly reference: string | null;
  readonly captured_at_us: bigint;
  readonly captured_version: bigint;
  readonly seen_version: bigint | null;
  readonly seen_at_us: bigint | null;
};

export type CreditEntryRow = {
  readonly tenant_id: string;
  readonly number: bigint;
  readonly at_us: bigint;
  readonly line_id: string;
  readonly line_version: bigint;
  readonly organization_id: string;
  readonly kind: string;
  readonly context: string;
  readonly actor: string;
  readonly hold_id: string | null;
  readonly capture_id: string | null;
  readonly amount_minor: bigint;
  readonly posted_delta_minor: bigint;
  readonly held_delta_minor: bigint;
  readonly captured_delta_minor: bigint;
  readonly contained_delta_minor: bigint;
  readonly below_delta_minor: bigint;
  readonly posted_minor: bigint;
  readonly held_minor: bigint;
  readonly captured_minor: bigint;
  readonly contained_minor: bigint;
  readonly below_minor: bigint;
  readonly limit_minor: bigint | null;
  readonly status: string;
  readonly state: string | null;
  readonly reason: string | null;
};

export type RequestKeyRow = {
  readonly tenant_id: string;
  readonly scope: string;
  readonly value: string;
  readonly fingerprint: string;
  readonly outcome: string;
  readonly created_at_us: bigint;
};

export type ErpReportRow = {
  readonly tenant_id: string;
  readonly organization_id: string;
  readonly received_at_us: bigint;
  readonly as_of_us: bigint | null;
  readonly limit_minor: bigint | null;
  readonly used_minor: bigint;
  readonly available_minor: bigint | null;
  readonly actor: string;
};

export type RateRow = {
  readonly tenant_id: string;
  readonly rate_id: string;
  readonly from_currency: string;
  readonly to_currency: string;
  readonly numerator: bigint;
  readonly scale: bigint;
  readonly valid_from: string;
  readonly created_at_us: bigint;
  readonly created_by: string;
};

export type CredentialRow = {
  readonly tenant_id: string;
  readonly credential_id: string;
  readonly kind: string;
  readonly name: string;
  readonly public_id: string;
  readonly secret_hash: string;
  readonly previous_secret_hash: string | null;
  readonly previous_until_us: bigint | null;
  readonly scopes: string;
  readonly settings: string;
  readonly version: bigint;
  readonly created_at_us: bigint;
  readonly created_by: string;
  readonly expires_at_us: bigint | null;
  readonly revoked_at_us: bigint | null;
};

export type AppUserRow = {
  readonly tenant_id: string;
  readonly user_id: string;
  readonly email: string;
  readonly email_key: string;
  readonly name: string;
  readonly roles: string;
  readonly password_hash: string;
  readonly version: bigint;
  readonly created_at_us: bigint;
  readonly disabled_at_us: bigint | null;
};

export type UserSessionRow = {
  readonly tenant_id: string;
  readonly session_id: string;
  readonly user_id: string;
  readonly user_version: bigint;
  readonly token_hash: string;
  readonly created_at_us: bigint;
  readonly expires_at_us: bigint;
  readonly revoked_at_us: bigint | null;
};

export type ConnectionRow = {
  readonly tenant_id: string;
  readonly connection_id: string;
  readonly kind: string;
  readonly name: string;
  readonly base_uri: string;
  readonly secret: string;
  readonly settings: string;
  readonly version: bigint;
  readonly created_at_us: bigint;
  readonly revoked_at_us: bigint | null;
};

export type ProposalRow = {
  readonly tenant_id: string;
  readonly proposal_id: string;
  readonly kind: string;
  readonly organization_id: string;
  readonly base_version: bigint;
  readonly change: string;
  readonly change_hash: string;
  readonly reason: string | null;
  readonly status: string;
  readonly proposed_by: string;
  readonly proposed_at_us: bigint;
  readonly decided_by: string | null;
  readonly decided_at_us: bigint | null;
  readonly version: bigint;
};

export type DecisionRow = {
  readonly tenant_id: string;
  readonly decision_id: string;
  readonly kind: string;
  readonly subject: string;
  readonly organization_id: string | null;
  readonly verdict: string;
  readonly rules_verdict: string | null;
  readonly ledger_verdict: string | null;
  readonly reason_code: string | null;
  readonly reasons: string;
  readonly amount_minor: bigint | null;
  readonly currency: string | null;
  readonly facts: string;
  readonly facts_hash: string;
  readonly ruleset_hash: string | null;
  readonly position: string | null;
  readonly hold_id: string | null;
  readonly headroom_minor: bigint | null;
  readonly shortfall_minor: bigint | null;
  readonly binding_line_id: string | null;
  readonly line_version: bigint | null;
  readonly decided_at_us: bigint;
};

export type HoldInquiryRow = {
  readonly tenant_id: string;
  readonly hold_id: string;
  readonly fell_due_at_us: bigint;
  readonly asked_count: bigint;
  readonly next_ask_at_us: bigint;
  readonly extended: bigint;
  readonly noticed: bigint;
  readonly version: bigint;
};

export type OrderWatchRow = {
  readonly tenant_id: string;
  readonly subject: string;
  readonly since_us: bigint;
  readonly asked_count: bigint;
  readonly next_ask_at_us: bigint | null;
  readonly version: bigint;
};

export type ApplicationRow = {
  readonly tenant_id: string;
  readonly application_id: bigint;
  readonly ruleset_id: bigint;
  readonly ruleset_hash: string | null;
  readonly reg_number: string;
  readonly company_id: string | null;
  readonly company: string | null;
  readonly amount: bigint;
  readonly currency: string;
  readonly language: string;
  readonly reference: string | null;
  readonly extra: string;
  readonly status: string;
  readonly decision_id: string | null;
  readonly created_by: string;
  readonly content_hash: string;
  readonly created_at_us: bigint;
  readonly next_ask_at_us: bigint | null;
  readonly decided_at_us: bigint | null;
  readonly decided_by: string | null;
  readonly reason: string | null;
  readonly version: bigint;
};

export type ReviewRow = {
  readonly tenant_id: string;
  readonly review_id: string;
  readonly subject: string;
  readonly organization_id: string | null;
  readonly decision_id: string;
  readonly cause: string;
  readonly why: string;
  readonly remedies: string;
  readonly amount_minor: bigint;
  readonly currency: string;
  readonly status: string;
  readonly assigned_to: string | null;
  readonly first_approved_by: string | null;
  readonly first_approved_at_us: bigint | null;
  readonly first_reason: string | null;
  readonly needs_second: bigint;
  readonly over_limit: bigint;
  readonly decided_by: string | null;
  readonly decided_at_us: bigint | null;
  readonly reason: string | null;
  readonly opened_at_us: bigint;
  readonly due_at_us: bigint;
  readonly passes_now: bigint;
  readonly version: bigint;
};

export type ReviewWatchRow = {
  readonly tenant_id: string;
  readonly next_number: bigint;
  readonly ruleset_hash: string | null;
  readonly version: bigint;
};

export type RulesetRow = {
  readonly tenant_id: string;
  readonly ruleset_id: bigint;
  readonly name: string;
  readonly created_by: string;
  readonly created_at_us: bigint;
};

export type RulesetVersionRow = {
  readonly tenant_id: string;
  readonly ruleset_id: bigint;
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

export type RulesetActivationRow = {
  readonly tenant_id: string;
  readonly ruleset_id: bigint;
  readonly number: bigint;
  readonly version: bigint;
  readonly active_from_us: bigint;
  readonly activated_by: string;
  readonly activated_at_us: bigint;
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
