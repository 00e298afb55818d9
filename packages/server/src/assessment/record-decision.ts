import type { CreditUnit, Ledger } from '../credit/index.ts';
import type { ReviewReader } from '../decisions/index.ts';
import { canonical } from '../kernel/canonical.ts';
import type { Clock } from '../kernel/clock.ts';
import { Fault } from '../kernel/fault.ts';
import type { Hash } from '../kernel/hash.ts';
import type { Ids } from '../kernel/ids.ts';
import type { RowChange } from '../kernel/unit-of-work.ts';
import {
  type CheckReason,
  type CreditCheckAnswer,
  type CreditCheckRequest,
  sourceOf,
} from './credit-check.ts';
import { type DecisionDraft, decisionRow, isSaidAlready } from './decision-row.ts';
import { factsText, type GatheredFacts } from './gather-facts.ts';
import { judgeOrder } from './judge-order.ts';
import { commitWithReview, type OpenCase, reviewRowsOf } from './open-review.ts';
import type { CheckSettings, DecisionReader } from './ports.ts';
import { isTechnical } from './refusals.ts';

/** One call with what it was found to rest on. */
export type Case = {
  readonly request: CreditCheckRequest;
  readonly settings: CheckSettings;
  readonly facts: GatheredFacts;
};

/** So much of a case is known before the books are read. */
type Asked = Pick<Case, 'request'> & { readonly facts: Pick<GatheredFacts, 'order'> };

export type RecordDeps = {
  readonly ledger: Ledger;
  readonly decisions: Pick<DecisionReader, 'latestCheck'>;
  readonly reviews: Pick<ReviewReader, 'latestReview'>;
  readonly ids: Ids;
  readonly clock: Clock;
  readonly hash: Hash;
};

/**
 * A no. It leaves a decision only where facts, line, ruleset or reasons are not those of the last
 * one, and with it a review where a person can do something about it. That it cannot be written changes nothing of the answer.
 */
export async function refuse(
  deps: RecordDeps,
  one: Case,
  reasons: readonly CheckReason[],
  draft: DecisionDraft,
  isLeftOpen = false,
): Promise<CreditCheckAnswer> {
  const { request } = one;
  // What the rules leave to a person is none the less a no until he has said yes.
  const rules = isLeftOpen ? 'review' : 'refused';
  const unjudged = reasons.every(({ code }) => isTechnical(code))
    ? { total: totalOf(one), cause: reasons[0]?.code ?? '', fault: null }
    : null;
  const no = { approved: false, reasons, unjudged } as const;
  try {
    const last = await deps.decisions.latestCheck(request.tenantId, draft.subject);
    if (isSaidAlready(last, draft, 'refused', reasons)) {
      const said = { ...draft, decisionId: last.decisionId };
      await reopenReview(deps, one, openCaseOf(one, reasons, said, isLeftOpen));
      return { ...no, decisionId: last.decisionId };
    }
    const row = decisionRow(draft, { verdict: 'refused', rules, ledger: null, reasons });
    const ifDone = reviewRowsOf(deps, openCaseOf(one, reasons, draft, isLeftOpen));
    await commitWithReview(deps.ledger, unitOf(request, [row]), { ifDone, ifRefused: [] });
    return { ...no, decisionId: draft.decisionId };
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    return { ...no, decisionId: null };
  }
}

/** Where nobody is asked any more, and nobody took the case out of the queue, somebody is asked again. */
async function reopenReview(
  deps: RecordDeps,
  { request, facts }: Case,
  found: OpenCase,
): Promise<void> {
  if (facts.reviews.open !== null) return;
  const ifDone = reviewRowsOf(deps, found);
  if (ifDone.length === 0) return;
  const latest = await deps.reviews.latestReview(request.tenantId, found.draft.subject);
  if (latest?.status !== 'withdrawn') await deps.ledger.commit(unitOf(request, ifDone));
}

function openCaseOf(
  { settings, facts }: Case,
  reasons: readonly CheckReason[],
  draft: DecisionDraft,
  isLeftOpen: boolean,
): OpenCase {
  const { reviews } = facts;
  return { draft, settings: settings.reviews, reviews, reasons, isLeftOpen };
}

/** The ledger failed: nobody can say whether the order may run. */
export function unjudgedBy(one: Asked, fault: Fault): CreditCheckAnswer {
  const unjudged = { total: totalOf(one), cause: fault.code, fault };
  return { approved: false, reasons: [], decisionId: null, unjudged };
}

/** The total of an order that may be judged; null where it did not come, or is not to be trusted. */
function totalOf({ request, facts }: Asked) {
  const order = judgeOrder(request, facts.order);
  return order.ok ? order.value.total : null;
}

export function draftOf(
  deps: RecordDeps,
  { request, settings, facts }: Case,
  more: Parameters<typeof factsText>[2] = {},
  position: string | null = null,
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
    position,
  };
}

const rulesetHashes = new WeakMap<CheckSettings, string>();

/** The rules that a tenant sets are its settings: one hash for each version of them. */
export function rulesetHashOf(hash: Hash, settings: CheckSettings): string {
  const known = rulesetHashes.get(settings);
  if (known !== undefined) return known;
  const { policy, rules, currency, rulesetId } = settings;
  const ruleset = rulesetId === null ? {} : { rulesetId };
  const all = { currency, policy: { ...policy }, rules: { ...rules }, ...ruleset };
  const made = hash.sha256(canonical(all));
  rulesetHashes.set(settings, made);
  return made;
}

export function unitOf(
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
