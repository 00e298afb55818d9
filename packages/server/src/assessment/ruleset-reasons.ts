import type { Judgement, JudgementReason, JudgementRemedy } from '../decisions/index.ts';

/** Why a credit check is a no by the tenant's ruleset: one for each reason that the ruleset gives. */
export type RulesetReason =
  | {
      readonly code:
        | 'assessment.ruleset_rejected'
        | 'assessment.ruleset_review'
        | 'assessment.ruleset_gap';
      readonly rulesetId: number;
      readonly rulesetVersion: number;
      /** The ruleset's own code. */
      readonly reason: string;
      /** In English; `texts` has every language. */
      readonly says: string;
      readonly texts: JudgementReason['text'];
      readonly wouldPass: string;
    }
  | { readonly code: 'assessment.ruleset_not_in_force'; readonly rulesetId: number };

export const rulesetReasonTexts: Readonly<Record<RulesetReason['code'], string>> = {
  'assessment.ruleset_rejected': 'Ruleset {rulesetId} rejects: {says}',
  'assessment.ruleset_review': 'Ruleset {rulesetId} leaves it to a person: {says}',
  'assessment.ruleset_gap': 'Ruleset {rulesetId} cannot judge: {says}',
  'assessment.ruleset_not_in_force': 'No version of ruleset {rulesetId} is in force.',
};

export const rulesetRemedies: Readonly<Record<RulesetReason['code'], string>> = {
  'assessment.ruleset_rejected': '{wouldPass}',
  'assessment.ruleset_review': '{wouldPass}',
  'assessment.ruleset_gap': 'The fact becomes known, or a person approves the basket.',
  'assessment.ruleset_not_in_force':
    'A version of the ruleset is activated, or the setting names another ruleset.',
};

export function rulesetReasons(
  rulesetId: number,
  rulesetVersion: number,
  { verdict, reasons, remedies, gaps }: Judgement,
): readonly RulesetReason[] {
  if (verdict === 'approved') return [];
  const code =
    gaps.length > 0
      ? 'assessment.ruleset_gap'
      : verdict === 'rejected'
        ? 'assessment.ruleset_rejected'
        : 'assessment.ruleset_review';
  const wouldPass = remediesText(remedies, 'A basket');
  return reasons.map(({ code: reason, text }) => ({
    ...{ code, rulesetId, rulesetVersion, reason, says: text.en, texts: text, wouldPass },
  }));
}

/** What would make it a yes, in words; what is judged is called by its noun. */
export function remediesText(remedies: Judgement['remedies'], noun: string): string {
  return remedies.map((remedy) => remedyText(remedy, noun)).join(' ') || nothingPasses;
}

const nothingPasses = 'Other facts, or the approval of a person: no smaller amount passes.';

function remedyText({ code, params }: JudgementRemedy, noun: string): string {
  const { amount, pay, currency } = params;
  switch (code) {
    case 'amount.lower':
      return `${noun} of at most ${amount} ${currency}.`;
    case 'overdue.pay':
      return `A payment of ${amount} ${currency} of what is overdue.`;
    default:
      return `A payment of the ${pay} ${currency} that are overdue, and ${noun.toLowerCase()} of at most ${amount} ${currency}.`;
  }
}
