import { expect, test } from 'vitest';
import {
  aHold,
  aLine,
  capturing,
  eur,
  expiring,
  holdId,
  later,
  noon,
  reviving,
} from '../../test/builders/credit.ts';
import { aLedger } from '../../test/builders/credit-ledger.ts';
import { hour } from '../kernel/clock.ts';
import type { Hold } from './hold.ts';
import { holdLifeMaxUs } from './policy.ts';

const expired = (change: Partial<Hold> = {}) =>
  aHold({ state: 'expired', heldMinor: 0n, endedAt: noon, source: 'basket:1', ...change });

test('an expired hold is made again as a new hold for what was not captured', () => {
  const drawn = { drawnMinor: 40_00n, askedDrawnMinor: 40_00n, unseenMinor: 40_00n };
  const ledger = aLedger([aLine({ capturedMinor: 40_00n })], [expired(drawn)]);
  ledger.done(reviving(), later(hour));
  expect(ledger.hold('revived')).toMatchObject({
    state: 'open',
    amountMinor: 60_00n,
    heldMinor: 60_00n,
    drawnMinor: 0n,
    revivedFrom: holdId('one'),
    placedAt: later(hour),
    dueAt: later(2n * hour),
    endedAt: null,
  });
  expect(ledger.hold()).toMatchObject({ state: 'expired', endedAt: noon, revivedMinor: 60_00n });
  expect(ledger.exposure()).toBe(100_00n);
});

test('no part of a hold is made again twice', () => {
  const ledger = aLedger([aLine()], [expired()]);
  ledger.done(reviving());
  ledger.done(expiring({ holdId: holdId('revived') }), later(hour));
  const again = reviving({ revivedHoldId: holdId('again') });
  expect(ledger.refused(again, later(hour))).toEqual([{ code: 'credit.nothing_left' }]);
  ledger.done({ ...again, holdId: holdId('revived') }, later(hour));
  expect(ledger.hold('again')).toMatchObject({ revivedFrom: holdId('revived') });
  expect(ledger.exposure()).toBe(100_00n);
});

test('a late capture of a revived hold that stands is refused, and names it', () => {
  const ledger = aLedger([aLine()], [expired()]);
  ledger.done(reviving());
  const late = capturing(eur(1_00n), { revivedHoldId: holdId('again') });
  expect(ledger.refused(late)).toEqual([{ code: 'credit.hold_exists', holdId: holdId('revived') }]);
});

test('is refused while the source has a live hold, without headroom, or for another state', () => {
  const live = aHold({ name: 'live', source: 'basket:1' });
  expect(aLedger([aLine()], [expired(), live]).refused(reviving())).toEqual([
    { code: 'credit.hold_exists', holdId: holdId('live') },
  ]);
  expect(aLedger([aLine({ limitMinor: 99_99n })], [expired()]).refused(reviving())).toMatchObject([
    { code: 'credit.insufficient', shortfallMinor: 1n },
  ]);
  for (const state of ['open', 'captured', 'released'] as const) {
    expect(aLedger([aLine()], [aHold({ state })]).refused(reviving())).toEqual([
      { code: 'credit.hold_not_expired', state },
    ]);
  }
});

test('falls due after now, within the longest life from its own placing', () => {
  const ledger = aLedger([aLine()], [expired({ placedAt: noon })]);
  const at = later(holdLifeMaxUs);
  expect(ledger.refused(reviving({ due: { at } }), at)).toEqual([{ code: 'credit.due_not_later' }]);
  ledger.done(reviving({ due: { afterUs: holdLifeMaxUs } }), at);
  expect(ledger.hold('revived').placedAt).toBe(at);
});
