import { describe, expect, test } from 'vitest';
import {
  aGroup,
  aHold,
  aLine,
  capturing,
  eur,
  holdId,
  lineId,
  organizationId,
  origin,
  placing,
  policy,
  releasing,
  setting,
} from '../../test/builders/credit.ts';
import { aLedger } from '../../test/builders/credit-ledger.ts';
import { Defect } from '../kernel/assert.ts';
import { calendarDate } from '../kernel/clock.ts';
import { currency } from '../kernel/currency.ts';
import type { CloseLine, StopLine } from './commands.ts';
import { levelsMax } from './credit-line.ts';

const common = { origin, policy: policy(), organizationId: organizationId('own') };
const closing: CloseLine = { ...common, type: 'closeLine', expected: null, reason: 'left us' };
const stopping: StopLine = { ...common, type: 'stopLine', reason: 'insolvent' };
const resuming: StopLine = { ...common, type: 'resumeLine', reason: 'paid' };

describe('setting a line', () => {
  test('opens it with the terms given, and no credit where no limit is', () => {
    const ledger = aLedger([]);
    ledger.done(setting({ limitMinor: 500_00n }));
    expect(ledger.line()).toMatchObject({ status: 'open', limitMinor: 500_00n, version: 1n });
    expect(ledger.rows.entries).toMatchObject([{ kind: 'line.opened', amountMinor: 500_00n }]);
    expect(aLedger([]).done(setting({})).headroomMinor).toBe(0n);
  });

  test('changes the terms that are given and leaves the others', () => {
    const ledger = aLedger([aLine({ toleranceMinor: 5_00n })]);
    ledger.done(setting({ limitMinor: 2_000_00n }));
    expect(ledger.line()).toMatchObject({ limitMinor: 2_000_00n, toleranceMinor: 5_00n });
    expect(ledger.rows.entries).toMatchObject([{ kind: 'line.changed' }]);
  });

  test('to what it is already changes nothing', () => {
    const ledger = aLedger([aLine()]);
    expect(ledger.done(setting({ limitMinor: 1_000_00n })).changed).toBe(false);
    expect(ledger.rows.entries).toEqual([]);
  });

  test('below its exposure undoes nothing that was granted', () => {
    const ledger = aLedger(
      [aLine({ postedMinor: 600_00n, heldMinor: 200_00n })],
      [aHold({ amountMinor: 200_00n })],
    );
    expect(ledger.done(setting({ limitMinor: 500_00n })).headroomMinor).toBe(-300_00n);
    expect(ledger.refused(placing({ holdId: holdId('two'), amount: eur(1n) }))).toMatchObject([
      { code: 'credit.insufficient', headroomMinor: -300_00n, shortfallMinor: 300_01n },
    ]);
    expect(ledger.done(capturing(eur(200_00n))).headroomMinor).toBe(-300_00n);
  });

  test('keeps its currency, also after it was closed', () => {
    for (const status of ['open', 'closed'] as const) {
      const ledger = aLedger([aLine({ status })]);
      expect(ledger.refused(setting({}, { currency: currency('USD') }))).toEqual([
        { code: 'credit.currency_fixed', currency: 'EUR' },
      ]);
    }
  });

  test('is refused when another version is in force, or when it should be absent', () => {
    const ledger = aLedger([aLine({ version: 7n })]);
    expect(ledger.refused(setting({ limitMinor: 1n }, { expected: 6n }))).toEqual([
      { code: 'credit.version_changed', version: 7n },
    ]);
    expect(ledger.refused(setting({}, { expected: 'absent' }))).toEqual([
      { code: 'credit.line_exists' },
    ]);
    expect(ledger.run(setting({ limitMinor: 1n }, { expected: 7n })).ok).toBe(true);
    expect(aLedger([]).refused(setting({}, { expected: 7n }))).toEqual([
      { code: 'credit.version_changed', version: 0n },
    ]);
    const closed = aLedger([aLine({ status: 'closed' })]);
    expect(closed.run(setting({}, { expected: 'absent' })).ok).toBe(true);
  });

  test('with an amount below 0, or a temporary limit that ends before it begins, is a defect', () => {
    const [from, to] = [calendarDate('2026-04-02'), calendarDate('2026-04-01')];
    for (const terms of [
      { limitMinor: -1n },
      { toleranceMinor: -1n },
      { toleranceBasisPoints: -1n },
      { temporaryLimits: [{ mode: 'override', amountMinor: -1n, from: to, to: from } as const] },
      { temporaryLimits: [{ mode: 'override', amountMinor: 1n, from, to } as const] },
    ]) {
      expect(() => aLedger([aLine()]).run(setting(terms))).toThrow(Defect);
    }
  });
});

describe('a second person', () => {
  const careful = policy({ secondPersonAboveMinor: 1_000_00n });

  test('is needed above the threshold, and not once the change is approved', () => {
    const ledger = aLedger([aLine()]);
    const raise = { limitMinor: 1_000_01n };
    expect(ledger.refused(setting(raise, { policy: careful }))).toEqual([
      { code: 'credit.second_person_needed', thresholdMinor: 1_000_00n },
    ]);
    expect(ledger.line().limitMinor).toBe(1_000_00n);
    ledger.done(setting(raise, { policy: careful, approved: true }));
    expect(ledger.line().limitMinor).toBe(1_000_01n);
  });

  test('is needed to open again what was closed, however high it was before', () => {
    const ledger = aLedger([aLine({ limitMinor: 9_000_00n })]);
    ledger.done(closing);
    expect(ledger.refused(setting({ limitMinor: 9_000_00n }, { policy: careful }))).toMatchObject([
      { code: 'credit.second_person_needed' },
    ]);
  });
});

