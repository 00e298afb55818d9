import type { FunctionValue, Signature, Value } from '../value/value.ts';
import { isFunction } from '../value/value.ts';
import type { CallExpr, Expr } from './ast.ts';
import type { CompileContext } from './compile.ts';
import { type Code, lookUp, type Scope } from './scope.ts';

/** Compiles `f(…)`; a call that fits none of the function's signatures is null. */
export function compileCall(expr: CallExpr, scope: Scope | null, context: CompileContext): Code {
  const args = expr.args.map((arg) => context.compile(arg, scope));
  const { names } = expr;
  const known = builtinOf(expr.target, scope, context);
  if (known === null && isUnknown(expr.target, scope)) {
    const name = expr.target.type === 'name' ? expr.target.name : '';
    context.report({ code: 'unknown_function', name, at: expr.at });
    return () => null;
  }
  if (known !== null && names === null) {
    if (signatureFor(known, args.length) === null) return () => null;
    return compileKnown(known, args);
  }
  const target = known === null ? context.compile(expr.target, scope) : () => known;
  return (frame) => {
    const callee = target(frame);
    if (!isFunction(callee)) return null;
    const values = args.map((arg) => arg(frame));
    if (names !== null) return callByName(callee, names, values);
    return signatureFor(callee, values.length) === null ? null : callee.call(values);
  };
}

/** Calls a function with arguments in order; `null` when it takes another number of them. */
export function callFunction(callee: FunctionValue, values: readonly Value[]): Value {
  return signatureFor(callee, values.length) === null ? null : callee.call(values);
}

/** Calls a function with named arguments; `null` when no signature has all of these names. */
export function callByName(
  callee: FunctionValue,
  names: readonly string[],
  values: readonly Value[],
): Value {
  if (new Set(names).size !== names.length) return null;
  for (const signature of callee.signatures) {
    const positions = names.map((name) => signature.parameters.indexOf(name));
    if (positions.includes(-1)) continue;
    const required = signature.parameters.length - (signature.optional ?? 0);
    if (signature.parameters.slice(0, required).some((name) => !names.includes(name))) continue;
    const ordered: Value[] = new Array<Value>(Math.max(...positions) + 1).fill(null);
    positions.forEach((position, index) => {
      ordered[position] = values[index] ?? null;
    });
    return callee.call(ordered);
  }
  return null;
}

function signatureFor(callee: FunctionValue, count: number): Signature | null {
  for (const signature of callee.signatures) {
    const most = signature.parameters.length;
    const least = most - (signature.optional ?? 0);
    if (count >= least && (count <= most || signature.isVariadic === true)) return signature;
  }
  return null;
}

function compileKnown(known: FunctionValue, args: readonly Code[]): Code {
  const { call } = known;
  const [first, second] = args;
  if (args.length === 1 && first !== undefined) return (frame) => call([first(frame)]);
  if (args.length === 2 && first !== undefined && second !== undefined) {
    return (frame) => call([first(frame), second(frame)]);
  }
  return (frame) => call(args.map((arg) => arg(frame)));
}

/** The built-in function that a call names, unless something in scope has taken the name. */
function builtinOf(
  target: Expr,
  scope: Scope | null,
  context: CompileContext,
): FunctionValue | null {
  if (target.type !== 'name') return null;
  const { place, itemDepths } = lookUp(scope, target.name);
  if (place !== null || itemDepths.length > 0) return null;
  return context.builtins.get(target.name) ?? null;
}

function isUnknown(target: Expr, scope: Scope | null): boolean {
  if (target.type !== 'name') return false;
  const { place, itemDepths } = lookUp(scope, target.name);
  return place === null && itemDepths.length === 0;
}
