import type { NativeReview } from '@aval/wire';
import type { ExplainedReason } from '../assessment/index.ts';
import type { Review } from '../decisions/index.ts';
import { formatInstant } from '../kernel/clock.ts';
import { toWireMoney } from './money.ts';
import { toWireInstant } from './to-wire-hold.ts';

export function toWireReview(review: Review, why: readonly ExplainedReason[]): NativeReview {
  const { firstApproval } = review;
  return {
    reviewId: review.reviewId,
    subject: review.subject,
    organizationId: review.organizationId,
    decisionId: review.decisionId,
    status: review.status,
    cause: review.cause,
    reasons: why.map(({ code, text, remedy }) => ({ code, text, remedy })),
    amount: toWireMoney(review.amountMinor, review.currency),
    needsSecond: review.needsSecond,
    overLimit: review.isOverLimit,
    firstApproval:
      firstApproval === null
        ? null
        : {
            by: firstApproval.by,
            at: formatInstant(firstApproval.at),
            reason: firstApproval.reason,
          },
    assignedTo: review.assignedTo,
    passesNow: review.status === 'open' ? review.passesNow : null,
    openedAt: formatInstant(review.openedAt),
    dueAt: formatInstant(review.dueAt),
    decidedBy: review.decidedBy,
    decidedAt: toWireInstant(review.decidedAt),
    reason: review.reason,
    version: Number(review.version),
  };
}
