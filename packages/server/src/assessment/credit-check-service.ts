import {
  type CreditReader,
  type CreditUnit,
  holdTtlUs,
  type Ledger,
  type Levels,
  type Rate,
} from '../credit/index.ts';
import { type Clock, dateOf, toMilliseconds } from '../kernel/clock.ts';
import type { Ids, OrganizationId } from '../kernel/ids.ts';
import { isEqual, type Money, money } from '../kernel/money.ts';
import type { RowChange } from '../kernel/unit-of-work.ts';
import { type CreditCheckAnswer, type CreditCheckRequest, sourceOf } from './credit-check.ts';
import { type DecisionDraft, decisionRow } from './decision-row.ts';
import { isSettled, judgeOrder } from './judge-order.ts';
import type { AccountDirectory, OrderAnswer, PlatformOrders, PolicySource } from './ports.ts';
import type { AssessmentRefusal } from './refusals.ts';

export type CreditCheckDeps = {
  readonly ledger: Ledger;
  readonly credit: Pick<CreditReader, 'holdOfSource' | 'levels' | 'rate'>;
  readonly platform: PlatformOrders;
  readonly accounts: AccountDirectory;
  readonly policies: PolicySource;
  readonly clock: Clock;
  readonly ids: Ids;
};

export type CreditCheckService = {
  /** Judges a basket. Throws a `Fault` where the ledger cannot be read or written: never a yes. */
  readonly check: (request: CreditCheckRequest) => Promise<CreditCheckAnswer>;
};

export function createCreditCheckService(deps: CreditCheckDeps): CreditCheckService {
  return { check: (request) => check(deps, request) };
}

async function check(
  deps: CreditCheckDeps,
  request: CreditCheckRequest,
): Promise<CreditCheckAnswer> {
  const { tenantId, accountId } = request;
  const subject = sourceOf(request);
  const left = toMilliseconds(request.deadlineAt) - toMilliseconds(deps.clock.now());
  const [answer, organizationId, latest] = await Promise.all([
    deps.platform.order(tenantId, request.basketId, left),
    deps.accounts.organizationOf(tenantId, accountId),
    deps.credit.holdOfSource(tenantId, subject),
  ]);
  const draft: DecisionDraft = {
    tenantId,
    decisionId: deps.ids.next('dec'),
    subject,
    organizationId,
    total: answer.kind === 'found' ? answer.order.total : null,
    facts: factsOf(request, answer),
  };
  const no = (refusal: AssessmentRefusal) => refuseBefore(deps, request, draft, refusal);

  const order = judgeOrder(request, answer);
  if (!order.ok) return no(order.refusal);
  if (organizationId === null) return no({ code: 'assessment.account_unknown' });
  if (isSettled(latest)) return no({ code: 'assessment.basket_settled' });
  const { total } = order.value;
  if (latest !== null && latest.state === 'open') {
    const isSame = isEqual(money(latest.askedMinor, latest.askedCurrency), total);
    if (isSame) return { approved: true, holdId: latest.holdId, decisionId: null };
  }
  const levels = await deps.credit.levels(tenantId, organizationId);
  return total.amountMinor === 0n
    ? approveZero(deps, request, draft, levels)
    : takeHold(deps, request, draft, { organizationId, levels, total });
}

/** The hold and the decision in one transaction; the hold has the last word. */
async function takeHold(
  deps: CreditCheckDeps,
  request: CreditCheckRequest,
  draft: DecisionDraft,
  asked: {
    readonly organizationId: OrganizationId;
    readonly levels: Levels | null;
    readonly total: Money;
  },
): Promise<CreditCheckAnswer> {
  const policy = await deps.policies.policyOf(request.tenantId);
  const outcome = await deps.ledger.commit({
    ...unitOf(request, [decisionRow(draft, 'approved')], [decisionRow(draft, 'refused')]),
    credit: [
      {
        type: 'placeHold',
        holdId: deps.ids.next('hold'),
        organizationId: asked.organizationId,
        kind: 'basket',
        amount: asked.total,
        rate: await rateFor(deps, request, asked.levels, asked.total),
        source: draft.subject,
        ifLive: 'resize',
        due: { afterUs: holdTtlUs.basket },
        origin: request.origin,
        policy,
      },
    ],
  });
  const { decisionId } = draft;
  if (outcome.kind === 'refused') return { approved: false, reasons: outcome.reasons, decisionId };
  return { approved: true, holdId: outcome.results[0]?.hold?.holdId ?? null, decisionId };
}

/** A total of 0 asks for no headroom; a stopped customer is still a no. */
async function approveZero(
  deps: CreditCheckDeps,
  request: CreditCheckRequest,
  draft: DecisionDraft,
  levels: Levels | null,
): Promise<CreditCheckAnswer> {
  const stopped = levels?.find((line) => line.stopped);
  const { decisionId } = draft;
  if (stopped !== undefined) {
    const code = 'credit.line_stopped';
    await deps.ledger.commit(unitOf(request, [decisionRow(draft, 'refused', code)]));
    const figures = {
      currency: stopped.currency,
      headroomMinor: null,
      shortfallMinor: 0n,
      bindingLineId: stopped.lineId,
      bindingOrganizationId: stopped.organizationId,
    };
    return { approved: false, reasons: [{ code, ...figures }], decisionId };
  }
  await deps.ledger.commit(unitOf(request, [decisionRow(draft, 'approved')]));
  return { approved: true, holdId: null, decisionId };
}

async function refuseBefore(
  deps: CreditCheckDeps,
  request: CreditCheckRequest,
  draft: DecisionDraft,
  refusal: AssessmentRefusal,
): Promise<CreditCheckAnswer> {
  await deps.ledger.commit(unitOf(request, [decisionRow(draft, 'refused', refusal.code)]));
  return { approved: false, reasons: [refusal], decisionId: draft.decisionId };
}

async function rateFor(
  deps: CreditCheckDeps,
  request: CreditCheckRequest,
  levels: Levels | null,
  total: Money,
): Promise<Rate | null> {
  if (levels === null || levels[0].currency === total.currency) return null;
  const today = dateOf(deps.clock.now());
  return deps.credit.rate(request.tenantId, total.currency, levels[0].currency, today);
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

function factsOf(request: CreditCheckRequest, answer: OrderAnswer) {
  const { accountId, basketId } = request;
  if (answer.kind !== 'found') return { accountId, basketId, order: { ...answer } };
  const { orderId, accountId: owner, total, statusType } = answer.order;
  const order = { kind: 'found', orderId, accountId: owner, total: { ...total }, statusType };
  return { accountId, basketId, order };
}
