import type { Examination, Examined } from '../decisions/index.ts';

/** What goes to the thread that looks at rulesets, one question at a time, and what comes back. */
export type ToRulesetThread = Examination;
export type FromRulesetThread =
  | { readonly type: 'examined'; readonly examined: Examined }
  | { readonly type: 'failed'; readonly message: string };
