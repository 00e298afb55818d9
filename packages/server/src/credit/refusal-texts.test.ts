import { expect, test } from 'vitest';
import { holdId, lineId, organizationId } from '../../test/builders/credit.ts';
import { currency } from '../kernel/currency.ts';
import type { RowRefusal } from '../kernel/unit-of-work.ts';
import { creditRefusalTexts, describeRefusal } from './refusal-texts.ts';
import type { CreditRefusal, Figures } from './refusals.ts';

type Refusal = CreditRefusal | RowRefusal;

const figures: Figures = {
  currency: currency('EUR'),
  headroomMinor: -12_50n,
  shortfallMinor: 100_05n,
  bindingLineId: lineId('own'),
  bindingOrganizationId: organizationId('own'),
};
const excess = { heldMinor: 1n, excessMinor: 2n, toleratedMinor: 3n };

/** One refusal of each code; a new code does not compile until it has one. */
const examples: { readonly [Code in Refusal['code']]: Extract<Refusal, { code: Code }> } = {
  'row.exists': { code: 'row.exists', what: 'order' },
  'row.changed': { code: 'row.changed', what: 'order' },
  'key.other_content': { code: 'key.other_content' },
  'credit.no_line': { code: 'credit.no_line' },
  'credit.line_closed': { code: 'credit.line_closed', ...figures },
  'credit.line_stopped': { code: 'credit.line_stopped', ...figures },
  'credit.no_rate': { code: 'credit.no_rate', from: currency('JPY'), to: currency('EUR') },
  'credit.insufficient': { code: 'credit.insufficient', ...figures },
  'credit.amount_too_large': { code: 'credit.amount_too_large' },
  'credit.hold_unknown': { code: 'credit.hold_unknown' },
  'credit.hold_exists': { code: 'credit.hold_exists', holdId: holdId('one') },
  'credit.hold_not_open': { code: 'credit.hold_not_open', state: 'released' },
  'credit.hold_not_expired': { code: 'credit.hold_not_expired', state: 'open' },
  'credit.hold_not_due': { code: 'credit.hold_not_due' },
  'credit.below_captured': { code: 'credit.below_captured', drawnMinor: 5n },
  'credit.over_capture': { code: 'credit.over_capture', ...excess },
  'credit.over_capture_review': { code: 'credit.over_capture_review', ...excess },
  'credit.nothing_left': { code: 'credit.nothing_left' },
  'credit.due_not_later': { code: 'credit.due_not_later' },
  'credit.due_too_late': { code: 'credit.due_too_late' },
  'credit.capture_unknown': { code: 'credit.capture_unknown' },
  'credit.version_changed': { code: 'credit.version_changed', version: 7n },
  'credit.line_exists': { code: 'credit.line_exists' },
  'credit.currency_fixed': { code: 'credit.currency_fixed', currency: currency('EUR') },
  'credit.group_currency': { code: 'credit.group_currency', currency: currency('EUR') },
  'credit.group_unknown': { code: 'credit.group_unknown' },
  'credit.group_cycle': { code: 'credit.group_cycle' },
  'credit.group_too_deep': { code: 'credit.group_too_deep' },
  'credit.second_person_needed': { code: 'credit.second_person_needed', thresholdMinor: 1n },
};

test('every refusal has a sentence that its own facts fill', () => {
  const texts = Object.values(examples).map(describeRefusal);
  expect(new Set(texts).size).toBe(Object.keys(creditRefusalTexts).length);
  for (const text of texts) expect(text).toMatch(/^[A-Z][^{}]*\.$/);
});

test('an amount is written in its currency', () => {
  expect(describeRefusal(examples['credit.insufficient'])).toContain('100.05 EUR');
});

test('no two codes share a precedence: the main reason is always one', () => {
  const all = Object.values(creditRefusalTexts).map(({ precedence }) => precedence);
  expect(new Set(all).size).toBe(all.length);
});

test('what a customer may read names no amount and no hold of the desk', () => {
  const safe = Object.values(creditRefusalTexts).filter(({ customerSafe }) => customerSafe);
  expect(safe).not.toEqual([]);
  for (const { text } of safe) expect(text).not.toMatch(/Minor|holdId|line|limit|credit/i);
});
