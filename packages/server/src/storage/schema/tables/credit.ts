import type { Columns } from '../column-kinds.ts';

/** Credit lines with their holds, captures and entries, request keys, figures, rates and proposals. */
export type CreditTables = {
  readonly credit_line: CreditLineRow;
  readonly credit_hold: CreditHoldRow;
  readonly credit_capture: CreditCaptureRow;
  readonly credit_entry: CreditEntryRow;
  readonly request_key: RequestKeyRow;
  readonly erp_report: ErpReportRow;
  readonly rate: RateRow;
  readonly proposal: ProposalRow;
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

export const creditColumns: Columns<CreditTables> = {
  credit_line: {
    tenant_id: 'text',
    line_id: 'text',
    organization_id: 'text',
    parent_line_id: 'text',
    currency: 'text',
    status: 'text',
    generation: 'bigint',
    stopped: 'bigint',
    limit_minor: 'bigint',
    unlimited: 'bigint',
    tolerance_basis_points: 'bigint',
    tolerance_minor: 'bigint',
    temporary_limits: 'text',
    posted_minor: 'bigint',
    held_minor: 'bigint',
    captured_minor: 'bigint',
    contained_minor: 'bigint',
    below_minor: 'bigint',
    plain_posted_minor: 'bigint',
    plain_posted_version: 'bigint',
    posted_at_us: 'bigint',
    confirmed_at_us: 'bigint',
    reported_available_minor: 'bigint',
    containment: 'bigint',
    version: 'bigint',
  },
  credit_hold: {
    tenant_id: 'text',
    hold_id: 'text',
    line_id: 'text',
    organization_id: 'text',
    kind: 'text',
    state: 'text',
    source: 'text',
    amount_minor: 'bigint',
    held_minor: 'bigint',
    drawn_minor: 'bigint',
    excess_minor: 'bigint',
    unseen_minor: 'bigint',
    contained_minor: 'bigint',
    containment: 'bigint',
    asked_minor: 'bigint',
    asked_currency: 'text',
    asked_drawn_minor: 'bigint',
    rate: 'text',
    revived_from: 'text',
    revived_minor: 'bigint',
    asked_revived_minor: 'bigint',
    placed_at_us: 'bigint',
    due_at_us: 'bigint',
    ended_at_us: 'bigint',
    version: 'bigint',
  },
  credit_capture: {
    tenant_id: 'text',
    capture_id: 'text',
    hold_id: 'text',
    line_id: 'text',
    amount_minor: 'bigint',
    excess_minor: 'bigint',
    reference: 'text',
    captured_at_us: 'bigint',
    captured_version: 'bigint',
    seen_version: 'bigint',
    seen_at_us: 'bigint',
  },
  credit_entry: {
    tenant_id: 'text',
    number: 'bigint',
    at_us: 'bigint',
    line_id: 'text',
    line_version: 'bigint',
    organization_id: 'text',
    kind: 'text',
    context: 'text',
    actor: 'text',
    hold_id: 'text',
    capture_id: 'text',
    amount_minor: 'bigint',
    posted_delta_minor: 'bigint',
    held_delta_minor: 'bigint',
    captured_delta_minor: 'bigint',
    contained_delta_minor: 'bigint',
    below_delta_minor: 'bigint',
    posted_minor: 'bigint',
    held_minor: 'bigint',
    captured_minor: 'bigint',
    contained_minor: 'bigint',
    below_minor: 'bigint',
    limit_minor: 'bigint',
    status: 'text',
    state: 'text',
    reason: 'text',
  },
  request_key: {
    tenant_id: 'text',
    scope: 'text',
    value: 'text',
    fingerprint: 'text',
    outcome: 'text',
    created_at_us: 'bigint',
  },
  erp_report: {
    tenant_id: 'text',
    organization_id: 'text',
    received_at_us: 'bigint',
    as_of_us: 'bigint',
    limit_minor: 'bigint',
    used_minor: 'bigint',
    available_minor: 'bigint',
    actor: 'text',
  },
  rate: {
    tenant_id: 'text',
    rate_id: 'text',
    from_currency: 'text',
    to_currency: 'text',
    numerator: 'bigint',
    scale: 'bigint',
    valid_from: 'text',
    created_at_us: 'bigint',
    created_by: 'text',
  },
  proposal: {
    tenant_id: 'text',
    proposal_id: 'text',
    kind: 'text',
    organization_id: 'text',
    base_version: 'bigint',
    change: 'text',
    change_hash: 'text',
    reason: 'text',
    status: 'text',
    proposed_by: 'text',
    proposed_at_us: 'bigint',
    decided_by: 'text',
    decided_at_us: 'bigint',
    version: 'bigint',
  },
};
