import { isInstance, type Type } from '../types/type.ts';
import { areEqual, compareValues } from '../value/compare.ts';
import { type FunctionValue, isContext, type RangeValue } from '../value/value.ts';
import { add, divide, multiply, negate, power, subtract } from './arithmetic.ts';
import type { BinaryExpr, Expr, RangeExpr, Test, TypeExpr } from './ast.ts';
import { compileCall } from './compile-call.ts';
import { compileFilter, compileLoop } from './compile-loop.ts';
import { compileContext, compileFunction } from './compile-structure.ts';
import { propertyOf } from './property.ts';
import {
  type Code,
  constantCode,
  createScope,
  type Frame,
  frameAt,
  lookUp,
  type Scope,
  slotCode,
} from './scope.ts';
import { isMatch } from './unary-match.ts';

/** What compiling needs to know beside the names in scope. */
export type CompileContext = {
  readonly builtins: ReadonlyMap<string, FunctionValue>;
  readonly resolveType: (type: TypeExpr) => Type | null;
  /** Told of names and types that nothing defines; they are null when the rule runs. */
  readonly report: (problem: CompileProblem) => void;
  /** Compiles a part: how the files of the compiler reach each other without a circle. */
  readonly compile: (expr: Expr, scope: Scope | null) => Code;
};

export type CompileProblem = {
  readonly code: 'unknown_name' | 'unknown_type' | 'unknown_function' | 'external_function';
  readonly name: string;
  readonly at: number;
};

export function createCompiler(
  options: Pick<CompileContext, 'builtins' | 'resolveType' | 'report'>,
): CompileContext {
  const context: CompileContext = {
    ...options,
    compile: (expr, scope) => compileExpr(expr, scope, context),
  };
  return context;
}

function compileExpr(expr: Expr, scope: Scope | null, context: CompileContext): Code {
  const compile = (part: Expr): Code => context.compile(part, scope);
  switch (expr.type) {
    case 'constant':
      return constantCode(expr.value);
    case 'name':
      return compileName(expr.name, expr.at, { scope, context });
    case 'path': {
      const target = compile(expr.target);
      const { name } = expr;
      return (frame) => propertyOf(target(frame), name);
    }
    case 'filter':
      return compileFilter(expr, scope, context);
    case 'call':
      return compileCall(expr, scope, context);
    case 'negate': {
      const operand = compile(expr.operand);
      return (frame) => negate(operand(frame));
    }
    case 'binary':
      return compileBinary(expr, compile);
    case 'between': {
      const operand = compile(expr.operand);
      const low = compile(expr.low);
      const high = compile(expr.high);
      return (frame) => {
        const value = operand(frame);
        const lower = compareValues(value, low(frame));
        const upper = compareValues(value, high(frame));
        return lower === null || upper === null ? null : lower >= 0 && upper <= 0;
      };
    }
    case 'in':
      return compileIn(expr.operand, expr.tests, { scope, context });
    case 'instance of': {
      const operand = compile(expr.operand);
      const type = context.resolveType(expr.of);
      if (type === null) {
        context.report({ code: 'unknown_type', name: showTypeName(expr.of), at: expr.at });
        return () => null;
      }
      return (frame) => isInstance(operand(frame), type);
    }
    case 'if': {
      const condition = compile(expr.condition);
      const yes = compile(expr.yes);
      const no = compile(expr.no);
      return (frame) => (condition(frame) === true ? yes(frame) : no(frame));
    }
    case 'for':
    case 'some':
    case 'every':
      return compileLoop(expr, scope, context);
    case 'function':
      return compileFunction(expr, scope, context);
    case 'list': {
      const items = expr.items.map(compile);
      return (frame) => items.map((item) => item(frame));
    }
    case 'context':
      return compileContext(expr, scope, context);
    case 'range':
      return compileRange(expr, compile);
  }
}

type Surroundings = { readonly scope: Scope | null; readonly context: CompileContext };

