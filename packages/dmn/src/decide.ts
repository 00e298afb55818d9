import {
  createEvaluation,
  type Evaluation,
  LimitError,
  type Limits,
  runEvaluation,
  type TableTrace,
  type Violation,
} from './evaluation.ts';
import { type Fact, factAt, factReader } from './facts.ts';
import {
  type CompiledModel,
  createRun,
  type GraphNode,
  type Run,
  valueOfNode,
} from './model/compile-model.ts';
import { showType, type Type } from './types/type.ts';
import { boundedOutput } from './value/bounded-output.ts';
import type { DateTimeValue, Value } from './value/value.ts';

/** A model that is fit to decide: it has no problem, and every table says what no match means. */
export type Ruleset = {
  readonly inputs: readonly { readonly name: string; readonly type: string }[];
  readonly decisions: readonly string[];
  /** Decides; pure: the same facts and instant give the same result. Facts not asked for are ignored. */
  readonly decide: (facts: Facts, options?: DecideOptions) => Decided;
};

export type Facts = { readonly [name: string]: Fact };

export type DecideOptions = {
  /** What `now()` and `today()` give. A ruleset that uses them is refused an answer without it. */
  readonly now?: DateTimeValue;
  readonly isTracing?: boolean;
};

export type Decided =
  | {
      readonly ok: true;
      readonly values: ReadonlyMap<string, Value>;
      /** Rule by rule, in the order in which tables were worked out; empty unless asked for. */
      readonly tables: readonly TableTrace[];
      /** What a traced decision took of the steps; without a trace an index makes them fewer: null. */
      readonly steps: number | null;
    }
  | { readonly ok: false; readonly error: DecideError };

/** In order of precedence: inputs in the model's order, limits, tables, results. */
export type DecideError =
  | { readonly code: 'dmn.input_missing'; readonly input: string }
  | { readonly code: 'dmn.input_ill_typed'; readonly input: string; readonly expected: string }
  | { readonly code: 'dmn.limit_passed'; readonly limit: LimitError['limit'] }
  | { readonly code: 'dmn.table_failed'; readonly violation: Violation }
  | { readonly code: 'dmn.no_result'; readonly decision: string };

export type RulesetParts = {
  readonly compiled: CompiledModel;
  readonly decisions: readonly string[];
  /** Inputs that may be null, because the rules speak of it. */
  readonly mayBeNull: ReadonlySet<string>;
  readonly limits?: Limits;
};

/**
 * What a ruleset's decision may use up unless told otherwise: some tens of milliseconds of even the
 * worst rule, so that one ruleset cannot slow the others.
 */
export const rulesetLimits: Limits = { stepsMax: 100_000, callDepthMax: 100, textMax: 100_000 };

/** Our entrance to the evaluator that the standard's uses too. */
export function createRuleset(parts: RulesetParts): Ruleset {
  const { compiled } = parts;
  const limits = parts.limits ?? rulesetLimits;
  const inputs = compiled.nodes
    .filter((node) => node.kind === 'input')
    .map((node) => inputOf(node, parts.mayBeNull.has(node.name)));
  const wanted = compiled.nodes.filter(
    (node) => node.kind === 'decision' && parts.decisions.includes(node.name),
  );
  const size = compiled.nodes.length;

  const work = (facts: Facts, evaluation: Evaluation): Decided => {
    const run = createRun(size);
    const error = readInputs(run, inputs, facts);
    return error === null ? answer(run, wanted, evaluation) : { ok: false, error };
  };

  const decide = (facts: Facts, options?: DecideOptions): Decided => {
    const evaluation = createEvaluation(limits, options?.now, options?.isTracing);
    try {
      return runEvaluation(evaluation, work, facts);
    } catch (error) {
      if (!(error instanceof LimitError)) throw error;
      return { ok: false, error: { code: 'dmn.limit_passed', limit: error.limit } };
    }
  };

  return {
    inputs: inputs.map(({ name, type }) => ({ name, type: showType(type) })),
    decisions: wanted.map(({ name }) => name),
    decide,
  };
}

type Input = {
  readonly name: string;
  readonly type: Type;
  readonly index: number;
  readonly mayBeNull: boolean;
  /** Whether every plain object already has something of this name. */
  readonly isInherited: boolean;
  readonly read: (fact: Fact) => Value | undefined;
};

function inputOf({ name, type, index }: GraphNode, mayBeNull: boolean): Input {
  return { name, type, index, mayBeNull, isInherited: name in plain, read: factReader(type) };
}

const plain = {};

function readInputs(run: Run, inputs: readonly Input[], facts: Facts): DecideError | null {
  const prototype: unknown = Object.getPrototypeOf(facts);
  const isPlain = prototype === Object.prototype || prototype === null;
  for (let number = 0; number < inputs.length; number += 1) {
    const input = inputs[number] as Input;
    const { name } = input;
    // A fact is the object's own: what it inherits was not said about this case.
    const isOwn = (isPlain && !input.isInherited) || Object.hasOwn(facts, name);
    const fact = isOwn ? factAt(facts, name, number) : undefined;
    if (fact === undefined || (fact === null && !input.mayBeNull)) {
      return { code: 'dmn.input_missing', input: name };
    }
    const value = input.read(fact);
    if (value === undefined) {
      return { code: 'dmn.input_ill_typed', input: name, expected: showType(input.type) };
    }
    run.slots[input.index] = value;
  }
  return null;
}

function answer(run: Run, wanted: readonly GraphNode[], evaluation: Evaluation): Decided {
  const values = new Map<string, Value>();
  for (const node of wanted) {
    const value = boundedOutput(valueOfNode(node, run));
    const violation = evaluation.violations?.[0];
    if (violation !== undefined) {
      return { ok: false, error: { code: 'dmn.table_failed', violation } };
    }
    if (value === null) return { ok: false, error: { code: 'dmn.no_result', decision: node.name } };
    values.set(node.name, value);
  }
  const { tables, limits, stepsLeft } = evaluation;
  return tables === null
    ? { ok: true, values, tables: noTables, steps: null }
    : { ok: true, values, tables, steps: limits.stepsMax - stepsLeft };
}

const noTables: readonly TableTrace[] = [];
