import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  aGroup,
  aHold,
  aLine,
  aRate,
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
import { day, hour } from '../kernel/clock.ts';
import { currency } from '../kernel/currency.ts';
import { exposureOf } from './credit-line.ts';
import { holdLifeMaxUs } from './policy.ts';
import { creditRefusalTexts } from './refusal-texts.ts';

const amount = fc.bigInt(0n, 2_000n);
const positive = fc.bigInt(1n, 2_000n);

describe('a hold within headroom', () => {
  test('never takes a line past its limit, and an amount equal to the headroom fits', () => {
    fc.assert(
      fc.property(amount, amount, amount, amount, positive, (limit, used, held, taken, asked) => {
        const ledger = aLedger([
          aLine({ limitMinor: limit, postedMinor: used, heldMinor: held, capturedMinor: taken }),
        ]);
        const { ok } = ledger.run(placing({ amount: eur(asked) }));
        expect(ok).toBe(used + held + taken + asked <= limit);
        expect(ledger.exposure()).toBe(used + held + taken + (ok ? asked : 0n));
      }),
    );
  });

  test('is open, due after its time, and counts as held', () => {
    const ledger = aLedger([aLine()]);
    const result = ledger.done(placing({ amount: eur(240_00n), due: { afterUs: 2n * hour } }));
    expect(result).toMatchObject({ changed: true, headroomMinor: 760_00n, lineVersion: 2n });
    expect(ledger.hold()).toMatchObject({
      state: 'open',
      heldMinor: 240_00n,
      placedAt: noon,
      dueAt: later(2n * hour),
    });
    expect(ledger.line().heldMinor).toBe(240_00n);
  });

  test('is written on every level, and the answer names the level that binds', () => {
    const ledger = aLedger(
      aGroup({ name: 'own', limitMinor: null }, { name: 'group', limitMinor: 300_00n }),
    );
    expect(ledger.done(placing()).bindingLineId).toBe(lineId('group'));
    expect(ledger.line('group')).toMatchObject({ belowMinor: 100_00n, heldMinor: 0n });
    expect(ledger.rows.entries.map((entry) => entry.lineId)).toEqual([
      lineId('own'),
      lineId('group'),
    ]);
    const [reason] = ledger.refused(placing({ holdId: holdId('two'), amount: eur(200_01n) }));
    expect(reason).toMatchObject({
      code: 'credit.insufficient',
      headroomMinor: 200_00n,
      shortfallMinor: 1n,
      bindingLineId: lineId('group'),
    });
  });
});

describe('a refused hold', () => {
  test('changes nothing', () => {
    const ledger = aLedger([aLine({ limitMinor: 99_99n })]);
    const before = ledger.line();
    expect(ledger.refused(placing()).map(({ code }) => code)).toEqual(['credit.insufficient']);
    expect(ledger.line()).toBe(before);
    expect(ledger.rows.holds.size + ledger.rows.entries.length).toBe(0);
  });

  test('over the limit by a person asks for no headroom, and shows it', () => {
    const ledger = aLedger([aLine({ limitMinor: 50_00n })]);
    const command = placing({ amount: eur(240_00n), isOverLimit: true });
    expect(ledger.done(command)).toMatchObject({ changed: true, headroomMinor: -190_00n });
    expect(ledger.exposure()).toBe(240_00n);
    // The next one is asked as ever.
    expect(ledger.run(placing({ holdId: holdId('next') })).ok).toBe(false);
  });

  test.each([
    ['credit.line_stopped', { stopped: true }],
    ['credit.line_closed', { status: 'closed', limitMinor: 0n }],
  ] as const)('over the limit by a person is still refused with %s', (code, change) => {
    const ruling = aLedger([aLine(change)]).run(placing({ isOverLimit: true }));
    expect(ruling).toMatchObject({ ok: false, refusal: [{ code }] });
  });

  test('no line, a closed line and a stopped line give no credit, with all reasons in order', () => {
    const codes = (...lines: ReturnType<typeof aLine>[]) =>
      aLedger(lines)
        .refused(placing())
        .map(({ code }) => code);
    expect(codes()).toEqual(['credit.no_line']);
    expect(codes(aLine({ status: 'closed', limitMinor: 0n, stopped: true }))).toEqual([
      'credit.line_closed',
      'credit.line_stopped',
      'credit.insufficient',
    ]);
    expect(codes(aLine({ stopped: true }))).toEqual(['credit.line_stopped']);
    const inOrder = ['credit.line_closed', 'credit.line_stopped', 'credit.insufficient'] as const;
    const precedences = inOrder.map((code) => creditRefusalTexts[code].precedence);
    expect(precedences).toEqual([...precedences].sort((left, right) => left - right));
  });

  test('a stop outranks the unlimited flag, on any level, and is named', () => {
    const ledger = aLedger(
      aGroup({ name: 'own', unlimited: true }, { name: 'group', stopped: true }),
    );
    expect(ledger.refused(placing())).toMatchObject([
      { code: 'credit.line_stopped', bindingLineId: lineId('group') },
    ]);
  });

  test('an amount of nothing, or below, never becomes a hold that would add headroom', () => {
    for (const cents of [0n, -1n]) {
      const ledger = aLedger([aLine()]);
      expect(() => ledger.run(placing({ amount: eur(cents) }))).toThrow(Defect);
    }
  });

  test('a due time in the past or beyond the longest life is refused', () => {
    const ledger = aLedger([aLine()]);
    const codes = (due: Parameters<typeof placing>[0]) =>
      ledger.refused(placing(due)).map(({ code }) => code);
    expect(codes({ due: { at: noon } })).toEqual(['credit.due_not_later']);
    expect(codes({ due: { afterUs: holdLifeMaxUs + 1n } })).toEqual(['credit.due_too_late']);
    expect(ledger.run(placing({ due: { afterUs: holdLifeMaxUs } })).ok).toBe(true);
  });
});

