import type { Instant } from '../kernel/clock.ts';
import type { Currency } from '../kernel/currency.ts';
import type { DecisionId, OrganizationId, ReviewId, TenantId } from '../kernel/ids.ts';
import type { StoredReason } from '../kernel/reasons-text.ts';
import type { JudgementRemedy } from './judgement.ts';

export type ReviewStatus = 'open' | 'approved' | 'rejected' | 'withdrawn';

/** The rules said so, a fact was missing, or the source of a fact failed. */
export type ReviewCause = 'rule' | 'gap' | 'source';

export type FirstApproval = {
  readonly by: string;
  readonly at: Instant;
  readonly reason: string;
};

/** A case for a person. */
export type Review = {
  readonly tenantId: TenantId;
  readonly reviewId: ReviewId;
  /** `application:12` or the source of a basket. */
  readonly subject: string;
  readonly organizationId: OrganizationId | null;
  /** The decision that left it to a person, with the facts. */
  readonly decisionId: DecisionId;
  readonly cause: ReviewCause;
  /** As the decision keeps them; the first is the main reason. */
  readonly why: readonly StoredReason[];
  readonly remedies: readonly JudgementRemedy[];
  readonly amountMinor: bigint;
  readonly currency: Currency;
  readonly status: ReviewStatus;
  /** `user:user_…` */
  readonly assignedTo: string | null;
  /** Of the first of two persons, where two are needed. */
  readonly firstApproval: FirstApproval | null;
  readonly needsSecond: boolean;
  /** What was approved holds over the limit as well: headroom is not asked. */
  readonly isOverLimit: boolean;
  readonly decidedBy: string | null;
  readonly decidedAt: Instant | null;
  readonly reason: string | null;
  readonly openedAt: Instant;
  readonly dueAt: Instant;
  /** The rules and the ledger would say yes by now. */
  readonly passesNow: boolean;
  readonly version: bigint;
};

/** What a tenant has set for reviews. */
export type ReviewPolicy = {
  /** Of the amount below. */
  readonly currency: Currency;
  /** An approval of more than this takes two persons; null: one person is always enough. */
  readonly secondApprovalAboveMinor: bigint | null;
  /** How long a review may wait. */
  readonly dueAfterUs: bigint;
};

/**
 * Whether an approval takes two persons. The threshold is an amount of the tenant's currency; in
 * another currency nobody can compare, so it always does where there is one.
 */
export function needsSecondApproval(
  { amountMinor, currency }: Pick<Review, 'amountMinor' | 'currency'>,
  policy: ReviewPolicy,
): boolean {
  const { secondApprovalAboveMinor: above } = policy;
  if (above === null) return false;
  return currency !== policy.currency || amountMinor > above;
}
