/** Why a person's move on a review is not made, in order of precedence. */
export type ReviewRefusal =
  | { readonly code: 'decisions.review_unknown' }
  | { readonly code: 'decisions.review_person_needed' }
  | { readonly code: 'decisions.review_decided' }
  | { readonly code: 'decisions.review_changed_meanwhile' }
  | { readonly code: 'decisions.review_second_person_needed' }
  | { readonly code: 'decisions.review_assignee_unknown' }
  /** The ruleset asks for a hold with the approval. */
  | { readonly code: 'decisions.review_no_line' }
  | { readonly code: 'decisions.review_credit_refused'; readonly cause: string };

export const reviewRefusalTexts: Readonly<Record<ReviewRefusal['code'], string>> = {
  'decisions.review_unknown': 'There is no such review.',
  'decisions.review_person_needed': 'Only a person can decide a review; a key cannot.',
  'decisions.review_decided': 'The review is decided or withdrawn already.',
  'decisions.review_changed_meanwhile':
    'The review is not as it was when it was looked at. Read it again and repeat.',
  'decisions.review_second_person_needed':
    'The second approval is that of another person than the first.',
  'decisions.review_assignee_unknown': 'There is no such user who could take the review.',
  'decisions.review_no_line':
    'The ruleset asks for a hold with the approval, and the company has no credit line here.',
  'decisions.review_credit_refused':
    'The ruleset asks for a hold with the approval, and the credit line does not allow it ({cause}).',
};
