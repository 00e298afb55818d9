import type { AccountAnswer } from './ports.ts';
import type { AssessmentRefusal } from './refusals.ts';

/**
 * Ordering: an account that may not order at the platform gets no credit, where the tenant wants that.
 * A fact that did not come is a no. Null for the answer: no rule uses it, so that nobody asked.
 */
export function judgeAccount(answer: AccountAnswer | null): AssessmentRefusal | null {
  if (answer === null) return null;
  switch (answer.kind) {
    case 'unregistered':
      return { code: 'assessment.installation_unknown', installation: answer.installation };
    case 'unavailable':
      return { code: 'assessment.account_unavailable', cause: answer.reason };
    case 'unknown':
      return { code: 'assessment.account_unavailable', cause: 'unknown' };
    case 'incomplete':
      return { code: 'assessment.account_incomplete', gaps: answer.gaps };
    case 'found':
      return answer.account.mayOrder ? null : { code: 'assessment.ordering_disabled' };
  }
}
