import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { aGroup, aLine, lineId, organizationId, policy } from '../../test/builders/credit.ts';
import { calendarDate } from '../kernel/clock.ts';
import type { CreditLine, TemporaryLimit } from './credit-line.ts';
import { exposureOf } from './credit-line.ts';
import { effectiveLimitOf, fits, headroomOf, limitOfTheDay } from './headroom.ts';

const today = calendarDate('2026-03-31');
const headroom = (own: Partial<CreditLine>, ...above: Partial<CreditLine>[]) =>
  headroomOf(aGroup({ name: 'own', ...own }, ...above), policy(), today).headroomMinor;

describe('headroom', () => {
  const cents = fc.bigInt(-1_000n, 5_000n);
  const limit = fc.option(fc.bigInt(0n, 5_000n));

  test('is the limit less the exposure, and is never clamped', () => {
    fc.assert(
      fc.property(fc.bigInt(0n, 9_999n), cents, cents, (limitMinor, postedMinor, belowMinor) => {
        expect(headroom({ limitMinor, postedMinor, belowMinor })).toBe(
          limitMinor - postedMinor - belowMinor,
        );
      }),
    );
  });

  test('is the least of the levels that have a limit, and the binding level has it', () => {
    const level = fc.record({ limitMinor: limit, postedMinor: cents });
    fc.assert(
      fc.property(level, fc.array(level, { maxLength: 4 }), (own, above) => {
        const levels = aGroup(own, ...above);
        const found = headroomOf(levels, policy(), today);
        const binding = levels.find(({ lineId: id }) => id === found.bindingLineId);
        for (const [index, line] of levels.entries()) {
          const isRoot = index === levels.length - 1;
          if (line.limitMinor === null && !isRoot) continue;
          const left = (line.limitMinor ?? 0n) - exposureOf(line);
          expect(found.headroomMinor ?? left + 1n).toBeLessThanOrEqual(left);
        }
        expect(found.headroomMinor).toBe(
          binding === undefined ? null : (binding.limitMinor ?? 0n) - exposureOf(binding),
        );
      }),
    );
  });

  test('names the lower level where two leave the same', () => {
    const levels = aGroup({ name: 'own', limitMinor: 5n }, { name: 'group', limitMinor: 5n });
    expect(headroomOf(levels, policy(), today)).toEqual({
      headroomMinor: 5n,
      bindingLineId: lineId('own'),
      bindingOrganizationId: organizationId('own'),
    });
  });

  test('follows own limits: 0 is no credit, empty leaves the group, empty alone is no credit', () => {
    expect(headroom({ limitMinor: 0n }, { limitMinor: 900n })).toBe(0n);
    expect(headroom({ limitMinor: null }, { limitMinor: 900n })).toBe(900n);
    expect(headroom({ limitMinor: null })).toBe(0n);
    expect(headroom({ limitMinor: null }, { limitMinor: null })).toBe(0n);
  });

  test('of a closed line, or below one, is what it owes and no more', () => {
    expect(headroom({ status: 'closed', limitMinor: 900n, postedMinor: 10n })).toBe(-10n);
    expect(headroom({}, { status: 'closed', limitMinor: 900n })).toBe(0n);
  });

  test('of an unlimited line has no bound, unless the setting binds it to its group', () => {
    const levels = aGroup({ unlimited: true }, { limitMinor: 900n });
    expect(headroomOf(levels, policy(), today)).toMatchObject({
      headroomMinor: null,
      bindingLineId: null,
    });
    const bound = policy({ unlimitedChild: 'boundByParent' });
    expect(headroomOf(levels, bound, today).headroomMinor).toBe(900n);
    expect(headroomOf(aGroup({ unlimited: true }), bound, today).headroomMinor).toBeNull();
  });

  test('counts what lines below use up', () => {
    expect(headroom({ limitMinor: 900n }, { limitMinor: 900n, belowMinor: 850n })).toBe(50n);
  });
});

describe('the limit of a day', () => {
  const span = (
    mode: TemporaryLimit['mode'],
    amountMinor: bigint,
    from: string,
    to: string,
  ): TemporaryLimit => ({ mode, amountMinor, from: calendarDate(from), to: calendarDate(to) });
  const on = (day: string, temporaryLimits: readonly TemporaryLimit[], limitMinor: bigint | null) =>
    limitOfTheDay(aLine({ limitMinor, temporaryLimits }), calendarDate(day));

  test('is a temporary one from its first to its last day, both included', () => {
    const spans = [span('override', 9n, '2026-03-02', '2026-03-04')];
    const days = ['2026-03-01', '2026-03-02', '2026-03-04', '2026-03-05'];
    expect(days.map((day) => on(day, spans, 5n))).toEqual([5n, 9n, 9n, 5n]);
  });

  test('is the override with the latest start, with additive ones on top', () => {
    const spans = [
      span('override', 20n, '2026-03-10', '2026-03-20'),
      span('override', 30n, '2026-03-01', '2026-03-31'),
      span('additive', 5n, '2026-03-15', '2026-03-15'),
      span('additive', 2n, '2026-03-15', '2026-03-15'),
    ];
    expect(on('2026-03-15', spans, 10n)).toBe(27n);
    expect(on('2026-03-25', spans, 10n)).toBe(30n);
  });

  test('stays empty under additive ones, which would make a limit below what the group grants', () => {
    const additive = [span('additive', 5n, '2026-03-01', '2026-03-31')];
    expect(on('2026-03-15', additive, null)).toBeNull();
    expect(on('2026-03-15', additive, 0n)).toBe(5n);
    expect(
      on('2026-03-15', [...additive, span('override', 7n, '2026-03-01', '2026-03-31')], null),
    ).toBe(12n);
  });
});

describe('tolerance and ceiling', () => {
  test('tolerance widens a limit by a share and an amount, and does not make one', () => {
    const wide = policy({ toleranceBasisPoints: 3_000n, toleranceMinor: 5n });
    expect(effectiveLimitOf(aLine({ limitMinor: 1_000n }), wide, today)).toBe(1_305n);
    expect(effectiveLimitOf(aLine({ limitMinor: 0n }), wide, today)).toBe(0n);
    expect(effectiveLimitOf(aLine({ limitMinor: null }), wide, today)).toBeNull();
  });

  test("a line's own tolerance replaces the tenant's, also by none", () => {
    const wide = policy({ toleranceBasisPoints: 3_000n, toleranceMinor: 5n });
    const own = { limitMinor: 1_000n, toleranceBasisPoints: 0n, toleranceMinor: 0n };
    expect(effectiveLimitOf(aLine(own), wide, today)).toBe(1_000n);
  });

  test('every share of a limit is rounded down, so that a fraction of a cent is never granted', () => {
    const share = policy({ toleranceBasisPoints: 3_333n });
    expect(effectiveLimitOf(aLine({ limitMinor: 101n }), share, today)).toBe(134n);
    const ceiling = policy({ utilisationCeilingPercent: 90n });
    expect(headroomOf([aLine({ limitMinor: 109n })], ceiling, today).headroomMinor).toBe(98n);
  });
});

test('an amount equal to the headroom fits, unless the boundary blocks it', () => {
  fc.assert(
    fc.property(fc.bigInt(1n, 99n), fc.bigInt(-99n, 99n), (amount, left) => {
      expect(fits(amount, left, 'atLimitPasses')).toBe(amount <= left);
      expect(fits(amount, left, 'atLimitBlocks')).toBe(amount < left);
      expect(fits(amount, null, 'atLimitBlocks')).toBe(true);
    }),
  );
});
