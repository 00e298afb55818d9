import { describe, expect, test } from 'vitest';
import {
  aHold,
  aLine,
  capturing,
  eur,
  policy,
  posting,
  setting,
} from '../../test/builders/credit.ts';
import { aLedger } from '../../test/builders/credit-ledger.ts';
import { calendarDate } from '../kernel/clock.ts';
import { currency } from '../kernel/currency.ts';
import { effectiveLimitOf } from './headroom.ts';
import { policyIn } from './policy.ts';

const forint = currency('HUF');
/** Fifty thousand forints are some hundred euro, and the lines of the builders are in euro. */
const inForint = policy({
  currency: forint,
  toleranceBasisPoints: 1_000n,
  toleranceMinor: 50_000_00n,
  secondPersonAboveMinor: 5_000_000_00n,
  overCapture: { mode: 'toleranceElseReview', basisPoints: 0n, amountMinor: 50_000_00n },
});
const second = [{ code: 'credit.second_person_needed', thresholdMinor: 0n }];

describe("amounts of the tenant's currency on a line of another one", () => {
  test('widen no limit, while the tolerance in percent does', () => {
    const today = calendarDate('2026-03-31');
    expect(effectiveLimitOf(aLine({ limitMinor: 100_00n }), inForint, today)).toBe(110_00n);
  });

  test('let no raise pass without the second person', () => {
    const ledger = aLedger([aLine({ limitMinor: 100_00n })]);
    expect(ledger.refused(setting({ limitMinor: 100_01n }, { policy: inForint }))).toEqual(second);
    expect(
      aLedger([]).refused(setting({ limitMinor: 1n }, { policy: inForint, expected: 'absent' })),
    ).toEqual(second);
    expect(ledger.done(setting({ limitMinor: 99_00n }, { policy: inForint })).changed).toBe(true);
  });

  test('let no limit of an ERP pass without the second person', () => {
    const ledger = aLedger([aLine({ limitMinor: 100_00n })]);
    const result = ledger.done(posting(1n, { limitMinor: 200_00n, policy: inForint }));
    expect(result.limitWaits).toBe(true);
    expect(ledger.line()).toMatchObject({ limitMinor: 100_00n });
  });

  test('allow no capture beyond the hold', () => {
    const ledger = aLedger([aLine({ limitMinor: 150_00n, heldMinor: 100_00n })], [aHold({})]);
    expect(ledger.refused(capturing(eur(100_01n), { policy: inForint }))).toMatchObject([
      { code: 'credit.over_capture_review', toleratedMinor: 0n },
    ]);
  });
});

test('a policy of the currency of the line, or of none, counts as it is', () => {
  expect(policyIn(forint, inForint)).toBe(inForint);
  const ofNone = policy({ toleranceMinor: 5n });
  expect(policyIn(forint, ofNone)).toBe(ofNone);
});
