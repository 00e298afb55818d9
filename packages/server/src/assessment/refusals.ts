/** Why a credit check is a no before the ledger is asked. In order of precedence. */
export type AssessmentRefusal =
  | { readonly code: 'assessment.order_unavailable'; readonly cause: string }
  | { readonly code: 'assessment.order_unknown' }
  | { readonly code: 'assessment.order_incomplete'; readonly gaps: readonly string[] }
  | { readonly code: 'assessment.other_account' }
  | { readonly code: 'assessment.order_not_open'; readonly statusType: string }
  | { readonly code: 'assessment.total_negative' }
  | { readonly code: 'assessment.account_unknown' }
  | { readonly code: 'assessment.basket_settled' };

/** The texts of these codes for people who run the desk. None is fit for a customer. */
export const assessmentRefusalTexts: Readonly<Record<AssessmentRefusal['code'], string>> = {
  'assessment.order_unavailable': 'The platform did not give the order in time.',
  'assessment.order_unknown': 'The platform knows no such order.',
  'assessment.order_incomplete': 'The platform gave the order without a total, currency or status.',
  'assessment.other_account': 'The basket belongs to another account than the one that was named.',
  'assessment.order_not_open': 'The order is not in progress: it was executed or cancelled.',
  'assessment.total_negative': 'The order has a total below zero.',
  'assessment.account_unknown': 'No organization is known by this account.',
  'assessment.basket_settled': 'The hold of this basket was captured or released.',
};
