import {
  type Application,
  type DecisionsReader,
  judge,
  type RiskClass,
  type Texts,
} from '../decisions/index.ts';
import type { StoredReason } from '../kernel/reasons-text.ts';
import { applicationReasonTexts, ledgerTexts, personTexts } from './application-reasons.ts';
import { askAgain } from './ask-again.ts';
import type { DecisionReader } from './ports.ts';

/** Why an application was decided as it was, in its language. */
export type ApplicationReport = {
  readonly application: Application;
  readonly riskClass: RiskClass | null;
  /** Exact decimal in major units of the application's currency. */
  readonly limitAdvice: string | null;
  /** Sentences, the main one first. */
  readonly why: readonly string[];
};

export type ReportDeps = {
  readonly decisions: Pick<DecisionReader, 'decision'>;
  readonly rulesets: Pick<DecisionsReader, 'versionByHash'>;
};

/** What the rules said of the application, asked again. Null while there is no decision. */
export async function reportOf(
  deps: ReportDeps,
  application: Application,
): Promise<ApplicationReport | null> {
  const { tenantId, decisionId, status, language, decidedBy } = application;
  if (status === 'pending' || status === 'canceled' || decisionId === null) return null;
  const decision = await deps.decisions.decision(tenantId, decisionId);
  if (decision === null) return null;
  const judgement = await askAgain(deps, decision, judge);
  // The rules said yes: what keeps it from being one is not theirs.
  const isOfRules = judgement !== null && decision.verdict === decision.rulesVerdict;
  const byPerson =
    decidedBy !== null && (status === 'approved' || status === 'rejected')
      ? [personTexts[status][language]]
      : [];
  const why = isOfRules
    ? judgement.reasons.map(({ text }) => text[language])
    : decision.ledgerVerdict === 'refused'
      ? [ledgerTexts[language]]
      : decision.reasons.map((reason) => ownText(reason)?.[language] ?? reason.code);
  return {
    application,
    riskClass: judgement?.riskClass ?? null,
    limitAdvice: judgement?.limitAdvice ?? null,
    why: [...byPerson, ...why],
  };
}

function ownText({ code }: StoredReason): Texts | null {
  return Object.hasOwn(applicationReasonTexts, code)
    ? applicationReasonTexts[code as keyof typeof applicationReasonTexts]
    : null;
}
