import { canonical, type Plain } from '../kernel/canonical.ts';
import type { DecisionId, OrganizationId, TenantId } from '../kernel/ids.ts';
import type { Money } from '../kernel/money.ts';
import type { RowChange, RowValue } from '../kernel/unit-of-work.ts';

export type DecisionDraft = {
  readonly tenantId: TenantId;
  readonly decisionId: DecisionId;
  readonly subject: string;
  readonly organizationId: OrganizationId | null;
  readonly total: Money | null;
  readonly facts: Plain;
};

/**
 * The finished row of a decision, for either outcome of the unit that it travels in. What only the
 * ledger knows (hold, figures, binding line, its own reason, the moment) is left blank for storage.
 */
export function decisionRow(
  draft: DecisionDraft,
  verdict: 'approved' | 'refused',
  reasonCode: string | null = null,
): RowChange {
  return {
    op: 'insert',
    table: 'decision',
    values: {
      tenant_id: draft.tenantId,
      decision_id: draft.decisionId,
      kind: 'credit_check',
      subject: draft.subject,
      organization_id: draft.organizationId as RowValue,
      verdict,
      rules_verdict: verdict,
      ledger_verdict: null,
      reason_code: reasonCode ?? { blank: 'reasonCode' },
      reasons: reasonCode === null ? { blank: 'reasons' } : '[]',
      amount_minor: draft.total?.amountMinor ?? null,
      currency: draft.total?.currency ?? null,
      facts: canonical(draft.facts),
      facts_hash: '',
      ruleset_hash: null,
      position: null,
      hold_id: { blank: 'holdId' },
      headroom_minor: { blank: 'headroomMinor' },
      shortfall_minor: { blank: 'shortfallMinor' },
      binding_line_id: { blank: 'bindingLineId' },
      line_version: { blank: 'lineVersion' },
      decided_at_us: { blank: 'instant' },
    },
  };
}
