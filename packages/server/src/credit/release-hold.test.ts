import { describe, expect, test } from 'vitest';
import {
  aGroup,
  aHold,
  aLine,
  expiring,
  extending,
  later,
  noon,
  releasing,
} from '../../test/builders/credit.ts';
import { aLedger } from '../../test/builders/credit-ledger.ts';
import { hour } from '../kernel/clock.ts';
import type { HoldState } from './hold.ts';
import { holdLifeMaxUs } from './policy.ts';

const over = (state: HoldState) => aHold({ state, heldMinor: 0n, endedAt: noon });
const partly = aHold({
  heldMinor: 60_00n,
  drawnMinor: 40_00n,
  askedDrawnMinor: 40_00n,
  unseenMinor: 40_00n,
});
const withPartly = () => aLedger([aLine({ heldMinor: 60_00n, capturedMinor: 40_00n })], [partly]);

describe('a release', () => {
  test('gives back what is held, on every level', () => {
    const ledger = aLedger(aGroup({ heldMinor: 100_00n }, { belowMinor: 100_00n }), [aHold()]);
    ledger.done(releasing({ reason: 'cancelled' }), later(hour));
    expect(ledger.hold()).toMatchObject({
      state: 'released',
      heldMinor: 0n,
      endedAt: later(hour),
    });
    expect([ledger.exposure(), ledger.exposure('above_1')]).toEqual([0n, 0n]);
    expect(ledger.rows.entries[0]).toMatchObject({ amountMinor: 100_00n, reason: 'cancelled' });
  });

  test('after a part was captured ends the hold as captured, and the part keeps counting', () => {
    const ledger = withPartly();
    ledger.done(releasing());
    expect(ledger.hold()).toMatchObject({ state: 'captured', heldMinor: 0n });
    expect(ledger.exposure()).toBe(40_00n);
  });

  test('of a released hold is a success without effect', () => {
    const ledger = aLedger([aLine()], [over('released')]);
    expect(ledger.done(releasing()).changed).toBe(false);
    expect(ledger.rows.entries).toEqual([]);
  });

  test('of a captured or expired hold is refused', () => {
    for (const state of ['captured', 'expired'] as const) {
      const ledger = aLedger([aLine()], [over(state)]);
      expect(ledger.refused(releasing())).toEqual([{ code: 'credit.hold_not_open', state }]);
    }
  });

  test('of a hold that nobody knows is refused', () => {
    expect(aLedger([aLine()]).refused(releasing())).toEqual([{ code: 'credit.hold_unknown' }]);
  });
});

describe('an expiry', () => {
  test('ends a hold that is due, not a microsecond before', () => {
    const ledger = aLedger([aLine({ heldMinor: 100_00n })], [aHold()]);
    expect(ledger.refused(expiring(), later(hour - 1n))).toEqual([{ code: 'credit.hold_not_due' }]);
    ledger.done(expiring(), later(hour));
    expect(ledger.hold()).toMatchObject({ state: 'expired', endedAt: later(hour) });
    expect(ledger.exposure()).toBe(0n);
  });

  test('leaves what was captured as it is', () => {
    const ledger = withPartly();
    ledger.done(expiring(), later(hour));
    expect(ledger.hold()).toMatchObject({ state: 'expired', drawnMinor: 40_00n });
    expect(ledger.exposure()).toBe(40_00n);
  });

  test('of an expired hold is a success without effect, and of another end is refused', () => {
    const expired = aLedger([aLine()], [over('expired')]);
    expect(expired.done(expiring(), later(hour)).changed).toBe(false);
    for (const state of ['captured', 'released'] as const) {
      const ledger = aLedger([aLine()], [over(state)]);
      expect(ledger.refused(expiring(), later(hour))).toEqual([
        { code: 'credit.hold_not_open', state },
      ]);
    }
  });
});

describe('an extension', () => {
  test('lets a hold fall due later, and moves no figure', () => {
    const ledger = aLedger([aLine({ heldMinor: 100_00n })], [aHold()]);
    ledger.done(extending({ due: { afterUs: 2n * hour } }), later(hour));
    expect(ledger.hold()).toMatchObject({ state: 'open', dueAt: later(3n * hour) });
    expect(ledger.exposure()).toBe(100_00n);
  });

  test('never brings the due time forward, nor past the longest life from the placing', () => {
    const ledger = aLedger([aLine({ heldMinor: 100_00n })], [aHold()]);
    const codes = (at: bigint) =>
      ledger.refused(extending({ due: { at: later(at) } })).map(({ code }) => code);
    expect(codes(hour - 1n)).toEqual(['credit.due_not_later']);
    expect(codes(0n)).toEqual(['credit.due_not_later']);
    expect(codes(holdLifeMaxUs + 1n)).toEqual(['credit.due_too_late']);
    expect(ledger.done(extending({ due: { at: later(hour) } })).changed).toBe(false);
  });

  test('of a hold that has ended is refused', () => {
    for (const state of ['captured', 'released', 'expired'] as const) {
      const ledger = aLedger([aLine()], [over(state)]);
      expect(ledger.refused(extending())).toEqual([{ code: 'credit.hold_not_open', state }]);
    }
  });
});
