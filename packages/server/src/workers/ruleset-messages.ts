import type { Examination, Examined } from '../decisions/index.ts';
import type { RuleQuestion, RulesLookedAt } from '../fulfilment/index.ts';

/**
 * What goes to the thread that looks at rules, one question at a time: of credit, or of a provider's
 * service. And what comes back.
 */
export type ToRulesetThread = Examination | RuleQuestion;
export type FromRulesetThread =
  | { readonly type: 'examined'; readonly examined: Examined }
  | { readonly type: 'rules_looked_at'; readonly lookedAt: RulesLookedAt }
  | { readonly type: 'failed'; readonly message: string };
