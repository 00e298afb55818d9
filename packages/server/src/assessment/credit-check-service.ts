import type { CreditReader, CreditUnit, Hold, Ledger, PlaceHold } from '../credit/index.ts';
import { canonical } from '../kernel/canonical.ts';
import { dateOf } from '../kernel/clock.ts';
import { Fault } from '../kernel/fault.ts';
import type { Hash } from '../kernel/hash.ts';
import type { Ids, OrganizationId } from '../kernel/ids.ts';
import { createInFlight } from '../kernel/in-flight.ts';
import { isEqual, type Money, money } from '../kernel/money.ts';
import type { RowChange } from '../kernel/unit-of-work.ts';
import {
  type CheckReason,
  type CreditCheckAnswer,
  type CreditCheckRequest,
  sourceOf,
} from './credit-check.ts';
import { type DecisionDraft, decisionRow, isSaidAlready } from './decision-row.ts';
import {
  type FactDeps,
  factsText,
  type GatheredFacts,
  gatherFacts,
  plainRate,
  rateFor,
} from './gather-facts.ts';
import { judgeFiguresAge } from './judge-figures-age.ts';
import { judgeLine } from './judge-line.ts';
import { isSettled, judgeOrder } from './judge-order.ts';
import { judgeOverdue } from './judge-overdue.ts';
import { writePosition } from './line-position.ts';
import type { CheckSettings, DecisionReader, SettingSource } from './ports.ts';

export type CreditCheckDeps = FactDeps & {
  readonly ledger: Ledger;
  readonly credit: Pick<CreditReader, 'holdOfSource' | 'levels' | 'rate'>;
  readonly decisions: Pick<DecisionReader, 'latestCheck'>;
  readonly settings: SettingSource;
  readonly ids: Ids;
  readonly hash: Hash;
};

export type CreditCheckService = {
  /**
   * Judges a basket. Calls for one basket that are in flight together share one judgement; nothing
   * of it is kept for a later call. Throws a `Fault` where the ledger cannot be read or a yes cannot
   * be written: never a yes.
   */
  readonly check: (request: CreditCheckRequest) => Promise<CreditCheckAnswer>;
};

export function createCreditCheckService(deps: CreditCheckDeps): CreditCheckService {
  const inFlight = createInFlight<CreditCheckAnswer>();
  return {
    check: (request) =>
      inFlight.join(`${request.tenantId}\n${sourceOf(request)}`, request.deadlineAt, () =>
        judge(deps, request),
      ),
  };
}

/** One call with what it was found to rest on. */
type Case = {
  readonly request: CreditCheckRequest;
  readonly settings: CheckSettings;
  readonly facts: GatheredFacts;
};

async function judge(
  deps: CreditCheckDeps,
  request: CreditCheckRequest,
): Promise<CreditCheckAnswer> {
  const settings = await deps.settings.settingsOf(request.tenantId);
  const facts = await gatherFacts(deps, request, settings);
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
  return total.amountMinor === 0n
    ? judgeZero(deps, one, organizationId, live)
    : judgeAmount(deps, one, organizationId, live, total);
}

/** The rules on the line as it is read, then the hold with its decision in one transaction. */
async function judgeAmount(
  deps: CreditCheckDeps,
  one: Case,
  organizationId: OrganizationId,
  live: Hold | null,
  total: Money,
): Promise<CreditCheckAnswer> {
  const { request, settings, facts } = one;
  const { tenantId } = request;
  const levels = await deps.credit.levels(tenantId, organizationId);
  const rate =
    levels === null ? null : await rateFor(deps, tenantId, total.currency, levels[0].currency);
  const draft = {
    ...draftOf(deps, one, { rate: plainRate(rate) }),
    position: levels === null ? null : writePosition(levels),
  };
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
  };
  const now = deps.clock.now();
  // Less than what stands is never asked of any rule: it frees.
  const isLess = live !== null && total.amountMinor < live.askedMinor;
  const reasons = [
    ...judgeLine(tenantId, { levels, live }, command, now),
    ...(isLess ? [] : [judgeOverdue(overdueFactsOf(facts, levels), settings, dateOf(now))]),
    ...(isLess ? [] : [judgeFiguresAge(levels, settings.rules.figuresMaxAgeUs, now)]),
  ].filter((reason) => reason !== null);
  if (reasons.length > 0) return refuse(deps, one, reasons, draft);

  const both = { rules: 'approved', reasons: null } as const;
  const outcome = await deps.ledger.commit({
    ...unitOf(
      request,
      [decisionRow(draft, { verdict: 'approved', ledger: 'approved', ...both })],
      [decisionRow(draft, { verdict: 'refused', ledger: 'refused', ...both })],
    ),
    credit: [command],
  });
  const { decisionId } = draft;
  if (outcome.kind === 'refused') return { approved: false, reasons: outcome.reasons, decisionId };
  return { approved: true, holdId: outcome.results[0]?.hold?.holdId ?? null, decisionId };
}

