import { callByName, callFunction } from '../feel/compile-call.ts';
import { elementsOf, filterList, loopCode } from '../feel/compile-loop.ts';
import { makeFunction } from '../feel/compile-structure.ts';
import { type Code, createScope, type Frame, type Scope } from '../feel/scope.ts';
import { compileTable } from '../table/compile-table.ts';
import { anyType, coerce, type Type } from '../types/type.ts';
import { type FunctionValue, isFunction, type Value } from '../value/value.ts';
import type { Boxed, FunctionBoxed } from './model.ts';
import type { TextCompiler } from './text-compiler.ts';

export type BoxedSurroundings = {
  readonly compiler: TextCompiler;
  readonly where: string;
  /** For a table that is the whole of a decision: its result when no rule matches. */
  readonly onNoMatch?: Value | undefined;
};

/** Compiles a boxed expression; its value is fitted to the type that the box declares. */
export function compileBoxed(
  boxed: Boxed | null,
  scope: Scope | null,
  surroundings: BoxedSurroundings,
): Code {
  if (boxed === null) return () => null;
  const code = compileKind(boxed, scope, surroundings);
  if (boxed.type === 'function') return code;
  return fitted(code, surroundings.compiler.type(boxed.typeRef, surroundings.where));
}

/** A value that does not fit its declared type is null. */
export function fitted(code: Code, type: Type | null): Code {
  if (type === null) return code;
  return (frame) => coerce(code(frame), type) ?? null;
}

/** Makes the function of a box, or of a business knowledge model. */
export function compileFunctionBoxed(
  boxed: FunctionBoxed,
  scope: Scope | null,
  { compiler, where }: BoxedSurroundings,
): (frame: Frame, name: string) => FunctionValue {
  const parameters = boxed.parameters.map(({ name, typeRef }) => ({
    name,
    type: compiler.type(typeRef, where) ?? anyType,
  }));
  if (boxed.kind !== 'FEEL') {
    const detail = `a function of kind ${boxed.kind} is never called`;
    compiler.report({ code: 'external_function', where, detail, at: null });
    return (_, name) => makeFunction(name, parameters, () => null);
  }
  const inner = createScope(
    parameters.map(({ name }) => name),
    scope,
  );
  const body = compileBoxed(boxed.body, inner, { compiler, where });
  return (frame, name) => makeFunction(name, parameters, (slots) => body({ slots, up: frame }));
}

function compileKind(boxed: Boxed, scope: Scope | null, surroundings: BoxedSurroundings): Code {
  const { compiler, where } = surroundings;
  const inside = (part: Boxed | null, name: string, inner = scope): Code =>
    compileBoxed(part, inner, { compiler, where: `${where}, ${name}` });
  switch (boxed.type) {
    case 'literal':
      return compiler.expression(boxed.text, scope, where);
    case 'table':
      return compileTable(boxed, scope, { compiler, where, onNoMatch: surroundings.onNoMatch });
    case 'context':
      return compileContext(boxed, scope, surroundings);
    case 'list': {
      const items = boxed.items.map((item, index) => inside(item, `item ${index + 1}`));
      return (frame) => items.map((item) => item(frame));
    }
    case 'relation':
      return compileRelation(boxed, scope, surroundings);
    case 'function': {
      const make = compileFunctionBoxed(boxed, scope, { compiler, where });
      return (frame) => make(frame, 'function');
    }
    case 'invocation':
      return compileInvocation(boxed, inside);
    case 'conditional': {
      const condition = inside(boxed.condition, 'if');
      const yes = inside(boxed.yes, 'then');
      const no = inside(boxed.no, 'else');
      return (frame) => (condition(frame) === true ? yes(frame) : no(frame));
    }
    case 'filter': {
      const source = inside(boxed.source, 'in');
      const match = inside(boxed.match, 'match', createScope(['item'], scope, true));
      return (frame) => filterList(source(frame), (item) => match({ slots: [item], up: frame }));
    }
    default: {
      const names = boxed.type === 'for' ? [boxed.iterator, 'partial'] : [boxed.iterator];
      const inner = createScope(names, scope);
      const source = inside(boxed.source, 'in', inner);
      const body = inside(boxed.body, boxed.type === 'for' ? 'return' : 'satisfies', inner);
      const elements = (frame: Frame) => elementsOf(source(frame), undefined);
      return loopCode(boxed.type, [elements], body, inner.used.has('partial'));
    }
  }
}

/** Each entry sees those before it; an entry without a name is the result. */
function compileContext(
  boxed: Extract<Boxed, { type: 'context' }>,
  scope: Scope | null,
  { compiler, where }: BoxedSurroundings,
): Code {
  const inner = createScope([], scope);
  const keys: string[] = [];
  const codes: Code[] = [];
  let result: Code | null = null;
  for (const { name, typeRef, value } of boxed.entries) {
    const part = `${where}, ${name ?? 'result'}`;
    const type = compiler.type(typeRef, part);
    const code = fitted(compileBoxed(value, inner, { compiler, where: part }), type);
    if (name === null) {
      result = code;
      break;
    }
    inner.names.set(name, keys.length);
    keys.push(name);
    codes.push(code);
  }
  return (frame) => {
    const slots: Value[] = [];
    const own: Frame = { slots, up: frame };
    for (const code of codes) slots.push(code(own));
    if (result !== null) return result(own);
    const entries = new Map<string, Value>();
    keys.forEach((key, index) => {
      entries.set(key, slots[index] ?? null);
    });
    return { kind: 'context', entries };
  };
}

function compileRelation(
  boxed: Extract<Boxed, { type: 'relation' }>,
  scope: Scope | null,
  { compiler, where }: BoxedSurroundings,
): Code {
  const types = boxed.columns.map(({ typeRef }) => compiler.type(typeRef, where));
  const rows = boxed.rows.map((row, index) =>
    row.map((cell, column) => {
      const part = `${where}, row ${index + 1}, column ${column + 1}`;
      return fitted(compileBoxed(cell, scope, { compiler, where: part }), types[column] ?? null);
    }),
  );
  return (frame) =>
    rows.map((row) => {
      const entries = new Map<string, Value>();
      boxed.columns.forEach(({ name }, column) => {
        entries.set(name, row[column]?.(frame) ?? null);
      });
      return { kind: 'context', entries };
    });
}

function compileInvocation(
  boxed: Extract<Boxed, { type: 'invocation' }>,
  inside: (part: Boxed | null, name: string) => Code,
): Code {
  const callee = inside(boxed.callee, 'called function');
  const names = boxed.bindings.map(({ name }) => name);
  const values = boxed.bindings.map(({ name, value }) => inside(value, name));
  return (frame) => {
    const target = callee(frame);
    if (!isFunction(target)) return null;
    const args = values.map((value) => value(frame));
    return names.length === 0 ? callFunction(target, []) : callByName(target, names, args);
  };
}
