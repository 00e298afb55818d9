import type { Hold } from '../credit/index.ts';
import type { OrganizationId } from '../kernel/ids.ts';
import type { Money } from '../kernel/money.ts';
import { type AskedRuleset, plainRuleset, type Question } from './ask-ruleset.ts';
import type { ConsentReason } from './consent.ts';
import { type CheckReason, sourceOf } from './credit-check.ts';
import type { DecisionDraft } from './decision-row.ts';
import type { BookDeps, GatheredFacts } from './gather-facts.ts';
import type { judgeOverdue } from './judge-overdue.ts';
import type { DecisionReader } from './ports.ts';
import { type Case, draftOf, type RecordDeps, rulesetHashOf } from './record-decision.ts';
import { graceOf, type Standing } from './standing-review.ts';

export type JudgeDeps = BookDeps &
  RecordDeps & {
    readonly decisions: Pick<DecisionReader, 'latestCheck' | 'latestYes'>;
  };

/** A case with what was found so far. */
export type FoundBasket = Case & {
  /** Asks the tenant's ruleset; null where the built-in rules are all. */
  readonly ask: ((question: Question) => Promise<AskedRuleset>) | null;
  readonly organizationId: OrganizationId;
  readonly live: Hold | null;
  readonly total: Money;
};

export function askFound(
  { request, settings, facts, ask, organizationId, total }: FoundBasket,
  line: Pick<Question, 'levels' | 'rate' | 'now'>,
): Promise<AskedRuleset> | null {
  if (ask === null) return null;
  const { tenantId } = request;
  const subject = sourceOf(request);
  const question = { tenantId, subject, organizationId, total, facts, settings, ...line };
  return ask(question);
}

/** With what the ruleset was told and said, and the settings beside it: enough to judge it again. */
export function draftWith(
  deps: JudgeDeps,
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
export function isLeftOpen(reasons: readonly CheckReason[]): boolean {
  return reasons.every(({ code }) => leftOpen.has(code));
}

/** Of the rules where one of them has a reason, whatever stands over them. */
export function verdictOf(ofRules: readonly CheckReason[]): 'review' | 'refused' {
  return isLeftOpen(ofRules) ? 'review' : 'refused';
}

const leftOpen: ReadonlySet<string> = new Set([
  'assessment.ruleset_review',
  'assessment.ruleset_gap',
  'assessment.ruleset_not_in_force',
]);

/** What lets a yes stand although the rules say no: a person's approval, or their own yes of late. */
export async function consentOf(
  deps: JudgeDeps,
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

export function rejectionOf(standing: Standing | null): readonly CheckReason[] {
  return standing?.kind === 'rejected' ? [standing.reason] : [];
}

export function overdueFactsOf(
  { billing, billingRate }: GatheredFacts,
  levels: Parameters<typeof judgeOverdue>[0]['levels'],
) {
  return { billing, rate: billingRate, levels };
}
