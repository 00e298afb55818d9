import { describe, expect, test } from 'vitest';
import { aLine, lineId } from '../../test/builders/credit.ts';
import { calendarDate, calendarDateMax } from '../kernel/clock.ts';
import type { LineTerms, TemporaryLimit } from './credit-line.ts';
import { raisesAbove } from './judge-raise.ts';

const today = calendarDate('2026-03-31');
const threshold = 100n;

const terms = (change: Partial<LineTerms>): LineTerms => aLine({ limitMinor: 0n, ...change });
const raises = (before: Partial<LineTerms>, after: Partial<LineTerms>) =>
  raisesAbove(threshold, terms(before), terms(after), today);
const temporary = (
  amountMinor: bigint,
  from: string,
  to: string,
  mode: TemporaryLimit['mode'] = 'override',
): TemporaryLimit => ({ mode, amountMinor, from: calendarDate(from), to: calendarDate(to) });
const group = lineId('group');

test('without a threshold nobody is asked', () => {
  expect(raisesAbove(null, terms({}), terms({ unlimited: true }), today)).toBe(false);
});

test('up to the threshold, and downwards, one person is enough', () => {
  expect(raises({ limitMinor: 0n }, { limitMinor: 100n })).toBe(false);
  expect(raises({ limitMinor: 900n }, { limitMinor: 800n })).toBe(false);
  expect(raises({ limitMinor: 0n }, { limitMinor: 101n })).toBe(true);
  expect(raises({ limitMinor: 900n }, { limitMinor: 901n })).toBe(true);
});

test('tolerance of the line counts as limit', () => {
  expect(raises({}, { limitMinor: 100n, toleranceMinor: 1n })).toBe(true);
  expect(raises({}, { limitMinor: 100n, toleranceBasisPoints: 1n })).toBe(true);
  expect(raises({}, { toleranceMinor: 900n })).toBe(false);
});

test('the unlimited flag is a raise from anything but itself', () => {
  expect(raises({ limitMinor: 900n }, { unlimited: true })).toBe(true);
  expect(
    raises(
      { limitMinor: null, parentLineId: group },
      {
        limitMinor: null,
        parentLineId: group,
        unlimited: true,
      },
    ),
  ).toBe(true);
  expect(raises({ unlimited: true }, { unlimited: true })).toBe(false);
  expect(raises({ unlimited: true }, { limitMinor: 900n })).toBe(false);
});

describe('temporary limits', () => {
  test('that have ended are no measure for a lasting limit', () => {
    const ended = [temporary(900n, '2026-01-01', '2026-03-30')];
    expect(raises({ temporaryLimits: ended }, { limitMinor: 900n })).toBe(true);
  });

  test('that last some days are no measure for the days after them', () => {
    const some = [temporary(900n, '2026-03-01', '2026-04-10')];
    expect(raises({ temporaryLimits: some }, { limitMinor: 900n })).toBe(true);
    expect(
      raises(
        { temporaryLimits: some },
        { temporaryLimits: [temporary(900n, '2026-04-01', '2026-04-05')] },
      ),
    ).toBe(false);
  });

  test('that lie ahead count', () => {
    expect(raises({}, { temporaryLimits: [temporary(101n, '2027-01-01', '2027-01-01')] })).toBe(
      true,
    );
    const open = [temporary(101n, '2027-01-01', calendarDateMax)];
    expect(raises({}, { temporaryLimits: open })).toBe(true);
  });

  test('on different days do not add up', () => {
    const apart = [
      temporary(60n, '2026-05-01', '2026-05-31', 'additive'),
      temporary(60n, '2026-06-01', '2026-06-30', 'additive'),
    ];
    const together = [...apart, temporary(60n, '2026-05-15', '2026-05-15', 'additive')];
    expect(raises({}, { temporaryLimits: apart })).toBe(false);
    expect(raises({}, { temporaryLimits: together })).toBe(true);
    expect(raises({ temporaryLimits: apart }, { limitMinor: 120n })).toBe(true);
  });

  test('hidden by a later override come back when that ends', () => {
    const before = [temporary(50n, '2026-04-01', '2026-12-31')];
    const after = [
      temporary(900n, '2026-04-01', '2026-12-31'),
      temporary(50n, '2026-04-02', '2026-06-30'),
      temporary(50n, '2026-04-01', '2026-04-01'),
    ];
    expect(raises({ temporaryLimits: before }, { temporaryLimits: after })).toBe(true);
  });
});

describe('a group', () => {
  const inGroup = { parentLineId: group };

  test('that grants instead of an own limit is a raise, and an own limit below it is none', () => {
    expect(raises({ ...inGroup, limitMinor: 50n }, { ...inGroup, limitMinor: null })).toBe(true);
    expect(raises({ ...inGroup, limitMinor: null }, { ...inGroup, limitMinor: 900n })).toBe(false);
  });

  test('that is joined with the same own limit only narrows', () => {
    expect(raises({ limitMinor: 900n }, { ...inGroup, limitMinor: 900n })).toBe(false);
  });

  test('that is left bound the line until now, whatever its own limit said', () => {
    expect(raises({ ...inGroup, limitMinor: 900n }, { limitMinor: 900n })).toBe(true);
    const elsewhere = { parentLineId: lineId('other'), limitMinor: null };
    expect(raises({ ...inGroup, limitMinor: null }, elsewhere)).toBe(true);
    expect(raises({ ...inGroup, limitMinor: 900n }, { limitMinor: 100n })).toBe(false);
  });
});
