import type { RulesetCase, RulesetContent } from '../ruleset.ts';
import { balanced } from './balanced.ts';
import { balancedCases, cautiousCases, openCases } from './cases.ts';
import { cautious } from './cautious.ts';
import { open } from './open.ts';

export type ReadyRuleset = {
  readonly key: 'cautious' | 'balanced' | 'open';
  readonly name: string;
  readonly content: RulesetContent;
  readonly cases: readonly RulesetCase[];
};

/** Rulesets to begin with: each passes the publish gate as it is. */
export const readyRulesets: readonly ReadyRuleset[] = [
  { key: 'cautious', name: 'Cautious', content: cautious, cases: cautiousCases },
  { key: 'balanced', name: 'Balanced', content: balanced, cases: balancedCases },
  { key: 'open', name: 'Open', content: open, cases: openCases },
];
