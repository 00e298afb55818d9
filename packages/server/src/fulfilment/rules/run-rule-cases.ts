import type { BusinessRuleCase, BusinessRuleContent, RuleHit } from './business-rules.ts';
import { evaluateRules, type RulesAnswer, valuesOfCase } from './evaluate-rules.ts';

export type RuleCaseOutcome = {
  readonly name: string;
  readonly passed: boolean;
  /** The rules that are broken; null where the set had no answer. */
  readonly broken: readonly RuleHit[] | null;
  /** What the answer hangs on, where there is none. */
  readonly missing: string | null;
  /** In words, for people. */
  readonly expected: string;
  readonly actual: string;
};

/** What becomes of each case. One in which a limit was passed ends the run: the rest would be slow too. */
export function runRuleCases(
  content: BusinessRuleContent,
  cases: readonly BusinessRuleCase[],
): readonly RuleCaseOutcome[] {
  const outcomes: RuleCaseOutcome[] = [];
  for (const one of cases) {
    const answer = evaluateRules(content, valuesOfCase(content, one.facts));
    outcomes.push(outcomeOf(one, answer));
    if (!answer.ok && answer.isLimitPassed) break;
  }
  return outcomes;
}

function outcomeOf({ name, expect }: BusinessRuleCase, answer: RulesAnswer): RuleCaseOutcome {
  const expected = describeHits(expect);
  if (!answer.ok) {
    const { missing } = answer;
    const actual = `no answer without ${missing}`;
    return { name, passed: false, broken: null, missing, expected, actual };
  }
  const { broken } = answer;
  const actual = describeHits(broken);
  return { name, passed: actual === expected, broken, missing: null, expected, actual };
}

function describeHits(hits: readonly RuleHit[]): string {
  if (hits.length === 0) return 'no broken rule';
  return hits.map(({ code, message }) => `${code} ${message}`).join(', ');
}
