import type { Boxed, HitPolicy, Model, TableBoxed } from '@aval/dmn';
import { type FactName, factKinds, feelTypeOf } from '../facts.ts';

type Column = {
  readonly label: string;
  /** The fact or decision that the column tests. */
  readonly text: string;
  readonly typeRef: 'number' | 'string' | 'boolean';
  /** What it may be, where that is a short list. */
  readonly values?: string;
};

type Output = {
  readonly name: string | null;
  readonly typeRef: 'number' | 'string';
  readonly values?: string;
  readonly fallback: string;
};

export type TableParts = {
  readonly hitPolicy: HitPolicy;
  readonly inputs: readonly Column[];
  readonly outputs: readonly Output[];
  /** Cells of the inputs, then of the outputs, then what the author says. */
  readonly rules: readonly (readonly string[])[];
};

export function table({ hitPolicy, inputs, outputs, rules }: TableParts): TableBoxed {
  return {
    type: 'table',
    hitPolicy,
    typeRef: null,
    inputs: inputs.map(({ label, text, typeRef, values }) => ({
      label,
      text,
      typeRef,
      values: values ?? null,
    })),
    outputs: outputs.map(({ name, typeRef, values, fallback }) => ({
      name,
      typeRef,
      values: values ?? null,
      fallback,
    })),
    rules: rules.map((cells) => ({
      tests: cells.slice(0, inputs.length),
      outputs: cells.slice(inputs.length, inputs.length + outputs.length),
      annotation: cells[inputs.length + outputs.length] ?? null,
    })),
  };
}

export function formula(text: string, typeRef: string): Boxed {
  return { type: 'literal', text, typeRef };
}

export type DecisionParts = {
  readonly name: string;
  /** Facts and decisions by their names. */
  readonly requires: readonly string[];
  readonly expression: Boxed;
  readonly typeRef?: string;
};

/** A model whose inputs are the facts that its decisions require. */
export function buildModel(name: string, decisions: readonly DecisionParts[]): Model {
  const own = new Set(decisions.map((decision) => decision.name));
  const facts = [...new Set(decisions.flatMap(({ requires }) => requires))].filter(
    (required) => !own.has(required),
  ) as FactName[];
  return {
    format: 'aval-dmn/1',
    name,
    namespace: `urn:aval:ruleset:${name.toLowerCase()}`,
    imports: [],
    types: [],
    inputs: facts.map((fact) => ({
      id: `fact-${fact}`,
      name: fact,
      typeRef: feelTypeOf(factKinds[fact]),
    })),
    decisions: decisions.map((decision) => ({
      id: idOf(decision.name),
      name: decision.name,
      typeRef: decision.typeRef ?? null,
      requires: decision.requires.map((required) =>
        own.has(required)
          ? { kind: 'decision' as const, ref: idOf(required) }
          : { kind: 'input' as const, ref: `fact-${required}` },
      ),
      expression: decision.expression,
    })),
    functions: [],
    services: [],
  };
}

function idOf(name: string): string {
  return `decision-${name.toLowerCase().replaceAll(' ', '-')}`;
}
