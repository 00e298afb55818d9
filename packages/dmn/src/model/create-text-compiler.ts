import { builtins } from '../builtins/builtins.ts';
import type { Expr, UnaryTests } from '../feel/ast.ts';
import { type CompileProblem, createCompiler } from '../feel/compile.ts';
import { addName, createNameSet, type NameSet } from '../feel/names.ts';
import { parseExpression, parseUnaryTests } from '../feel/parser.ts';
import type { Code, Scope } from '../feel/scope.ts';
import { FeelSyntaxError } from '../feel/syntax-error.ts';
import { type CellShape, type CellTest, compileCell, shapeOf } from '../table/cell.ts';
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
  const tests = new Map<string, { readonly scope: Scope | null; readonly test: CellTest }>();

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
    return expr === null ? () => null : contextFor(where).compile(expr, scope);
  };

  const cell = (text: string, scope: Scope | null, where: string): CellTest => {
    const known = tests.get(text);
    if (known !== undefined && known.scope === scope) return known.test;
    const parsed: UnaryTests | null = guarded(where, () =>
      parseUnaryTests(text, withInput(names(scope))),
    );
    if (parsed === null) return () => false;
    const test = compileCell(parsed, scope, contextFor(where));
    // The same few cells stand in a table again and again.
    if (tests.size > testsMax) tests.clear();
    tests.set(text, { scope, test });
    return test;
  };

  const values = (text: string | null, where: string): readonly Value[] | null => {
    if (text === null) return null;
    const parsed = guarded(where, () => parseUnaryTests(text, withInput(names(null))));
    const found = parsed === null ? null : shapeOf(parsed, contextFor(where));
    return found === null || found.isAny || found.isNegated ? null : found.values;
  };

  const shape = (text: string): CellShape | null => {
    try {
      const parsed = parseUnaryTests(text, withInput(names(null)));
      return shapeOf(
        parsed,
        createCompiler({ builtins, resolveType: types.resolve, report: ignore }),
      );
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

const testsMax = 2000;
const ignore = (): void => {};
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
