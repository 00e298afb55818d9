import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  aGroup,
  aHold,
  aLine,
  aRate,
  captureId,
  capturing,
  eur,
  holdId,
  jpy,
  later,
  lineId,
  noon,
  placing,
  policy,
} from '../../test/builders/credit.ts';
import { aLedger } from '../../test/builders/credit-ledger.ts';
import { Defect } from '../kernel/assert.ts';
import { hour } from '../kernel/clock.ts';
import { currency } from '../kernel/currency.ts';
import type { Hold } from './hold.ts';
import type { CreditPolicy } from './policy.ts';

const overCapture = (
  mode: CreditPolicy['overCapture']['mode'],
  percent = 0n,
  amountMinor = 0n,
): CreditPolicy => policy({ overCapture: { mode, basisPoints: percent * 100n, amountMinor } });

/** A hold of 100 euro on a line of 150. */
const standing = (change: Partial<Hold> = {}) =>
  aLedger([aLine({ limitMinor: 150_00n, heldMinor: 100_00n })], [aHold(change)]);

describe('a capture of what is held', () => {
  test('moves the amount from held to captured and keeps the rest', () => {
    const ledger = standing();
    const result = ledger.done(capturing(eur(60_00n), { reference: 'INV-1' }), later(hour));
    expect(result).toMatchObject({ headroomMinor: 50_00n, overLimit: false });
    expect(ledger.hold()).toMatchObject({
      state: 'open',
      heldMinor: 40_00n,
      drawnMinor: 60_00n,
      unseenMinor: 60_00n,
    });
    expect(ledger.line()).toMatchObject({ heldMinor: 40_00n, capturedMinor: 60_00n });
    expect(ledger.capture()).toMatchObject({
      amountMinor: 60_00n,
      excessMinor: 0n,
      reference: 'INV-1',
      capturedAt: later(hour),
      capturedVersion: 2n,
      seenAt: null,
    });
  });

  test('ends the hold with its last part, when the caller says so, or by the policy', () => {
    const free = policy({ captureRemainder: 'free' });
    for (const command of [
      capturing(eur(100_00n)),
      capturing(eur(60_00n), { isFinal: true }),
      capturing(eur(60_00n), { policy: free }),
    ]) {
      const ledger = standing();
      ledger.done(command);
      expect(ledger.hold()).toMatchObject({ state: 'captured', heldMinor: 0n, endedAt: noon });
      expect(ledger.exposure()).toBe(command.amount.amountMinor);
    }
  });

  test('passes on a closed, stopped line that is far over its limit: nothing granted is undone', () => {
    const line = { status: 'closed', limitMinor: 0n, stopped: true, postedMinor: 5_000_00n };
    const ledger = aLedger([aLine({ ...line, status: 'closed', heldMinor: 100_00n })], [aHold()]);
    const result = ledger.done(capturing(eur(100_00n)));
    expect(result).toMatchObject({ headroomMinor: -5_100_00n, overLimit: false });
  });

  test('of nothing, or below, is a defect', () => {
    for (const cents of [0n, -1n]) {
      expect(() => standing().run(capturing(eur(cents)))).toThrow(Defect);
    }
  });

  test('in another currency than the hold was asked in is refused', () => {
    expect(standing().refused(capturing(jpy(1n)))).toEqual([
      { code: 'credit.no_rate', from: 'JPY', to: 'EUR' },
    ]);
  });
});

