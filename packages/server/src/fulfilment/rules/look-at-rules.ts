import type { TenantId } from '../../kernel/ids.ts';
import { accept, type Result } from '../../kernel/result.ts';
import type { RuleLanguage } from '../example-rules.ts';
import type { BusinessRuleCase, BusinessRuleContent } from './business-rules.ts';
import { checkRules, type RuleReport } from './check-rules.ts';
import type { TextLanguages } from './message-text.ts';
import { type RuleTest, tryRules } from './try-rules.ts';

/** What there is to look at in a version; plain data, as it may cross to another thread. */
export type RuleQuestion = {
  readonly content: BusinessRuleContent;
  readonly cases: readonly BusinessRuleCase[];
} & (
  | { readonly kind: 'rule_gate'; readonly byDefault: RuleLanguage }
  /** The cases, and what becomes of these facts where there are some. */
  | {
      readonly kind: 'rule_test';
      readonly facts: BusinessRuleCase['facts'] | null;
      readonly languages: TextLanguages;
    }
);

export type RulesLookedAt = { readonly gate: RuleReport | null; readonly test: RuleTest | null };

export type RulesTooSlow = {
  readonly code: 'fulfilment.rules_too_slow';
  readonly seconds: number;
};

/**
 * Looks at a version where nobody else waits for it. Throws a `Fault` where too many are waiting
 * already.
 */
export type LookAtRules = (
  tenantId: TenantId,
  question: RuleQuestion,
) => Promise<Result<RulesLookedAt, RulesTooSlow>>;

/** The work itself; pure. */
export function lookAtRules(question: RuleQuestion): RulesLookedAt {
  const { content, cases } = question;
  if (question.kind === 'rule_gate') {
    return { gate: checkRules(content, cases, question.byDefault), test: null };
  }
  const { facts, languages } = question;
  return { gate: null, test: tryRules({ content, cases }, facts, languages) };
}

/** In the caller's own thread: for commands, which nobody else waits for. */
export const lookAtRulesHere: LookAtRules = async (_tenantId, question) =>
  accept(lookAtRules(question));
