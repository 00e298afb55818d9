import { isCovered, isWithinGrace, type Review } from '../decisions/index.ts';
import type { Instant } from '../kernel/clock.ts';
import type { Money } from '../kernel/money.ts';
import { money } from '../kernel/money.ts';
import type { ConsentReason } from './consent.ts';
import type { Decision } from './decision.ts';
import type { ReviewSettings } from './ports.ts';
import type { AssessmentRefusal } from './refusals.ts';

/** What a person said of this basket, where it still holds. */
export type Standing =
  | { readonly kind: 'approved'; readonly reason: ConsentReason; readonly isOverLimit: boolean }
  | { readonly kind: 'rejected'; readonly reason: AssessmentRefusal };

/**
 * A person's word holds for as many days as the tenant allows: an approval for the same or a lower
 * amount with its deviation, a rejection for the same or a higher one. Anything else is judged anew.
 */
export function standingOf(
  review: Review | null,
  total: Money,
  { approval }: ReviewSettings,
  now: Instant,
): Standing | null {
  if (review === null || review.decidedAt === null || review.decidedBy === null) return null;
  const { reviewId, decidedBy: by } = review;
  const said = { amount: money(review.amountMinor, review.currency), at: review.decidedAt };
  if (review.status === 'approved') {
    if (!isCovered(said, { amount: total, at: now }, approval)) return null;
    return {
      kind: 'approved',
      reason: { code: 'assessment.review_approved', reviewId, by },
      isOverLimit: review.isOverLimit,
    };
  }
  if (review.status !== 'rejected') return null;
  if (total.currency !== review.currency || total.amountMinor < review.amountMinor) return null;
  // Only its days are asked: the amount is at least what was rejected.
  if (!isCovered(said, { amount: said.amount, at: now }, approval)) return null;
  return { kind: 'rejected', reason: { code: 'assessment.review_rejected', reviewId, by } };
}

/** A yes that the rules gave so lately that they are not asked again; null where they are. */
export function graceOf(
  yes: Decision | null,
  total: Money,
  { graceDays }: ReviewSettings,
  now: Instant,
): ConsentReason | null {
  if (yes === null || yes.rulesVerdict !== 'approved' || yes.amountMinor === null) return null;
  if (yes.currency !== total.currency || total.amountMinor > yes.amountMinor) return null;
  if (!isWithinGrace(yes.decidedAt, now, graceDays)) return null;
  return { code: 'assessment.within_grace', decisionId: yes.decisionId };
}