describe('more than is held', () => {
  test('within the tolerance is booked, as a marked part, and ends the hold', () => {
    const ledger = standing();
    const tolerant = overCapture('toleranceElseReview', 20n);
    expect(ledger.done(capturing(eur(120_00n), { policy: tolerant }))).toMatchObject({
      headroomMinor: 30_00n,
      overLimit: false,
    });
    expect(ledger.hold()).toMatchObject({
      state: 'captured',
      drawnMinor: 100_00n,
      excessMinor: 20_00n,
    });
    expect(ledger.capture()).toMatchObject({ amountMinor: 120_00n, excessMinor: 20_00n });
  });

  test('beyond the tolerance waits for a person and changes nothing', () => {
    const ledger = standing();
    const tight = overCapture('toleranceElseReview', 10n);
    expect(ledger.refused(capturing(eur(120_00n), { policy: tight }))).toEqual([
      {
        code: 'credit.over_capture_review',
        heldMinor: 100_00n,
        excessMinor: 20_00n,
        toleratedMinor: 10_00n,
      },
    ]);
    expect(ledger.hold()).toEqual(aHold());
  });

  test('is tolerated by share or by amount, whichever is larger', () => {
    const byAmount = overCapture('toleranceElseReview', 1n, 20_00n);
    expect(standing().run(capturing(eur(120_00n), { policy: byAmount })).ok).toBe(true);
    expect(standing().run(capturing(eur(120_01n), { policy: byAmount })).ok).toBe(false);
  });

  test('adds up: what went over before counts towards the tolerance', () => {
    const ledger = standing();
    const tolerant = overCapture('toleranceElseReview', 20n);
    ledger.done(capturing(eur(115_00n), { policy: tolerant }));
    const again = { policy: tolerant, captureId: captureId('two') };
    expect(ledger.refused(capturing(eur(5_01n), again))).toMatchObject([
      { code: 'credit.over_capture_review', excessMinor: 20_01n },
    ]);
    ledger.done(capturing(eur(5_00n), again));
    expect(ledger.hold()).toMatchObject({ state: 'captured', excessMinor: 20_00n });
  });

  test('is refused outright where the policy refuses it', () => {
    expect(
      standing().refused(capturing(eur(100_01n), { policy: overCapture('refuse', 50n) })),
    ).toMatchObject([{ code: 'credit.over_capture', excessMinor: 1n }]);
  });

  test('is booked and flagged over the limit where the policy books it', () => {
    const ledger = standing();
    const booking = overCapture('bookAndFlag');
    expect(ledger.done(capturing(eur(180_00n), { policy: booking }))).toMatchObject({
      headroomMinor: -30_00n,
      overLimit: true,
    });
  });

  test('is always booked for goods that were shipped, even of a hold that was released', () => {
    const strict = overCapture('refuse');
    const shipped = { shippedGoods: true, policy: strict };
    expect(standing().done(capturing(eur(180_00n), shipped)).overLimit).toBe(true);
    const released = aLedger(
      [aLine({ limitMinor: 50_00n })],
      [aHold({ state: 'released', heldMinor: 0n, endedAt: noon })],
    );
    expect(released.done(capturing(eur(60_00n), shipped), later(hour)).overLimit).toBe(true);
    expect(released.hold()).toMatchObject({
      state: 'released',
      excessMinor: 60_00n,
      endedAt: noon,
    });
    expect(released.exposure()).toBe(60_00n);
  });

  test('flags the level above that goes over, though the own limit is not reached', () => {
    const levels = aGroup({ heldMinor: 100_00n }, { limitMinor: 110_00n, belowMinor: 100_00n });
    const ledger = aLedger(levels, [aHold()]);
    const result = ledger.done(capturing(eur(120_00n), { policy: overCapture('bookAndFlag') }));
    expect(result).toMatchObject({ overLimit: true, bindingLineId: lineId('above_1') });
  });
});

test('a released hold is over for goods that were not shipped', () => {
  const ledger = standing({ state: 'released', heldMinor: 0n });
  expect(ledger.refused(capturing(eur(1n)))).toEqual([
    { code: 'credit.hold_not_open', state: 'released' },
  ]);
});

