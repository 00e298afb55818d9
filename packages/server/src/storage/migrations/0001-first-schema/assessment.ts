import type { ColumnKinds } from '../../schema/column-kinds.ts';
import { yesNo } from './yes-no.ts';

/** Decisions, what was asked about holds and baskets, applications and reviews. */
export function assessmentTables({ text, bigint, table }: ColumnKinds): readonly string[] {
  return [
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
    // A check that took a hold is found by it, and the hold by its source: that one is indexed already.
    `create index decision_by_hold on decision (tenant_id, hold_id, decision_id)
      where kind = 'credit_check' and hold_id is not null`,
    `create index decision_by_subject on decision (tenant_id, subject, decision_id)
      where kind <> 'credit_check' or hold_id is null`,
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
      ${yesNo(bigint, 'extended')},
      ${yesNo(bigint, 'noticed')},
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
      ${yesNo(bigint, 'needs_second')},
      ${yesNo(bigint, 'over_limit')},
      decided_by ${text},
      decided_at_us ${bigint},
      reason ${text},
      opened_at_us ${bigint} not null,
      due_at_us ${bigint} not null,
      ${yesNo(bigint, 'passes_now')},
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
  ];
}
