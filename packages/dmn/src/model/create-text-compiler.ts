import { builtins } from '../builtins/builtins.ts';
import type { Expr, UnaryTests } from '../feel/ast.ts';
import { type CompileContext, type CompileProblem, createCompiler } from '../feel/compile.ts';
import { addName, createNameSet, type NameSet } from '../feel/names.ts';
import { parseExpression, parseUnaryTests } from '../feel/parser.ts';
import type { Code, Scope } from '../feel/scope.ts';
import { FeelSyntaxError } from '../feel/syntax-error.ts';
import { charged } from '../feel/weight.ts';
import { type Cell, compileCell } from '../table/cell.ts';
import type { Value } from '../value/value.ts';
import type { TypeTable } from './compile-types.ts';
import type { ModelProblem, TextCompiler } from './text-compiler.ts';

export type TextCompilerOptions = {
  readonly types: TypeTable;
  readonly typeNames: NameSet;
  /** Names that contexts of the model may have. */
  readonly components: NameSet;
  readonly report: (problem: ModelProblem) => void;
};

export function createTextCompiler(options: TextCompilerOptions): TextCompiler {
  const { types, typeNames, components, report } = options;
  const cells = new Map<string, { readonly scope: Scope | null; readonly cell: Cell }>();

  const contextFor = (where: string) =>
    createCompiler({
      builtins,
      resolveType: types.resolve,
      report: (problem) => report(toModelProblem(problem, where)),
    });

  const names = (scope: Scope | null) => ({
    scopes: [builtinNames, ...nameSetsOf(scope)],
    components,
    types: typeNames,
  });

  const guarded = <Result>(where: string, read: () => Result): Result | null => {
    try {
      return read();
    } catch (error) {
      if (!(error instanceof FeelSyntaxError)) throw error;
      report({ code: 'syntax', where, detail: error.message, at: error.at });
      return null;
    }
  };

  const expression = (text: string, scope: Scope | null, where: string): Code => {
    if (text.trim() === '') return () => null;
    const expr: Expr | null = guarded(where, () => parseExpression(text, names(scope)));
    return expr === null ? () => null : charged(contextFor(where).compile(expr, scope), expr);
  };

  const readCell = (text: string, scope: Scope | null, context: CompileContext): Cell => {
    const parsed: UnaryTests = parseUnaryTests(text, withInput(names(scope)));
    return compileCell(parsed, scope, context);
  };

  const cell = (text: string, scope: Scope | null, where: string): Cell => {
    // A scope may have grown since, and the text may mean something else in it.
    const key = `${scope?.names.size ?? 0}:${text}`;
    const known = cells.get(key);
    if (known !== undefined && known.scope === scope) return known.cell;
    const made = guarded(where, () => readCell(text, scope, contextFor(where))) ?? brokenCell;
    // The same few cells stand in a table again and again.
    if (cells.size > cellsMax) cells.clear();
    cells.set(key, { scope, cell: made });
    return made;
  };

  const values = (text: string | null, where: string): readonly Value[] | null => {
    const shape = text === null ? null : cell(text, null, where).shape;
    return shape === null || shape.isAny || shape.isNegated ? null : shape.values;
  };

  const silent = createCompiler({ builtins, resolveType: types.resolve, report: () => {} });

  const shape = (text: string): Cell['shape'] => {
    try {
      return readCell(text, null, silent).shape;
    } catch (error) {
      if (error instanceof FeelSyntaxError) return null;
      throw error;
    }
  };

  return {
    expression,
    cell,
    shape,
    values,
    type: (typeRef, where) => {
      if (typeRef === null) return null;
      const type = types.resolve(typeRef);
      if (type === null) report({ code: 'unknown_type', where, detail: typeRef, at: null });
      return type;
    },
    report,
  };
}

const cellsMax = 2000;
const brokenCell: Cell = { test: () => false, shape: null };
const builtinNames = createNameSet(builtins.keys());
const inputName = createNameSet(['?']);
const nameSets = new WeakMap<Scope, { set: NameSet; size: number }>();

type Names = Parameters<typeof parseExpression>[1];

function withInput(names: Names): Names {
  return { ...names, scopes: [...names.scopes, inputName] };
}

/** One set per scope, outermost first; a scope that has grown since gets its new names. */
function nameSetsOf(scope: Scope | null): readonly NameSet[] {
  const sets: NameSet[] = [];
  for (let at = scope; at !== null; at = at.parent) {
    const known = nameSets.get(at) ?? { set: createNameSet(), size: 0 };
    if (known.size < at.names.size) {
      for (const name of at.names.keys()) addName(known.set, name);
      known.size = at.names.size;
      nameSets.set(at, known);
    }
    sets.unshift(known.set);
  }
  return sets;
}

function toModelProblem(problem: CompileProblem, where: string): ModelProblem {
  return { code: problem.code, where, detail: problem.name, at: problem.at };
}
