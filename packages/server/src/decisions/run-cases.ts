import { judgePlainly } from './judge.ts';
import type { Judgement } from './judgement.ts';
import type { RulesetCase, RulesetContent } from './ruleset.ts';

export type CaseOutcome = {
  readonly name: string;
  readonly passed: boolean;
  readonly judgement: Judgement;
  readonly differences: readonly {
    readonly what: 'verdict' | 'riskClass' | 'limitAdvice' | 'reasons';
    readonly expected: string;
    readonly actual: string;
  }[];
};

/** What becomes of each case. A case in which a limit was passed ends the run: the rest would be slow too. */
export function runCases(
  content: RulesetContent,
  cases: readonly RulesetCase[],
): readonly CaseOutcome[] {
  const outcomes: CaseOutcome[] = [];
  for (const one of cases) {
    const judgement = judgePlainly(content, one.facts);
    const differences = differencesOf(one.expect, judgement);
    outcomes.push({ name: one.name, passed: differences.length === 0, judgement, differences });
    if (judgement.gaps.includes('ruleset.limit_passed')) {
      return outcomes.map((outcome) =>
        outcome.judgement === judgement ? { ...outcome, passed: false } : outcome,
      );
    }
  }
  return outcomes;
}

function differencesOf(
  expect: RulesetCase['expect'],
  judgement: Judgement,
): CaseOutcome['differences'] {
  const reasons = judgement.reasons.map(({ code }) => code).join(', ');
  const compared = [
    { what: 'verdict', expected: expect.verdict, actual: judgement.verdict },
    { what: 'riskClass', expected: expect.riskClass, actual: judgement.riskClass },
    { what: 'limitAdvice', expected: expect.limitAdvice, actual: judgement.limitAdvice },
    { what: 'reasons', expected: expect.reasons?.join(', '), actual: reasons },
  ] as const;
  return compared
    .filter(({ expected, actual }) => expected !== undefined && expected !== actual)
    .map(({ what, expected, actual }) => ({
      what,
      expected: String(expected),
      actual: String(actual),
    }));
}
