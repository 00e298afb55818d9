import { compileModel } from '../model/compile-model.ts';
import { type FoundTable, tablesOf } from '../model/find-tables.ts';
import type { Model } from '../model/model.ts';
import { createRooms } from '../model/rooms.ts';
import type { TextCompiler } from '../model/text-compiler.ts';
import type { Type } from '../types/type.ts';
import type { Finding } from './finding.ts';
import { verifyTable } from './verify-table.ts';

export type VerifyOptions = {
  readonly imports?: readonly Model[];
  /**
   * By table: regions that the author means for `onNoMatch`, as rows of unary tests, one test for
   * each input column. They are no gaps.
   */
  readonly meantForNoMatch?: { readonly [table: string]: readonly (readonly string[])[] };
};

/**
 * Looks for everything in a model that would go wrong, before anybody runs it: what cannot be read,
 * and in each decision table types, gaps, overlaps, conflicts, unreachable rules and unused inputs,
 * each judged by the table's hit policy and shown by an example.
 */
export function verifyModel(model: Model, options: VerifyOptions = {}): readonly Finding[] {
  const models = [model, ...(options.imports ?? [])];
  const compiled = compileModel(model, { imports: options.imports ?? [] });
  const findings: Finding[] = compiled.problems.map(({ code, where, detail }) =>
    about(where, `${code}: ${detail}`, true),
  );
  for (const { element, name } of compiled.unused) {
    findings.push({
      ...about(element, `${element} requires ${name} and never uses it`, false),
      code: 'unused_input',
    });
  }
  for (const name of idleInputs(model)) {
    findings.push({
      ...about(model.name, `no decision requires ${name}`, false),
      code: 'unused_input',
    });
  }
  const compiler = createRooms(models, () => {}).get(model.namespace)?.compiler;
  if (compiler === undefined) return findings;
  for (const found of tablesOf(model)) {
    const regions = new Map(Object.entries(options.meantForNoMatch ?? {}));
    const meantForNoMatch = regions.get(found.where) ?? [];
    const types = columnTypes(found, model, compiler);
    findings.push(
      ...verifyTable(found.table, { table: found.where, compiler, types, meantForNoMatch }),
    );
  }
  return findings;
}

function about(where: string, detail: string, isBlocking: boolean): Finding {
  return {
    code: 'model_problem',
    table: where,
    rules: [],
    column: null,
    isCertain: true,
    isBlocking,
    example: [],
    region: [],
    detail,
  };
}

function idleInputs(model: Model): readonly string[] {
  const required = new Set([
    ...model.decisions.flatMap(({ requires }) => requires.map(({ ref }) => ref)),
    ...model.services.flatMap(({ inputData }) => inputData),
  ]);
  return model.inputs.filter(({ id }) => !required.has(id)).map(({ name }) => name);
}

/** The type that a column declares, or that of the input or decision that it names. */
function columnTypes(
  { table }: FoundTable,
  model: Model,
  compiler: TextCompiler,
): readonly (Type | null)[] {
  return table.inputs.map(({ text, typeRef }) => {
    const named = [...model.inputs, ...model.decisions].find(({ name }) => name === text.trim());
    return compiler.type(typeRef ?? named?.typeRef ?? null, '');
  });
}
