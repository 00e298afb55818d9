import type { Tables } from '../schema/tables.ts';

/**
 * The constraint behind the columns that SQLite names when a key is taken, so that rooms see the
 * same names on both engines. A test compares this with the schema.
 */
export const uniqueConstraints: ReadonlyMap<string, string> = new Map([
  ['server_setting(name)', 'server_setting_key'],
  ['tenant(tenant_id)', 'tenant_key'],
  ['tenant_counter(tenant_id)', 'tenant_counter_key'],
  ['tenant_sequence(tenant_id, name)', 'tenant_sequence_key'],
  ['organization(tenant_id, organization_id)', 'organization_key'],
  ['organization_reference(tenant_id, source, kind, value_key)', 'organization_reference_key'],
  ['company(tenant_id, company_id)', 'company_key'],
  ['company_number(tenant_id, scheme, number)', 'company_number_key'],
  ['credit_line(tenant_id, line_id)', 'credit_line_key'],
  ['credit_line(tenant_id, organization_id)', 'credit_line_one_per_organization'],
  ['credit_hold(tenant_id, hold_id)', 'credit_hold_key'],
  ['credit_hold(tenant_id, source)', 'credit_hold_one_live'],
  ['credit_capture(tenant_id, capture_id)', 'credit_capture_key'],
  ['credit_entry(tenant_id, number)', 'credit_entry_key'],
  ['credit_entry(tenant_id, line_id, line_version)', 'credit_entry_one_per_version'],
  ['request_key(tenant_id, scope, value)', 'request_key_key'],
  ['erp_report(tenant_id, organization_id, received_at_us)', 'erp_report_key'],
  ['rate(tenant_id, rate_id)', 'rate_key'],
  ['rate(tenant_id, from_currency, to_currency, valid_from)', 'rate_one_per_day'],
  ['credential(tenant_id, credential_id)', 'credential_key'],
  ['credential(kind, public_id)', 'credential_public_id'],
  ['app_user(tenant_id, user_id)', 'app_user_key'],
  ['app_user(email_key)', 'app_user_email'],
  ['user_session(tenant_id, session_id)', 'user_session_key'],
  ['user_session(token_hash)', 'user_session_token'],
  ['connection(tenant_id, connection_id)', 'connection_key'],
  ['connection(tenant_id, kind, name)', 'connection_name'],
  ['proposal(tenant_id, proposal_id)', 'proposal_key'],
  ['proposal(tenant_id, organization_id, kind)', 'proposal_one_pending'],
  ['decision(tenant_id, decision_id)', 'decision_key'],
  ['hold_inquiry(tenant_id, hold_id)', 'hold_inquiry_key'],
  ['order_watch(tenant_id, subject)', 'order_watch_key'],
  ['application(tenant_id, application_id)', 'application_key'],
  ['review(tenant_id, review_id)', 'review_key'],
  ['review(tenant_id, subject)', 'review_one_open'],
  ['review_watch(tenant_id)', 'review_watch_key'],
  ['ruleset(tenant_id, ruleset_id)', 'ruleset_key'],
  ['ruleset_version(tenant_id, ruleset_id, version)', 'ruleset_version_key'],
  ['ruleset_version(tenant_id, ruleset_id)', 'ruleset_version_one_draft'],
  ['ruleset_activation(tenant_id, ruleset_id, number)', 'ruleset_activation_key'],
  ['platform_account(tenant_id, account_id)', 'platform_account_key'],
  ['platform_order(tenant_id, order_id)', 'platform_order_key'],
]);

/** SQLite does not say which reference failed, so a table has at most one. */
export const foreignKeys: Readonly<Partial<Record<keyof Tables, string>>> = {
  organization_reference: 'organization_reference_owner',
  company_number: 'company_number_owner',
  ruleset_version: 'ruleset_version_owner',
  ruleset_activation: 'ruleset_activation_version',
};