function compileName(name: string, at: number, { scope, context }: Surroundings): Code {
  const { place, itemDepths } = lookUp(scope, name);
  const builtin = context.builtins.get(name);
  if (place === null && builtin === undefined && itemDepths.length === 0) {
    context.report({ code: 'unknown_name', name, at });
  }
  const known = place === null ? () => builtin ?? null : codeOfPlace(place.depth, place.index);
  if (itemDepths.length === 0) return known;
  return (frame) => {
    for (const depth of itemDepths) {
      const item = frameAt(frame, depth).slots[0] ?? null;
      if (isContext(item)) {
        const value = item.entries.get(name);
        if (value !== undefined) return value;
      }
    }
    return known(frame);
  };
}

function codeOfPlace(depth: number, index: number): Code {
  if (depth === 0) return slotCode(index);
  if (depth === 1) return (frame) => frame.up?.slots[index] ?? null;
  return (frame: Frame) => frameAt(frame, depth).slots[index] ?? null;
}

function compileBinary(expr: BinaryExpr, compile: (part: Expr) => Code): Code {
  const left = compile(expr.left);
  const right = compile(expr.right);
  switch (expr.operator) {
    case '+':
      return (frame) => add(left(frame), right(frame));
    case '-':
      return (frame) => subtract(left(frame), right(frame));
    case '*':
      return (frame) => multiply(left(frame), right(frame));
    case '/':
      return (frame) => divide(left(frame), right(frame));
    case '**':
      return (frame) => power(left(frame), right(frame));
    case '=':
      return (frame) => areEqual(left(frame), right(frame));
    case '!=':
      return (frame) => {
        const equal = areEqual(left(frame), right(frame));
        return equal === null ? null : !equal;
      };
    case 'and':
      return (frame) => {
        const a = left(frame);
        if (a === false) return false;
        const b = right(frame);
        return b === false ? false : a === true && b === true ? true : null;
      };
    case 'or':
      return (frame) => {
        const a = left(frame);
        if (a === true) return true;
        const b = right(frame);
        return b === true ? true : a === false && b === false ? false : null;
      };
    default:
      return compileOrder(expr.operator, left, right);
  }
}

function compileOrder(operator: '<' | '<=' | '>' | '>=', left: Code, right: Code): Code {
  const holds: (order: number) => boolean = {
    '<': (order: number) => order < 0,
    '<=': (order: number) => order <= 0,
    '>': (order: number) => order > 0,
    '>=': (order: number) => order >= 0,
  }[operator];
  return (frame) => {
    const order = compareValues(left(frame), right(frame));
    return order === null ? null : holds(order);
  };
}

function compileIn(operand: Expr, tests: readonly Test[], { scope, context }: Surroundings): Code {
  const value = context.compile(operand, scope);
  const inputScope = createScope(['?'], scope);
  const codes = tests.map(({ expr, usesInput }) => ({
    code: context.compile(expr, inputScope),
    usesInput,
  }));
  return (frame) => {
    const input = value(frame);
    const inner: Frame = { slots: [input], up: frame };
    let result: boolean | null = false;
    for (const { code, usesInput } of codes) {
      const outcome = code(inner);
      const match = usesInput ? outcome === true : isMatch(input, outcome);
      if (match === true) return true;
      if (match === null) result = null;
    }
    return result;
  };
}

function compileRange(expr: RangeExpr, compile: (part: Expr) => Code): Code {
  const start = expr.start === null ? () => null : compile(expr.start);
  const end = expr.end === null ? () => null : compile(expr.end);
  const { operator, startIncluded, endIncluded } = expr;
  return (frame) => {
    const from = start(frame);
    const to = end(frame);
    // An interval between ends that have no order is no interval.
    if (operator === '..' && from !== null && to !== null && compareValues(from, to) === null) {
      return null;
    }
    const range: RangeValue = {
      kind: 'range',
      operator,
      start: from,
      startIncluded,
      end: to,
      endIncluded,
    };
    return range;
  };
}

function showTypeName(type: TypeExpr): string {
  return type.type === 'named' ? type.name : type.type;
}
