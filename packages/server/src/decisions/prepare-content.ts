import {
  type Limits,
  type Model,
  type Ruleset as Prepared,
  prepareRuleset,
  type RulesetRefusal,
  type TableBoxed,
} from '@aval/dmn';
import type { RulesetContent } from './ruleset.ts';

/** What judgements are read from: decisions of the model, by these names. */
export const decisionNames = {
  verdict: 'Verdict',
  riskClass: 'Risk class',
  limitAdvice: 'Limit advice',
} as const;

/** A rule of `Verdict` or `Risk class`, by its literal outputs. */
export type RuleSays = { readonly outcome: string; readonly reason: string };

export type PreparedContent = {
  readonly prepared: Prepared | null;
  readonly refusals: readonly RulesetRefusal[];
  /** By table, what each rule says, and after the rules what the table says when none matches. */
  readonly says: ReadonlyMap<string, readonly RuleSays[]>;
};

/**
 * What one evaluation may use up: a hundred times what a long ruleset of plain tables needs, and a
 * few milliseconds at worst.
 */
export const limits: Limits = { stepsMax: 10_000, callDepthMax: 40, textMax: 10_000 };

// Contents are immutable, so what was compiled for one holds as long as it lives.
const kept = new WeakMap<RulesetContent, PreparedContent>();

export function prepareContent(content: RulesetContent): PreparedContent {
  const known = kept.get(content);
  if (known !== undefined) return known;
  const made = prepare(content);
  kept.set(content, made);
  return made;
}

function prepare(content: RulesetContent): PreparedContent {
  const { model } = content;
  const wanted = Object.values(decisionNames).filter((name) =>
    model.decisions.some((decision) => decision.name === name),
  );
  const answer = prepareRuleset(model, {
    onNoMatch: {},
    decisions: wanted,
    // What must be known is looked at before, by what is asked.
    mayBeNull: model.inputs.map(({ name }) => name),
    limits,
  });
  return {
    prepared: answer.ok ? answer.ruleset : null,
    refusals: answer.ok ? [] : answer.refusals,
    says: new Map([
      [decisionNames.verdict, saysOf(model, decisionNames.verdict, 'verdict')],
      [decisionNames.riskClass, saysOf(model, decisionNames.riskClass, 'class')],
    ]),
  };
}

/** The table of a decision that is one. */
export function tableOf(model: Model, decision: string): TableBoxed | null {
  const found = model.decisions.find(({ name }) => name === decision)?.expression;
  return found?.type === 'table' ? found : null;
}

function saysOf(model: Model, decision: string, output: string): readonly RuleSays[] {
  const table = tableOf(model, decision);
  if (table === null) return [];
  const outcomeAt = table.outputs.findIndex(({ name }) => name === output);
  const reasonAt = table.outputs.findIndex(({ name }) => name === 'reason');
  const rows = [
    ...table.rules.map(({ outputs }) => outputs),
    table.outputs.map(({ fallback }) => fallback ?? ''),
  ];
  return rows.map((cells) => ({
    outcome: textIn(cells[outcomeAt] ?? ''),
    reason: textIn(cells[reasonAt] ?? ''),
  }));
}

/** The text in a cell that is a plain text literal; empty for anything else. */
export function textIn(cell: string): string {
  return /^\s*"([^"\\]*)"\s*$/.exec(cell)?.[1] ?? '';
}
