import type { ColumnKinds } from '../schema/column-kinds.ts';

/**
 * The first schema: tenants and who may act for them, organizations, companies, credit lines with
 * their holds, captures and entries, request keys, rates, proposals, decisions, inquiries about
 * holds that are due, and the demonstration platform's accounts and orders. Locks nothing that
 * anybody uses, breaks nothing.
 *
 * Every key starts with the tenant, so that the tables can be sharded by it. Constraint names are
 * part of the program: storage turns them into refusals.
 */
export function firstSchema({ text, bigint, table, hotTable }: ColumnKinds): readonly string[] {
  const yesNo = (column: string) => `${column} ${bigint} not null check (${column} in (0, 1))`;
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

    `create table credit_line (
      tenant_id ${text} not null,
      line_id ${text} not null,
      organization_id ${text} not null,
      parent_line_id ${text},
      currency ${text} not null,
      status ${text} not null check (status in ('open', 'closed')),
      generation ${bigint} not null,
      ${yesNo('stopped')},
      limit_minor ${bigint} check (limit_minor >= 0),
      ${yesNo('unlimited')},
      tolerance_basis_points ${bigint} check (tolerance_basis_points >= 0),
      tolerance_minor ${bigint} check (tolerance_minor >= 0),
      temporary_limits ${text} not null,
      posted_minor ${bigint} not null,
      held_minor ${bigint} not null check (held_minor >= 0),
      captured_minor ${bigint} not null check (captured_minor >= 0),
      contained_minor ${bigint} not null check (contained_minor >= 0),
      below_minor ${bigint} not null,
      plain_posted_minor ${bigint} not null,
      plain_posted_version ${bigint} not null,
      posted_at_us ${bigint},
      confirmed_at_us ${bigint},
      reported_available_minor ${bigint},
      containment ${bigint} not null,
      version ${bigint} not null,
      constraint credit_line_key primary key (tenant_id, line_id),
      constraint credit_line_one_per_organization unique (tenant_id, organization_id),
      constraint credit_line_contained check (contained_minor <= held_minor + captured_minor)
    ) ${hotTable}`,
    `create index credit_line_by_parent on credit_line (tenant_id, parent_line_id)
      where parent_line_id is not null`,

    `create table credit_hold (
      tenant_id ${text} not null,
      hold_id ${text} not null,
      line_id ${text} not null,
      organization_id ${text} not null,
      kind ${text} not null check (kind in ('basket', 'review', 'soft', 'native')),
      state ${text} not null check (state in ('open', 'captured', 'released', 'expired')),
      source ${text},
      amount_minor ${bigint} not null check (amount_minor > 0),
      held_minor ${bigint} not null check (held_minor >= 0),
      drawn_minor ${bigint} not null check (drawn_minor >= 0),
      excess_minor ${bigint} not null check (excess_minor >= 0),
      unseen_minor ${bigint} not null check (unseen_minor >= 0),
      contained_minor ${bigint} not null check (contained_minor >= 0),
      containment ${bigint} not null,
      asked_minor ${bigint} not null,
      asked_currency ${text} not null,
      asked_drawn_minor ${bigint} not null,
      rate ${text},
      revived_from ${text},
      revived_minor ${bigint} not null,
      asked_revived_minor ${bigint} not null,
      placed_at_us ${bigint} not null,
      due_at_us ${bigint} not null,
      ended_at_us ${bigint},
      version ${bigint} not null,
      constraint credit_hold_key primary key (tenant_id, hold_id),
      constraint credit_hold_within_amount check (held_minor + drawn_minor <= amount_minor),
      constraint credit_hold_ended check ((state = 'open') = (ended_at_us is null)),
      constraint credit_hold_over check (state = 'open' or held_minor = 0)
    ) ${hotTable}`,
    // With the state, because the open holds of a line must be found among all that it ever had.
    `create index credit_hold_by_line on credit_hold (tenant_id, line_id, state, hold_id)`,
    `create unique index credit_hold_one_live on credit_hold (tenant_id, source)
      where state = 'open' and source is not null`,
    `create index credit_hold_by_source on credit_hold (tenant_id, source, hold_id)
      where source is not null`,
    `create index credit_hold_due on credit_hold (due_at_us) where state = 'open'`,
    `create index credit_hold_given_up on credit_hold (ended_at_us)
      where kind in ('basket', 'review') and state in ('expired', 'released')`,

    `create table credit_capture (
      tenant_id ${text} not null,
      capture_id ${text} not null,
      hold_id ${text} not null,
      line_id ${text} not null,
      amount_minor ${bigint} not null check (amount_minor >= 0),
      excess_minor ${bigint} not null check (excess_minor >= 0 and excess_minor <= amount_minor),
      reference ${text},
      captured_at_us ${bigint} not null,
      captured_version ${bigint} not null,
      seen_version ${bigint},
      seen_at_us ${bigint},
      constraint credit_capture_key primary key (tenant_id, capture_id),
      constraint credit_capture_seen check ((seen_at_us is null) = (seen_version is null))
    ) ${table}`,
    `create index credit_capture_by_hold on credit_capture (tenant_id, hold_id)`,
    `create index credit_capture_unseen on credit_capture (captured_at_us)
      where seen_at_us is null`,
    `create index credit_capture_unseen_by_line on credit_capture (tenant_id, line_id)
      where seen_at_us is null`,
    `create index credit_capture_unseen_by_reference on credit_capture (tenant_id, reference)
      where seen_at_us is null`,

    `create table credit_entry (
      tenant_id ${text} not null,
      number ${bigint} not null,
      at_us ${bigint} not null,
      line_id ${text} not null,
      line_version ${bigint} not null,
      organization_id ${text} not null,
      kind ${text} not null,
      context ${text} not null,
      actor ${text} not null,
      hold_id ${text},
      capture_id ${text},
      amount_minor ${bigint} not null,
      posted_delta_minor ${bigint} not null,
      held_delta_minor ${bigint} not null,
      captured_delta_minor ${bigint} not null,
      contained_delta_minor ${bigint} not null,
      below_delta_minor ${bigint} not null,
      posted_minor ${bigint} not null,
      held_minor ${bigint} not null,
      captured_minor ${bigint} not null,
      contained_minor ${bigint} not null,
      below_minor ${bigint} not null,
      limit_minor ${bigint},
      status ${text} not null,
      state ${text},
      reason ${text},
      constraint credit_entry_key primary key (tenant_id, number),
      constraint credit_entry_one_per_version unique (tenant_id, line_id, line_version)
    ) ${table}`,

    `create table request_key (
      tenant_id ${text} not null,
      scope ${text} not null,
      value ${text} not null,
      fingerprint ${text} not null,
      outcome ${text} not null,
      created_at_us ${bigint} not null,
      constraint request_key_key primary key (tenant_id, scope, value)
    ) ${table}`,
    `create index request_key_by_age on request_key (created_at_us)`,

    // Figures as an ERP sent them, applied or not, for the line's history.
    `create table erp_report (
      tenant_id ${text} not null,
      organization_id ${text} not null,
      received_at_us ${bigint} not null,
      as_of_us ${bigint},
      limit_minor ${bigint},
      used_minor ${bigint} not null,
      available_minor ${bigint},
      actor ${text} not null,
      constraint erp_report_key primary key (tenant_id, organization_id, received_at_us)
    ) ${table}`,

    `create table rate (
      tenant_id ${text} not null,
      rate_id ${text} not null,
      from_currency ${text} not null,
      to_currency ${text} not null,
      numerator ${bigint} not null check (numerator > 0),
      scale ${bigint} not null check (scale between 0 and 12),
      valid_from ${text} not null,
      created_at_us ${bigint} not null,
      created_by ${text} not null,
      constraint rate_key primary key (tenant_id, rate_id),
      constraint rate_one_per_day unique (tenant_id, from_currency, to_currency, valid_from)
    ) ${table}`,

    `create table credential (
      tenant_id ${text} not null,
      credential_id ${text} not null,
      kind ${text} not null,
      name ${text} not null,
      public_id ${text} not null,
      secret_hash ${text} not null,
      previous_secret_hash ${text},
      previous_until_us ${bigint},
      scopes ${text} not null,
      settings ${text} not null,
      version ${bigint} not null,
      created_at_us ${bigint} not null,
      created_by ${text} not null,
      expires_at_us ${bigint},
      revoked_at_us ${bigint},
      constraint credential_key primary key (tenant_id, credential_id),
      constraint credential_public_id unique (kind, public_id),
      constraint credential_previous
        check ((previous_secret_hash is null) = (previous_until_us is null))
    ) ${table}`,

    `create table app_user (
      tenant_id ${text} not null,
      user_id ${text} not null,
      email ${text} not null,
      email_key ${text} not null,
      name ${text} not null,
      roles ${text} not null,
      password_hash ${text} not null,
      version ${bigint} not null,
      created_at_us ${bigint} not null,
      disabled_at_us ${bigint},
      constraint app_user_key primary key (tenant_id, user_id),
      constraint app_user_email unique (email_key)
    ) ${table}`,

    `create table user_session (
      tenant_id ${text} not null,
      session_id ${text} not null,
      user_id ${text} not null,
      user_version ${bigint} not null,
      token_hash ${text} not null,
      created_at_us ${bigint} not null,
      expires_at_us ${bigint} not null,
      revoked_at_us ${bigint},
      constraint user_session_key primary key (tenant_id, session_id),
      constraint user_session_token unique (token_hash)
    ) ${table}`,

    `create table connection (
      tenant_id ${text} not null,
      connection_id ${text} not null,
      kind ${text} not null,
      name ${text} not null,
      base_uri ${text} not null,
      secret ${text} not null,
      settings ${text} not null,
      version ${bigint} not null,
      created_at_us ${bigint} not null,
      revoked_at_us ${bigint},
      constraint connection_key primary key (tenant_id, connection_id)
    ) ${table}`,
    `create unique index connection_name on connection (tenant_id, kind, name)
      where revoked_at_us is null`,

    // Four eyes in the database: nobody decides what he proposed, and one change waits at a time.
    `create table proposal (
      tenant_id ${text} not null,
      proposal_id ${text} not null,
      kind ${text} not null,
      organization_id ${text} not null,
      base_version ${bigint} not null,
      change ${text} not null,
      change_hash ${text} not null,
      reason ${text},
      status ${text} not null
        check (status in ('pending', 'approved', 'rejected', 'withdrawn', 'voided')),
      proposed_by ${text} not null,
      proposed_at_us ${bigint} not null,
      decided_by ${text},
      decided_at_us ${bigint},
      version ${bigint} not null,
      constraint proposal_key primary key (tenant_id, proposal_id),
      constraint proposal_four_eyes check (
        status <> 'approved' or (decided_by is not null and decided_by <> proposed_by
          and decided_by like 'user:%'))
    ) ${table}`,
    `create unique index proposal_one_pending on proposal (tenant_id, organization_id, kind)
      where status = 'pending'`,

    // position: the lines as the rules read them, with their versions; line_version is the ledger's.
    `create table decision (
      tenant_id ${text} not null,
      decision_id ${text} not null,
      kind ${text} not null check (kind in
        ('credit_check', 'application', 'hold_due', 'stand_in', 'executed_outside',
          'review')),
      subject ${text} not null,
      organization_id ${text},
      verdict ${text} not null check (verdict in ('approved', 'review', 'refused', 'expired')),
      rules_verdict ${text} check (rules_verdict in ('approved', 'review', 'refused')),
      ledger_verdict ${text} check (ledger_verdict in ('approved', 'refused')),
      reason_code ${text},
      reasons ${text} not null,
      amount_minor ${bigint},
      currency ${text},
      facts ${text} not null,
      facts_hash ${text} not null,
      ruleset_hash ${text},
      position ${text},
      hold_id ${text},
      headroom_minor ${bigint},
      shortfall_minor ${bigint},
      binding_line_id ${text},
      line_version ${bigint},
      decided_at_us ${bigint} not null,
      constraint decision_key primary key (tenant_id, decision_id)
    ) ${table}`,
    `create index decision_by_subject
      on decision (tenant_id, subject, decided_at_us, decision_id)`,
    `create index decision_by_organization on decision (tenant_id, organization_id, decision_id)`,
    `create index decision_not_approved on decision (tenant_id, decision_id)
      where verdict <> 'approved'`,

    // What the platform was asked about a hold that fell due, and when it is asked again.
    `create table hold_inquiry (
      tenant_id ${text} not null,
      hold_id ${text} not null,
      fell_due_at_us ${bigint} not null,
      asked_count ${bigint} not null,
      next_ask_at_us ${bigint} not null,
      ${yesNo('extended')},
      ${yesNo('noticed')},
      version ${bigint} not null,
      constraint hold_inquiry_key primary key (tenant_id, hold_id)
    ) ${table}`,
    // Baskets that stand on nothing here and may be executed by hand at the platform all the same.
    `create table order_watch (
      tenant_id ${text} not null,
      subject ${text} not null,
      since_us ${bigint} not null,
      asked_count ${bigint} not null,
      next_ask_at_us ${bigint},
      version ${bigint} not null,
      constraint order_watch_key primary key (tenant_id, subject)
    ) ${table}`,
    `create index order_watch_due on order_watch (next_ask_at_us) where next_ask_at_us is not null`,
    `create index order_watch_old on order_watch (since_us)`,

    // company: what was known of it when it was judged; next_ask_at_us: only while it is pending.
    `create table application (
      tenant_id ${text} not null,
      application_id ${bigint} not null check (application_id > 0),
      ruleset_id ${bigint} not null,
      ruleset_hash ${text},
      reg_number ${text} not null,
      company_id ${text},
      company ${text},
      amount ${bigint} not null check (amount >= 0),
      currency ${text} not null,
      language ${text} not null check (language in ('nl', 'en', 'de')),
      reference ${text},
      extra ${text} not null,
      status ${text} not null
        check (status in ('pending', 'approved', 'rejected', 'review', 'canceled')),
      decision_id ${text},
      created_by ${text} not null,
      content_hash ${text} not null,
      created_at_us ${bigint} not null,
      next_ask_at_us ${bigint},
      decided_at_us ${bigint},
      decided_by ${text},
      reason ${text},
      version ${bigint} not null,
      constraint application_key primary key (tenant_id, application_id),
      constraint application_asked_while_pending
        check ((status = 'pending') = (next_ask_at_us is not null))
    ) ${table}`,
    `create index application_pending on application (next_ask_at_us) where status = 'pending'`,
    `create index application_by_company
      on application (tenant_id, company_id, status, application_id)`,
    `create index application_by_reference on application (tenant_id, reference, application_id)
      where reference is not null`,

    // A case for a person. Four eyes in the database: only persons decide, and where an approval takes
    // two they are not the same; one review of a subject is open at a time.
    `create table review (
      tenant_id ${text} not null,
      review_id ${text} not null,
      subject ${text} not null,
      organization_id ${text},
      decision_id ${text} not null,
      cause ${text} not null check (cause in ('rule', 'gap', 'source')),
      why ${text} not null,
      remedies ${text} not null,
      amount_minor ${bigint} not null,
      currency ${text} not null,
      status ${text} not null check (status in ('open', 'approved', 'rejected', 'withdrawn')),
      assigned_to ${text},
      first_approved_by ${text},
      first_approved_at_us ${bigint},
      first_reason ${text},
      ${yesNo('needs_second')},
      ${yesNo('over_limit')},
      decided_by ${text},
      decided_at_us ${bigint},
      reason ${text},
      opened_at_us ${bigint} not null,
      due_at_us ${bigint} not null,
      ${yesNo('passes_now')},
      version ${bigint} not null,
      constraint review_key primary key (tenant_id, review_id),
      constraint review_decided check ((status = 'open') = (decided_by is null)
        and (decided_by is null) = (decided_at_us is null) and (decided_by is null) = (reason is null)),
      constraint review_by_person check (status not in ('approved', 'rejected')
        or decided_by like 'user:%'),
      constraint review_over_limit check (over_limit = 0 or status = 'approved'
        or (status = 'open' and first_approved_by is not null)),
      constraint review_first_by_person check (first_approved_by is null
        or (first_approved_by like 'user:%' and first_approved_at_us is not null
          and first_reason is not null)),
      constraint review_four_eyes check (status <> 'approved' or needs_second = 0
        or (first_approved_by is not null and first_approved_by <> decided_by))
    ) ${table}`,
    `create unique index review_one_open on review (tenant_id, subject) where status = 'open'`,
    `create index review_queue on review (tenant_id, due_at_us, review_id) where status = 'open'`,
    `create index review_ended on review (tenant_id, status, review_id) where status <> 'open'`,
    `create index review_by_subject on review (tenant_id, subject, review_id)`,
    `create index review_by_organization on review (tenant_id, organization_id, review_id)`,

    // How far the change feed was followed for open reviews, and by which rules they were judged last.
    `create table review_watch (
      tenant_id ${text} not null,
      next_number ${bigint} not null,
      ruleset_hash ${text},
      version ${bigint} not null,
      constraint review_watch_key primary key (tenant_id)
    ) ${table}`,

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
      ${yesNo('is_trial')},
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
      ${yesNo('unclear')},
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
