import type { Currency } from '../kernel/currency.ts';
import type { ReviewId } from '../kernel/ids.ts';
import { consentTexts } from './consent.ts';
import { type RulesetReason, rulesetReasonTexts } from './ruleset-reasons.ts';

/** Why a credit check is a no beside the ledger's own reasons. In order of precedence. */
export type AssessmentRefusal =
  | { readonly code: 'assessment.installation_unknown'; readonly installation: string }
  | { readonly code: 'assessment.order_unavailable'; readonly cause: string }
  | { readonly code: 'assessment.order_unknown' }
  | { readonly code: 'assessment.order_incomplete'; readonly gaps: readonly string[] }
  | { readonly code: 'assessment.other_account' }
  | { readonly code: 'assessment.order_not_open'; readonly statusType: string }
  | { readonly code: 'assessment.total_negative' }
  | { readonly code: 'assessment.account_unknown' }
  | { readonly code: 'assessment.basket_settled' }
  | { readonly code: 'assessment.account_unavailable'; readonly cause: string }
  | { readonly code: 'assessment.account_incomplete'; readonly gaps: readonly string[] }
  | { readonly code: 'assessment.ordering_disabled' }
  | { readonly code: 'assessment.billing_unavailable'; readonly cause: string }
  | { readonly code: 'assessment.billing_unknown' }
  | { readonly code: 'assessment.billing_incomplete'; readonly gaps: readonly string[] }
  | {
      readonly code: 'assessment.overdue_no_rate';
      readonly from: Currency;
      readonly to: Currency;
    }
  | {
      readonly code: 'assessment.overdue';
      readonly currency: Currency;
      readonly overdueMinor: bigint;
      readonly allowedMinor: bigint;
    }
  | { readonly code: 'assessment.figures_missing' }
  | {
      readonly code: 'assessment.figures_stale';
      readonly asOf: string;
      readonly maxAgeSeconds: number;
    }
  | RulesetReason
  | {
      readonly code: 'assessment.review_rejected';
      readonly reviewId: ReviewId;
      readonly by: string;
    };

/** Why a hold that fell due came to nothing, or what people should know of it. */
export type DueReason =
  | { readonly code: 'assessment.due_in_progress' }
  | { readonly code: 'assessment.due_order_unknown' }
  | { readonly code: 'assessment.due_unanswered'; readonly cause: string };

/** Why a yes stands without a judgement. */
export type StandInReason = { readonly code: 'assessment.stand_in'; readonly cause: string };

/** What people should know of an order that was executed although the desk said no. */
export type OutsideReason = { readonly code: 'assessment.executed_outside' };

/** The texts of these codes for people who run the desk. None is fit for a customer. */
export const assessmentRefusalTexts: Readonly<
  Record<(AssessmentRefusal | DueReason | StandInReason | OutsideReason)['code'], string>
> = {
  'assessment.installation_unknown':
    'No connection to an installation named {installation} is registered.',
  'assessment.order_unavailable': 'The platform did not give the order in time ({cause}).',
  'assessment.order_unknown': 'The platform knows no such order.',
  'assessment.order_incomplete': 'The platform gave the order without {gaps}.',
  'assessment.other_account': 'The basket belongs to another account than the one that was named.',
  'assessment.order_not_open': 'The order is not in progress: the platform says {statusType}.',
  'assessment.total_negative': 'The order has a total below zero.',
  'assessment.account_unknown': 'No organization is known by this account.',
  'assessment.basket_settled': 'The hold of this basket was captured or released.',
  'assessment.account_unavailable': 'The platform did not give the account in time ({cause}).',
  'assessment.account_incomplete': 'The platform gave the account without {gaps}.',
  'assessment.ordering_disabled': 'Ordering is switched off for the account at the platform.',
  'assessment.billing_unavailable':
    'The platform did not give the billing information in time ({cause}).',
  'assessment.billing_unknown': 'The platform has no billing information for this account.',
  'assessment.billing_incomplete': 'The platform gave the billing information without {gaps}.',
  'assessment.overdue_no_rate':
    'What is overdue is in {from}, and there is no rate from {from} to {to}.',
  'assessment.overdue': 'Invoices of {overdueMinor} are overdue; {allowedMinor} are allowed.',
  'assessment.figures_missing': 'The ERP has sent no figures for the credit line.',
  'assessment.figures_stale':
    'The ERP figures of the credit line are of {asOf}, more than {maxAgeSeconds} seconds ago.',
  ...rulesetReasonTexts,
  'assessment.review_rejected': 'A person rejected this basket ({by}, review {reviewId}).',
  ...consentTexts,
  'assessment.stand_in':
    'Nobody could judge ({cause}), and the amount was within what is allowed then.',
  'assessment.executed_outside':
    'The order was executed at the platform without a yes of the desk; its amount is booked.',
  'assessment.due_in_progress': 'The hold fell due twice, and the order is still in progress.',
  'assessment.due_order_unknown': 'The hold fell due, and the platform knows no such order.',
  'assessment.due_unanswered':
    'The hold fell due, and the platform did not tell what became of the order ({cause}).',
};

/** Facts that did not come: the answer is a no because nobody could judge, not because of credit. */
export function isTechnical(code: string): boolean {
  return technicalCodes.has(code);
}

/** The order is not waiting for an answer any more. */
export function isOver(code: string): boolean {
  return overCodes.has(code);
}

const overCodes: ReadonlySet<string> = new Set<AssessmentRefusal['code']>([
  'assessment.order_not_open',
  'assessment.basket_settled',
]);

const technicalCodes: ReadonlySet<string> = new Set<AssessmentRefusal['code']>([
  'assessment.installation_unknown',
  'assessment.order_unavailable',
  'assessment.order_incomplete',
  'assessment.account_unavailable',
  'assessment.account_incomplete',
  'assessment.billing_unavailable',
  'assessment.billing_incomplete',
]);
