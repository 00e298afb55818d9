import type { Model, TableBoxed } from '@aval/dmn';
import { type ExampleRule, exampleRules } from '../example-rules.ts';
import type { FulfilmentOperation } from '../operation.ts';
import type {
  BusinessRuleCase,
  BusinessRuleContent,
  GivenFact,
  RuleHit,
  RuleMessage,
} from './business-rules.ts';
import { feelTypeOf, isRuleInput, ruleInputs } from './rule-inputs.ts';

/** A set that comes ready to use: the examples of document 001 that belong to an operation. */
export type ReadyRules = {
  readonly content: BusinessRuleContent;
  readonly cases: readonly BusinessRuleCase[];
};

/** The name of the one table of a ready set. */
export const readyTable = 'Broken rules';

/** Null where none of the examples belongs to the operation. */
export function readyRules(operation: FulfilmentOperation): ReadyRules | null {
  const rules = exampleRules.filter(({ operations }) => operations.includes(operation));
  if (rules.length === 0) return null;
  return { content: contentOf(operation, rules), cases: casesOf(rules) };
}

/** One column of the table, with the cell in which a rule asks about it. */
type Question = { readonly label: string; readonly text: string; readonly test: string };

type Asked = {
  readonly questions: readonly Question[];
  /** Facts that just break the rule, and facts that just do not. */
  readonly broken: Readonly<Record<string, GivenFact>>;
  readonly kept: Readonly<Record<string, GivenFact>>;
};

/**
 * What each example asks. A bound that may be missing is compared in the column, so that a row
 * without it is no yes.
 */
const asked: Readonly<Record<string, Asked>> = {
  one_active_subscription: {
    questions: [
      { label: 'one per customer', text: 'onePerCustomer', test: 'true' },
      { label: 'others of the product', text: 'otherActiveOfProduct', test: '> 0' },
    ],
    broken: { onePerCustomer: true, otherActiveOfProduct: 1 },
    kept: { onePerCustomer: true, otherActiveOfProduct: 0 },
  },
  prerequisite_service: {
    questions: [{ label: 'has what is required', text: 'hasRequired', test: 'false' }],
    broken: { hasRequired: false },
    kept: { hasRequired: true },
  },
  maximum_quantity: {
    questions: [
      { label: 'above the maximum', text: '(quantityAfter > maxQuantity) = true', test: 'true' },
    ],
    broken: { quantityAfter: 11, maxQuantity: 10 },
    kept: { quantityAfter: 10, maxQuantity: 10 },
  },
  minimum_quantity: {
    questions: [
      { label: 'below the minimum', text: '(quantityAfter < minQuantity) = true', test: 'true' },
    ],
    broken: { quantityAfter: 2, minQuantity: 3 },
    kept: { quantityAfter: 3, minQuantity: 3 },
  },
  cancellation_window: {
    questions: [
      {
        label: 'after the window',
        text: '(daysSincePurchase > cancelWindowDays) = true',
        test: 'true',
      },
    ],
    broken: { daysSincePurchase: 15, cancelWindowDays: 14 },
    kept: { daysSincePurchase: 14, cancelWindowDays: 14 },
  },
};

function askedBy({ key }: ExampleRule): Asked {
  return asked[key] ?? { questions: [], broken: {}, kept: {} };
}

function contentOf(
  operation: FulfilmentOperation,
  rules: readonly ExampleRule[],
): BusinessRuleContent {
  return {
    formatVersion: 1,
    model: modelOf(operation, rules),
    extraInputs: [],
    messages: Object.fromEntries(
      rules.map(({ key, audience, texts }): readonly [string, RuleMessage] => [
        key,
        { audience, texts },
      ]),
    ),
  };
}

function modelOf(operation: FulfilmentOperation, rules: readonly ExampleRule[]): Model {
  const inputs = [...new Set(rules.flatMap(inputsOf))];
  return {
    format: 'aval-dmn/1',
    name: operation,
    namespace: `urn:aval:business-rules:${operation}`,
    imports: [],
    types: [],
    inputs: inputs.map((name) => ({ id: `input-${name}`, name, typeRef: typeOf(name) })),
    decisions: [
      {
        id: 'broken-rules',
        name: readyTable,
        typeRef: null,
        requires: inputs.map((name) => ({ kind: 'input' as const, ref: `input-${name}` })),
        expression: tableOf(rules),
      },
    ],
    functions: [],
    services: [],
  };
}

/** The facts of a rule that its questions name. */
function inputsOf(rule: ExampleRule): readonly string[] {
  const text = askedBy(rule)
    .questions.map((question) => question.text)
    .join(' ');
  return rule.facts.filter((fact) => new RegExp(`\\b${fact}\\b`).test(text));
}

function typeOf(name: string): string {
  return feelTypeOf(isRuleInput(name) ? ruleInputs[name].kind : 'text');
}

function tableOf(rules: readonly ExampleRule[]): TableBoxed {
  const questions = rules.flatMap((rule) => askedBy(rule).questions);
  return {
    type: 'table',
    hitPolicy: 'C',
    typeRef: null,
    inputs: questions.map(({ label, text, test }) => ({
      label,
      text,
      typeRef: test === 'true' || test === 'false' ? 'boolean' : 'number',
      values: null,
    })),
    outputs: [
      { name: 'code', typeRef: 'number', values: null, fallback: null },
      { name: 'message', typeRef: 'string', values: null, fallback: null },
    ],
    rules: rules.map((rule) => ({
      tests: questions.map((question) =>
        askedBy(rule).questions.includes(question) ? question.test : '-',
      ),
      outputs: [String(rule.code), `"${rule.key}"`],
      annotation: null,
    })),
  };
}

/** Each rule at its bound and just past it, with everything else as it should be, and all at once. */
function casesOf(rules: readonly ExampleRule[]): readonly BusinessRuleCase[] {
  const kept = Object.assign({}, ...rules.map((rule) => askedBy(rule).kept)) as Known;
  const bare = Object.fromEntries(
    rules.flatMap((rule) =>
      rule.facts.filter((name) => isNullable(name)).map((name) => [name, null]),
    ),
  ) as Known;
  return [
    ...rules.flatMap((rule): readonly BusinessRuleCase[] => {
      const { broken, kept: own } = askedBy(rule);
      return [
        { name: `${words(rule)}: kept`, facts: { ...kept, ...bare, ...own }, expect: [] },
        {
          name: `${words(rule)}: broken`,
          facts: { ...kept, ...bare, ...broken },
          expect: [hitOf(rule)],
        },
      ];
    }),
    { name: 'without any bound', facts: { ...kept, ...bare }, expect: [] },
  ];
}

type Known = Readonly<Record<string, GivenFact>>;

function isNullable(name: string): boolean {
  return isRuleInput(name) && ruleInputs[name].isNullable;
}

function words({ key }: ExampleRule): string {
  return key.replaceAll('_', ' ');
}

function hitOf({ code, key }: ExampleRule): RuleHit {
  return { code, message: key };
}
