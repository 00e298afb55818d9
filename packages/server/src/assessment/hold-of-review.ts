import type { CreditReader, PlaceHold } from '../credit/index.ts';
import type { Review, ReviewEnd, SubjectWork } from '../decisions/index.ts';
import { canonical } from '../kernel/canonical.ts';
import { type Clock, dateOf } from '../kernel/clock.ts';
import type { Hash } from '../kernel/hash.ts';
import type { Ids } from '../kernel/ids.ts';
import { money } from '../kernel/money.ts';
import { accept } from '../kernel/result.ts';
import { basketOf } from './credit-check.ts';
import { type DecisionDraft, decisionRow } from './decision-row.ts';
import { judgeLine } from './judge-line.ts';
import { isSettled } from './judge-order.ts';
import type { SettingSource } from './ports.ts';

export type BasketApprovalDeps = {
  readonly credit: Pick<CreditReader, 'levels' | 'holdOfSource' | 'rate'>;
  readonly settings: SettingSource;
  readonly ids: Ids;
  readonly clock: Clock;
  readonly hash: Hash;
};

/**
 * The hold of a basket that a person approved, taken with the approval: the platform need not ask
 * again, because the back office may execute the order by hand. Where the ledger would refuse it the
 * approval stands without one, and the next credit check is asked.
 */
export function createBasketSubject(
  deps: BasketApprovalDeps,
): (review: Review, end: ReviewEnd) => Promise<SubjectWork<PlaceHold>> {
  return async (review, { status, actor, isOverLimit }) => {
    const { tenantId, subject, organizationId, reviewId, amountMinor } = review;
    const basket = basketOf(subject);
    if (basket === null || organizationId === null || status !== 'approved') return nothing;
    const [settings, levels, latest] = await Promise.all([
      deps.settings.settingsOf(tenantId),
      deps.credit.levels(tenantId, organizationId),
      deps.credit.holdOfSource(tenantId, subject),
    ]);
    if (levels === null || isSettled(latest)) return nothing;
    const amount = money(amountMinor, review.currency);
    const now = deps.clock.now();
    const { currency } = levels[0];
    const command: PlaceHold = {
      type: 'placeHold',
      holdId: deps.ids.next('hold'),
      organizationId,
      kind: 'review',
      amount,
      rate:
        amount.currency === currency
          ? null
          : await deps.credit.rate(tenantId, amount.currency, currency, dateOf(now)),
      source: subject,
      ifLive: 'resize',
      due: { afterUs: settings.reviews.holdTtlUs },
      origin: { context: 'BACKOFFICE', actor },
      policy: settings.policy,
      isOverLimit,
    };
    const live = latest?.state === 'open' ? latest : null;
    if (judgeLine(tenantId, { levels, live }, command, now).length > 0) return nothing;

    const facts = canonical({ ...basket, reviewId, decisionId: review.decisionId, isOverLimit });
    const draft: DecisionDraft = {
      tenantId,
      decisionId: deps.ids.next('dec'),
      kind: 'review',
      subject,
      organizationId,
      total: amount,
      facts,
      factsHash: deps.hash.sha256(facts),
      rulesetHash: null,
      position: null,
    };
    const because = { code: 'assessment.review_approved', reviewId, by: actor } as const;
    const said = { verdict: 'approved', rules: null, ledger: 'approved', reasons: null } as const;
    return accept({ rows: [decisionRow(draft, { ...said, because })], credit: [command] });
  };
}

const nothing: SubjectWork<never> = accept({ rows: [], credit: [] });
