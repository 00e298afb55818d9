import { expect, test } from 'vitest';
import {
  aHold,
  aLine,
  aRate,
  capturing,
  eur,
  jpy,
  lineId,
  placing,
  posting,
  releasing,
  resizing,
} from '../../test/builders/credit.ts';
import { aLedger } from '../../test/builders/credit-ledger.ts';
import { amountMinorMax } from '../kernel/money.ts';

const tooLarge = [{ code: 'credit.amount_too_large' }];
const unlimited = { unlimited: true } as const;

test('no figure grows past the largest amount that is told, not even without a limit', () => {
  const ledger = aLedger([aLine({ ...unlimited, heldMinor: 100_00n })], [aHold({})]);
  const most = amountMinorMax - 100_00n;
  expect(ledger.refused(placing({ amount: eur(most + 1n) }))).toEqual(tooLarge);
  expect(ledger.refused(resizing(eur(amountMinorMax + 1n)))).toEqual(tooLarge);
  expect(ledger.refused(capturing(eur(amountMinorMax + 1n), { shippedGoods: true }))).toEqual(
    tooLarge,
  );
  expect(ledger.done(placing({ amount: eur(most) })).changed).toBe(true);
  expect(ledger.refused(placing({ amount: eur(1n), source: 'another' }))).toEqual(tooLarge);
  expect(ledger.refused(posting(1n))).toEqual(tooLarge);
});

test('an amount that a rate makes too large is refused', () => {
  const rate = aRate({ numerator: 999_999_999_999_999n, scale: 0 });
  const ledger = aLedger([aLine(unlimited)]);
  expect(ledger.refused(placing({ amount: jpy(1_000n), rate }))).toEqual(tooLarge);
});

test('what lies below a line counts there too', () => {
  const above = aLine({ ...unlimited, name: 'root', belowMinor: amountMinorMax });
  const own = aLine({ ...unlimited, parentLineId: lineId('root') });
  expect(aLedger([own, above]).refused(placing({ amount: eur(1n) }))).toEqual(tooLarge);
});

test('what is too large already can still shrink', () => {
  const heldMinor = amountMinorMax + 100_00n;
  const ledger = aLedger([aLine({ ...unlimited, heldMinor })], [aHold({})]);
  expect(ledger.done(releasing()).changed).toBe(true);
});
