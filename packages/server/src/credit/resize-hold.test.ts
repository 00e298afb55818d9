import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  aGroup,
  aHold,
  aLine,
  aRate,
  eur,
  jpy,
  later,
  noon,
  resizing,
} from '../../test/builders/credit.ts';
import { aLedger } from '../../test/builders/credit-ledger.ts';
import { Defect } from '../kernel/assert.ts';
import { minute } from '../kernel/clock.ts';
import { currency } from '../kernel/currency.ts';

describe('more', () => {
  test('is checked for the difference alone', () => {
    const lines = [aLine({ postedMinor: 500_00n, heldMinor: 400_00n })];
    const ledger = aLedger(lines, [aHold({ amountMinor: 400_00n })]);
    expect(ledger.done(resizing(eur(500_00n)))).toMatchObject({ headroomMinor: 0n });
    expect(ledger.hold()).toMatchObject({ amountMinor: 500_00n, heldMinor: 500_00n });
  });

  test('that does not fit leaves the hold as it was', () => {
    const lines = [aLine({ postedMinor: 500_00n, heldMinor: 400_00n })];
    const ledger = aLedger(lines, [aHold({ amountMinor: 400_00n })]);
    const before = ledger.hold();
    expect(ledger.refused(resizing(eur(500_01n)))).toMatchObject([
      { code: 'credit.insufficient', headroomMinor: 100_00n, shortfallMinor: 1n },
    ]);
    expect(ledger.hold()).toBe(before);
    expect(ledger.rows.entries).toEqual([]);
  });

  test('is refused while the line or a level above is stopped', () => {
    const ledger = aLedger(aGroup({ heldMinor: 100_00n }, { stopped: true }), [aHold()]);
    expect(ledger.refused(resizing(eur(100_01n))).map(({ code }) => code)).toEqual([
      'credit.line_stopped',
    ]);
  });
});

describe('less', () => {
  test('always passes and frees at once, on a line that is stopped, closed and over its limit', () => {
    fc.assert(
      fc.property(fc.bigInt(1n, 99n), (less) => {
        const line = aLine({ status: 'closed', limitMinor: 0n, stopped: true, heldMinor: 100n });
        const ledger = aLedger([line], [aHold({ amountMinor: 100n })]);
        expect(ledger.done(resizing(eur(less))).headroomMinor).toBe(-less);
        expect(ledger.exposure()).toBe(less);
      }),
    );
  });

  test('down to what was captured ends the hold as captured', () => {
    const hold = aHold({ heldMinor: 60_00n, drawnMinor: 40_00n, askedDrawnMinor: 40_00n });
    const line = aLine({ heldMinor: 60_00n, capturedMinor: 40_00n });
    const ledger = aLedger([line], [{ ...hold, unseenMinor: 40_00n }]);
    ledger.done(resizing(eur(40_00n)), later(minute));
    expect(ledger.hold()).toMatchObject({
      state: 'captured',
      heldMinor: 0n,
      endedAt: later(minute),
    });
    expect(ledger.exposure()).toBe(40_00n);
  });

  test('than was captured is refused', () => {
    const hold = aHold({ heldMinor: 60_00n, drawnMinor: 40_00n, askedDrawnMinor: 40_00n });
    const ledger = aLedger([aLine()], [hold]);
    expect(ledger.refused(resizing(eur(39_99n)))).toEqual([
      { code: 'credit.below_captured', drawnMinor: 40_00n },
    ]);
  });
});

test('the amount that stands is no change', () => {
  const ledger = aLedger([aLine({ heldMinor: 100_00n })], [aHold()]);
  expect(ledger.done(resizing(eur(100_00n))).changed).toBe(false);
  expect(ledger.rows.entries).toEqual([]);
});

test('a hold that has ended keeps its amount', () => {
  for (const state of ['captured', 'released', 'expired'] as const) {
    const ledger = aLedger([aLine()], [aHold({ state, heldMinor: 0n, endedAt: noon })]);
    expect(ledger.refused(resizing(eur(1n)))).toEqual([{ code: 'credit.hold_not_open', state }]);
  }
});

test('an amount of nothing is no size of a hold', () => {
  const ledger = aLedger([aLine()], [aHold()]);
  expect(() => ledger.run(resizing(eur(0n)))).toThrow(Defect);
});

describe('a hold in another currency', () => {
  // 300 yen at half a cent each: 150 cents, of which 101 yen were captured as 51 cents.
  const rate = aRate({ numerator: 5n, scale: 3 });
  const hold = aHold({
    amountMinor: 150n,
    heldMinor: 99n,
    drawnMinor: 51n,
    askedMinor: 300n,
    askedDrawnMinor: 101n,
    askedCurrency: currency('JPY'),
    rate,
  });

  test('is resized by the rate that was stored with it', () => {
    const ledger = aLedger([aLine({ heldMinor: 99n })], [hold]);
    ledger.done(resizing(jpy(401n)));
    expect(ledger.hold()).toMatchObject({ amountMinor: 201n, heldMinor: 150n, askedMinor: 401n });
    expect(ledger.refused(resizing(eur(1n)))).toMatchObject([{ code: 'credit.no_rate' }]);
  });

  test('never goes below what was captured of it as it was asked, whatever the rounding says', () => {
    const ledger = aLedger([aLine({ heldMinor: 99n })], [hold]);
    // 100 yen are 50 cents and 101 yen are 51; 102 yen are 51 cents too, and one yen is left.
    expect(ledger.refused(resizing(jpy(100n)))).toMatchObject([{ code: 'credit.below_captured' }]);
    ledger.done(resizing(jpy(102n)));
    expect(ledger.hold()).toMatchObject({ state: 'open', amountMinor: 51n, heldMinor: 0n });
    ledger.done(resizing(jpy(101n)));
    expect(ledger.hold()).toMatchObject({ state: 'captured', amountMinor: 51n });
  });
});
