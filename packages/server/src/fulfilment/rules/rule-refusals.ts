import type { RefusalText } from '../../kernel/refusal.ts';
import type { RulesTooSlow } from './look-at-rules.ts';
import type { RulesUnreadable } from './read-rules.ts';
import type { RuleProblem } from './rule-problem.ts';

/** Why business rules stay as they are. In order of precedence. */
export type RuleRefusal =
  | { readonly code: 'fulfilment.rules_unknown' }
  | RulesUnreadable
  | { readonly code: 'fulfilment.rules_not_ready_made'; readonly operation: string }
  | { readonly code: 'fulfilment.rules_changed' }
  | { readonly code: 'fulfilment.rules_not_published' }
  | RulesTooSlow
  | { readonly code: 'fulfilment.rules_unfit'; readonly problems: readonly RuleProblem[] }
  | { readonly code: 'fulfilment.rules_never_active' };

export const ruleRefusalTexts: Readonly<Record<RuleRefusal['code'], RefusalText>> = {
  'fulfilment.rules_unknown': {
    precedence: 510,
    text: 'There is no such service, set of rules or version.',
    customerSafe: true,
  },
  'fulfilment.rules_unreadable': {
    precedence: 520,
    text: 'What was sent is no set of business rules: {path} should be {expected}.',
    customerSafe: true,
  },
  'fulfilment.rules_not_ready_made': {
    precedence: 530,
    text: 'No rules come ready to use for {operation}.',
    customerSafe: true,
  },
  'fulfilment.rules_changed': {
    precedence: 540,
    text: 'The business rules were changed meanwhile. Read them again and repeat.',
    customerSafe: true,
  },
  'fulfilment.rules_not_published': {
    precedence: 560,
    text: 'The version is a draft; only a published one can be in force.',
    customerSafe: true,
  },
  'fulfilment.rules_too_slow': {
    precedence: 565,
    text: 'Looking at the version took longer than {seconds} s. Make its tables simpler.',
    customerSafe: true,
  },
  'fulfilment.rules_unfit': {
    precedence: 570,
    text: 'The version is not fit to be in force; the problems say where.',
    customerSafe: true,
  },
  'fulfilment.rules_never_active': {
    precedence: 580,
    text: 'The version was never in force before, so there is no way back to it.',
    customerSafe: true,
  },
};
