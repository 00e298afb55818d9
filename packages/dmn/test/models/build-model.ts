import type { Boxed, HitPolicy, Model, TableBoxed } from '../../src/model/model.ts';

type TableParts = {
  readonly hitPolicy?: HitPolicy;
  /** Input names with their types. */
  readonly inputs: Readonly<Record<string, string>>;
  /** Output names with their types; one output alone has no name. */
  readonly outputs?: Readonly<Record<string, string>>;
  readonly values?: readonly (string | null)[];
  readonly fallbacks?: readonly (string | null)[];
  /** Rules as rows: input cells, then output cells. */
  readonly rules: readonly (readonly string[])[];
};

/** A decision table out of rows of cells. */
export function aTable(parts: TableParts): TableBoxed {
  const inputs = Object.entries(parts.inputs);
  const outputs = Object.entries(parts.outputs ?? { result: 'string' });
  return {
    type: 'table',
    hitPolicy: parts.hitPolicy ?? 'U',
    typeRef: null,
    inputs: inputs.map(([text, typeRef]) => ({ label: null, text, typeRef, values: null })),
    outputs: outputs.map(([name, typeRef], index) => ({
      name: outputs.length === 1 ? null : name,
      typeRef,
      values: parts.values?.[index] ?? null,
      fallback: parts.fallbacks?.[index] ?? null,
    })),
    rules: parts.rules.map((cells) => ({
      tests: cells.slice(0, inputs.length),
      outputs: cells.slice(inputs.length),
      annotation: null,
    })),
  };
}

type ModelParts = {
  readonly inputs: Readonly<Record<string, string>>;
  /** Decisions by name, each with what it requires and its expression or FEEL text. */
  readonly decisions: Readonly<
    Record<string, { readonly requires: readonly string[]; readonly logic: Boxed | string }>
  >;
  readonly types?: Model['types'];
};

/** A model whose elements are known by their names. */
export function aModel({ inputs, decisions, types = [] }: ModelParts): Model {
  return {
    format: 'aval-dmn/1',
    name: 'Test',
    namespace: 'https://example.com/test',
    imports: [],
    types,
    inputs: Object.entries(inputs).map(([name, typeRef]) => ({ id: `in ${name}`, name, typeRef })),
    decisions: Object.entries(decisions).map(([name, { requires, logic }]) => ({
      id: `decision ${name}`,
      name,
      typeRef: null,
      requires: requires.map((ref) =>
        ref in inputs
          ? { kind: 'input' as const, ref: `in ${ref}` }
          : { kind: 'decision' as const, ref: `decision ${ref}` },
      ),
      expression:
        typeof logic === 'string' ? { type: 'literal', text: logic, typeRef: null } : logic,
    })),
    functions: [],
    services: [],
  };
}

/** A model of one table, whose inputs are the model's, under the name "Verdict". */
export function aTableModel(parts: TableParts): Model {
  return aModel({
    inputs: parts.inputs,
    decisions: { Verdict: { requires: Object.keys(parts.inputs), logic: aTable(parts) } },
  });
}