/**
 * A total of 0 asks for no headroom: line and hold are left out, stop and rules are not. What the
 * basket held before is given back with the decision.
 */
async function judgeZero(
  deps: CreditCheckDeps,
  one: Case,
  organizationId: OrganizationId,
  live: Hold | null,
): Promise<CreditCheckAnswer> {
  const { request, settings, facts } = one;
  const levels = await deps.credit.levels(request.tenantId, organizationId);
  const stopped = levels?.find((line) => line.stopped);
  const draft = draftOf(deps, one, { stoppedLineId: stopped?.lineId });
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
  const today = dateOf(deps.clock.now());
  const overdue = judgeOverdue(overdueFactsOf(facts, levels), settings, today);
  if (overdue !== null) reasons.push(overdue);
  if (reasons.length > 0) return refuse(deps, one, reasons, draft);

  const { decisionId } = draft;
  const approved = { verdict: 'approved', rules: 'approved', ledger: null, reasons: [] } as const;
  if (live === null) {
    const last = await deps.decisions.latestCheck(request.tenantId, draft.subject);
    if (isSaidAlready(last, draft, 'approved', [])) {
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
    : { approved: false, reasons: outcome.reasons, decisionId: null };
}

/**
 * A no. It leaves a decision only where facts, line, ruleset or reasons are not those of the last
 * one. That it cannot be written changes nothing of the answer.
 */
async function refuse(
  deps: CreditCheckDeps,
  { request }: Case,
  reasons: readonly CheckReason[],
  draft: DecisionDraft,
): Promise<CreditCheckAnswer> {
  try {
    const last = await deps.decisions.latestCheck(request.tenantId, draft.subject);
    if (isSaidAlready(last, draft, 'refused', reasons)) {
      return { approved: false, reasons, decisionId: last.decisionId };
    }
    const row = decisionRow(draft, { verdict: 'refused', rules: 'refused', ledger: null, reasons });
    await deps.ledger.commit(unitOf(request, [row]));
    return { approved: false, reasons, decisionId: draft.decisionId };
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    return { approved: false, reasons, decisionId: null };
  }
}

/** A basket that gave its hold back because it cost nothing is not over. */
async function isFreeByNow(deps: CreditCheckDeps, request: CreditCheckRequest): Promise<boolean> {
  const last = await deps.decisions.latestCheck(request.tenantId, sourceOf(request));
  return last?.verdict === 'approved' && last.amountMinor === 0n;
}

function draftOf(
  deps: CreditCheckDeps,
  { request, settings, facts }: Case,
  more: Parameters<typeof factsText>[2] = {},
): DecisionDraft {
  const text = factsText(request, facts, more);
  return {
    tenantId: request.tenantId,
    decisionId: deps.ids.next('dec'),
    kind: 'credit_check',
    subject: sourceOf(request),
    organizationId: facts.organizationId,
    total: facts.order.kind === 'found' ? facts.order.order.total : null,
    facts: text,
    factsHash: deps.hash.sha256(text),
    rulesetHash: rulesetHashOf(deps.hash, settings),
    position: null,
  };
}

const rulesetHashes = new WeakMap<CheckSettings, string>();

/** Until there are rulesets, a tenant's rules are its settings: one hash for each version of them. */
function rulesetHashOf(hash: Hash, settings: CheckSettings): string {
  const known = rulesetHashes.get(settings);
  if (known !== undefined) return known;
  const { policy, rules, currency } = settings;
  const made = hash.sha256(canonical({ currency, policy: { ...policy }, rules: { ...rules } }));
  rulesetHashes.set(settings, made);
  return made;
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

function unitOf(
  request: CreditCheckRequest,
  ifDone: readonly RowChange[],
  ifRefused: readonly RowChange[] = [],
): CreditUnit {
  return {
    tenantId: request.tenantId,
    key: null,
    credit: [],
    rows: { ifDone, ifRefused },
    deadlineAt: request.deadlineAt,
  };
}
