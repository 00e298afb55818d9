import { describe, expect, test } from 'vitest';
import { aReview, noReviewPolicy } from '../../test/builders/review.ts';
import { currency } from '../kernel/currency.ts';
import { decideReview, judgeMove, type ReviewVerdict } from './move-review.ts';
import { needsSecondApproval, type Review, type ReviewPolicy } from './review.ts';
import { changedReview, openedReview, type ReviewCase } from './review-rows.ts';

const anna = 'user:user_anna';
const bert = 'user:user_bert';
const above = { ...noReviewPolicy, secondApprovalAboveMinor: 1_000_00n };

function decide(
  review: Review,
  change: { actor?: string; verdict?: ReviewVerdict; version?: bigint; policy?: ReviewPolicy } = {},
) {
  const { actor = anna, verdict = 'approved', version = review.version, policy = above } = change;
  const step = decideReview(review, { actor, verdict, version }, policy);
  return step.ok ? step.value : step.refusal.code;
}

describe('a verdict', () => {
  test('up to the threshold is one person’s', () => {
    expect(decide(aReview({ amountMinor: 1_000_00n }))).toBe('approved');
    expect(decide(aReview({ amountMinor: 1_000_01n }))).toBe('approved_once');
  });

  test('above it is that of two, who are not the same', () => {
    const firstApproval = { by: anna, at: aReview().openedAt, reason: 'known for years' };
    const review = aReview({ amountMinor: 9_000_00n, needsSecond: true, firstApproval });
    expect(decide(review)).toBe('decisions.review_second_person_needed');
    expect(decide(review, { actor: bert })).toBe('approved');
  });

  test('takes two where it took two when it was opened, or where it takes two by now', () => {
    const raised = { ...above, secondApprovalAboveMinor: null };
    expect(decide(aReview({ needsSecond: true }), { policy: raised })).toBe('approved_once');
    const lowered = { ...above, secondApprovalAboveMinor: 0n };
    expect(decide(aReview(), { policy: lowered })).toBe('approved_once');
  });

  test('against it is one person’s, also after a first approval', () => {
    const firstApproval = { by: anna, at: aReview().openedAt, reason: 'known for years' };
    const review = aReview({ needsSecond: true, firstApproval });
    expect(decide(review, { verdict: 'rejected' })).toBe('rejected');
  });

  test.each(['key:cred_1', 'job:reviews', 'operator:cli'])('is never that of %s', (actor) => {
    for (const verdict of ['approved', 'rejected'] as const) {
      expect(decide(aReview(), { actor, verdict })).toBe('decisions.review_person_needed');
    }
  });

  test('is about the version that was looked at', () => {
    expect(decide(aReview({ version: 3n }), { version: 2n })).toBe(
      'decisions.review_changed_meanwhile',
    );
  });

  test.each(['approved', 'rejected', 'withdrawn'] as const)(
    'on one that is %s is too late',
    (status) => {
      const review = aReview({ status });
      expect(decide(review, { verdict: 'rejected' })).toBe('decisions.review_decided');
      expect(judgeMove(review, { actor: anna, version: 1n })?.code).toBe(
        'decisions.review_decided',
      );
    },
  );
});

test('without a threshold one person is enough, and with one another currency takes two', () => {
  const yen = { amountMinor: 1n, currency: currency('JPY') };
  expect(needsSecondApproval(yen, noReviewPolicy)).toBe(false);
  expect(needsSecondApproval(yen, above)).toBe(true);
});

describe('a case that comes again while its review is open', () => {
  const first = { by: anna, at: aReview().openedAt, reason: 'known for years' };
  const review = aReview({ amountMinor: 500_00n, firstApproval: first });
  const same: ReviewCase = review;

  test('and says the same changes nothing', () => {
    expect(changedReview(review, same, noReviewPolicy)).toBeNull();
  });

  test('with less money keeps the first approval', () => {
    const row = changedReview(review, { ...same, amountMinor: 400_00n }, noReviewPolicy);
    expect(row).toMatchObject({ op: 'update', set: { amount_minor: 400_00n, version: 2n } });
    expect(row).not.toHaveProperty('set.first_approved_by');
  });

  test.each<readonly [string, Partial<ReviewCase>]>([
    ['more money', { amountMinor: 500_01n }],
    ['another currency', { currency: currency('JPY') }],
    ['other reasons', { why: [{ code: 'assessment.figures_missing' }] }],
    ['the reasons of the ledger', { why: { blank: 'reasons' } }],
  ])('with %s loses it', (_name, change) => {
    expect(changedReview(review, { ...same, ...change }, noReviewPolicy)).toMatchObject({
      set: { first_approved_by: null, first_approved_at_us: null, first_reason: null },
      where: { status: 'open', version: 1n },
    });
  });
});

test('a review is due when its tenant wants it to be', () => {
  const { openedAt: now, reviewId } = aReview();
  const row = openedReview(aReview(), { reviewId, now, policy: { ...above, dueAfterUs: 5n } });
  expect(row).toMatchObject({ values: { due_at_us: now + 5n, needs_second: 0n, version: 1n } });
});
