import type { Instant } from '../kernel/clock.ts';
import type { Currency } from '../kernel/currency.ts';
import type { DecisionId, HoldId, LineId, OrganizationId, TenantId } from '../kernel/ids.ts';
import type { StoredReason } from '../kernel/reasons-text.ts';

/**
 * A credit check, an application, what became of a hold that fell due, an answer given without the
 * facts, an order that was executed without a yes of the desk, or a basket that a person approved.
 */
export type DecisionKind =
  | 'credit_check'
  | 'application'
  | 'hold_due'
  | 'stand_in'
  | 'executed_outside'
  | 'review';

export type DecisionVerdict = 'approved' | 'review' | 'refused' | 'expired';

/**
 * What was decided, on what, and why. Both verdicts are kept: the rules saw the line before the
 * transaction (`position`), the ledger inside it (`lineVersion`), and the ledger has the last word.
 */
export type Decision = {
  readonly tenantId: TenantId;
  readonly decisionId: DecisionId;
  readonly kind: DecisionKind;
  /** What was judged: `interworks.basket:<account>/<basket>`, or `application:<number>`. */
  readonly subject: string;
  readonly organizationId: OrganizationId | null;
  readonly verdict: DecisionVerdict;
  readonly rulesVerdict: 'approved' | 'review' | 'refused' | null;
  /** Null where the ledger was not asked. */
  readonly ledgerVerdict: 'approved' | 'refused' | null;
  /** Why not; the first is the main reason. */
  readonly reasons: readonly StoredReason[];
  readonly amountMinor: bigint | null;
  readonly currency: Currency | null;
  /** Canonical JSON, and its digest. */
  readonly facts: string;
  readonly factsHash: string;
  /** Digest of the settings that it was judged by. */
  readonly rulesetHash: string | null;
  readonly position: readonly LinePosition[] | null;
  readonly holdId: HoldId | null;
  readonly headroomMinor: bigint | null;
  readonly shortfallMinor: bigint | null;
  readonly bindingLineId: LineId | null;
  readonly lineVersion: bigint | null;
  readonly decidedAt: Instant;
};

/** A line at a version: its entries up to there give its figures. The own line first, then upwards. */
export type LinePosition = { readonly lineId: LineId; readonly version: bigint };

export type DecisionFilter = {
  readonly organizationId: OrganizationId | null;
  readonly subject: string | null;
  readonly kind: DecisionKind | null;
  readonly verdict: DecisionVerdict | null;
};
