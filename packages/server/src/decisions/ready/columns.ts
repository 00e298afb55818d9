import { type DecisionParts, type TableParts, table } from './build-model.ts';

type Rules = TableParts['rules'];

const classColumns: TableParts['inputs'] = [
  { label: 'Closed', text: 'Closed', typeRef: 'boolean' },
  { label: 'Company age, months', text: 'companyAgeMonths', typeRef: 'number' },
  { label: 'Form', text: 'Form', typeRef: 'string' },
  { label: 'Sector', text: 'Sector', typeRef: 'string' },
  { label: 'In the Netherlands', text: 'Home', typeRef: 'boolean' },
  { label: 'Days overdue', text: 'Days overdue', typeRef: 'number' },
  { label: 'Oldest item, days', text: 'Oldest item', typeRef: 'number' },
  { label: 'Payments', text: 'Payments', typeRef: 'string' },
  { label: 'Limit used, %', text: 'Limit used', typeRef: 'number' },
  { label: 'Earlier yes', text: 'earlierApproved', typeRef: 'number' },
  { label: 'Earlier no', text: 'earlierRejected', typeRef: 'number' },
];

/** Every rule that matches counts, and the worst class of them stands. Only columns that rules ask about. */
export function riskClass(rules: Rules): DecisionParts {
  const asked = classColumns.map((_, at) => rules.some((cells) => cells[at] !== '-'));
  const inputs = classColumns.filter((_, at) => asked[at]);
  return {
    name: 'Risk class',
    requires: inputs.map(({ text }) => text),
    expression: table({
      hitPolicy: 'P',
      inputs,
      outputs: [
        {
          name: 'class',
          typeRef: 'string',
          values: '"E", "D", "C", "B", "A"',
          fallback: '"E"',
        },
        { name: 'reason', typeRef: 'string', fallback: '"no_rule"' },
      ],
      rules: rules.map((cells) => cells.filter((_, at) => asked[at] ?? true)),
    }),
  };
}

/** One amount for each class. */
export function limitAdvice(amounts: Readonly<Record<'A' | 'B' | 'C' | 'D' | 'E', string>>) {
  return {
    name: 'Limit advice',
    requires: ['Risk class'],
    typeRef: 'number',
    expression: table({
      hitPolicy: 'U',
      inputs: [
        {
          label: 'Risk class',
          text: 'Risk class.class',
          typeRef: 'string',
          values: '"A", "B", "C", "D", "E"',
        },
      ],
      outputs: [{ name: null, typeRef: 'number', fallback: '0' }],
      rules: Object.entries(amounts).map(([risk, amount]) => [`"${risk}"`, amount]),
    }),
  } satisfies DecisionParts;
}

/** Every rule that matches counts, and the strictest verdict of them stands. */
export function verdict(rules: Rules): DecisionParts {
  return {
    name: 'Verdict',
    requires: ['purpose', 'Risk class', 'Over headroom', 'Share of advice', 'Amount overdue'],
    expression: table({
      hitPolicy: 'P',
      inputs: [
        {
          label: 'Asked for',
          text: 'purpose',
          typeRef: 'string',
          values: '"credit_check", "application"',
        },
        {
          label: 'Risk class',
          text: 'Risk class.class',
          typeRef: 'string',
          values: '"A", "B", "C", "D", "E"',
        },
        { label: 'Over headroom', text: 'Over headroom', typeRef: 'number' },
        { label: 'Share of advice, %', text: 'Share of advice', typeRef: 'number' },
        { label: 'Amount overdue', text: 'Amount overdue', typeRef: 'number' },
      ],
      outputs: [
        {
          name: 'verdict',
          typeRef: 'string',
          values: '"rejected", "review", "approved"',
          fallback: '"review"',
        },
        { name: 'reason', typeRef: 'string', fallback: '"no_rule"' },
      ],
      rules,
    }),
  };
}

/** Forms whose owners answer with what they own, in lower case. */
export const personalForms =
  '"eenmanszaak", "vennootschap onder firma", "maatschap", "commanditaire vennootschap"';

/** A row of the class table that looks at some columns, by their places from 0. */
export function when(
  cells: Partial<Record<ClassColumn, string>>,
  risk: string,
  reason: string,
): readonly string[] {
  const tests = classColumnNames.map((name) => cells[name] ?? '-');
  return [...tests, `"${risk}"`, `"${reason}"`];
}

const classColumnNames = [
  'closed',
  'age',
  'form',
  'sector',
  'home',
  'daysOverdue',
  'oldestItem',
  'payments',
  'used',
  'earlierYes',
  'earlierNo',
] as const;

type ClassColumn = (typeof classColumnNames)[number];