describe('a capture after the hold expired', () => {
  const expired = (change: Partial<Hold> = {}) =>
    aHold({ state: 'expired', heldMinor: 0n, endedAt: noon, source: 'basket:1', ...change });

  test('makes the hold again for the amount captured, when the headroom allows', () => {
    const ledger = aLedger([aLine({ limitMinor: 100_00n })], [expired()]);
    ledger.done(capturing(eur(60_00n)), later(hour));
    expect(ledger.hold('revived')).toMatchObject({
      state: 'captured',
      amountMinor: 60_00n,
      unseenMinor: 60_00n,
      revivedFrom: holdId('one'),
      source: 'basket:1',
      version: 1n,
    });
    expect(ledger.hold()).toMatchObject({ state: 'expired', endedAt: noon, revivedMinor: 60_00n });
    expect(ledger.exposure()).toBe(60_00n);
    const rest = capturing(eur(40_01n), { revivedHoldId: holdId('again') });
    expect(ledger.refused(rest)).toMatchObject([
      { code: 'credit.over_capture_review', heldMinor: 40_00n, excessMinor: 1n },
    ]);
  });

  test('is refused without headroom, with all reasons', () => {
    const ledger = aLedger([aLine({ limitMinor: 59_99n, stopped: true })], [expired()]);
    expect(ledger.refused(capturing(eur(60_00n))).map(({ code }) => code)).toEqual([
      'credit.line_stopped',
      'credit.insufficient',
    ]);
  });

  test('is refused while the same source has a live hold, which is named', () => {
    const live = aHold({ name: 'live', source: 'basket:1' });
    const ledger = aLedger([aLine({ heldMinor: 100_00n })], [expired(), live]);
    expect(ledger.refused(capturing(eur(60_00n)))).toEqual([
      { code: 'credit.hold_exists', holdId: holdId('live') },
    ]);
  });

  test('is refused outright where the policy refuses it, but for shipped goods', () => {
    const strict = policy({ lateCapture: 'refuse' });
    const ledger = aLedger([aLine()], [expired()]);
    expect(ledger.refused(capturing(eur(60_00n), { policy: strict }))).toEqual([
      { code: 'credit.hold_not_open', state: 'expired' },
    ]);
    ledger.done(capturing(eur(60_00n), { policy: strict, shippedGoods: true }));
    expect(ledger.exposure()).toBe(60_00n);
  });

  test('is booked without asking where the policy books it, and flagged over the limit', () => {
    const booking = policy({ lateCapture: 'bookAndFlag' });
    const ledger = aLedger([aLine({ limitMinor: 10_00n })], [expired()]);
    const result = ledger.done(capturing(eur(60_00n), { policy: booking }));
    expect(result).toMatchObject({ overLimit: true, headroomMinor: -50_00n });
    const within = aLedger([aLine()], [expired()]);
    expect(within.done(capturing(eur(60_00n), { policy: booking })).overLimit).toBe(false);
  });

  test('that is booked without asking still obeys the rule of over-captures', () => {
    const booking = policy({ lateCapture: 'bookAndFlag' });
    const ledger = aLedger([aLine()], [expired()]);
    expect(ledger.refused(capturing(eur(100_01n), { policy: booking }))).toMatchObject([
      { code: 'credit.over_capture_review', excessMinor: 1n },
    ]);
  });

  test('of which nothing is left is an excess of the expired hold', () => {
    const gone = expired({ revivedMinor: 100_00n, askedRevivedMinor: 100_00n });
    const ledger = aLedger([aLine()], [gone]);
    ledger.done(capturing(eur(5_00n), { shippedGoods: true }));
    expect(ledger.hold()).toMatchObject({ state: 'expired', excessMinor: 5_00n });
    expect(ledger.rows.holds.has(holdId('revived'))).toBe(false);
  });
});

describe('parts in another currency', () => {
  const parts = fc.array(fc.bigInt(1n, 50n), { minLength: 1, maxLength: 8 });
  const rates = fc.record({
    numerator: fc.bigInt(1n, 3_000n),
    scale: fc.integer({ min: 0, max: 4 }),
  });

  test('add up to the amount of the hold however they are cut, and the last one ends it', () => {
    fc.assert(
      fc.property(parts, rates, (cuts, rate) => {
        const asked = cuts.reduce((sum, cut) => sum + cut, 0n);
        const ledger = aLedger([aLine({ unlimited: true })]);
        ledger.done(placing({ amount: jpy(asked), rate: aRate(rate) }));
        const { amountMinor } = ledger.hold();
        for (const [index, cut] of cuts.entries()) {
          expect(ledger.hold().state).toBe('open');
          ledger.done(capturing(jpy(cut), { captureId: captureId(`${index}`) }));
          expect(ledger.exposure()).toBe(amountMinor);
        }
        expect(ledger.hold()).toMatchObject({
          state: 'captured',
          drawnMinor: amountMinor,
          excessMinor: 0n,
        });
      }),
    );
  });

  test('add up for an expired hold too, beside what was captured before', () => {
    fc.assert(
      fc.property(fc.bigInt(1n, 50n), parts, rates, (early, cuts, rate) => {
        const asked = cuts.reduce((sum, cut) => sum + cut, early);
        const ledger = aLedger([aLine({ unlimited: true })]);
        ledger.done(placing({ amount: jpy(asked), rate: aRate(rate), due: { afterUs: 1n } }));
        const { amountMinor } = ledger.hold();
        ledger.done(capturing(jpy(early), { captureId: captureId('early') }));
        ledger.done({ ...capturing(jpy(1n)), type: 'expireHold' }, later(1n));
        for (const [index, cut] of cuts.entries()) {
          const revivedHoldId = holdId(`late_${index}`);
          ledger.done(capturing(jpy(cut), { captureId: captureId(`${index}`), revivedHoldId }));
        }
        expect(ledger.exposure()).toBe(amountMinor);
        const excess = [...ledger.rows.captures.values()].filter((one) => one.excessMinor > 0n);
        expect(excess).toEqual([]);
      }),
    );
  });

  test('beyond the hold are converted by its rate', () => {
    const hold = aHold({
      amountMinor: 6_10n,
      askedMinor: 1_000n,
      askedCurrency: currency('JPY'),
      rate: aRate(),
    });
    const ledger = aLedger([aLine({ heldMinor: 6_10n })], [hold]);
    ledger.done(capturing(jpy(1_100n), { shippedGoods: true }));
    expect(ledger.hold()).toMatchObject({ drawnMinor: 6_10n, excessMinor: 61n });
  });
});
