import {
  type Facts,
  type Model,
  prepareRuleset,
  type TableBoxed,
  verifyModel,
} from '../src/index.ts';

const names = ['amount', 'headroom', 'overdue days', 'company age'] as const;

/** Ten rules over four numbers, as a credit controller writes them. */
const rules: readonly (readonly string[])[] = [
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

function tableOf(rows: readonly (readonly string[])[]): TableBoxed {
  return {
    type: 'table',
    hitPolicy: 'F',
    typeRef: null,
    inputs: names.map((text) => ({ label: null, text, typeRef: 'number', values: null })),
    outputs: [{ name: null, typeRef: 'string', values: null, fallback: null }],
    rules: rows.map((cells) => ({
      tests: cells.slice(0, 4),
      outputs: cells.slice(4),
      annotation: null,
    })),
  };
}

function modelOf(rows: readonly (readonly string[])[]): Model {
  return {
    format: 'aval-dmn/1',
    name: 'Bench',
    namespace: 'https://example.com/bench',
    imports: [],
    types: [],
    inputs: names.map((name) => ({ id: name, name, typeRef: 'number' })),
    decisions: [
      {
        id: 'verdict',
        name: 'Verdict',
        typeRef: 'string',
        requires: names.map((ref) => ({ kind: 'input', ref })),
        expression: tableOf(rows),
      },
    ],
    functions: [],
    services: [],
  };
}

type Case = Facts & { readonly [Name in (typeof names)[number]]: number };

/** The same ten rules by hand: what a compiler makes of them is the most that can be had. */
function byHand(facts: Case): string {
  const { amount, headroom } = facts;
  const overdue = facts['overdue days'];
  const age = facts['company age'];
  if (overdue > 90) return 'reject';
  if (overdue > 30) return 'review';
  if (headroom < 0) return 'reject';
  if (amount > 1_000_000) return 'review';
  if (amount > 250_000 && age < 2) return 'reject';
  if (amount > 250_000 && age < 5) return 'review';
  if (amount > 50_000 && amount <= 250_000 && headroom < 100_000 && age < 1) return 'review';
  if (amount <= 50_000 && age >= 0) return 'approve';
  if (amount > 50_000 && amount <= 250_000 && age >= 1) return 'approve';
  if (amount > 250_000 && age >= 5) return 'approve';
  return 'review';
}

function timed(work: () => void): number {
  const started = process.hrtime.bigint();
  work();
  return Number(process.hrtime.bigint() - started) / 1e6;
}

function best(rounds: number, work: () => void): number {
  return Math.min(...Array.from({ length: rounds }, () => timed(work)));
}

/** Prints what deciding and verifying cost; every answer is compared with the one by hand. */
export function runBench(): void {
  const prepared = prepareRuleset(modelOf(rules), { onNoMatch: { Verdict: 'review' } });
  if (!prepared.ok) throw new Error(JSON.stringify(prepared.refusals));
  const { ruleset } = prepared;
  const cases: readonly Case[] = Array.from({ length: 1_000_000 }, (_, index) => ({
    amount: (index * 7919) % 1_200_000,
    headroom: ((index * 31) % 500_000) - 1000,
    'overdue days': (index * 13) % 40,
    'company age': (index * 5) % 12,
  }));
  const decideAll = (isTracing: boolean): void => {
    for (const facts of cases) {
      const decided = ruleset.decide(facts, { isTracing });
      if (!decided.ok) throw new Error(decided.error.code);
      if (decided.values.get('Verdict') !== byHand(facts)) throw new Error('answers differ');
    }
  };
  let approved = 0;
  const hand = best(5, () => {
    for (const facts of cases) if (byHand(facts) === 'approve') approved += 1;
  });
  console.log(`a million cases, plain   ${best(5, () => decideAll(false)).toFixed(0)} ms`);
  console.log(`a million cases, traced  ${best(3, () => decideAll(true)).toFixed(0)} ms`);
  console.log(`a million cases by hand  ${hand.toFixed(1)} ms (${approved / 5} approved)`);
  console.log(
    `verifier, 10 rules       ${best(10, () => verifyModel(modelOf(rules))).toFixed(2)} ms`,
  );
  const many = Array.from({ length: 200 }, (_, index) => {
    const x = Math.floor(index / 10);
    const y = index % 10;
    return [`[${x}..${x + 1})`, `[${y}..${y + 1})`, `>= ${x}`, '-', '"approve"'];
  });
  console.log(
    `verifier, 200 rules      ${best(5, () => verifyModel(modelOf(many))).toFixed(1)} ms`,
  );
}
