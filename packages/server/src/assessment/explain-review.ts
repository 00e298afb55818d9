import {
  applicationIdOf,
  type DecisionsReader,
  judgePlainly,
  type Review,
} from '../decisions/index.ts';
import { askAgain } from './ask-again.ts';
import { type ExplainedReason, explainReason } from './explain-reason.ts';
import type { DecisionReader } from './ports.ts';
import { remediesText } from './ruleset-reasons.ts';

export type ExplainReviewDeps = {
  readonly decisions: Pick<DecisionReader, 'decision'>;
  readonly rulesets: Pick<DecisionsReader, 'versionByHash'>;
};

/**
 * Why a review waits, in words. The reasons of a basket bring their own facts; those of an application
 * are its ruleset's, whose words stand in the version that the decision names.
 */
export async function explainReview(
  deps: ExplainReviewDeps,
  review: Review,
): Promise<readonly ExplainedReason[]> {
  if (applicationIdOf(review.subject) === null) return review.why.map(explainReason);
  const words = await wordsOf(deps, review);
  const remedy = remediesText(review.remedies, 'An amount');
  return review.why.map((reason) => {
    const known = words.get(reason.code);
    const explained = explainReason(reason);
    return known === undefined ? explained : { ...explained, text: known, remedy };
  });
}

/** What the rules say of the case in English, by their own codes. */
async function wordsOf(
  deps: ExplainReviewDeps,
  { tenantId, decisionId }: Review,
): Promise<ReadonlyMap<string, string>> {
  const decision = await deps.decisions.decision(tenantId, decisionId);
  const judgement = decision === null ? null : await askAgain(deps, decision, judgePlainly);
  return new Map((judgement?.reasons ?? []).map(({ code, text }) => [code, text.en]));
}
