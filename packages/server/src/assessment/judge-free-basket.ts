import { dateOf } from '../kernel/clock.ts';
import type { CheckReason, CreditCheckAnswer } from './credit-check.ts';
import { decisionRow, isSaidAlready } from './decision-row.ts';
import {
  askFound,
  consentOf,
  draftWith,
  type FoundBasket,
  isLeftOpen,
  type JudgeDeps,
  overdueFactsOf,
  rejectionOf,
  verdictOf,
} from './found-basket.ts';
import { judgeAccount } from './judge-account.ts';
import { judgeOverdue } from './judge-overdue.ts';
import { refuse, unitOf } from './record-decision.ts';
import { standingOf } from './standing-review.ts';

/**
 * A total of 0 asks for no headroom: line and hold are left out, stop and rules are not. What the
 * basket held before is given back with the decision.
 */
export async function judgeFreeBasket(
  deps: JudgeDeps,
  one: FoundBasket,
): Promise<CreditCheckAnswer> {
  const { request, settings, facts, live, total } = one;
  const now = deps.clock.now();
  const { levels } = facts;
  const stopped = levels?.find((line) => line.stopped);
  const asked = await askFound(one, { levels, rate: null, now });
  const draft = draftWith(deps, one, asked, { stoppedLineId: stopped?.lineId });
  const reasons: CheckReason[] = [];
  if (stopped !== undefined) {
    reasons.push({
      code: 'credit.line_stopped',
      currency: stopped.currency,
      headroomMinor: null,
      shortfallMinor: 0n,
      bindingLineId: stopped.lineId,
      bindingOrganizationId: stopped.organizationId,
    });
  }
  const standing = standingOf(facts.reviews.decided, total, settings.reviews, now);
  const overdue = judgeOverdue(overdueFactsOf(facts, levels), settings, dateOf(now));
  const account = judgeAccount(facts.account);
  const ofRules = [
    ...[account, overdue].filter((reason) => reason !== null),
    ...(asked?.reasons ?? []),
  ];
  const because = ofRules.length === 0 ? null : await consentOf(deps, one, standing, total);
  if (because === null) reasons.push(...ofRules);
  reasons.unshift(...rejectionOf(standing));
  if (reasons.length > 0) return refuse(deps, one, reasons, draft, isLeftOpen(reasons));

  const { decisionId } = draft;
  const said = because === null ? [] : [because];
  const rules = because === null ? 'approved' : verdictOf(ofRules);
  const approved = { verdict: 'approved', rules, ledger: null, reasons: said } as const;
  if (live === null) {
    const last = await deps.decisions.latestCheck(request.tenantId, draft.subject);
    if (isSaidAlready(last, draft, 'approved', said)) {
      return { approved: true, holdId: null, decisionId: last.decisionId };
    }
  }
  const { origin } = request;
  const outcome = await deps.ledger.commit({
    ...unitOf(request, [{ ...decisionRow(draft, approved) }]),
    credit:
      live === null
        ? []
        : [
            {
              type: 'releaseHold',
              holdId: live.holdId,
              reason: 'the basket costs nothing any more',
              origin,
              policy: settings.policy,
            },
          ],
  });
  return outcome.kind === 'done'
    ? { approved: true, holdId: null, decisionId }
    : { approved: false, reasons: outcome.reasons, decisionId: null, unjudged: null };
}
