import fc from 'fast-check';
import { expect, test } from 'vitest';
import { someContent, someFacts } from '../../test/builders/decisions.ts';
import { judge } from './judge.ts';
import { readyRulesets } from './ready/ready-rulesets.ts';
import { trace } from './trace-rules.ts';

const minor = fc.bigInt({ min: 1n, max: 99_999_999n });
const someCases = fc.record({
  amount: minor,
  headroom: fc.option(minor),
  overdueAmount: fc.option(fc.bigInt({ min: 0n, max: 3_000_000n })),
  overdueDays: fc.option(fc.integer({ min: 0, max: 120 })),
  companyAgeMonths: fc.option(fc.integer({ min: 0, max: 300 })),
  earlierRejected: fc.integer({ min: 0, max: 6 }),
  paymentBehaviour: fc.constantFrom(null, 'prompt', 'slow', 'bad'),
  purpose: fc.constantFrom('credit_check', 'application'),
});

function factsOf(some: typeof someCases extends fc.Arbitrary<infer Case> ? Case : never) {
  const { amount, headroom, overdueAmount, ...rest } = some;
  return someFacts({
    ...rest,
    amount: euros(amount),
    headroom: headroom === null ? null : euros(headroom),
    overdueAmount: overdueAmount === null ? null : euros(overdueAmount),
  });
}

test.each(readyRulesets)(
  '$key: the amount that would pass passes, and the next one does not',
  ({ content }) => {
    let seen = 0;
    fc.assert(
      fc.property(someCases, (some) => {
        const facts = factsOf(some);
        const step = some.purpose === 'application' ? 100n : 1n;
        for (const { code, params } of judge(content, facts).remedies) {
          seen += 1;
          const paid = {
            overdueAmount: '0.00',
            overdueDays: facts.overdueDays === null ? null : 0,
          };
          const changes = code === 'overdue.pay' || code === 'overdue.pay_and_lower' ? paid : {};
          if (code === 'overdue.pay') {
            expect(judge(content, { ...facts, ...changes }).verdict).toBe('approved');
            continue;
          }
          const amount = cents(params['amount'] ?? '');
          const at = (asked: bigint) =>
            judge(content, { ...facts, ...changes, amount: euros(asked) }).verdict;
          expect(at(amount)).toBe('approved');
          expect(at(amount + step)).not.toBe('approved');
          expect(amount).toBeLessThan(some.amount);
        }
      }),
      { numRuns: 150 },
    );
    expect(seen).toBeGreaterThan(10);
  },
);

test.each(readyRulesets)('$key: asking for more never makes a no a yes', ({ content }) => {
  fc.assert(
    fc.property(someCases, minor, (some, more) => {
      const strictness = ['approved', 'review', 'rejected'];
      const less = judge(content, factsOf(some)).verdict;
      const greater = judge(content, factsOf({ ...some, amount: some.amount + more })).verdict;
      expect(strictness.indexOf(greater)).toBeGreaterThanOrEqual(strictness.indexOf(less));
    }),
    { numRuns: 150 },
  );
});

test('of what is overdue no more must be paid first than is needed', () => {
  const content = someContent({
    inputs: { overdueAmount: 'number' },
    rules: [
      ['<= 100', 'approved', 'small'],
      ['> 100', 'rejected', 'large'],
    ],
  });
  const { verdict, remedies } = judge(content, someFacts({ overdueAmount: '250.05' }));
  expect(verdict).toBe('rejected');
  expect(remedies).toEqual([
    { code: 'overdue.pay', params: { amount: '150.05', currency: 'EUR' } },
  ]);
});

test('where both are needed, what to pay first and the amount are named together', () => {
  const content = someContent({
    inputs: { amount: 'number', overdueDays: 'number' },
    rules: [
      ['<= 100', '<= 0', 'approved', 'small'],
      ['> 100', '-', 'review', 'large'],
      ['<= 100', '> 0', 'review', 'other'],
    ],
  });
  const facts = someFacts({ amount: '300.00', overdueDays: 9, overdueAmount: '40.00' });
  expect(judge(content, facts).remedies).toEqual([
    {
      code: 'overdue.pay_and_lower',
      params: { pay: '40.00', amount: '100.00', currency: 'EUR' },
    },
  ]);
});

