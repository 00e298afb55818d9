import { formatDecimal, type TableTrace, type Value } from '@aval/dmn';
import type { RuleFacts } from '../rule-facts.ts';
import type { BusinessRuleContent, GivenFact, RuleHit } from './business-rules.ts';
import { prepareRules } from './prepare-rules.ts';
import { isRuleInput, ruleInputs } from './rule-inputs.ts';
import {
  factOfInput,
  type RuleValues,
  textOfExtra,
  valueOfFact,
  valueOfText,
} from './rule-values.ts';

/** What the rules of a set say of a call. */
export type RulesAnswer =
  | {
      readonly ok: true;
      /** In the order of the tables and their rows, each once. */
      readonly broken: readonly RuleHit[];
      readonly tables: readonly TableTrace[];
    }
  /** The input that is not known although a rule needs it, or the table that came to nothing. */
  | { readonly ok: false; readonly missing: string; readonly isLimitPassed: boolean };

/** The values of a call for the inputs of a content. */
export function valuesOfFacts(content: BusinessRuleContent, facts: RuleFacts): RuleValues {
  const values: Record<string, RuleValues[string]> = {};
  for (const { name, extra } of prepareRules(content).inputs) {
    values[name] =
      extra !== null
        ? valueOfText(extra.type, textOfExtra(facts, extra))
        : isRuleInput(name)
          ? valueOfFact(ruleInputs[name].kind, factOfInput(facts, name))
          : null;
  }
  return values;
}

/** The values of a case for the inputs of a content; what a case does not say is not known. */
export function valuesOfCase(
  content: BusinessRuleContent,
  given: Readonly<Record<string, GivenFact>>,
): RuleValues {
  const values: Record<string, RuleValues[string]> = {};
  for (const { name, extra } of prepareRules(content).inputs) {
    const fact = Object.hasOwn(given, name) ? given[name] : null;
    if (extra === null) {
      values[name] = isRuleInput(name) ? valueOfFact(ruleInputs[name].kind, fact) : null;
    } else {
      const text = fact === null || fact === undefined ? null : String(fact);
      values[name] = valueOfText(extra.type, text);
    }
  }
  return values;
}

/** Asks the rules once. Pure: equal contents and values give equal answers. */
export function evaluateRules(
  content: BusinessRuleContent,
  values: RuleValues,
  options: { readonly isTracing: boolean } = { isTracing: false },
): RulesAnswer {
  const { ruleset, tables } = prepareRules(content);
  if (ruleset === null) return unanswered(content.model.name);
  const decided = ruleset.decide(values, options);
  if (!decided.ok) {
    const { error } = decided;
    switch (error.code) {
      case 'dmn.input_missing':
      case 'dmn.input_ill_typed':
        return unanswered(error.input);
      case 'dmn.table_failed':
        return unanswered(inputOfColumn(content, error.violation));
      case 'dmn.limit_passed':
        return { ok: false, missing: content.model.name, isLimitPassed: true };
      default:
        return unanswered(error.decision);
    }
  }
  const broken: RuleHit[] = [];
  for (const table of tables) {
    for (const row of decided.values.get(table) as readonly Value[]) {
      const hit = readHit(row);
      if (hit === null) return unanswered(table);
      const isKnown = broken.some((one) => one.message === hit.message && one.code === hit.code);
      if (!isKnown) broken.push(hit);
    }
  }
  return { ok: true, broken, tables: decided.tables };
}

function unanswered(missing: string): RulesAnswer {
  return { ok: false, missing, isLimitPassed: false };
}

/** A column that met null although no rule speaks of it: the expression behind it. */
function inputOfColumn(
  { model }: BusinessRuleContent,
  violation: { readonly code: string; readonly table: string; readonly rules: readonly number[] },
): string {
  const table = model.decisions.find(({ name }) => name === violation.table)?.expression;
  if (violation.code !== 'input_without_value' || table?.type !== 'table') return violation.table;
  return table.inputs[(violation.rules[0] ?? 1) - 1]?.text.trim() ?? violation.table;
}

function readHit(row: Value): RuleHit | null {
  if (typeof row !== 'object' || row === null || !('kind' in row) || row.kind !== 'context') {
    return null;
  }
  const code = row.entries.get('code');
  const message = row.entries.get('message');
  const isNumber = typeof code === 'object' && code !== null && 'kind' in code;
  if (!isNumber || code.kind !== 'number' || typeof message !== 'string') return null;
  return { code: Number(formatDecimal(code)), message };
}
