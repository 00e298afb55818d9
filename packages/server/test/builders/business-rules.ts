import type { Model, TableBoxed } from '@aval/dmn';
import type {
  BusinessRuleContent,
  RuleMessage,
} from '../../src/fulfilment/rules/business-rules.ts';

/** A column by its expression and type, and rows of cells with code and message behind them. */
export type SomeTable = {
  readonly columns: Readonly<Record<string, string>>;
  readonly rows: readonly (readonly string[])[];
  readonly hitPolicy?: TableBoxed['hitPolicy'];
};

export type SomeRules = {
  readonly inputs?: Readonly<Record<string, string>>;
  readonly tables?: readonly SomeTable[];
  /** Formulas by their names. */
  readonly formulas?: Readonly<Record<string, string>>;
  readonly types?: Model['types'];
};

/** More than ten licences are refused to customers, and what has ended to the back office. */
export function someRules(
  parts: SomeRules = {},
  changes: Partial<BusinessRuleContent> = {},
): BusinessRuleContent {
  return {
    formatVersion: 1,
    model: modelOf(parts),
    extraInputs: [],
    messages: { too_many: forCustomers('Too many licences.'), ended: forBackOffice('Has ended.') },
    ...changes,
  };
}

export function forCustomers(english: string, more: RuleMessage['texts'] = {}): RuleMessage {
  return { audience: 'end_user', texts: { en: english, ...more } };
}

export function forBackOffice(english: string, more: RuleMessage['texts'] = {}): RuleMessage {
  return { audience: 'back_office', texts: { en: english, ...more } };
}

/** The type under which a model has lists of texts. */
export const textsType: Model['types'][number] = {
  name: 'texts',
  typeRef: 'string',
  isCollection: true,
  components: [],
  signature: null,
  allowedValues: null,
  constraint: null,
};

export const tooMany = { code: -81_000, message: 'too_many' } as const;
export const ended = { code: -10_000, message: 'ended' } as const;

const byDefault: SomeTable = {
  columns: { quantityBefore: 'number', state: 'string' },
  rows: [
    ['> 10', '-', '-81000', '"too_many"'],
    ['-', '"cancelled"', '-10000', '"ended"'],
  ],
};

function modelOf(parts: SomeRules): Model {
  const inputs = parts.inputs ?? { quantityBefore: 'number', state: 'string' };
  const formulas = Object.entries(parts.formulas ?? {});
  const facts = Object.keys(inputs).map((name) => ({ kind: 'input' as const, ref: `in-${name}` }));
  return {
    format: 'aval-dmn/1',
    name: 'Test',
    namespace: 'urn:test',
    imports: [],
    types: parts.types ?? [],
    inputs: Object.entries(inputs).map(([name, typeRef]) => ({ id: `in-${name}`, name, typeRef })),
    decisions: [
      ...formulas.map(([name, text]) => ({
        id: `f-${name}`,
        name,
        typeRef: null,
        requires: facts,
        expression: { type: 'literal' as const, text, typeRef: null },
      })),
      ...(parts.tables ?? [byDefault]).map((table, index) => ({
        id: `t-${index}`,
        name: `Table ${index + 1}`,
        typeRef: null,
        requires: [
          ...facts,
          ...formulas.map(([name]) => ({ kind: 'decision' as const, ref: `f-${name}` })),
        ],
        expression: tableOf(table),
      })),
    ],
    functions: [],
    services: [],
  };
}

function tableOf({ columns, rows, hitPolicy = 'C' }: SomeTable): TableBoxed {
  return {
    type: 'table',
    hitPolicy,
    typeRef: null,
    inputs: Object.entries(columns).map(([text, typeRef]) => ({
      label: null,
      text,
      typeRef,
      values: null,
    })),
    outputs: [
      { name: 'code', typeRef: 'number', values: null, fallback: null },
      { name: 'message', typeRef: 'string', values: null, fallback: null },
    ],
    rules: rows.map((cells) => ({
      tests: cells.slice(0, -2),
      outputs: cells.slice(-2),
      annotation: null,
    })),
  };
}
