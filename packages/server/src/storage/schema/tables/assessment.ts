import type { Columns } from '../column-kinds.ts';

/** Decisions, what was asked about holds and baskets, applications and reviews. */
export type AssessmentTables = {
  readonly decision: DecisionRow;
  readonly hold_inquiry: HoldInquiryRow;
  readonly order_watch: OrderWatchRow;
  readonly application: ApplicationRow;
  readonly review: ReviewRow;
  readonly review_watch: ReviewWatchRow;
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

export const assessmentColumns: Columns<AssessmentTables> = {
  decision: {
    tenant_id: 'text',
    decision_id: 'text',
    kind: 'text',
    subject: 'text',
    organization_id: 'text',
    verdict: 'text',
    rules_verdict: 'text',
    ledger_verdict: 'text',
    reason_code: 'text',
    reasons: 'text',
    amount_minor: 'bigint',
    currency: 'text',
    facts: 'text',
    facts_hash: 'text',
    ruleset_hash: 'text',
    position: 'text',
    hold_id: 'text',
    headroom_minor: 'bigint',
    shortfall_minor: 'bigint',
    binding_line_id: 'text',
    line_version: 'bigint',
    decided_at_us: 'bigint',
  },
  hold_inquiry: {
    tenant_id: 'text',
    hold_id: 'text',
    fell_due_at_us: 'bigint',
    asked_count: 'bigint',
    next_ask_at_us: 'bigint',
    extended: 'bigint',
    noticed: 'bigint',
    version: 'bigint',
  },
  order_watch: {
    tenant_id: 'text',
    subject: 'text',
    since_us: 'bigint',
    asked_count: 'bigint',
    next_ask_at_us: 'bigint',
    version: 'bigint',
  },
  application: {
    tenant_id: 'text',
    application_id: 'bigint',
    ruleset_id: 'bigint',
    ruleset_hash: 'text',
    reg_number: 'text',
    company_id: 'text',
    company: 'text',
    amount: 'bigint',
    currency: 'text',
    language: 'text',
    reference: 'text',
    extra: 'text',
    status: 'text',
    decision_id: 'text',
    created_by: 'text',
    content_hash: 'text',
    created_at_us: 'bigint',
    next_ask_at_us: 'bigint',
    decided_at_us: 'bigint',
    decided_by: 'text',
    reason: 'text',
    version: 'bigint',
  },
  review: {
    tenant_id: 'text',
    review_id: 'text',
    subject: 'text',
    organization_id: 'text',
    decision_id: 'text',
    cause: 'text',
    why: 'text',
    remedies: 'text',
    amount_minor: 'bigint',
    currency: 'text',
    status: 'text',
    assigned_to: 'text',
    first_approved_by: 'text',
    first_approved_at_us: 'bigint',
    first_reason: 'text',
    needs_second: 'bigint',
    over_limit: 'bigint',
    decided_by: 'text',
    decided_at_us: 'bigint',
    reason: 'text',
    opened_at_us: 'bigint',
    due_at_us: 'bigint',
    passes_now: 'bigint',
    version: 'bigint',
  },
  review_watch: {
    tenant_id: 'text',
    next_number: 'bigint',
    ruleset_hash: 'text',
    version: 'bigint',
  },
};
