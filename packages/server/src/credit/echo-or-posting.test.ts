import { describe, expect, test } from 'vitest';
import {
  aGroup,
  aHold,
  aLine,
  captureId,
  capturing,
  eur,
  expiring,
  holdId,
  later,
  placing,
  policy,
  posting,
  releasing,
  resizing,
  seeing,
  setting,
} from '../../test/builders/credit.ts';
import { aLedger, holding } from '../../test/builders/credit-ledger.ts';
import { hour } from '../kernel/clock.ts';

describe('a figure that repeats one of our own', () => {
  test('contains what was open then: an echo and a posting look the same and count once', () => {
    const ledger = holding();
    ledger.done(posting(1_240_00n));
    expect(ledger.line()).toMatchObject({ postedMinor: 1_240_00n, containedMinor: 240_00n });
    expect(ledger.exposure()).toBe(1_240_00n);
  });

  test('is recognised by the entry of the last plain figure itself, too', () => {
    const ledger = aLedger(
      [aLine({ limitMinor: 10_000_00n, heldMinor: 240_00n })],
      [aHold({ amountMinor: 240_00n })],
    );
    ledger.done(posting(1_000_00n));
    ledger.done(posting(1_240_00n));
    expect(ledger.exposure()).toBe(1_240_00n);
  });

  test('keeps counting in full when a contained hold ends: nothing of it is freed', () => {
    for (const end of [releasing(), expiring(), capturing(eur(240_00n))]) {
      const ledger = holding();
      ledger.done(posting(1_240_00n));
      ledger.done(end, later(hour));
      expect(ledger.exposure()).toBe(1_240_00n);
      if (end.type !== 'captureHold') continue;
      ledger.done(seeing([captureId('one')]), later(hour));
      expect(ledger.exposure()).toBe(1_240_00n);
    }
  });

  test('contains no growth: what a hold has gained since counts on top, and frees again', () => {
    const ledger = holding();
    ledger.done(posting(1_240_00n));
    ledger.done(resizing(eur(300_00n)));
    expect(ledger.exposure()).toBe(1_300_00n);
    ledger.done(resizing(eur(200_00n)));
    expect(ledger.exposure()).toBe(1_240_00n);
  });

  test('contains no excess of an over-capture', () => {
    const ledger = holding();
    ledger.done(posting(1_240_00n));
    ledger.done(capturing(eur(250_00n), { shippedGoods: true }));
    expect(ledger.exposure()).toBe(1_250_00n);
  });

  test('contains no hold that is placed later', () => {
    const ledger = holding();
    ledger.done(posting(1_240_00n));
    ledger.done(placing({ holdId: holdId('two'), amount: eur(100_00n) }));
    expect(ledger.exposure()).toBe(1_340_00n);
  });

  test('that comes after more was placed contains only what was open at its entry', () => {
    const ledger = holding();
    ledger.done(placing({ holdId: holdId('two'), amount: eur(100_00n) }));
    ledger.done(resizing(eur(250_00n)));
    ledger.done(posting(1_240_00n));
    expect(ledger.line().containedMinor).toBe(240_00n);
    expect(ledger.exposure()).toBe(1_350_00n);
  });

  test('counts beside the holds again with the next other figure', () => {
    const ledger = holding();
    ledger.done(posting(1_240_00n));
    ledger.done(posting(1_100_00n));
    expect(ledger.line()).toMatchObject({ containedMinor: 0n, plainPostedMinor: 1_100_00n });
    expect(ledger.exposure()).toBe(1_340_00n);
  });

  test('may be followed by another one that contains more', () => {
    const ledger = holding();
    ledger.done(posting(1_240_00n));
    ledger.done(placing({ holdId: holdId('two'), amount: eur(100_00n) }));
    ledger.done(posting(1_340_00n));
    expect(ledger.line()).toMatchObject({ containedMinor: 340_00n, plainPostedMinor: 1_000_00n });
    expect(ledger.exposure()).toBe(1_340_00n);
  });

  test('contains captures that were not reported then, and not those that were', () => {
    const ledger = holding();
    ledger.done(capturing(eur(100_00n)));
    ledger.done(posting(1_240_00n));
    expect(ledger.exposure()).toBe(1_240_00n);

    const other = holding();
    other.done(capturing(eur(100_00n)));
    other.done(seeing([captureId('one')]));
    other.done(posting(1_140_00n));
    expect(other.line().containedMinor).toBe(140_00n);
    expect(other.exposure()).toBe(1_140_00n);
  });

  test('leaves growth counting although a part that it contains was reported since', () => {
    const ledger = holding();
    ledger.done(capturing(eur(60_00n)));
    ledger.done(seeing([captureId('one')]));
    ledger.done(resizing(eur(340_00n)));
    // 1000 posted, 280 held. The echo of the 1240 at which all 240 were open comes late.
    ledger.done(posting(1_240_00n));
    expect(ledger.line().containedMinor).toBe(180_00n);
    expect(ledger.exposure()).toBe(1_340_00n);
  });

  test('that fits several entries counts as the one that leaves the most exposure', () => {
    const ledger = holding();
    ledger.done(releasing());
    ledger.done(placing({ holdId: holdId('two'), amount: eur(240_00n) }));
    ledger.done(posting(1_240_00n));
    // At the first entry the hold that is open now did not exist.
    expect(ledger.line().containedMinor).toBe(0n);
    expect(ledger.exposure()).toBe(1_480_00n);
  });

  test('never frees below the last plain figure and all that is open', () => {
    const ledger = aLedger(
      aGroup(
        {
          name: 'own',
          limitMinor: 10_000_00n,
          postedMinor: 1_000_00n,
          plainPostedMinor: 1_000_00n,
        },
        {},
      ),
    );
    ledger.done(setting({ parentLineId: ledger.line('own').lineId }, { name: 'child' }));
    ledger.done(posting(-100_00n, { name: 'child' }));
    ledger.done(placing({ amount: eur(240_00n) }));
    expect(ledger.exposure()).toBe(1_140_00n);
    ledger.done(posting(1_140_00n));
    // Contained, the 240 would leave 1040 of the 1140 that are at risk.
    expect(ledger.exposure()).toBe(1_280_00n);
  });

  test('is a plain figure when it is not above the last plain one', () => {
    const ledger = holding();
    ledger.done(posting(1_240_00n));
    ledger.done(posting(1_300_00n));
    ledger.done(posting(1_240_00n));
    expect(ledger.line()).toMatchObject({ containedMinor: 0n, plainPostedMinor: 1_240_00n });
    expect(ledger.exposure()).toBe(1_480_00n);
  });

  test('counts twice where the setting says so', () => {
    const ledger = holding();
    ledger.done(posting(1_240_00n, { policy: policy({ sameFigure: 'countTwice' }) }));
    expect(ledger.exposure()).toBe(1_480_00n);
  });

  test('that changes only the limit leaves the containment as it is', () => {
    const ledger = holding();
    ledger.done(posting(1_240_00n));
    ledger.done(posting(1_240_00n, { limitMinor: 5_000_00n }));
    expect(ledger.exposure()).toBe(1_240_00n);
    expect(ledger.line()).toMatchObject({ limitMinor: 5_000_00n, containedMinor: 240_00n });
  });
});
