import type { Instant } from '../kernel/clock.ts';
import type { Currency } from '../kernel/currency.ts';
import type { OrganizationId, ReviewId, TenantId } from '../kernel/ids.ts';
import type { JudgementReason, JudgementRemedy } from './judge.ts';

export type ReviewStatus = 'open' | 'approved' | 'rejected' | 'withdrawn';

/** The rules said so, a fact was missing, or the source of a fact failed. */
export type ReviewCause = 'rule' | 'gap' | 'source';

/** A case for a person. */
export type Review = {
  readonly tenantId: TenantId;
  readonly reviewId: ReviewId;
  /** `application:12` or the source of a basket. */
  readonly subject: string;
  readonly organizationId: OrganizationId | null;
  readonly cause: ReviewCause;
  readonly why: readonly JudgementReason[];
  readonly remedies: readonly JudgementRemedy[];
  readonly amountMinor: bigint;
  readonly currency: Currency;
  readonly status: ReviewStatus;
  readonly assignedTo: string | null;
  readonly firstApproval: {
    readonly by: string;
    readonly at: Instant;
    readonly reason: string;
  } | null;
  readonly needsSecond: boolean;
  readonly decidedBy: string | null;
  readonly decidedAt: Instant | null;
  readonly reason: string | null;
  readonly openedAt: Instant;
  readonly dueAt: Instant;
  /** The rules would say yes by now. */
  readonly passesNow: boolean;
  readonly version: bigint;
};
