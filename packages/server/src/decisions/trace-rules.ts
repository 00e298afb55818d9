import { showLiteral, type TableTrace } from '@aval/dmn';
import { evaluate } from './evaluate.ts';
import type { CreditFacts } from './facts.ts';
import type { Trace, TraceRule } from './judgement.ts';
import type { RulesetContent } from './ruleset.ts';

/**
 * What each rule of each table did with these facts. Recomputed when somebody looks: equal contents
 * and facts give the same trace at any time. Without tables where a gap kept the rules from running.
 */
export function trace(content: RulesetContent, facts: CreditFacts): Trace {
  const evaluated = evaluate(content, facts);
  return { tables: evaluated.ok ? evaluated.tables.map(traceOfTable) : [] };
}

/** What each rule of one table did, in words that can be shown. */
export function traceOfTable({ table, inputs, rules }: TableTrace): Trace['tables'][number] {
  return {
    table,
    inputs: inputs.map(({ label, value }) => ({ label, value: showLiteral(value) })),
    rules: rules.map((one): TraceRule => {
      const { rule, outcome } = one;
      if (outcome !== 'failed') return { rule, outcome };
      const column = inputs[one.column - 1]?.label ?? String(one.column);
      const actual = showLiteral(one.actual);
      return { rule, outcome, column, actual, expected: one.expected };
    }),
  };
}
