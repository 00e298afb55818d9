import { describe, expect, test } from 'vitest';
import { aGroup, aLine, later, noon, origin, policy, posting } from '../../test/builders/credit.ts';
import { aLedger, holding, reported } from '../../test/builders/credit-ledger.ts';
import { hour, minute } from '../kernel/clock.ts';
import { currency } from '../kernel/currency.ts';

const closing = { type: 'closeLine', expected: null, reason: null } as const;

describe('figures of the ERP', () => {
  test('are its word on what is used, and touch no hold', () => {
    const ledger = holding();
    const hold = ledger.hold();
    ledger.done(posting(900_00n));
    expect(ledger.line()).toMatchObject({ postedMinor: 900_00n, heldMinor: 240_00n });
    expect(ledger.hold()).toBe(hold);
    expect(ledger.exposure()).toBe(1_140_00n);
  });

  test('may say that the customer is in credit, and may go past the limit', () => {
    const ledger = holding();
    expect(ledger.done(posting(-500_00n)).headroomMinor).toBe(10_260_00n);
    expect(ledger.done(posting(20_000_00n)).headroomMinor).toBe(-10_240_00n);
  });

  test('reach every level of the group', () => {
    const ledger = aLedger(aGroup({}, {}));
    ledger.done(posting(300_00n));
    expect(ledger.line('above_1').belowMinor).toBe(300_00n);
  });

  test('open a line where they may, and are refused where they may not', () => {
    const ledger = aLedger([]);
    expect(ledger.refused(posting(0n, { mayOpen: false }))).toEqual([{ code: 'credit.no_line' }]);
    ledger.done(posting(100_00n, { limitMinor: 750_00n }));
    expect(ledger.line()).toMatchObject({
      status: 'open',
      limitMinor: 750_00n,
      postedMinor: 100_00n,
      version: 1n,
    });
    ledger.done(posting(200_00n, { limitMinor: 750_00n }));
    ledger.done({
      ...closing,
      origin,
      policy: policy(),
      organizationId: ledger.line().organizationId,
    });
    ledger.done(posting(200_00n, { limitMinor: 750_00n }));
    expect(ledger.rows.entries.map(({ kind }) => kind)).toEqual([
      'line.opened',
      'erp.posted',
      'line.closed',
      'line.opened',
    ]);
  });

  test('without a limit open a line without credit', () => {
    const ledger = aLedger([]);
    expect(ledger.done(posting(0n)).headroomMinor).toBe(0n);
  });

  test('in another currency than the line are refused', () => {
    expect(reported().refused(posting(0n, { currency: currency('USD') }))).toEqual([
      { code: 'credit.currency_fixed', currency: 'EUR' },
    ]);
  });

  test('that expect another version are refused', () => {
    const ledger = reported();
    const version = ledger.line().version;
    expect(ledger.refused(posting(5n, { expected: version - 1n }))).toEqual([
      { code: 'credit.version_changed', version },
    ]);
    expect(ledger.refused(posting(5n, { expected: 'absent' }))).toEqual([
      { code: 'credit.line_exists' },
    ]);
    expect(ledger.done(posting(5n, { expected: version })).lineVersion).toBe(version + 1n);
  });

  test('open the next generation of a closed line, in which older holds keep counting', () => {
    const ledger = holding();
    ledger.done({ ...closing, organizationId: ledger.line().organizationId, ...shared });
    ledger.done(posting(0n, { limitMinor: 2_000_00n }));
    expect(ledger.line()).toMatchObject({ status: 'open', generation: 2n, unlimited: false });
    expect(ledger.exposure()).toBe(240_00n);
  });

  test('with a limit end the unlimited flag', () => {
    const ledger = aLedger([aLine({ unlimited: true, limitMinor: 5_00n })]);
    ledger.done(posting(0n));
    expect(ledger.line().unlimited).toBe(true);
    ledger.done(posting(0n, { limitMinor: 5_00n }));
    expect(ledger.line().unlimited).toBe(false);
  });
});

const shared = { origin, policy: policy() };

