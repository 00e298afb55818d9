import type { CreditOutcome, CreditRefusal, CreditUnit, Ledger } from '../credit/index.ts';
import {
  changedReview,
  changeOf,
  openedReview,
  type ReviewCase,
  type ReviewCause,
  type ReviewsInForce,
} from '../decisions/index.ts';
import type { Clock } from '../kernel/clock.ts';
import type { Ids } from '../kernel/ids.ts';
import type { RowChange } from '../kernel/unit-of-work.ts';
import type { CheckReason } from './credit-check.ts';
import type { DecisionDraft } from './decision-row.ts';
import type { ReviewSettings } from './ports.ts';
import { type AssessmentRefusal, isOver } from './refusals.ts';
import { standingOf } from './standing-review.ts';

/** What a case was found to be: why it is a no, and what the rules left open. */
export type OpenCase = {
  readonly draft: DecisionDraft;
  readonly settings: ReviewSettings;
  readonly reviews: ReviewsInForce;
  /** `ledger`: those that the transaction finds. */
  readonly reasons: readonly CheckReason[] | 'ledger';
  /** The rules said that a person decides, rather than no. */
  readonly isLeftOpen: boolean;
};

/**
 * What a no does to the review of its subject, as rows of the same unit of work: opens one where a
 * person can do something about it, changes the open one where the case is another by now, and takes
 * it out of the queue where the order is over.
 */
export function reviewRowsOf(
  { ids, clock }: { readonly ids: Ids; readonly clock: Clock },
  { draft, settings, reviews, reasons, isLeftOpen }: OpenCase,
): readonly RowChange[] {
  const { open, decided } = reviews;
  const codes = reasons === 'ledger' ? [] : reasons.map(({ code }) => code);
  if (codes.some(isOver)) return closedReview(reviews, 'The order is over.');
  const { total } = draft;
  const cause = reasons === 'ledger' ? 'rule' : causeOf(codes);
  if (cause === null || total === null || total.amountMinor <= 0n) return [];
  if (!isWanted(settings, cause, isLeftOpen)) return [];
  const found: ReviewCase = {
    tenantId: draft.tenantId,
    subject: draft.subject,
    organizationId: draft.organizationId,
    decisionId: draft.decisionId,
    cause,
    why: reasons === 'ledger' ? { blank: 'reasons' } : reasons,
    remedies: [],
    amountMinor: total.amountMinor,
    currency: total.currency,
  };
  if (open !== null) {
    const changed = changedReview(open, found, settings.policy);
    return changed === null ? [] : [changed];
  }
  const now = clock.now();
  // A person has said yes already: what is missing is credit, and nobody has to look again.
  if (standingOf(decided, total, settings, now) !== null) return [];
  return [openedReview(found, { reviewId: ids.next('rev'), policy: settings.policy, now })];
}

/** Takes an open review out of the queue: nobody needs to decide it any more. */
export function closedReview({ open }: ReviewsInForce, reason: string): readonly RowChange[] {
  if (open === null) return [];
  const decided = { decided_by: 'job:credit-check', decided_at_us: { blank: 'instant' } } as const;
  return [changeOf(open, { status: 'withdrawn', ...decided, reason })];
}

/**
 * Commits a unit with rows about a review, and without them where somebody was faster with it: the
 * answer to a credit check never waits for who was.
 */
export async function commitWithReview(
  ledger: Ledger,
  unit: CreditUnit,
  review: CreditUnit['rows'],
): Promise<CreditOutcome> {
  const { rows } = unit;
  const ifDone = [...rows.ifDone, ...review.ifDone];
  const ifRefused = [...rows.ifRefused, ...review.ifRefused];
  const outcome = await ledger.commit({ ...unit, rows: { ifDone, ifRefused } });
  const hasReview = review.ifDone.length + review.ifRefused.length > 0;
  const isTooLate = hasReview && outcome.kind === 'refused' && outcome.reasons.some(isGuard);
  return isTooLate ? ledger.commit(unit) : outcome;
}

function isGuard({ code }: CheckReason): boolean {
  return code === 'row.exists' || code === 'row.changed';
}

function isWanted({ openFor }: ReviewSettings, cause: ReviewCause, isLeftOpen: boolean): boolean {
  if (openFor === 'everyNo' || isLeftOpen) return true;
  return openFor === 'gaps' && cause !== 'rule';
}

/** Why a person looks; null where one reason is nothing that a person can do something about. */
function causeOf(codes: readonly string[]): ReviewCause | null {
  const causes = codes.map((code) =>
    Object.hasOwn(causeOfCode, code) ? causeOfCode[code as keyof typeof causeOfCode] : null,
  );
  if (causes.length === 0 || causes.includes(null)) return null;
  if (causes.includes('source')) return 'source';
  return causes.includes('gap') ? 'gap' : 'rule';
}

/** By reason, for all that are ours; null: the request is wrong, or nobody can help. */
const causeOfCode: Readonly<
  Record<AssessmentRefusal['code'], ReviewCause | null> &
    Partial<Record<CreditRefusal['code'], ReviewCause>>
> = {
  'assessment.installation_unknown': null,
  'assessment.order_unavailable': null,
  'assessment.order_unknown': null,
  'assessment.order_incomplete': null,
  'assessment.other_account': null,
  'assessment.order_not_open': null,
  'assessment.total_negative': null,
  'assessment.account_unknown': 'gap',
  'assessment.basket_settled': null,
  'assessment.account_unavailable': 'source',
  'assessment.account_incomplete': 'gap',
  'assessment.ordering_disabled': 'rule',
  'assessment.billing_unavailable': 'source',
  'assessment.billing_unknown': 'gap',
  'assessment.billing_incomplete': 'gap',
  'assessment.overdue_no_rate': 'gap',
  'assessment.overdue': 'rule',
  'assessment.figures_missing': 'gap',
  'assessment.figures_stale': 'gap',
  'assessment.ruleset_rejected': 'rule',
  'assessment.ruleset_review': 'rule',
  'assessment.ruleset_gap': 'gap',
  'assessment.ruleset_not_in_force': 'gap',
  'assessment.review_rejected': null,
  'credit.no_line': 'rule',
  'credit.line_closed': 'rule',
  'credit.line_stopped': 'rule',
  'credit.no_rate': 'gap',
  'credit.insufficient': 'rule',
};
