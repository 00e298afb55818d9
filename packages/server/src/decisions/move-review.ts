import { accept, type Result, refuse } from '../kernel/result.ts';
import { needsSecondApproval, type Review, type ReviewPolicy } from './review.ts';
import type { ReviewRefusal } from './review-refusals.ts';

/** Who moves a review, and which version of it was looked at. */
export type ReviewMove = { readonly actor: string; readonly version: bigint };

export type ReviewVerdict = 'approved' | 'rejected';

/** What a verdict comes to: the end of the review, or the first approval of two. */
export type VerdictStep = ReviewVerdict | 'approved_once';

/**
 * What a person's verdict on a review comes to. Whoever approved first does not approve second; one
 * person is enough for a no. A threshold that was lowered since the review was opened counts, one
 * that was raised does not.
 */
export function decideReview(
  review: Review,
  move: ReviewMove & { readonly verdict: ReviewVerdict },
  policy: ReviewPolicy,
): Result<VerdictStep, ReviewRefusal> {
  const refusal = judgeMove(review, move);
  if (refusal !== null) return refuse(refusal);
  if (move.verdict === 'rejected') return accept('rejected');
  const { firstApproval } = review;
  if (!needsTwo(review, policy)) return accept('approved');
  if (firstApproval === null) return accept('approved_once');
  return firstApproval.by === move.actor
    ? refuse({ code: 'decisions.review_second_person_needed' })
    : accept('approved');
}

/** Whether a review may be given to somebody, or taken out of the queue, by this person. */
export function judgeMove(review: Review, { actor, version }: ReviewMove): ReviewRefusal | null {
  if (!actor.startsWith('user:')) return { code: 'decisions.review_person_needed' };
  if (review.status !== 'open') return { code: 'decisions.review_decided' };
  if (review.version !== version) return { code: 'decisions.review_changed_meanwhile' };
  return null;
}

export function needsTwo(review: Review, policy: ReviewPolicy): boolean {
  return review.needsSecond || needsSecondApproval(review, policy);
}