describe('closing a line', () => {
  test('leaves no limit, and what was held keeps counting until it ends', () => {
    const ledger = aLedger([aLine({ heldMinor: 100_00n })], [aHold()]);
    expect(ledger.done(closing).headroomMinor).toBe(-100_00n);
    expect(ledger.line()).toMatchObject({ status: 'closed', limitMinor: 0n, generation: 2n });
    expect(ledger.rows.entries).toMatchObject([
      { kind: 'line.closed', amountMinor: 1_000_00n, reason: 'left us' },
    ]);
    ledger.done(setting({ limitMinor: 150_00n }));
    expect(ledger.refused(placing({ holdId: holdId('two') }))).toMatchObject([
      { code: 'credit.insufficient', headroomMinor: 50_00n },
    ]);
    ledger.done(releasing());
    expect(ledger.exposure()).toBe(0n);
  });

  test('twice is a success without effect, and a line that never was is refused', () => {
    const ledger = aLedger([aLine()]);
    ledger.done(closing);
    expect(ledger.done({ ...closing, expected: 1n }).changed).toBe(false);
    expect(ledger.line().generation).toBe(2n);
    expect(aLedger([]).refused(closing)).toEqual([{ code: 'credit.no_line' }]);
  });

  test('is refused when another version is in force', () => {
    expect(aLedger([aLine()]).refused({ ...closing, expected: 9n })).toEqual([
      { code: 'credit.version_changed', version: 1n },
    ]);
  });

  test('keeps its place in the group, where its holds still count', () => {
    const ledger = aLedger(aGroup({ heldMinor: 100_00n }, { belowMinor: 100_00n }), [aHold()]);
    ledger.done(closing);
    ledger.done(releasing());
    expect(ledger.line('above_1').belowMinor).toBe(0n);
  });

  test('above others stops credit below it', () => {
    const levels = aGroup({}, { name: 'group' });
    const ledger = aLedger(levels);
    ledger.done({ ...closing, organizationId: organizationId('group') });
    expect(ledger.refused(placing())).toMatchObject([
      { code: 'credit.insufficient', bindingLineId: lineId('group'), headroomMinor: 0n },
    ]);
  });
});

describe('a stop', () => {
  test('lasts until it is lifted by hand, over closing and opening again', () => {
    const ledger = aLedger([aLine()]);
    ledger.done(stopping);
    ledger.done(closing);
    ledger.done(setting({ limitMinor: 1_000_00n }));
    expect(ledger.refused(placing()).map(({ code }) => code)).toEqual(['credit.line_stopped']);
    ledger.done(resuming);
    expect(ledger.run(placing()).ok).toBe(true);
    expect(ledger.rows.entries.map(({ kind, reason }) => [kind, reason])).toContainEqual([
      'line.stopped',
      'insolvent',
    ]);
  });

  test('that is set or lifted already is a success without effect', () => {
    const ledger = aLedger([aLine()]);
    expect(ledger.done(resuming).changed).toBe(false);
    ledger.done(stopping);
    expect(ledger.done(stopping).changed).toBe(false);
    expect(aLedger([]).refused(stopping)).toEqual([{ code: 'credit.no_line' }]);
  });
});

describe('joining a group', () => {
  test('needs a parent that exists, in the same currency, not below the line, not too deep', () => {
    const codes = (ledger: ReturnType<typeof aLedger>, parent: string, name = 'own') =>
      ledger.refused(setting({ parentLineId: lineId(parent) }, { name })).map(({ code }) => code);
    expect(codes(aLedger([aLine()]), 'nobody')).toEqual(['credit.group_unknown']);
    const dollars = aLine({ name: 'usd', currency: currency('USD') });
    expect(codes(aLedger([aLine(), dollars]), 'usd')).toEqual(['credit.group_currency']);
    expect(codes(aLedger([aLine()]), 'own')).toEqual(['credit.group_cycle']);
    const chain = aLedger(aGroup({}, {}, {}));
    expect(codes(chain, 'own', 'above_2')).toEqual(['credit.group_cycle']);
  });

  test('counts the levels above and below: as many as allowed pass, one more does not', () => {
    const above = aGroup({ name: 'top' }, {}, {}, {});
    const below = aGroup({ name: 'leaf' }, {}, { name: 'own' }).map((line) =>
      line.lineId === lineId('above_1') ? { ...line, lineId: lineId('middle') } : line,
    );
    const [leaf, middle, own] = below;
    if (leaf === undefined || middle === undefined || own === undefined) throw new Error('levels');
    const lines = [...above, { ...leaf, parentLineId: middle.lineId }, middle, own];
    expect(above.length + below.length).toBe(levelsMax - 1);
    const ledger = aLedger(lines);
    ledger.done(setting({ parentLineId: lineId('top') }));
    expect(ledger.line().parentLineId).toBe(lineId('top'));
    const extra = aLedger([...lines, aLine({ name: 'extra', parentLineId: lineId('leaf') })]);
    extra.done(setting({ parentLineId: lineId('top') }));
    const deeper = aLedger([
      ...lines,
      aLine({ name: 'extra', parentLineId: lineId('leaf') }),
      aLine({ name: 'last', parentLineId: lineId('extra') }),
    ]);
    expect(deeper.refused(setting({ parentLineId: lineId('top') }))).toEqual([
      { code: 'credit.group_too_deep' },
    ]);
  });
});
