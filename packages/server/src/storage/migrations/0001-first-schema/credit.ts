import type { ColumnKinds } from '../../schema/column-kinds.ts';
import { yesNo } from './yes-no.ts';

/** Credit lines with their holds, captures and entries, request keys, figures, rates and proposals. */
export function creditTables({ text, bigint, table, hotTable }: ColumnKinds): readonly string[] {
  return [
    `create table credit_line (
      tenant_id ${text} not null,
      line_id ${text} not null,
      organization_id ${text} not null,
      parent_line_id ${text},
      currency ${text} not null,
      status ${text} not null check (status in ('open', 'closed')),
      generation ${bigint} not null,
      ${yesNo(bigint, 'stopped')},
      limit_minor ${bigint} check (limit_minor >= 0),
      ${yesNo(bigint, 'unlimited')},
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
    // The open one stands in the index above: a new hold is no entry in both.
    `create index credit_hold_ended_by_source on credit_hold (tenant_id, source, hold_id)
      where state <> 'open' and source is not null`,
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
  ];
}
