import { createEvaluation, LimitError, type Limits, runEvaluation } from '../evaluation.ts';
import type { Value } from '../value/value.ts';
import type { Expr } from './ast.ts';
import type { CompileContext } from './compile.ts';
import { lookUp, type Scope } from './scope.ts';

/**
 * The value of an expression that depends on nothing: literals, and dates and durations made of
 * literals. `undefined` for every other one. Tables and the verifier build on these.
 */
export function closedValue(
  expr: Expr,
  scope: Scope | null,
  context: CompileContext,
): Value | undefined {
  if (expr.type === 'constant') return expr.value;
  if (!isClosed(expr, scope)) return undefined;
  const code = context.compile(expr, null);
  try {
    return runEvaluation(createEvaluation(closedLimits), code, { slots: [], up: null });
  } catch (error) {
    if (error instanceof LimitError) return undefined;
    throw error;
  }
}

/** A literal is made in no time; what takes longer is left to run with its table. */
const closedLimits: Limits = { stepsMax: 2000, callDepthMax: 1, textMax: 10_000 };

const makers = new Set([
  'date',
  'time',
  'date and time',
  'duration',
  'years and months duration',
  'number',
  'range',
]);

function isClosed(expr: Expr, scope: Scope | null): boolean {
  switch (expr.type) {
    case 'constant':
      return true;
    case 'negate':
      return isClosed(expr.operand, scope);
    case 'list':
      return expr.items.every((item) => isClosed(item, scope));
    case 'range':
      return isOpenOrClosed(expr.start, scope) && isOpenOrClosed(expr.end, scope);
    case 'call':
      return (
        expr.target.type === 'name' &&
        makers.has(expr.target.name) &&
        lookUp(scope, expr.target.name).place === null &&
        expr.args.every((arg) => isClosed(arg, scope))
      );
    case 'binary':
      return (
        ['+', '-', '*', '/', '**'].includes(expr.operator) &&
        isClosed(expr.left, scope) &&
        isClosed(expr.right, scope)
      );
    default:
      return false;
  }
}

function isOpenOrClosed(expr: Expr | null, scope: Scope | null): boolean {
  return expr === null || isClosed(expr, scope);
}
