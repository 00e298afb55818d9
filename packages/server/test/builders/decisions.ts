import type { Boxed, Model, TableBoxed } from '@aval/dmn';
import type { CreditFacts, RulesetContent } from '../../src/decisions/index.ts';
import { currency } from '../../src/kernel/currency.ts';

/** A checkout's question about a settled company, of whose line nothing is used. */
export function someFacts(changes: Partial<CreditFacts> = {}): CreditFacts {
  return {
    purpose: 'credit_check',
    currency: currency('EUR'),
    amount: '1000.00',
    limit: '10000.00',
    headroom: '10000.00',
    utilisation: '0',
    overdueDays: 0,
    overdueAmount: '0.00',
    oldestOpenItemDays: 0,
    companyKnown: true,
    companyActive: true,
    companyAgeMonths: 240,
    legalForm: 'Besloten vennootschap',
    activity: '6201',
    country: 'NL',
    paymentBehaviour: 'prompt',
    earlierApproved: 5,
    earlierRejected: 0,
    extra: {},
    ...changes,
  };
}

type VerdictParts = {
  readonly inputs?: Readonly<Record<string, string>>;
  readonly hitPolicy?: TableBoxed['hitPolicy'];
  /** Cells of the inputs, then verdict and reason without quotes. */
  readonly rules?: readonly (readonly string[])[];
  readonly fallback?: readonly [verdict: string, reason: string];
  /** Another decision that `Verdict` requires, by name. */
  readonly helpers?: Readonly<Record<string, Boxed>>;
  readonly columns?: readonly string[];
};

/** A ruleset with one table: by default it says yes up to 100 and leaves the rest to a person. */
export function someContent(
  parts: VerdictParts = {},
  changes: Partial<RulesetContent> = {},
): RulesetContent {
  return {
    formatVersion: 1,
    model: verdictModel(parts),
    meantForNoMatch: {},
    texts: { small: text('small'), large: text('large'), other: text('other') },
    needs: { credit_check: [], application: [] },
    hold: false,
    extraFields: [],
    ...changes,
  };
}

export function text(english: string) {
  return { en: english, nl: `${english} (nl)`, de: `${english} (de)` };
}

function verdictModel(parts: VerdictParts): Model {
  const inputs = parts.inputs ?? { amount: 'number' };
  const helpers = Object.entries(parts.helpers ?? {});
  const columns = parts.columns ?? Object.keys(inputs);
  const rules = parts.rules ?? [
    ['<= 100', 'approved', 'small'],
    ['> 100', 'review', 'large'],
  ];
  const fallback = parts.fallback ?? ['review', 'other'];
  const facts = Object.keys(inputs).map((name) => ({ kind: 'input' as const, ref: `in-${name}` }));
  return {
    format: 'aval-dmn/1',
    name: 'Test',
    namespace: 'urn:test',
    imports: [],
    types: [],
    inputs: Object.entries(inputs).map(([name, typeRef]) => ({ id: `in-${name}`, name, typeRef })),
    decisions: [
      ...helpers.map(([name, expression]) => ({
        id: `d-${name}`,
        name,
        typeRef: null,
        requires: facts,
        expression,
      })),
      {
        id: 'd-verdict',
        name: 'Verdict',
        typeRef: null,
        requires: [
          ...facts,
          ...helpers.map(([name]) => ({ kind: 'decision' as const, ref: `d-${name}` })),
        ],
        expression: {
          type: 'table',
          hitPolicy: parts.hitPolicy ?? 'U',
          typeRef: null,
          inputs: columns.map((name) => ({
            label: null,
            text: name,
            typeRef: inputs[name] ?? null,
            values: null,
          })),
          outputs: ['verdict', 'reason'].map((name, index) => ({
            name,
            typeRef: 'string',
            values: null,
            fallback: `"${fallback[index]}"`,
          })),
          rules: rules.map((cells) => ({
            tests: cells.slice(0, -2),
            outputs: cells.slice(-2).map((cell) => `"${cell}"`),
            annotation: null,
          })),
        },
      },
    ],
    functions: [],
    services: [],
  };
}

/** As tangled as the gate takes: ranges that cut across each other in ten columns. */
export function tangledContent(): RulesetContent {
  const names = [
    ...['amount', 'limit', 'headroom', 'utilisation', 'overdueDays', 'overdueAmount'],
    ...['oldestOpenItemDays', 'companyAgeMonths', 'earlierApproved', 'earlierRejected'],
  ];
  const rules = Array.from({ length: 200 }, (_, rule) => [
    ...names.map((_name, column) => {
      const from = (rule * 7919 + column * 104_729) % 997;
      return `[${from}..${from + 40 + ((rule * 31 + column * 17) % 60)}]`;
    }),
    ...['approved', 'small'],
  ]);
  return someContent({
    inputs: Object.fromEntries(names.map((name) => [name, 'number'])),
    hitPolicy: 'F',
    rules,
  });
}
