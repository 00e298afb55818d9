import type { Hold, PlaceHold } from '../credit/index.ts';
import { dateOf } from '../kernel/clock.ts';
import { isEqual, type Money, money } from '../kernel/money.ts';
import { askRuleset, type ChosenRuleset, type RulesetSource } from './ask-ruleset.ts';
import {
  type CheckReason,
  type CreditCheckAnswer,
  type CreditCheckRequest,
  sourceOf,
} from './credit-check.ts';
import { decisionRow } from './decision-row.ts';
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
import { type PlatformFacts, plainRate, rateFor, withBooks } from './gather-facts.ts';
import { judgeAccount } from './judge-account.ts';
import { judgeFiguresAge } from './judge-figures-age.ts';
import { judgeFreeBasket } from './judge-free-basket.ts';
import { judgeLine } from './judge-line.ts';
import { isSettled, judgeOrder } from './judge-order.ts';
import { judgeOverdue } from './judge-overdue.ts';
import { writePosition } from './line-position.ts';
import { closedReview, commitWithReview, reviewRowsOf } from './open-review.ts';
import type { CheckSettings } from './ports.ts';
import { type Case, draftOf, refuse, unitOf } from './record-decision.ts';
import { standingOf } from './standing-review.ts';

/** A credit check with all that its judgement needs beside the books. Plain data. */
export type AskedBasket = {
  readonly request: CreditCheckRequest;
  readonly settings: CheckSettings;
  readonly facts: PlatformFacts;
  readonly chosen: ChosenRuleset | null;
};

/** Of a tenant that has no ruleset: the built-in rules are all. */
export type PlainBasket = Omit<AskedBasket, 'chosen'>;

/**
 * Reads the books, applies the rules, and takes the hold with its decision. Question and answer are plain
 * data. Throws a `Fault` where the ledger cannot be read, or a yes cannot be written.
 */
export type JudgeBasket = (asked: AskedBasket) => Promise<CreditCheckAnswer>;
export type JudgePlainBasket = (asked: PlainBasket) => Promise<CreditCheckAnswer>;

export function createJudgeBasket(deps: JudgeDeps & RulesetSource): JudgeBasket {
  return (asked) => {
    const { chosen } = asked;
    if (chosen === null) return judgeBasket(deps, asked, null);
    return judgeBasket(deps, asked, (question) => askRuleset(deps, chosen, question));
  };
}

export function createJudgePlainBasket(deps: JudgeDeps): JudgePlainBasket {
  return (asked) => judgeBasket(deps, asked, null);
}

async function judgeBasket(
  deps: JudgeDeps,
  { request, settings, facts: told }: PlainBasket,
  ask: FoundBasket['ask'],
): Promise<CreditCheckAnswer> {
  const facts = await withBooks(deps, request, settings, told);
  const one: Case = { request, settings, facts };
  const no = (reason: CheckReason) => refuse(deps, one, [reason], draftOf(deps, one));

  const order = judgeOrder(request, facts.order);
  if (!order.ok) return no(order.refusal);
  const { organizationId, latest } = facts;
  if (organizationId === null) return no({ code: 'assessment.account_unknown' });
  if (isSettled(latest) && !(await isFreeByNow(deps, request))) {
    return no({ code: 'assessment.basket_settled' });
  }
  const { total } = order.value;
  const live = latest?.state === 'open' ? latest : null;
  if (live !== null && isEqual(askedOf(live), total)) {
    return { approved: true, holdId: live.holdId, decisionId: null };
  }
  const found: FoundBasket = { request, settings, facts, ask, organizationId, live, total };
  if (total.amountMinor === 0n) return judgeFreeBasket(deps, found);
  // Awaited, because a promise that is handed on takes three turns more.
  return await judgeAmount(deps, found);
}

