import type { CreditRefusal } from '../credit/index.ts';
import type { ApplicationReason } from './application-reasons.ts';
import { consentRemedies } from './consent.ts';
import type { AssessmentRefusal, DueReason, OutsideReason, StandInReason } from './refusals.ts';
import { rulesetRemedies } from './ruleset-reasons.ts';

/** Reasons of the ledger that a basket can meet. */
type LedgerReason = Extract<
  CreditRefusal['code'],
  | 'credit.no_line'
  | 'credit.line_closed'
  | 'credit.line_stopped'
  | 'credit.no_rate'
  | 'credit.insufficient'
  | 'credit.hold_exists'
  | 'credit.hold_not_open'
  | 'credit.below_captured'
>;

const texts: Readonly<
  Record<
    | (AssessmentRefusal | DueReason | StandInReason | OutsideReason | ApplicationReason)['code']
    | LedgerReason,
    string | null
  >
> = {
  'assessment.company_unknown':
    'The register knows the company (`/v1/companies`) when it is asked about the next time, or a person approves.',
  'assessment.company_silent': 'The register answers the next application, or a person approves.',
  'assessment.ruleset_unavailable':
    'A version of the ruleset is in force for the next application, or a person approves.',
  'assessment.hold_no_line': 'A credit line for the organization behind the number of the company.',
  'assessment.installation_unknown': 'A connection of the kind interworks-platform with this name.',
  'assessment.order_unavailable': 'The platform answers; the next call is judged anew.',
  'assessment.order_unknown': 'The platform knows the order under the id of the basket.',
  'assessment.order_incomplete':
    'The platform gives {gaps}, or the mapping of the connection says where they are.',
  'assessment.other_account': 'The call names the account that the basket belongs to.',
  'assessment.order_not_open': null,
  'assessment.total_negative': 'The order has a total of 0 or more.',
  'assessment.account_unknown':
    'An organization with this account as its reference (source interworks, kind account).',
  'assessment.basket_settled': null,
  'assessment.account_unavailable': 'The platform answers; the next call is judged anew.',
  'assessment.account_incomplete':
    'The platform gives {gaps}, or the mapping of the connection says where they are.',
  'assessment.ordering_disabled': 'Ordering is switched on for the account at the platform.',
  'assessment.billing_unavailable': 'The platform answers; the next call is judged anew.',
  'assessment.billing_unknown': 'The platform has billing information for the account.',
  'assessment.billing_incomplete':
    'The platform gives {gaps}, or the mapping of the connection says where they are.',
  'assessment.overdue_no_rate': 'A stored rate from {from} to {to}.',
  'assessment.overdue': 'Payments after which at most {allowedMinor} are overdue.',
  'assessment.figures_missing': 'Figures of the ERP for the credit line.',
  'assessment.figures_stale': 'New figures of the ERP for the credit line.',
  ...rulesetRemedies,
  'assessment.review_rejected': 'A basket that costs less, or a new one.',
  ...consentRemedies,
  'assessment.stand_in': 'It is one: the basket is judged anew once everything is back.',
  'assessment.executed_outside': null,
  'assessment.due_in_progress':
    'Nothing is lost: the basket is judged anew when it is asked again.',
  'assessment.due_order_unknown': 'The platform knows the order under the id of the basket.',
  'assessment.due_unanswered': 'The platform answers, or its connection is put right.',
  'credit.no_line': 'A credit line for the organization.',
  'credit.line_closed': 'An open credit line.',
  'credit.line_stopped': 'The stop is lifted by a person who may.',
  'credit.no_rate': 'A stored rate from {from} to {to}.',
  'credit.insufficient':
    '{shortfallMinor} more headroom: a payment, a higher limit, the end of other holds, or a basket ' +
    'that costs so much less.',
  'credit.hold_exists': 'The hold {holdId}, which the basket has already, ends.',
  'credit.hold_not_open': 'The next call: the hold ended while this one was judged.',
  'credit.below_captured': 'A basket of at least what was captured of its hold already.',
};

/** What would make a no of this reason a yes; null where nothing does. Facts stand in braces. */
export const remedyTexts: Readonly<Record<string, string | null>> = texts;
