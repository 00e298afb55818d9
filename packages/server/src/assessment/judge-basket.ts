import type { Hold, PlaceHold } from '../credit/index.ts';
import { dateOf } from '../kernel/clock.ts';
import type { OrganizationId } from '../kernel/ids.ts';
import { isEqual, type Money, money } from '../kernel/money.ts';
import {
  type AskedRuleset,
  askRuleset,
  type ChosenRuleset,
  plainRuleset,
  type Question,
  type RulesetSource,
} from './ask-ruleset.ts';
import type { ConsentReason } from './consent.ts';
import {
  type CheckReason,
  type CreditCheckAnswer,
  type CreditCheckRequest,
  sourceOf,
} from './credit-check.ts';
import { type DecisionDraft, decisionRow, isSaidAlready } from './decision-row.ts';
import {
  type BookDeps,
  type GatheredFacts,
  type PlatformFacts,
  plainRate,
  rateFor,
  withBooks,
} from './gather-facts.ts';
import { judgeAccount } from './judge-account.ts';
import { judgeFiguresAge } from './judge-figures-age.ts';
import { judgeLine } from './judge-line.ts';
import { isSettled, judgeOrder } from './judge-order.ts';
import { judgeOverdue } from './judge-overdue.ts';
import { writePosition } from './line-position.ts';
import { closedReview, commitWithReview, reviewRowsOf } from './open-review.ts';
import type { CheckSettings, DecisionReader } from './ports.ts';
import {
  type Case,
  draftOf,
  type RecordDeps,
  refuse,
  rulesetHashOf,
  unitOf,
} from './record-decision.ts';
import { graceOf, type Standing, standingOf } from './standing-review.ts';

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

export type JudgeDeps = BookDeps &
  RecordDeps & {
    readonly decisions: Pick<DecisionReader, 'latestCheck' | 'latestYes'>;
  };

export function createJudgeBasket(deps: JudgeDeps & RulesetSource): JudgeBasket {
  const ask: Ask = (chosen, question) => askRuleset(deps, chosen, question);
  const all = { ...deps, ask };
  return (asked) => judgeAsked(all, asked);
}

export function createJudgePlainBasket(deps: JudgeDeps): JudgePlainBasket {
  const ask: Ask = () => Promise.resolve(null);
  const all = { ...deps, ask };
  return (asked) => judgeAsked(all, { ...asked, chosen: null });
}

type Ask = (chosen: ChosenRuleset | null, question: Question) => Promise<AskedRuleset | null>;
type Deps = JudgeDeps & { readonly ask: Ask };

async function judgeAsked(
  deps: Deps,
  { request, settings, facts, chosen }: AskedBasket,
): Promise<CreditCheckAnswer> {
  const known = await withBooks(deps, request, settings, facts);
  return judgeCase(deps, { request, settings, facts: known }, chosen);
}

async function judgeCase(
  deps: Deps,
  one: Case,
  chosen: ChosenRuleset | null,
): Promise<CreditCheckAnswer> {
  const { request, facts } = one;
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
  const { settings } = one;
  const found: Found = { request, settings, facts, chosen, organizationId, live, total };
  return total.amountMinor === 0n ? judgeZero(deps, found) : judgeAmount(deps, found);
}

/** A case with what was found so far. */
type Found = Case & {
  readonly chosen: ChosenRuleset | null;
  readonly organizationId: OrganizationId;
  readonly live: Hold | null;
  readonly total: Money;
};

/** The rules on the line as it is read, then the hold with its decision in one transaction. */
async function judgeAmount(deps: Deps, one: Found): Promise<CreditCheckAnswer> {
  const { request, settings, facts, organizationId, live, total } = one;
  const { tenantId } = request;
  const { levels } = facts;
  const rate =
    levels === null ? null : await rateFor(deps, tenantId, total.currency, levels[0].currency);
  const now = deps.clock.now();
  // Less than what stands is never asked of any rule: it frees.
  const isLess = live !== null && total.amountMinor < live.askedMinor;
  const isAskedAbout = one.chosen !== null && !isLess;
  const asked = isAskedAbout ? await askFound(deps, one, { levels, rate, now }) : null;
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

/**
 * A total of 0 asks for no headroom: line and hold are left out, stop and rules are not. What the
 * basket held before is given back with the decision.
 */
async function judgeZero(deps: Deps, one: Found): Promise<CreditCheckAnswer> {
  const { request, settings, facts, live, total } = one;
  const now = deps.clock.now();
  const { levels } = facts;
  const stopped = levels?.find((line) => line.stopped);
  const asked = await askFound(deps, one, { levels, rate: null, now });
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

function askFound(
  deps: Deps,
  { request, settings, facts, chosen, organizationId, total }: Found,
  line: Pick<Question, 'levels' | 'rate' | 'now'>,
): Promise<AskedRuleset | null> {
  const { tenantId } = request;
  const subject = sourceOf(request);
  const question = { tenantId, subject, organizationId, total, facts, settings, ...line };
  return deps.ask(chosen, question);
}

/** With what the ruleset was told and said, and the settings beside it: enough to judge it again. */
function draftWith(
  deps: Deps,
  one: Case,
  asked: AskedRuleset | null,
  more: Parameters<typeof draftOf>[2],
  position: string | null = null,
): DecisionDraft {
  if (asked === null) return draftOf(deps, one, more, position);
  const settingsHash = rulesetHashOf(deps.hash, one.settings);
  const draft = draftOf(
    deps,
    one,
    { ...more, ruleset: plainRuleset(asked), settingsHash },
    position,
  );
  return { ...draft, rulesetHash: asked.version?.hash ?? draft.rulesetHash };
}

/** No rule says no: the ruleset alone leaves it to a person. */
function isLeftOpen(reasons: readonly CheckReason[]): boolean {
  return reasons.every(({ code }) => leftOpen.has(code));
}

/** Of the rules where one of them has a reason, whatever stands over them. */
function verdictOf(ofRules: readonly CheckReason[]): 'review' | 'refused' {
  return isLeftOpen(ofRules) ? 'review' : 'refused';
}

const leftOpen: ReadonlySet<string> = new Set([
  'assessment.ruleset_review',
  'assessment.ruleset_gap',
  'assessment.ruleset_not_in_force',
]);

/** What lets a yes stand although the rules say no: a person's approval, or their own yes of late. */
async function consentOf(
  deps: Deps,
  { request, settings }: Case,
  standing: Standing | null,
  total: Money,
): Promise<ConsentReason | null> {
  if (standing !== null) return standing.kind === 'approved' ? standing.reason : null;
  const { reviews } = settings;
  if (reviews.graceDays === 0) return null;
  const yes = await deps.decisions.latestYes(request.tenantId, sourceOf(request));
  return graceOf(yes, total, reviews, deps.clock.now());
}

function rejectionOf(standing: Standing | null): readonly CheckReason[] {
  return standing?.kind === 'rejected' ? [standing.reason] : [];
}

/** A basket that gave its hold back because it cost nothing is not over. */
async function isFreeByNow(deps: Deps, request: CreditCheckRequest): Promise<boolean> {
  const yes = await deps.decisions.latestYes(request.tenantId, sourceOf(request));
  return yes?.amountMinor === 0n;
}

function askedOf({ askedMinor, askedCurrency }: Hold): Money {
  return money(askedMinor, askedCurrency);
}

function overdueFactsOf(
  { billing, billingRate }: GatheredFacts,
  levels: Parameters<typeof judgeOverdue>[0]['levels'],
) {
  return { billing, rate: billingRate, levels };
}
