import { createRuleset, type Ruleset } from './decide.ts';
import type { Limits } from './evaluation.ts';
import { type Fact, readFact } from './facts.ts';
import { compileModel } from './model/compile-model.ts';
import { tablesOf } from './model/find-tables.ts';
import type { Model, TableBoxed } from './model/model.ts';
import type { ModelProblem } from './model/text-compiler.ts';
import { anyType } from './types/type.ts';
import type { Value } from './value/value.ts';

export type PrepareOptions = {
  /**
   * For each decision that is a table: its result when no rule matches. Tables that answer with a
   * list or a count need none, nor do those with default outputs.
   */
  readonly onNoMatch: { readonly [decision: string]: Fact };
  /** Decisions to answer with; all of the model's own unless given. */
  readonly decisions?: readonly string[];
  readonly imports?: readonly Model[];
  readonly mayBeNull?: readonly string[];
  readonly limits?: Limits;
};

/** Why a model is not fit to decide. */
export type RulesetRefusal =
  | { readonly code: 'dmn.model_problem'; readonly problem: ModelProblem }
  | { readonly code: 'dmn.input_untyped'; readonly input: string }
  | { readonly code: 'dmn.no_match_undeclared'; readonly table: string }
  | { readonly code: 'dmn.decision_unknown'; readonly decision: string }
  | { readonly code: 'dmn.name_taken'; readonly name: string };

export type Prepared =
  | { readonly ok: true; readonly ruleset: Ruleset }
  | { readonly ok: false; readonly refusals: readonly RulesetRefusal[] };

/** Compiles a model for our entrance, once for any number of decisions. */
export function prepareRuleset(model: Model, options: PrepareOptions): Prepared {
  const onNoMatch = new Map<string, Value>();
  for (const [decision, fact] of Object.entries(options.onNoMatch)) {
    const value = readFact(fact, anyType);
    if (value !== undefined && value !== null) onNoMatch.set(decision, value);
  }
  const { imports } = options;
  const compiled = compileModel(model, {
    onNoMatch,
    ...(imports === undefined ? {} : { imports }),
  });
  const decisions = options.decisions ?? model.decisions.map(({ name }) => name);
  const refusals: RulesetRefusal[] = [
    ...compiled.problems.map((problem) => ({ code: 'dmn.model_problem' as const, problem })),
    ...untypedInputs(model),
    ...undeclaredTables([model, ...(imports ?? [])], model, onNoMatch),
    ...unknownDecisions(model, [...decisions, ...onNoMatch.keys()]),
    ...takenNames(model),
  ];
  if (refusals.length > 0) return { ok: false, refusals };
  const mayBeNull = new Set(options.mayBeNull ?? []);
  const { limits } = options;
  const parts = { compiled, decisions, mayBeNull };
  return {
    ok: true,
    ruleset: createRuleset(limits === undefined ? parts : { ...parts, limits }),
  };
}

function untypedInputs(model: Model): readonly RulesetRefusal[] {
  return model.inputs
    .filter(({ typeRef }) => typeRef === null || typeRef === 'Any')
    .map(({ name }) => ({ code: 'dmn.input_untyped', input: name }));
}

function undeclaredTables(
  models: readonly Model[],
  main: Model,
  onNoMatch: ReadonlyMap<string, Value>,
): readonly RulesetRefusal[] {
  return models
    .flatMap((model) => tablesOf(model).map((found) => ({ ...found, model })))
    .filter(({ table, decision, model }) => {
      if (saysNoMatch(table)) return false;
      return model !== main || decision === null || !onNoMatch.has(decision);
    })
    .map(({ where }) => ({ code: 'dmn.no_match_undeclared', table: where }));
}

function saysNoMatch(table: TableBoxed): boolean {
  if (['R', 'O', 'C', 'C#'].includes(table.hitPolicy)) return true;
  return table.outputs.length > 0 && table.outputs.every(({ fallback }) => fallback !== null);
}

function unknownDecisions(model: Model, names: readonly string[]): readonly RulesetRefusal[] {
  return [...new Set(names)]
    .filter((name) => !model.decisions.some((decision) => decision.name === name))
    .map((decision) => ({ code: 'dmn.decision_unknown', decision }));
}

/** Two elements with one name could not be told apart in facts and answers. */
function takenNames(model: Model): readonly RulesetRefusal[] {
  const seen = new Set<string>();
  const taken: RulesetRefusal[] = [];
  for (const { name } of [...model.inputs, ...model.decisions, ...model.functions]) {
    if (seen.has(name)) taken.push({ code: 'dmn.name_taken', name });
    seen.add(name);
  }
  return taken;
}
