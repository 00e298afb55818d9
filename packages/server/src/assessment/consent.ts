import type { DecisionId, ReviewId } from '../kernel/ids.ts';

/** Why a yes stands although the rules say no, or are not asked. */
export type ConsentReason =
  | {
      readonly code: 'assessment.review_approved';
      readonly reviewId: ReviewId;
      readonly by: string;
    }
  | { readonly code: 'assessment.within_grace'; readonly decisionId: DecisionId };

export const consentTexts: Readonly<Record<ConsentReason['code'], string>> = {
  'assessment.review_approved': 'A person approved this basket ({by}, review {reviewId}).',
  'assessment.within_grace':
    'The rules said yes to as much a few days ago (decision {decisionId}), and are not asked again.',
};

/** In the table of what would make it a yes. */
export const consentRemedies: Readonly<Record<ConsentReason['code'], string>> = {
  'assessment.review_approved': 'It is one.',
  'assessment.within_grace': 'It is one.',
};
