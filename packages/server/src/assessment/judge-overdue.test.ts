import { expect, test } from 'vitest';
import { aLine, aRate, eur, jpy } from '../../test/builders/credit.ts';
import { defaultPolicy } from '../credit/index.ts';
import { calendarDate } from '../kernel/clock.ts';
import { currency } from '../kernel/currency.ts';
import { judgeOverdue } from './judge-overdue.ts';
import type { BillingAnswer, CheckRules } from './ports.ts';

test('more overdue than is allowed is a no, and says how much is', () => {
  const rules = { overdueMaxMinor: 1_000_00n };
  expect(judge(1_000_00n, rules)).toBeNull();
  expect(judge(1_000_01n, rules)).toEqual({
    code: 'assessment.overdue',
    currency: 'EUR',
    overdueMinor: 1_000_01n,
    allowedMinor: 1_000_00n,
  });
});

test('without a setting nothing that is overdue matters, nor that nobody knows it', () => {
  expect(judge(9_999_999_99n, {})).toBeNull();
  const rules = { ...noRules, overdueMaxMinor: null };
  expect(judgeOverdue({ ...facts, billing: { kind: 'unknown' } }, of(rules), today)).toBeNull();
});

test('cents do not count: what is within the tolerance is nothing', () => {
  const rules = { overdueMaxMinor: 0n, overdueToleranceMinor: 5n };
  expect(judge(5n, rules)).toBeNull();
  expect(judge(6n, rules)).toMatchObject({ code: 'assessment.overdue' });
});

// Vector of the shared rules: both conditions must hold.
test.each([
  ['1500.00', '7000.00', false],
  ['500.00', '9000.00', false],
  ['1500.00', '9000.00', true],
])('%s overdue at %s used of 10000.00, where 80 percent are needed: stopped %s', (...row) => {
  const [overdue, used, isStopped] = row;
  const cents = (text: string) => BigInt(text.replace('.', ''));
  const line = aLine({ limitMinor: 10_000_00n, postedMinor: cents(used) });
  const rules = { overdueMaxMinor: 1_000_00n, overdueNeedsPercent: 80n };
  expect(judge(cents(overdue), rules, { levels: [line] }) !== null).toBe(isStopped);
});

test('where the rule needs a used line, an unlimited one passes and no line at all does not', () => {
  const rules = { overdueMaxMinor: 0n, overdueNeedsPercent: 80n };
  expect(judge(1n, rules, { levels: [aLine({ unlimited: true })] })).toBeNull();
  expect(judge(1n, rules, { levels: null })).not.toBeNull();
  expect(judge(1n, rules, { levels: [aLine({ limitMinor: null })] })).not.toBeNull();
});

test('a fact that did not come is a named gap and a no', () => {
  const reasonFor = (billing: BillingAnswer) =>
    judgeOverdue({ ...facts, billing }, of({ ...noRules, overdueMaxMinor: 0n }), today);
  expect(reasonFor({ kind: 'unavailable', reason: 'timeout' })).toEqual({
    code: 'assessment.billing_unavailable',
    cause: 'timeout',
  });
  expect(reasonFor({ kind: 'unknown' })).toEqual({ code: 'assessment.billing_unknown' });
  expect(reasonFor({ kind: 'incomplete', gaps: ['billing.overdue'] })).toEqual({
    code: 'assessment.billing_incomplete',
    gaps: ['billing.overdue'],
  });
});

test('an amount in another currency needs a stored rate, and is rounded to the careful side', () => {
  const rules = { ...noRules, overdueMaxMinor: 6_00n };
  const billing: BillingAnswer = { kind: 'found', billing: { overdue: jpy(984n) } };
  expect(judgeOverdue({ ...facts, billing }, of(rules), today)).toEqual({
    code: 'assessment.overdue_no_rate',
    from: 'JPY',
    to: 'EUR',
  });
  // 984 × 0.0061 = 6.0024
  expect(judgeOverdue({ ...facts, billing, rate: aRate() }, of(rules), today)).toMatchObject({
    overdueMinor: 6_01n,
  });
});

const today = calendarDate('2026-03-31');
const noRules: CheckRules = {
  amountBase: 'grossWithFreight',
  recurringBase: 'first-invoice',
  carrier: 'billTo',
  needsOrdering: false,
  overdueMaxMinor: null,
  overdueToleranceMinor: 0n,
  overdueNeedsPercent: null,
  figuresMaxAgeUs: null,
};
const facts = { billing: null, rate: null, levels: [aLine()] } as const;
const of = (rules: CheckRules) => ({ rules, currency: currency('EUR'), policy: defaultPolicy });

function judge(
  overdueMinor: bigint,
  rules: Partial<CheckRules>,
  change: Partial<Parameters<typeof judgeOverdue>[0]> = {},
) {
  const billing: BillingAnswer = { kind: 'found', billing: { overdue: eur(overdueMinor) } };
  return judgeOverdue({ ...facts, billing, ...change }, of({ ...noRules, ...rules }), today);
}