describe('figures equal to those in force', () => {
  test('change nothing but the moment of the last word', () => {
    const ledger = holding();
    const { version } = ledger.line();
    const result = ledger.done(posting(1_000_00n, { limitMinor: 10_000_00n }));
    expect(result).toMatchObject({ changed: false, lineVersion: version });
    expect(ledger.line()).toMatchObject({ confirmedAt: noon, postedAt: later(-hour) });
    expect(ledger.lastEffect()?.entries).toEqual([]);
  });

  test('are compared with the figures in force, not with earlier ones: A, B, A, B ends at B', () => {
    const ledger = reported();
    const changes = [200_00n, 300_00n, 200_00n, 300_00n].map(
      (used) => ledger.done(posting(used)).changed,
    );
    expect(changes).toEqual([true, true, true, true]);
    expect(ledger.exposure()).toBe(300_00n);
  });

  test('but for what is left are stored: a mismatch is shown until it is put right', () => {
    const ledger = reported();
    const told = (availableMinor: bigint) =>
      ledger.done(posting(1_000_00n, { limitMinor: 10_000_00n, availableMinor })).changed;
    expect(told(9_000_00n)).toBe(false);
    expect(told(9_500_00n)).toBe(true);
    expect(ledger.line().reportedAvailableMinor).toBe(9_500_00n);
    expect(told(9_500_00n)).toBe(false);
    expect(told(9_000_00n)).toBe(true);
    expect(ledger.exposure()).toBe(1_000_00n);
  });
});

describe('figures that say their time', () => {
  test('are not applied when they are older than the ones in force', () => {
    const ledger = reported();
    const before = ledger.line();
    const result = ledger.done(posting(5n, { limitMinor: 1n, asOf: later(-hour - 1n) }));
    expect(result).toMatchObject({ stale: true, changed: false });
    expect(ledger.line()).toBe(before);
  });

  test('are not applied when they are older than figures that repeated the ones in force', () => {
    const ledger = reported();
    ledger.done(posting(1_000_00n), later(hour));
    const result = ledger.done(posting(5n, { asOf: later(minute) }), later(2n * hour));
    expect(result.stale).toBe(true);
    expect(ledger.exposure()).toBe(1_000_00n);
  });

  test('count from their own time, not from when they came', () => {
    const ledger = reported();
    ledger.done(posting(5n, { asOf: later(-minute) }), later(hour));
    const next = ledger.done(posting(6n, { asOf: noon }), later(hour));
    expect(next.stale).toBe(false);
    expect(ledger.line()).toMatchObject({ postedMinor: 6n, postedAt: noon });
  });

  test('from a clock that runs ahead do not shut out what follows', () => {
    const ledger = reported();
    ledger.done(posting(5n, { asOf: later(1_000n * hour) }));
    expect(ledger.line().postedAt).toBe(noon);
    expect(ledger.done(posting(6n, { asOf: later(1n) }), later(minute)).stale).toBe(false);
  });
});

describe('a limit that needs a second person', () => {
  const careful = policy({ secondPersonAboveMinor: 10_000_00n });

  test('waits, while the rest is applied', () => {
    const ledger = reported();
    const raise = { limitMinor: 10_000_01n, policy: careful };
    expect(ledger.done(posting(1_100_00n, raise)).limitWaits).toBe(true);
    expect(ledger.line()).toMatchObject({ limitMinor: 10_000_00n, postedMinor: 1_100_00n });
    const again = ledger.done(posting(1_100_00n, raise));
    expect(again).toMatchObject({ limitWaits: true, changed: false });
  });

  test('opens a line without credit until then', () => {
    const ledger = aLedger([]);
    const raise = { limitMinor: 10_000_01n, policy: careful };
    expect(ledger.done(posting(0n, raise))).toMatchObject({ limitWaits: true, headroomMinor: 0n });
  });

  test('is not needed for a cut, or up to the threshold', () => {
    const ledger = aLedger([aLine({ limitMinor: 50_000_00n })]);
    const cut = { limitMinor: 40_000_00n, policy: careful };
    expect(ledger.done(posting(0n, cut)).limitWaits).toBe(false);
    const low = { limitMinor: 10_000_00n, policy: careful };
    expect(aLedger([]).done(posting(0n, low)).limitWaits).toBe(false);
  });
});