test('a fact that is needed and not known is a review that names it, whatever the rules say', () => {
  const yes = { rules: [['-', 'approved', 'small']] };
  const needs = { credit_check: ['overdueAmount'], application: ['companyActive'] } as const;
  const content = someContent(yes, { needs });
  const missing = judge(content, someFacts({ overdueAmount: null }));
  expect(missing).toMatchObject({ verdict: 'review', gaps: ['overdueAmount'], remedies: [] });
  expect(missing.reasons[0]?.text.nl).toBe(
    'Niet bekend: achterstallig bedrag. De regels hebben dit nodig.',
  );
  expect(judge(content, someFacts({ companyActive: null })).verdict).toBe('approved');
  const application = someFacts({ purpose: 'application', companyActive: null });
  expect(judge(content, application)).toMatchObject({ verdict: 'review', gaps: ['companyActive'] });
});

test.each([
  ['an amount that is no number', { amount: 'a lot' }, 'amount'],
  ['a count with a fraction', { overdueDays: 1.5 }, 'overdueDays'],
  ['a text where yes or no belongs', { companyActive: 'yes' as never }, 'companyActive'],
])('%s is a review, never a fall-through to another rule', (_, changes, gap) => {
  const content = someContent({ rules: [['-', 'approved', 'small']] });
  expect(judge(content, someFacts(changes))).toMatchObject({ verdict: 'review', gaps: [gap] });
});

test('a fact that is not known and that a column speaks of nowhere is a review that names it', () => {
  const content = someContent({
    inputs: { overdueDays: 'number' },
    rules: [
      ['<= 10', 'approved', 'small'],
      ['> 10', 'review', 'large'],
    ],
    fallback: ['approved', 'other'],
  });
  const facts = someFacts({ overdueDays: null });
  expect(judge(content, facts)).toMatchObject({ verdict: 'review', gaps: ['overdueDays'] });
});

test('an extra field that an application lacks is a gap, and a checkout is not asked for it', () => {
  const content = someContent(
    { rules: [['-', 'approved', 'small']] },
    { extraFields: [{ name: 'branchCount', type: 'number' }] },
  );
  const application = someFacts({ purpose: 'application' });
  expect(judge(content, application).gaps).toEqual(['branchCount']);
  expect(judge(content, { ...application, extra: { branchCount: 2.5 } }).verdict).toBe('approved');
  expect(judge(content, { ...application, extra: { branchCount: '2' } }).gaps).toEqual([
    'branchCount',
  ]);
  expect(judge(content, someFacts()).verdict).toBe('approved');
});

test('every rule that matched gives its reason, the strictest first', () => {
  const balanced = readyRulesets[1]?.content;
  if (balanced === undefined) throw new Error('no ruleset');
  const facts = someFacts({ amount: '10000.01', overdueAmount: '9000.00', companyAgeMonths: 3 });
  const { verdict, reasons } = judge(balanced, facts);
  expect(verdict).toBe('rejected');
  expect(reasons.map(({ code }) => code)).toEqual([
    'much_overdue',
    'risk_high',
    'over_headroom',
    'company_new',
  ]);
  expect(reasons[2]?.text.de).toBe(
    'Der Betrag von 10000.01 EUR übersteigt den freien Rahmen von 10000.00 EUR.',
  );
});

test('the trace names for each rule that it matched, or the column on which it failed', () => {
  const content = someContent();
  const first = trace(content, someFacts({ amount: '250.00' }));
  expect(first.tables).toEqual([
    {
      table: 'Verdict',
      inputs: [{ label: 'amount', value: '250' }],
      rules: [
        { rule: 1, outcome: 'failed', column: 'amount', actual: '250', expected: '<= 100' },
        { rule: 2, outcome: 'matched' },
      ],
    },
  ]);
  expect(trace(structuredClone(content), someFacts({ amount: '250.00' }))).toEqual(first);
});

function euros(value: bigint): string {
  return `${value / 100n}.${String(value % 100n).padStart(2, '0')}`;
}

function cents(text: string): bigint {
  return BigInt(text.replace('.', ''));
}

test('rules that take many steps end the search for what would pass with an amount that does', () => {
  const upTo = '3333333.33';
  const slow = (steps: number) =>
    someContent({
      columns: ['Slow', 'amount'],
      helpers: {
        Slow: {
          type: 'literal',
          text: `sum(for i in 1..${steps} return i) * 0`,
          typeRef: 'number',
        },
      },
      rules: [
        ['0', `<= ${upTo}`, 'approved', 'small'],
        ['0', `> ${upTo}`, 'review', 'large'],
      ],
    });
  const facts = someFacts({ amount: '90000000.00' });
  const lowerOf = (steps: number) => judge(slow(steps), facts).remedies[0]?.params['amount'] ?? '';
  expect(lowerOf(1)).toBe(upTo);
  const early = lowerOf(2_000);
  expect(judge(slow(2_000), { ...facts, amount: early }).verdict).toBe('approved');
  expect(Number(early)).toBeLessThan(Number(upTo));
});
