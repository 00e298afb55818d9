import {
  defaultLimits,
  LimitError,
  type Limits,
  type Recorder,
  type TableTrace,
  type Violation,
  withLimits,
} from './evaluation.ts';
import { type Fact, readFact } from './facts.ts';
import {
  type CompiledModel,
  type GraphNode,
  type Run,
  valueOfNode,
} from './model/compile-model.ts';
import { showType } from './types/type.ts';
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

/** Our entrance to the evaluator that the standard's uses too. */
export function createRuleset(parts: RulesetParts): Ruleset {
  const { compiled, mayBeNull } = parts;
  const limits = parts.limits ?? defaultLimits;
  const inputs = compiled.nodes.filter((node) => node.kind === 'input');
  const wanted = compiled.nodes.filter(
    (node) => node.kind === 'decision' && parts.decisions.includes(node.name),
  );

  const decide = (facts: Facts, options: DecideOptions = {}): Decided => {
    const run: Run = { values: new Array<Value | undefined>(compiled.nodes.length) };
    const recorder: Recorder = { tables: [], violations: [] };
    const setting = {
      limits,
      now: options.now ?? null,
      recorder,
      isTracing: options.isTracing ?? false,
    };
    try {
      return withLimits(setting, () => {
        const error = readInputs(run, inputs, { facts, mayBeNull });
        return error === null ? work(run, wanted, recorder) : { ok: false, error };
      });
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

type Given = { readonly facts: Facts; readonly mayBeNull: ReadonlySet<string> };

function readInputs(
  run: Run,
  inputs: readonly GraphNode[],
  { facts, mayBeNull }: Given,
): DecideError | null {
  for (const { name, type, index } of inputs) {
    const fact = Object.hasOwn(facts, name) ? facts[name] : undefined;
    if (fact === undefined || (fact === null && !mayBeNull.has(name))) {
      return { code: 'dmn.input_missing', input: name };
    }
    const value = readFact(fact, type);
    if (value === undefined) {
      return { code: 'dmn.input_ill_typed', input: name, expected: showType(type) };
    }
    run.values[index] = value;
  }
  return null;
}

function work(run: Run, wanted: readonly GraphNode[], recorder: Recorder): Decided {
  const values = new Map<string, Value>();
  for (const node of wanted) {
    const value = valueOfNode(node, run);
    const violation = recorder.violations[0];
    if (violation !== undefined) {
      return { ok: false, error: { code: 'dmn.table_failed', violation } };
    }
    if (value === null) return { ok: false, error: { code: 'dmn.no_result', decision: node.name } };
    values.set(node.name, value);
  }
  return { ok: true, values, tables: recorder.tables };
}
