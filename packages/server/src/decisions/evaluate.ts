import { formatDecimal, type TableTrace, type Value } from '@aval/dmn';
import { factValues } from './fact-values.ts';
import type { CreditFacts } from './facts.ts';
import type { RiskClass, Verdict } from './judgement.ts';
import { decisionNames, prepareContent } from './prepare-content.ts';
import type { RulesetContent } from './ruleset.ts';

export type Evaluated =
  | {
      readonly ok: true;
      readonly verdict: Verdict;
      readonly riskClass: RiskClass | null;
      readonly limitAdvice: string | null;
      readonly tables: readonly TableTrace[];
      readonly steps: number;
    }
  | { readonly ok: false; readonly gaps: readonly string[] };

/** Asks the rules once. What keeps them from an answer is a gap: the name of a fact, or `ruleset.…`. */
export function evaluate(content: RulesetContent, facts: CreditFacts): Evaluated {
  const { prepared } = prepareContent(content);
  if (prepared === null) return failed('ruleset');
  const { values, gaps } = factValues(content, facts);
  if (gaps.length > 0) return { ok: false, gaps };
  // Always traced: only then equal facts take equal steps, whatever was asked of the tables before.
  const decided = prepared.decide(values, { isTracing: true });
  if (!decided.ok) {
    const { error } = decided;
    switch (error.code) {
      case 'dmn.input_missing':
      case 'dmn.input_ill_typed':
        return failed(error.input);
      case 'dmn.table_failed':
        return failed(gapOfColumn(content, error.violation.table, error.violation));
      case 'dmn.limit_passed':
        return failed('ruleset.limit_passed');
      default:
        return failed(`ruleset.${error.decision}`);
    }
  }
  const verdict = textOf(decided.values.get(decisionNames.verdict), 'verdict');
  if (!isVerdict(verdict)) return failed('ruleset.Verdict');
  const { tables } = decided;
  const steps = decided.steps ?? 0;
  const riskClass = readRiskClass(decided.values.get(decisionNames.riskClass));
  const limitAdvice = readAmount(decided.values.get(decisionNames.limitAdvice));
  if (riskClass === undefined) return failed('ruleset.Risk class');
  if (limitAdvice === undefined) return failed('ruleset.Limit advice');
  return { ok: true, verdict, riskClass, limitAdvice, tables, steps };
}

function failed(gap: string): Evaluated {
  return { ok: false, gaps: [gap] };
}

/** A column that met null although no rule speaks of it: the fact behind it, where it is one. */
function gapOfColumn(
  content: RulesetContent,
  where: string,
  { code, rules }: { readonly code: string; readonly rules: readonly number[] },
): string {
  const table = content.model.decisions.find(({ name }) => name === where)?.expression;
  if (code !== 'input_without_value' || table?.type !== 'table') return `ruleset.${where}`;
  return table.inputs[(rules[0] ?? 1) - 1]?.text.trim() ?? `ruleset.${where}`;
}

function isVerdict(text: string | null): text is Verdict {
  return text === 'approved' || text === 'review' || text === 'rejected';
}

function readRiskClass(value: Value | undefined): RiskClass | null | undefined {
  if (value === undefined) return null;
  const text = textOf(value, 'class');
  return text !== null && /^[A-E]$/.test(text) ? (text as RiskClass) : undefined;
}

function readAmount(value: Value | undefined): string | null | undefined {
  if (value === undefined) return null;
  if (typeof value !== 'object' || value === null || !('kind' in value)) return undefined;
  return value.kind === 'number' ? formatDecimal(value) : undefined;
}

/** A text, or the member of this name of a context. */
function textOf(value: Value | undefined, member: string): string | null {
  if (typeof value === 'string') return value;
  if (typeof value !== 'object' || value === null || !('kind' in value)) return null;
  const inside = value.kind === 'context' ? value.entries.get(member) : null;
  return typeof inside === 'string' ? inside : null;
}
