import type { TableBoxed } from '../model/model.ts';
import type { TextCompiler } from '../model/text-compiler.ts';
import { literalsOf } from '../table/pieces.ts';
import { conforms, type Type } from '../types/type.ts';
import { areEqual } from '../value/compare.ts';
import { isList, kindOf, type Value } from '../value/value.ts';
import type { Finding } from './finding.ts';
import { kindOfColumn } from './grid.ts';

type Options = {
  readonly table: string;
  readonly compiler: TextCompiler;
  readonly types: readonly (Type | null)[];
};

/** Cells whose literals are of another type than their column, and cells that cannot be analysed. */
export function findTypeMismatches(table: TableBoxed, options: Options): readonly Finding[] {
  return [
    ...raggedRules(table, options.table),
    ...inputCells(table, options),
    ...outputCells(table, options),
  ];
}

type Cell = {
  readonly table: string;
  readonly rule: number;
  readonly column: number | null;
  readonly detail: string;
};

function mismatch({ table, rule, column, detail }: Cell): Finding {
  return {
    code: 'type_mismatch',
    table,
    rules: [rule],
    column,
    isCertain: true,
    isBlocking: true,
    example: [],
    region: [],
    detail,
  };
}

function raggedRules(table: TableBoxed, name: string): readonly Finding[] {
  const findings: Finding[] = [];
  table.rules.forEach(({ tests, outputs }, index) => {
    const isRagged =
      tests.length !== table.inputs.length || outputs.length !== table.outputs.length;
    if (!isRagged) return;
    const detail = `rule ${index + 1} has ${tests.length} and ${outputs.length} cells, not ${table.inputs.length} and ${table.outputs.length}`;
    findings.push(mismatch({ table: name, rule: index + 1, column: null, detail }));
  });
  return findings;
}

function inputCells(
  table: TableBoxed,
  { table: name, compiler, types }: Options,
): readonly Finding[] {
  const findings: Finding[] = [];
  table.inputs.forEach((input, column) => {
    const shapes = table.rules.map(({ tests }) => compiler.shape(tests[column] ?? '-'));
    const kind = kindOfColumn(types[column] ?? null, shapes);
    shapes.forEach((shape, index) => {
      const at = { table: name, rule: index + 1, column: column + 1 };
      const text = table.rules[index]?.tests[column] ?? '';
      if (shape === null) {
        findings.push(notAnalysed({ ...at, detail: `"${text}" is no set of literals` }));
        return;
      }
      const wrong = literalsOf(shape.values).find((value) => kindOf(value) !== kind);
      if (wrong === undefined || kind === 'null') return;
      const label = input.label ?? input.text;
      findings.push(mismatch({ ...at, detail: `"${text}" is no test for ${label}, a ${kind}` }));
    });
  });
  return findings;
}

function notAnalysed(cell: Cell): Finding {
  return { ...mismatch(cell), code: 'not_analysed', isBlocking: false };
}

function outputCells(table: TableBoxed, { table: name, compiler }: Options): readonly Finding[] {
  const findings: Finding[] = [];
  table.outputs.forEach((output, column) => {
    const type = compiler.type(output.typeRef, name);
    const listed = compiler.values(output.values, name);
    table.rules.forEach(({ outputs }, index) => {
      const text = outputs[column] ?? '';
      const shape = compiler.shape(text);
      const value =
        shape?.isAny === false && shape.values.length === 1 ? shape.values[0] : undefined;
      if (value === undefined || value === null || isAllowed(value, type, listed)) return;
      findings.push(
        mismatch({
          table: name,
          rule: index + 1,
          column: table.inputs.length + column + 1,
          detail: `${text} is none of the values of ${output.name ?? 'the output'}`,
        }),
      );
    });
  });
  return findings;
}

function isAllowed(value: Value, type: Type | null, listed: readonly Value[] | null): boolean {
  if (type !== null && !conforms(value, type)) return false;
  if (listed === null || isList(value)) return true;
  return listed.some((item) => kindOf(item) === 'range' || areEqual(item, value) === true);
}
