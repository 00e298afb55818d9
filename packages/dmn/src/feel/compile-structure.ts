import { counted } from '../evaluation.ts';
import { anyType, coerce, type Type } from '../types/type.ts';
import type { FunctionValue, Value } from '../value/value.ts';
import type { Expr, FunctionExpr } from './ast.ts';
import type { CompileContext } from './compile.ts';
import { type Code, createScope, type Frame, type Scope } from './scope.ts';
import { charged } from './weight.ts';

/** Compiles `{a: 1, b: a + 1}`: each entry sees those before it. A key twice makes it null. */
export function compileContext(
  expr: Extract<Expr, { type: 'context' }>,
  scope: Scope | null,
  context: CompileContext,
): Code {
  const inner = createScope([], scope);
  const keys: string[] = [];
  const codes: Code[] = [];
  for (const { key, value } of expr.entries) {
    codes.push(context.compile(value, inner));
    if (inner.names.has(key)) return () => null;
    inner.names.set(key, inner.names.size);
    keys.push(key);
  }
  return (frame) => {
    const slots: Value[] = [];
    const own: Frame = { slots, up: frame };
    const entries = new Map<string, Value>();
    for (let index = 0; index < codes.length; index += 1) {
      const value = codes[index]?.(own) ?? null;
      slots.push(value);
      entries.set(keys[index] ?? '', value);
    }
    return { kind: 'context', entries };
  };
}

/** Compiles `function(a, b) …`. External functions have no body here: calling one gives null. */
export function compileFunction(
  expr: FunctionExpr,
  scope: Scope | null,
  context: CompileContext,
): Code {
  const parameters = expr.parameters.map(({ name, of }) => ({
    name,
    type: of === null ? anyType : (context.resolveType(of) ?? anyType),
  }));
  if (expr.body === null) {
    context.report({ code: 'external_function', name: 'external', at: expr.at });
    const inert = makeFunction('external', parameters, () => null);
    return () => inert;
  }
  const inner = createScope(
    parameters.map(({ name }) => name),
    scope,
  );
  const body = charged(context.compile(expr.body, inner), expr.body);
  return (frame) => makeFunction('function', parameters, (slots) => body({ slots, up: frame }));
}

export type Parameter = { readonly name: string; readonly type: Type };

/** A function of a rule: arguments are fitted to their types, and one that does not fit gives null. */
export function makeFunction(
  name: string,
  parameters: readonly Parameter[],
  body: (slots: Value[]) => Value,
): FunctionValue {
  const call = (args: readonly Value[]): Value => {
    const slots: Value[] = [];
    for (let index = 0; index < parameters.length; index += 1) {
      const fitted = coerce(args[index] ?? null, parameters[index]?.type ?? anyType);
      if (fitted === undefined) return null;
      slots.push(fitted);
    }
    return counted(() => body(slots));
  };
  const signature = { parameters: parameters.map((parameter) => parameter.name) };
  return { kind: 'function', name, signatures: [signature], call };
}
