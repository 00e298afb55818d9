import type { Instant } from '../kernel/clock.ts';
import { writeReasons } from '../kernel/reasons-text.ts';
import type { RowChange, RowValues } from '../kernel/unit-of-work.ts';
import { needsSecondApproval, type Review, type ReviewPolicy } from './review.ts';

/** A case as the decision found it that leaves it to a person. */
export type ReviewCase = Pick<
  Review,
  | 'tenantId'
  | 'subject'
  | 'organizationId'
  | 'decisionId'
  | 'cause'
  | 'remedies'
  | 'amountMinor'
  | 'currency'
> & {
  /** Left blank where the ledger's own reasons are it; storage fills them in. */
  readonly why: Review['why'] | ReasonsOfLedger;
};

type ReasonsOfLedger = { readonly blank: 'reasons' };

type Opening = Pick<Review, 'reviewId'> & { readonly policy: ReviewPolicy; readonly now: Instant };

/** A new review. One that is open for the subject already refuses the unit: `review_one_open`. */
export function openedReview(one: ReviewCase, { reviewId, policy, now }: Opening): RowChange {
  const found = caseValues(one);
  // Member by member: nearly every yes carries this row, in case its line is gone by then, and spread
  // out it costs a fifth of the whole check.
  return {
    op: 'insert',
    table: 'review',
    values: {
      tenant_id: one.tenantId,
      review_id: reviewId,
      subject: one.subject,
      organization_id: found.organization_id,
      decision_id: found.decision_id,
      cause: found.cause,
      why: found.why,
      remedies: found.remedies,
      amount_minor: found.amount_minor,
      currency: found.currency,
      status: 'open',
      assigned_to: null,
      first_approved_by: noFirstApproval.first_approved_by,
      first_approved_at_us: noFirstApproval.first_approved_at_us,
      first_reason: noFirstApproval.first_reason,
      over_limit: noFirstApproval.over_limit,
      needs_second: needsSecondApproval(one, policy) ? 1n : 0n,
      decided_by: null,
      decided_at_us: null,
      reason: null,
      opened_at_us: { blank: 'instant' },
      due_at_us: now + policy.dueAfterUs,
      passes_now: 0n,
      version: 1n,
    } satisfies RowValues & Record<keyof typeof found | keyof typeof noFirstApproval, unknown>,
  };
}

/**
 * The open review of a case that is another one by now; null where it says the same. A first
 * approval stands only for what was approved: no more money, and the same reasons.
 */
export function changedReview(
  review: Review,
  one: ReviewCase,
  policy: ReviewPolicy,
): RowChange | null {
  const why = isBlank(one.why) ? null : one.why;
  const isSame =
    why !== null &&
    one.amountMinor === review.amountMinor &&
    one.currency === review.currency &&
    one.organizationId === review.organizationId &&
    one.cause === review.cause &&
    writeReasons(why) === writeReasons(review.why) &&
    JSON.stringify(one.remedies) === JSON.stringify(review.remedies);
  if (isSame) return null;
  const isApproved =
    why !== null &&
    one.currency === review.currency &&
    one.amountMinor <= review.amountMinor &&
    codesOf(why) === codesOf(review.why);
  return changeOf(review, {
    ...caseValues(one),
    ...(isApproved ? {} : noFirstApproval),
    needs_second: needsSecondApproval(one, policy) ? 1n : 0n,
    passes_now: 0n,
  });
}

/** A guarded change of an open review: somebody who was faster refuses the unit. */
export function changeOf(review: Review, set: RowValues): RowChange {
  return {
    op: 'update',
    table: 'review',
    set: { ...set, version: review.version + 1n },
    where: {
      tenant_id: review.tenantId,
      review_id: review.reviewId,
      status: 'open',
      version: review.version,
    },
  };
}

const noFirstApproval = {
  first_approved_by: null,
  first_approved_at_us: null,
  first_reason: null,
  over_limit: 0n,
} as const;

function caseValues(one: ReviewCase) {
  return {
    organization_id: one.organizationId,
    decision_id: one.decisionId,
    cause: one.cause,
    why: isBlank(one.why) ? one.why : writeReasons(one.why),
    remedies: JSON.stringify(one.remedies),
    amount_minor: one.amountMinor,
    currency: one.currency,
  } satisfies RowValues;
}

function codesOf(why: Review['why']): string {
  return why.map(({ code }) => code).join();
}

function isBlank(why: ReviewCase['why']): why is ReasonsOfLedger {
  return 'blank' in why;
}
