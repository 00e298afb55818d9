import { expect, test } from 'vitest';
import { eur } from '../../test/builders/credit.ts';
import { amountMinorMax } from '../kernel/money.ts';
import type { OrderAnswer, RecurringCharge } from './ports.ts';
import { withRecurring } from './recurring-total.ts';

const monthly: RecurringCharge = {
  gross: eur(10_00n),
  net: eur(8_00n),
  periodMonths: 1,
  termMonths: 12,
};
const oneOff = { ...monthly, gross: eur(0n), net: eur(0n), periodMonths: null, termMonths: null };

test('the first invoice is what the order costs, whatever comes after it', () => {
  const answer = anOrder([monthly]);
  const rules = { recurringBase: 'first-invoice', amountBase: 'grossWithFreight' } as const;
  expect(withRecurring(answer, rules)).toBe(answer);
});

test('the term of each line counts, with the first period once', () => {
  expect(totalOf([monthly], 'term')).toBe(210_00n);
  expect(totalOf([monthly, { ...monthly, periodMonths: 12 }, oneOff], 'term')).toBe(210_00n);
  // A period that is begun is billed.
  expect(totalOf([{ ...monthly, periodMonths: 5 }], 'term')).toBe(120_00n);
  expect(totalOf([], 'term')).toBe(100_00n);
});

test('a number of months counts the same for each line, however long it is bound', () => {
  expect(totalOf([monthly], { months: 3 })).toBe(120_00n);
  expect(totalOf([{ ...monthly, termMonths: null }], { months: 3 })).toBe(120_00n);
  expect(totalOf([{ ...monthly, periodMonths: 12 }], { months: 3 })).toBe(100_00n);
});

test('with totals that count without tax, charges count without tax', () => {
  expect(totalOf([monthly], 'term', 'net')).toBe(188_00n);
});

test('a line that does not tell its charge or its periods is a gap, and the rest is not guessed', () => {
  expect(gapsOf([{ ...monthly, gross: null }], 'term')).toEqual(['line.recurringGross']);
  expect(gapsOf([{ ...monthly, periodMonths: null, termMonths: null }, monthly], 'term')).toEqual([
    'line.periodMonths',
    'line.termMonths',
  ]);
  expect(gapsOf([{ ...monthly, periodMonths: null }], { months: 3 })).toEqual([
    'line.periodMonths',
  ]);
  expect(gapsOf(undefined, 'term')).toEqual(['order.lines']);
  expect(gapsOf([{ ...monthly, gross: eur(amountMinorMax) }], 'term')).toEqual([
    'line.recurringGross',
  ]);
});

type Base = Parameters<typeof withRecurring>[1]['recurringBase'];

function totalOf(
  recurring: readonly RecurringCharge[] | undefined,
  recurringBase: Base,
  amountBase: 'grossWithFreight' | 'net' = 'grossWithFreight',
) {
  const answer = withRecurring(anOrder(recurring), { recurringBase, amountBase });
  return answer.kind === 'found' ? answer.order.total.amountMinor : answer;
}

function gapsOf(recurring: readonly RecurringCharge[] | undefined, recurringBase: Base) {
  const rules = { recurringBase, amountBase: 'grossWithFreight' } as const;
  const answer = withRecurring(anOrder(recurring), rules);
  return answer.kind === 'incomplete' ? answer.gaps : answer;
}

function anOrder(recurring: readonly RecurringCharge[] | undefined): OrderAnswer {
  const order = { orderId: 'o', accountId: '151', total: eur(100_00n), statusType: 'In progress' };
  return { kind: 'found', order: recurring === undefined ? order : { ...order, recurring } };
}
