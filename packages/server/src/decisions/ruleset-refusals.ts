import type { RefusalText } from '../kernel/refusal.ts';
import type { TooSlow } from './examine.ts';
import type { GateProblem } from './gate.ts';
import type { ContentProblem } from './json-reader.ts';

/** Why a ruleset stays as it is. In order of precedence. */
export type RulesetRefusal =
  | { readonly code: 'decisions.ruleset_unknown' }
  | { readonly code: 'decisions.ruleset_version_unknown' }
  | ContentProblem
  | { readonly code: 'decisions.ruleset_changed' }
  | { readonly code: 'decisions.ruleset_not_draft'; readonly status: string }
  | { readonly code: 'decisions.ruleset_not_published'; readonly status: string }
  | TooSlow
  | { readonly code: 'decisions.ruleset_unfit'; readonly problems: readonly GateProblem[] }
  | { readonly code: 'decisions.ruleset_activation_in_past' }
  | { readonly code: 'decisions.ruleset_never_active' }
  | { readonly code: 'decisions.ruleset_in_force' };

export const rulesetRefusalTexts: Readonly<Record<RulesetRefusal['code'], RefusalText>> = {
  'decisions.ruleset_unknown': {
    precedence: 10,
    text: 'There is no such ruleset.',
    customerSafe: true,
  },
  'decisions.ruleset_version_unknown': {
    precedence: 20,
    text: 'The ruleset has no such version.',
    customerSafe: true,
  },
  'decisions.ruleset_unreadable': {
    precedence: 30,
    text: 'What was sent is no ruleset: {path} should be {expected}.',
    customerSafe: true,
  },
  'decisions.ruleset_changed': {
    precedence: 40,
    text: 'The ruleset was changed meanwhile. Read it again and repeat.',
    customerSafe: true,
  },
  'decisions.ruleset_not_draft': {
    precedence: 50,
    text: 'The version is {status}: what it says stays as it is.',
    customerSafe: true,
  },
  'decisions.ruleset_not_published': {
    precedence: 60,
    text: 'The version is {status}; only a published one can be in force.',
    customerSafe: true,
  },
  'decisions.ruleset_too_slow': {
    precedence: 65,
    text: 'Looking at the version took longer than {seconds} s. Make its tables simpler.',
    customerSafe: true,
  },
  'decisions.ruleset_unfit': {
    precedence: 70,
    text: 'The version is not fit to decide; the problems say where.',
    customerSafe: true,
  },
  'decisions.ruleset_activation_in_past': {
    precedence: 80,
    text: 'A version can be in force from now on or from a later moment, not from an earlier one.',
    customerSafe: true,
  },
  'decisions.ruleset_never_active': {
    precedence: 90,
    text: 'The version was never in force before, so there is no way back to it.',
    customerSafe: true,
  },
  'decisions.ruleset_in_force': {
    precedence: 100,
    text: 'The version is in force, or will be: activate another one first.',
    customerSafe: true,
  },
};
