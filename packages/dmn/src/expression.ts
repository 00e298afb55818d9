import { createEvaluation, LimitError, type Limits, runEvaluation } from './evaluation.ts';
import { createScope } from './feel/scope.ts';
import type { Model } from './model/model.ts';
import { createRooms } from './model/rooms.ts';
import type { ModelProblem } from './model/text-compiler.ts';
import { boundedOutput } from './value/bounded-output.ts';
import type { DateTimeValue, Value } from './value/value.ts';

/** A FEEL expression on its own, compiled once. */
export type Expression = {
  /** What cannot work; those parts are null when it runs. */
  readonly problems: readonly ModelProblem[];
  readonly evaluate: (
    values: readonly Value[],
    options?: { readonly now?: DateTimeValue; readonly limits?: Limits },
  ) => ExpressionResult;
};

export type ExpressionResult =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly error: { readonly code: LimitError['limit'] } };

/** Compiles an expression over these variables; values are handed in in the same order. */
export function compileExpression(text: string, variables: readonly string[] = []): Expression {
  const problems: ModelProblem[] = [];
  const compiler = createRooms([modelOf(text)], (problem) => problems.push(problem)).get(
    '',
  )?.compiler;
  const scope = createScope(variables, null);
  const code = compiler?.expression(text, scope, 'expression') ?? (() => null);
  return {
    problems,
    evaluate: (values, options = {}) => {
      const evaluation = createEvaluation(options.limits, options.now);
      try {
        const frame = { slots: [...values], up: null };
        const value = runEvaluation(evaluation, () => boundedOutput(code(frame)), null);
        return { ok: true, value };
      } catch (error) {
        if (!(error instanceof LimitError)) throw error;
        return { ok: false, error: { code: error.limit } };
      }
    },
  };
}

/** The keys of context literals in the text are names that it may use behind a dot. */
function modelOf(text: string): Model {
  const expression = { type: 'literal', text, typeRef: null } as const;
  return {
    format: 'aval-dmn/1',
    name: '',
    namespace: '',
    imports: [],
    types: [],
    inputs: [],
    decisions: [{ id: 'expression', name: '', typeRef: null, requires: [], expression }],
    functions: [],
    services: [],
  };
}
