import type { Model, TableBoxed } from '../src/index.ts';

/** The columns of the table, which are also the members of a case. */
export const columns = ['amount', 'headroom', 'overdueDays', 'companyAge'] as const;

export type CreditCase = { readonly [Name in (typeof columns)[number]]: number };

/** Ten rules over four numbers, as a credit controller writes them: four cells and the verdict. */
export const creditRules: readonly (readonly string[])[] = [
  ['-', '-', '> 90', '-', '"reject"'],
  ['-', '-', '(30..90]', '-', '"review"'],
  ['-', '< 0', '-', '-', '"reject"'],
  ['> 1000000', '-', '-', '-', '"review"'],
  ['(250000..1000000]', '-', '-', '< 2', '"reject"'],
  ['(250000..1000000]', '-', '-', '[2..5)', '"review"'],
  ['(50000..250000]', '[0..100000)', '-', '< 1', '"review"'],
  ['<= 50000', '>= 0', '<= 30', '>= 0', '"approve"'],
  ['(50000..250000]', '>= 0', '<= 30', '>= 1', '"approve"'],
  ['(250000..1000000]', '>= 0', '<= 30', '>= 5', '"approve"'],
];

/** What the table says when no rule matches. */
export const otherwise = 'review';

/** The same rules by hand: the most that a compiler could make of them. */
export function decideByHand(credit: CreditCase): string {
  const { amount, headroom, overdueDays, companyAge } = credit;
  if (overdueDays > 90) return 'reject';
  if (overdueDays > 30) return 'review';
  if (headroom < 0) return 'reject';
  if (amount > 1_000_000) return 'review';
  if (amount > 250_000) {
    if (companyAge < 2) return 'reject';
    return companyAge < 5 ? 'review' : 'approve';
  }
  if (amount > 50_000) {
    if (companyAge >= 1) return 'approve';
    return 'review';
  }
  return companyAge >= 0 ? 'approve' : otherwise;
}

/** Cases without a pattern that reach every rule, always the same, as they come out of JSON. */
export function creditCases(count: number): readonly CreditCase[] {
  let state = 20_261_121;
  const below = (limit: number): number => {
    // Xorshift: enough to keep the processor from guessing the next case.
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % limit;
  };
  const cases = Array.from({ length: count }, () => ({
    amount: below(below(2) === 0 ? 100_000 : 1_200_000),
    headroom: below(500_000) - 20_000,
    overdueDays: below(below(4) === 0 ? 120 : 40),
    companyAge: below(12),
  }));
  return JSON.parse(JSON.stringify(cases)) as CreditCase[];
}

export function creditModel(): Model {
  return modelOf(
    columns.map((name) => [name, 'number']),
    creditRules,
  );
}

/** A table of every combination: ten bands of amounts, five groups of countries, four of delays. */
export function largeModel(): Model {
  const countries = [
    '"NL", "BE"',
    '"DE", "AT"',
    '"PL"',
    '"GR", "CY"',
    'not("NL", "BE", "DE", "AT", "PL", "GR", "CY")',
  ];
  const delays = ['<= 0', '(0..30]', '(30..90]', '> 90'];
  const rules = Array.from({ length: 200 }, (_, index) => {
    const band = Math.floor(index / 20);
    const amount = band === 9 ? '>= 90000' : `[${band * 10_000}..${(band + 1) * 10_000})`;
    const country = countries[Math.floor(index / 4) % 5] ?? '-';
    const age = band < 5 ? '-' : `>= ${band - 5}`;
    return [
      amount,
      country,
      delays[index % 4] ?? '-',
      age,
      index % 4 < 2 ? '"approve"' : '"review"',
    ];
  });
  return modelOf(
    [
      ['amount', 'number'],
      ['country', 'string'],
      ['overdueDays', 'number'],
      ['companyAge', 'number'],
    ],
    rules,
  );
}

function modelOf(
  inputs: readonly (readonly [name: string, typeRef: string])[],
  rows: readonly (readonly string[])[],
): Model {
  const table: TableBoxed = {
    type: 'table',
    hitPolicy: 'F',
    typeRef: null,
    inputs: inputs.map(([text, typeRef]) => ({ label: null, text, typeRef, values: null })),
    outputs: [{ name: null, typeRef: 'string', values: null, fallback: null }],
    rules: rows.map((cells) => ({
      tests: cells.slice(0, inputs.length),
      outputs: cells.slice(inputs.length),
      annotation: null,
    })),
  };
  return {
    format: 'aval-dmn/1',
    name: 'Credit check',
    namespace: 'https://example.com/credit-check',
    imports: [],
    types: [],
    inputs: inputs.map(([name, typeRef]) => ({ id: name, name, typeRef })),
    decisions: [
      {
        id: 'verdict',
        name: 'Verdict',
        typeRef: 'string',
        requires: inputs.map(([ref]) => ({ kind: 'input', ref })),
        expression: table,
      },
    ],
    functions: [],
    services: [],
  };
}
