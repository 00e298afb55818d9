import type { DecisionId, OrganizationId, TenantId } from '../kernel/ids.ts';
import type { Money } from '../kernel/money.ts';
import { writeReasons } from '../kernel/reasons-text.ts';
import type { RowChange } from '../kernel/unit-of-work.ts';
import type { Decision, DecisionKind, DecisionVerdict } from './decision.ts';
import { writePosition } from './line-position.ts';

/** What a decision rests on: equal bases with equal reasons make no second decision. */
export type DecisionDraft = {
  readonly tenantId: TenantId;
  readonly decisionId: DecisionId;
  readonly kind: DecisionKind;
  readonly subject: string;
  readonly organizationId: OrganizationId | null;
  readonly total: Money | null;
  /** Canonical JSON. */
  readonly facts: string;
  readonly factsHash: string;
  readonly rulesetHash: string | null;
  /** Of the lines as the rules read them; null where no line was asked. */
  readonly position: string | null;
};

type Outcome = {
  /** `ofLedger`: of the transaction, whichever way it goes. */
  readonly verdict: DecisionVerdict | 'ofLedger';
  readonly rules: Decision['rulesVerdict'];
  readonly ledger: Decision['ledgerVerdict'] | 'ofLedger';
  /** Null leaves them to the ledger. */
  readonly reasons: readonly { readonly code: string }[] | null;
  /** Why it is a yes, where that is not plain: in place of the reasons that the ledger has not. */
  readonly because?: { readonly code: string } | null;
};

/**
 * The finished row of a decision, for one outcome of the unit that it travels in. What only the
 * ledger knows (hold, figures, binding line, its reasons, the moment) is left blank for storage.
 */
export function decisionRow(draft: DecisionDraft, outcome: Outcome): RowChange {
  const { because = null } = outcome;
  const said = outcome.reasons === null ? reasonsOfLedger : reasonsOfRules(outcome.reasons);
  // Member by member: a row is made for each answer, and most of it would be spread for nothing.
  return {
    op: 'insert',
    table: 'decision',
    values: {
      tenant_id: draft.tenantId,
      decision_id: draft.decisionId,
      kind: draft.kind,
      subject: draft.subject,
      organization_id: draft.organizationId,
      verdict: verdictOf(outcome.verdict),
      rules_verdict: outcome.rules,
      ledger_verdict: verdictOf(outcome.ledger),
      reason_code: because === null ? said.reason_code : because.code,
      reasons: because === null ? said.reasons : writeReasons([because]),
      headroom_minor: said.headroom_minor,
      shortfall_minor: said.shortfall_minor,
      binding_line_id: said.binding_line_id,
      amount_minor: draft.total?.amountMinor ?? null,
      currency: draft.total?.currency ?? null,
      facts: draft.facts,
      facts_hash: draft.factsHash,
      ruleset_hash: draft.rulesetHash,
      position: draft.position,
      hold_id: { blank: 'holdId' },
      line_version: { blank: 'lineVersion' },
      decided_at_us: { blank: 'instant' },
    },
  };
}

function verdictOf<Verdict extends string | null>(verdict: Verdict | 'ofLedger') {
  return verdict === 'ofLedger' ? ({ blank: 'verdict' } as const) : verdict;
}

/** Whether a no (or a yes without a hold) says what the last decision of the basket said already. */
export function isSaidAlready(
  last: Decision | null,
  draft: DecisionDraft,
  verdict: DecisionVerdict,
  reasons: readonly { readonly code: string }[],
): last is Decision {
  return (
    last !== null &&
    last.verdict === verdict &&
    last.factsHash === draft.factsHash &&
    last.rulesetHash === draft.rulesetHash &&
    last.organizationId === draft.organizationId &&
    (last.position === null ? null : writePosition(last.position)) === draft.position &&
    writeReasons(last.reasons) === writeReasons(reasons)
  );
}

const reasonsOfLedger = {
  reason_code: { blank: 'reasonCode' },
  reasons: { blank: 'reasons' },
  headroom_minor: { blank: 'headroomMinor' },
  shortfall_minor: { blank: 'shortfallMinor' },
  binding_line_id: { blank: 'bindingLineId' },
} as const;

function reasonsOfRules(reasons: readonly { readonly code: string }[]) {
  const figures = reasons.find((reason) => 'shortfallMinor' in reason) as
    | { readonly [name: string]: bigint | string | null }
    | undefined;
  return {
    reason_code: reasons[0]?.code ?? null,
    reasons: writeReasons(reasons),
    headroom_minor: figures?.['headroomMinor'] ?? null,
    shortfall_minor: figures?.['shortfallMinor'] ?? null,
    binding_line_id: figures?.['bindingLineId'] ?? null,
  };
}
