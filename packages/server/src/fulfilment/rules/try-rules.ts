import { traceOfTable } from '../../decisions/index.ts';
import { type BrokenRule, type SelectedMessage, selectMessage } from '../select-message.ts';
import type { BusinessRuleCase, BusinessRuleVersion } from './business-rules.ts';
import { evaluateRules, valuesOfCase } from './evaluate-rules.ts';
import type { TextLanguages } from './message-text.ts';
import { type RuleCaseOutcome, runRuleCases } from './run-rule-cases.ts';
import { tellBroken } from './tell-broken.ts';

export type TriedRules = {
  readonly broken: readonly BrokenRule[];
  readonly answer: SelectedMessage | null;
  readonly trace: { readonly tables: readonly ReturnType<typeof traceOfTable>[] };
};

export type RuleTest = {
  readonly outcomes: readonly RuleCaseOutcome[];
  readonly tried: TriedRules | null;
};

/** The cases of a version, and what becomes of these facts where there are some. Pure. */
export function tryRules(
  { content, cases }: Pick<BusinessRuleVersion, 'content' | 'cases'>,
  facts: BusinessRuleCase['facts'] | null,
  languages: TextLanguages,
): RuleTest {
  const outcomes = runRuleCases(content, cases);
  if (facts === null) return { outcomes, tried: null };
  const answer = evaluateRules(content, valuesOfCase(content, facts), { isTracing: true });
  const factOf = (name: string) => facts[name] ?? null;
  const broken = tellBroken(content, answer, { languages, factOf });
  const tables = answer.ok ? answer.tables.map(traceOfTable) : [];
  return { outcomes, tried: { broken, answer: selectMessage(broken), trace: { tables } } };
}