describe('the same source again', () => {
  const source = 'basket:1';
  const standing = () => aLedger([aLine({ heldMinor: 100_00n })], [aHold({ source })]);

  test('with the same contents is the same hold, with no second effect', () => {
    const ledger = standing();
    const again = ledger.done(placing({ source, holdId: holdId('two') }), later(2n * day));
    expect(again).toMatchObject({ changed: false, hold: { holdId: holdId('one') } });
    expect(ledger.rows.entries).toEqual([]);
  });

  test('with other contents re-prices the hold that stands', () => {
    const ledger = standing();
    ledger.done(placing({ source, holdId: holdId('two'), amount: eur(150_00n) }));
    expect(ledger.hold()).toMatchObject({ amountMinor: 150_00n, heldMinor: 150_00n });
    expect([...ledger.rows.holds.keys()]).toEqual([holdId('one')]);
  });

  test('is refused for another organization, another currency, or where asked to', () => {
    const other = aLine({ name: 'other' });
    const ledger = aLedger([aLine(), other], [aHold({ source })]);
    const attempts = [
      placing({ source, organizationId: other.organizationId }),
      placing({ source, amount: jpy(1n), rate: aRate() }),
      placing({ source, amount: eur(1n), ifLive: 'refuse' }),
    ];
    for (const attempt of attempts) {
      expect(ledger.refused(attempt)).toEqual([
        { code: 'credit.hold_exists', holdId: holdId('one') },
      ]);
    }
  });

  test('after the hold has ended is judged anew', () => {
    const ledger = aLedger([aLine()], [aHold({ source, state: 'expired', heldMinor: 0n })]);
    ledger.done(placing({ source, holdId: holdId('two') }));
    expect(ledger.hold('two').state).toBe('open');
  });
});

describe('another currency', () => {
  test('is converted by the stored rate, rounded up, and the rate stays with the hold', () => {
    const ledger = aLedger([aLine()]);
    ledger.done(placing({ amount: jpy(1_001n), rate: aRate() }));
    // 1001 × 0.0061 = 6.1061 euro
    expect(ledger.hold()).toMatchObject({
      amountMinor: 6_11n,
      askedMinor: 1_001n,
      askedCurrency: currency('JPY'),
      rate: aRate(),
    });
  });

  test('without a rate, or with the rate of other currencies, is refused', () => {
    const ledger = aLedger([aLine()]);
    for (const rate of [null, aRate({ from: currency('USD') }), aRate({ to: currency('USD') })]) {
      expect(ledger.refused(placing({ amount: jpy(1n), rate }))).toEqual([
        { code: 'credit.no_rate', from: 'JPY', to: 'EUR' },
      ]);
    }
  });
});

test('parallel requests taken one after the other never pass together what does not fit', () => {
  const ledger = aLedger([aLine({ limitMinor: 500n })]);
  const passed = Array.from({ length: 20 }, (_, index) =>
    ledger.run(placing({ holdId: holdId(`h${index}`), amount: eur(75n) })),
  ).filter(({ ok }) => ok);
  expect(passed).toHaveLength(6);
  expect(exposureOf(ledger.line())).toBe(450n);
});

test('a boundary that blocks refuses an amount equal to the headroom', () => {
  const blocking = policy({ boundary: 'atLimitBlocks' });
  const ledger = aLedger([aLine({ limitMinor: 100_00n })]);
  expect(ledger.refused(placing({ policy: blocking }))).toMatchObject([
    { code: 'credit.insufficient', shortfallMinor: 0n },
  ]);
  expect(ledger.run(placing({ policy: blocking, amount: eur(99_99n) })).ok).toBe(true);
});
