import type { Review, ReviewPolicy } from '../../src/decisions/index.ts';
import { day, plus } from '../../src/kernel/clock.ts';
import { currency } from '../../src/kernel/currency.ts';
import type { DecisionId, ReviewId } from '../../src/kernel/ids.ts';
import { noon, organizationId, tenantId } from './credit.ts';

/** One person is always enough, and a review may wait a day. */
export const noReviewPolicy: ReviewPolicy = {
  currency: currency('EUR'),
  secondApprovalAboveMinor: null,
  dueAfterUs: day,
};

export function reviewId(name: string): ReviewId {
  return `rev_${name}` as ReviewId;
}

/** An open review of a basket of 250.00 EUR with overdue invoices. */
export function aReview(change: Partial<Review> = {}): Review {
  return {
    tenantId,
    reviewId: reviewId('one'),
    subject: 'interworks.basket:151/one',
    organizationId: organizationId('own'),
    decisionId: 'dec_one' as DecisionId,
    cause: 'rule',
    why: [
      {
        code: 'assessment.overdue',
        currency: 'EUR',
        overdueMinor: 100_00n,
        allowedMinor: 0n,
      },
    ],
    remedies: [],
    amountMinor: 250_00n,
    currency: currency('EUR'),
    status: 'open',
    assignedTo: null,
    firstApproval: null,
    needsSecond: false,
    isOverLimit: false,
    decidedBy: null,
    decidedAt: null,
    reason: null,
    openedAt: noon,
    dueAt: plus(noon, day),
    passesNow: false,
    version: 1n,
    ...change,
  };
}
