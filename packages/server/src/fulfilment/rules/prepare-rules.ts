import {
  type Limits,
  type Model,
  prepareRuleset,
  type Ruleset,
  type RulesetRefusal,
  type TableBoxed,
} from '@aval/dmn';
import type { OutsideFactName, RuleAsks } from '../ports.ts';
import type { BusinessRuleContent, ExtraInput } from './business-rules.ts';
import { isRuleInput, ruleInputs } from './rule-inputs.ts';

/** A row of a table by its literal outputs; null for what is no literal. */
export type RuleSays = {
  readonly table: string;
  /** Counts from 1. */
  readonly rule: number;
  readonly code: number | null;
  readonly message: string | null;
};

export type PreparedRules = {
  readonly ruleset: Ruleset | null;
  readonly refusals: readonly RulesetRefusal[];
  /** Decisions that are tables, in the order of their answers. */
  readonly tables: readonly string[];
  readonly says: readonly RuleSays[];
  /** The inputs of the model, each with where its value is found. */
  readonly inputs: readonly { readonly name: string; readonly extra: ExtraInput | null }[];
  /** What must be read or asked of others before the rules can be: for its tables, or for its texts. */
  readonly asks: RuleAsks;
};

/** What one evaluation may use up: a hundred times what a long set needs, and a few milliseconds. */
const limits: Limits = { stepsMax: 10_000, callDepthMax: 40, textMax: 10_000 };

// Contents are immutable, so what was compiled for one holds as long as it lives.
const kept = new WeakMap<BusinessRuleContent, PreparedRules>();

/** Compiles a content when it is first asked. */
export function prepareRules(content: BusinessRuleContent): PreparedRules {
  const known = kept.get(content);
  if (known !== undefined) return known;
  const made = prepare(content);
  kept.set(content, made);
  return made;
}

function prepare(content: BusinessRuleContent): PreparedRules {
  const { model, extraInputs } = content;
  const tables = tablesOf(model).map(({ name }) => name);
  const answer = prepareRuleset(model, {
    onNoMatch: {},
    decisions: tables,
    mayBeNull: model.inputs
      .map(({ name }) => name)
      .filter((name) => !isRuleInput(name) || ruleInputs[name].isNullable),
    limits,
  });
  return {
    ruleset: answer.ok ? answer.ruleset : null,
    refusals: answer.ok ? [] : answer.refusals,
    tables,
    says: tablesOf(model).flatMap(({ name, table }) => saysOf(name, table)),
    inputs: model.inputs.map(({ name }) => ({
      name,
      extra: extraInputs.find((extra) => extra.name === name) ?? null,
    })),
    asks: asksOf(content),
  };
}

/** The decisions of a model that are tables. */
export function tablesOf(
  model: Model,
): readonly { readonly name: string; readonly table: TableBoxed }[] {
  return model.decisions.flatMap(({ name, expression }) =>
    expression?.type === 'table' ? [{ name, table: expression }] : [],
  );
}

/** The names in braces of all texts of a message. */
export function placeholdersOf(texts: Readonly<Record<string, string>>): readonly string[] {
  const found = Object.values(texts).flatMap((text) =>
    [...text.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name),
  );
  return [...new Set(found)];
}

function asksOf({ model, messages }: BusinessRuleContent): RuleAsks {
  const named = [
    ...model.inputs.map(({ name }) => name),
    ...Object.values(messages).flatMap(({ texts }) => placeholdersOf(texts)),
  ].filter(isRuleInput);
  const outside = named.filter((name) => ruleInputs[name].isOutside);
  return {
    outside: [...new Set(outside)] as readonly OutsideFactName[],
    others: named.some((name) => ruleInputs[name].isOfOthers),
  };
}

function saysOf(table: string, { outputs, rules }: TableBoxed): readonly RuleSays[] {
  const codeAt = outputs.findIndex(({ name }) => name === 'code');
  const messageAt = outputs.findIndex(({ name }) => name === 'message');
  return rules.map((rule, index) => ({
    table,
    rule: index + 1,
    code: codeIn(rule.outputs[codeAt] ?? ''),
    message: textIn(rule.outputs[messageAt] ?? ''),
  }));
}

function codeIn(cell: string): number | null {
  return /^\s*-?\d{1,9}\s*$/.test(cell) ? Number(cell) : null;
}

function textIn(cell: string): string | null {
  return /^\s*"([^"\\]+)"\s*$/.exec(cell)?.[1] ?? null;
}