/** The rules on the line as it is read, then the hold with its decision in one transaction. */
async function judgeAmount(deps: JudgeDeps, one: FoundBasket): Promise<CreditCheckAnswer> {
  const { request, settings, facts, organizationId, live, total } = one;
  const { tenantId } = request;
  const { levels } = facts;
  const carriedIn = levels?.[0].currency ?? total.currency;
  const rate =
    carriedIn === total.currency ? null : await rateFor(deps, tenantId, total.currency, carriedIn);
  const now = deps.clock.now();
  // Less than what stands is never asked of any rule: it frees.
  const isLess = live !== null && total.amountMinor < live.askedMinor;
  const asked = isLess ? null : await askFound(one, { levels, rate, now });
  const position = levels === null ? null : writePosition(levels);
  const draft = draftWith(deps, one, asked, { rate: plainRate(rate) }, position);
  const { reviews } = settings;
  const standing = isLess ? null : standingOf(facts.reviews.decided, total, reviews, now);
  const isOverLimit = standing?.kind === 'approved' && standing.isOverLimit;
  const command: PlaceHold = {
    type: 'placeHold',
    holdId: deps.ids.next('hold'),
    organizationId,
    kind: 'basket',
    amount: total,
    rate,
    source: draft.subject,
    ifLive: 'resize',
    due: { afterUs: settings.basketTtlUs },
    origin: request.origin,
    policy: settings.policy,
    ...(isOverLimit ? { isOverLimit } : {}),
  };
  const ofRules = [
    ...(isLess ? [] : [judgeAccount(facts.account)]),
    ...(isLess ? [] : [judgeOverdue(overdueFactsOf(facts, levels), settings, dateOf(now))]),
    ...(isLess ? [] : [judgeFiguresAge(levels, settings.rules.figuresMaxAgeUs, now)]),
    ...(asked?.reasons ?? []),
  ].filter((reason) => reason !== null);
  const isAsked = ofRules.length > 0 || isOverLimit;
  const because = isAsked ? await consentOf(deps, one, standing, total) : null;
  const reasons = [
    ...rejectionOf(standing),
    ...judgeLine(tenantId, { levels, live }, command, now),
    ...(because === null ? ofRules : []),
  ];
  if (reasons.length > 0) return refuse(deps, one, reasons, draft, isLeftOpen(reasons));

  // Over the rules, where a person or an earlier yes stands for it; over the limit where a person said so.
  const rules = because === null || ofRules.length === 0 ? 'approved' : verdictOf(ofRules);
  const isApproved = because?.code === 'assessment.review_approved';
  // One row for both outcomes is told once on its way to storage; a consent belongs to a yes alone.
  const row = decisionRow(draft, { verdict: 'ofLedger', rules, ledger: 'ofLedger', reasons: null });
  const rowOfYes =
    because === null
      ? row
      : decisionRow(draft, {
          verdict: 'approved',
          rules,
          ledger: 'approved',
          reasons: null,
          because,
        });
  const outcome = await commitWithReview(
    deps.ledger,
    {
      ...unitOf(request, [rowOfYes], [row]),
      credit: [
        isApproved ? { ...command, kind: 'review', due: { afterUs: reviews.holdTtlUs } } : command,
      ],
    },
    {
      ifDone: closedReview(facts.reviews, 'The credit check says yes by now.'),
      ifRefused: reviewRowsOf(deps, {
        draft,
        settings: reviews,
        reviews: facts.reviews,
        reasons: 'ledger',
        isLeftOpen: false,
      }),
    },
  );
  const { decisionId } = draft;
  if (outcome.kind === 'refused') {
    return { approved: false, reasons: outcome.reasons, decisionId, unjudged: null };
  }
  return { approved: true, holdId: outcome.results[0]?.hold?.holdId ?? null, decisionId };
}

/** A basket that gave its hold back because it cost nothing is not over. */
async function isFreeByNow(deps: JudgeDeps, request: CreditCheckRequest): Promise<boolean> {
  const yes = await deps.decisions.latestYes(request.tenantId, sourceOf(request));
  return yes?.amountMinor === 0n;
}

function askedOf({ askedMinor, askedCurrency }: Hold): Money {
  return money(askedMinor, askedCurrency);
}
