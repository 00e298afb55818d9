import { describe, expect, test } from 'vitest';
import {
  aHold,
  aLine,
  captureId,
  capturing,
  eur,
  holdId,
  later,
  noon,
  placing,
  posting,
  resizing,
  seeing,
} from '../../test/builders/credit.ts';
import { aLedger } from '../../test/builders/credit-ledger.ts';
import { day, hour } from '../kernel/clock.ts';

/** A hold of 100 euro, of which 60 were captured at noon. */
function captured() {
  const ledger = aLedger([aLine({ heldMinor: 100_00n })], [aHold()]);
  ledger.done(capturing(eur(60_00n)));
  return ledger;
}

const byLag = { named: false } as const;

describe('a capture that the ERP names', () => {
  test('stops counting at once, and the hold keeps what is left', () => {
    const ledger = captured();
    expect(ledger.done(seeing([captureId('one')]), later(1n)).changed).toBe(true);
    expect(ledger.capture()).toMatchObject({ seenAt: later(1n), seenVersion: 3n });
    expect(ledger.hold()).toMatchObject({ unseenMinor: 0n, heldMinor: 40_00n, drawnMinor: 60_00n });
    expect(ledger.exposure()).toBe(40_00n);
  });

  test('stops counting once, however often it is named', () => {
    const ledger = captured();
    ledger.done(seeing([captureId('one'), captureId('one')]));
    expect(ledger.line()).toMatchObject({ capturedMinor: 0n, heldMinor: 40_00n });
    expect(ledger.done(seeing([captureId('one')])).changed).toBe(false);
    expect(ledger.exposure()).toBe(40_00n);
  });

  test('stops counting together with others of several holds, in one entry', () => {
    const ledger = captured();
    ledger.done(placing({ holdId: holdId('two') }));
    ledger.done(capturing(eur(30_00n), { holdId: holdId('two'), captureId: captureId('two') }));
    ledger.done(capturing(eur(10_00n), { captureId: captureId('three') }));
    const count = ledger.rows.entries.length;
    ledger.done(seeing(['one', 'two', 'three'].map(captureId)));
    expect(ledger.rows.entries).toHaveLength(count + 1);
    expect(ledger.line()).toMatchObject({ capturedMinor: 0n, heldMinor: 100_00n });
    expect([ledger.hold().unseenMinor, ledger.hold('two').unseenMinor]).toEqual([0n, 0n]);
  });

  test('is refused when it is of another line, or of none', () => {
    const ledger = captured();
    const other = aLine({ name: 'other' });
    const both = aLedger([ledger.line(), other], [ledger.hold()], [ledger.capture()]);
    const elsewhere = seeing([captureId('one')], { organizationId: other.organizationId });
    expect(both.refused(elsewhere)).toEqual([{ code: 'credit.capture_unknown' }]);
    expect(both.refused(seeing([captureId('one'), captureId('none')]))).toEqual([
      { code: 'credit.capture_unknown' },
    ]);
    expect(both.exposure()).toBe(100_00n);
    expect(aLedger([]).refused(seeing([]))).toEqual([{ code: 'credit.no_line' }]);
  });
});

describe('a capture that the ERP does not name', () => {
  const isSeen = (ledger: ReturnType<typeof captured>, at: bigint) =>
    ledger.done(seeing([captureId('one')], byLag), later(at)).changed;

  test('counts until some figure came after it and the lag has passed: both', () => {
    const silent = captured();
    expect(isSeen(silent, 100n * day)).toBe(false);

    const ledger = captured();
    ledger.done(posting(500_00n), later(hour));
    expect(isSeen(ledger, day - 1n)).toBe(false);
    expect(ledger.exposure()).toBe(600_00n);
    expect(isSeen(ledger, day)).toBe(true);
    expect(ledger.exposure()).toBe(540_00n);
  });

  test('is reported by a figure that repeats the one in force', () => {
    const ledger = captured();
    ledger.done(posting(0n), later(hour));
    ledger.done(posting(0n), later(2n * hour));
    ledger.done(capturing(eur(40_00n), { captureId: captureId('late') }), later(hour + 1n));
    expect(ledger.line()).toMatchObject({ postedAt: later(hour), confirmedAt: later(2n * hour) });
    ledger.done(seeing([captureId('late')], byLag), later(3n * day));
    expect(ledger.capture('late').seenAt).toBe(later(3n * day));
  });

  test('is not reported by a figure that is older than it, whenever that came', () => {
    const ledger = captured();
    ledger.done(posting(0n, { asOf: later(-1n) }), later(hour));
    expect(isSeen(ledger, 100n * day)).toBe(false);
  });

  test('is not reported by a figure from before whose clock runs ahead', () => {
    const ledger = aLedger([aLine({ heldMinor: 100_00n })], [aHold()]);
    ledger.done(posting(0n, { asOf: later(100n * day) }), later(-hour));
    ledger.done(capturing(eur(60_00n)), noon);
    expect(isSeen(ledger, 50n * day)).toBe(false);
  });
});

test('what a figure contains is reported first: later growth keeps counting', () => {
  const ledger = aLedger([aLine({ postedMinor: 500_00n, plainPostedMinor: 500_00n })]);
  ledger.done(placing({ amount: eur(240_00n) }));
  ledger.done(posting(740_00n));
  expect(ledger.line().containedMinor).toBe(240_00n);
  ledger.done(resizing(eur(300_00n)));
  expect(ledger.exposure()).toBe(800_00n);
  ledger.done(capturing(eur(60_00n)));
  ledger.done(seeing([captureId('one')]));
  // The ERP's 740 contain the 60 that it has just named; the growth of 60 is not in them.
  expect(ledger.exposure()).toBe(800_00n);
});
