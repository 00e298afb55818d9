import { expect, test } from 'vitest';
import { explainReason } from './explain-reason.ts';
import { assessmentRefusalTexts } from './refusals.ts';
import { remedyTexts } from './remedies.ts';

test('a reason says what was missing, and what would make it a yes', () => {
  expect(
    explainReason({ code: 'credit.insufficient', currency: 'EUR', shortfallMinor: 640_00n }),
  ).toMatchObject({
    text: 'The amount is more than the credit line has left; 640.00 EUR are missing.',
    remedy: expect.stringMatching(/^640\.00 EUR more headroom: /),
  });
});

test('every reason has words for its facts, and only an order that is over has no way out', () => {
  const facts = {
    cause: 'timeout',
    installation: 'default',
    gaps: ['order.currency'],
    statusType: 'Cancelled',
    from: 'USD',
    to: 'EUR',
    currency: 'EUR',
    overdueMinor: 2n,
    allowedMinor: 1n,
    shortfallMinor: 1n,
    asOf: '2026-03-31T12:00:00Z',
    maxAgeSeconds: 60,
    holdId: 'hold_1',
    by: 'user:user_1',
    reviewId: 'rev_1',
    decisionId: 'dec_1',
    rulesetId: 1,
    says: 'The risk is high.',
    wouldPass: 'A basket of at most 10.00 EUR.',
  };
  const codes = new Set([...Object.keys(assessmentRefusalTexts), ...Object.keys(remedyTexts)]);
  const hopeless: string[] = [];
  for (const code of codes) {
    const { text, remedy } = explainReason({ code, state: 'open', ...facts });
    expect(text).toMatch(/^[A-Z].*\.$/);
    expect(text).not.toMatch(/[{}]/);
    if (remedy === null) hopeless.push(code);
  }
  expect(hopeless).toEqual([
    'assessment.order_not_open',
    'assessment.basket_settled',
    'assessment.executed_outside',
  ]);
  expect(codes.size).toBeGreaterThan(20);
});

test('a code that this program does not know is told by its name', () => {
  expect(explainReason({ code: 'later.reason' })).toMatchObject({
    text: 'later.reason',
    remedy: null,
  });
});
