import {
  type CreditFacts,
  type Judgement,
  judge,
  type ReviewCause,
  type RulesetVersion,
} from '../decisions/index.ts';
import type { StoredReason } from '../kernel/reasons-text.ts';
import type { ApplicationFacts } from './application.ts';
import type { ApplicationReason } from './application-reasons.ts';

/** What an application comes to, and why. */
export type ApplicationVerdict = {
  readonly status: 'approved' | 'rejected' | 'review';
  /** Of the rules; null where they were not asked. */
  readonly rules: Judgement['verdict'] | null;
  readonly reasons: readonly StoredReason[];
  readonly remedies: Judgement['remedies'];
  readonly cause: ReviewCause;
};

/**
 * A company that the register does not know is a gap in the facts: a person looks, whatever the rules
 * would make of the rest. Everything else is theirs to say.
 */
export function judgeApplication(
  { content }: RulesetVersion,
  { company }: Pick<ApplicationFacts, 'company'>,
  facts: CreditFacts,
): ApplicationVerdict {
  if (company.kind === 'unknown')
    return leftToPerson({ code: 'assessment.company_unknown' }, 'gap');
  const { verdict, reasons, remedies, gaps } = judge(content, facts);
  return {
    status: verdict,
    rules: verdict,
    reasons: reasonsOf(reasons),
    remedies,
    cause: gaps.length > 0 ? 'gap' : 'rule',
  };
}

/** Whether an approval stands with a hold. What costs nothing needs none. */
export function asksForHold({ content }: RulesetVersion, { amount }: CreditFacts): boolean {
  return content.hold && Number(amount) > 0;
}

/** No line is no credit: an approval that is to take a hold is left to a person without one. */
export function judgeHold(
  version: RulesetVersion,
  { levels }: Pick<ApplicationFacts, 'levels'>,
  facts: CreditFacts,
  judged: ApplicationVerdict,
): ApplicationVerdict {
  if (judged.status !== 'approved' || !asksForHold(version, facts) || levels !== null)
    return judged;
  const reason: ApplicationReason = { code: 'assessment.hold_no_line' };
  return { ...judged, status: 'review', reasons: [reason], cause: 'rule' };
}

/**
 * The rules' reasons as a decision keeps them: in English, for the people of the desk. Reports take
 * the languages from the version. Its parameters have names that somebody else chose, and stay out.
 */
export function reasonsOf(reasons: Judgement['reasons']): readonly StoredReason[] {
  return reasons.map(({ code, text }) => ({ code, says: text.en }));
}

/** The facts did not come, or there are no rules to ask: nobody has judged. */
export function leftToPerson(reason: ApplicationReason, cause: ReviewCause): ApplicationVerdict {
  return { status: 'review', rules: null, reasons: [reason], remedies: [], cause };
}
