import {
  createEvaluation,
  LimitError,
  type Limits,
  runEvaluation,
  type TableTrace,
} from './evaluation.ts';
import { callFunction } from './feel/compile-call.ts';
import {
  type CompiledModel,
  createRun,
  type GraphNode,
  valueOfNode,
} from './model/compile-model.ts';
import { coerce } from './types/type.ts';
import { boundedOutput } from './value/bounded-output.ts';
import { type DateTimeValue, isFunction, type Value } from './value/value.ts';

export type StandardOptions = {
  /** What `now()` and `today()` give; without it they are null. */
  readonly now?: DateTimeValue;
  readonly limits?: Limits;
  readonly isTracing?: boolean;
};

export type StandardResult =
  | { readonly ok: true; readonly value: Value; readonly tables: readonly TableTrace[] }
  | {
      readonly ok: false;
      readonly error: { readonly code: 'unknown_element' | LimitError['limit'] };
    };

/**
 * The standard's entrance: works out a decision, or calls a decision service or function with the
 * inputs as its parameters. What is missing, ill-typed or fails is null, as the standard has it.
 */
export function evaluateStandard(
  compiled: CompiledModel,
  name: string,
  inputs: ReadonlyMap<string, Value>,
  options: StandardOptions = {},
): StandardResult {
  const node = compiled.nodes.find(
    (candidate) => candidate.name === name && candidate.namespace === compiled.model.namespace,
  );
  if (node === undefined) return { ok: false, error: { code: 'unknown_element' } };
  const evaluation = createEvaluation(options.limits, options.now, options.isTracing);
  try {
    const value = runEvaluation(
      evaluation,
      () => boundedOutput(evaluateNode(compiled, node, inputs)),
      null,
    );
    return { ok: true, value, tables: evaluation.tables ?? [] };
  } catch (error) {
    if (error instanceof LimitError) return { ok: false, error: { code: error.limit } };
    throw error;
  }
}

function evaluateNode(
  compiled: CompiledModel,
  node: GraphNode,
  inputs: ReadonlyMap<string, Value>,
): Value {
  const run = createRun(compiled.nodes.length);
  for (const candidate of compiled.nodes) {
    const given = givenValue(candidate, compiled, inputs);
    if (given === undefined || candidate.kind !== 'input') continue;
    run.slots[candidate.index] = coerce(given, candidate.type) ?? null;
  }
  const value = valueOfNode(node, run);
  if (node.kind === 'decision' || node.kind === 'input') return value;
  if (!isFunction(value)) return null;
  const parameters = value.signatures[0]?.parameters ?? [];
  return callFunction(
    value,
    parameters.map((parameter) => inputs.get(parameter) ?? null),
  );
}

/** Inputs of imported models are given as `import name.input name`, or by their name alone. */
function givenValue(
  node: GraphNode,
  { model }: CompiledModel,
  inputs: ReadonlyMap<string, Value>,
): Value | undefined {
  if (node.namespace === model.namespace) return inputs.get(node.name);
  const through = model.imports.find(({ namespace }) => namespace === node.namespace);
  return inputs.get(`${through?.name ?? ''}.${node.name}`) ?? inputs.get(node.name);
}
