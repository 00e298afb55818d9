import fc from 'fast-check';
import { expect, test } from 'vitest';
import { aRate, jpy } from '../../test/builders/credit.ts';
import { currency } from '../kernel/currency.ts';
import { money } from '../kernel/money.ts';
import { convert } from './rate.ts';

test('a rate bridges the decimals of both currencies', () => {
  expect(convert(jpy(10_000n), aRate())).toEqual(money(61_00n, currency('EUR')));
  const toYen = aRate({ from: currency('EUR'), to: currency('JPY'), numerator: 16_393n, scale: 2 });
  expect(convert(money(1_00n, currency('EUR')), toYen)).toEqual(jpy(164n));
  const toDinar = aRate({ from: currency('JPY'), to: currency('KWD'), numerator: 2n, scale: 3 });
  expect(convert(jpy(5n), toDinar)).toEqual(money(10n, currency('KWD')));
});

test('a converted amount is rounded up by less than one minor unit, and never falls as it grows', () => {
  const rate = fc.record({
    numerator: fc.bigInt(1n, 99_999n),
    scale: fc.integer({ min: 0, max: 6 }),
  });
  fc.assert(
    fc.property(fc.bigInt(0n, 10n ** 15n), rate, (yen, { numerator, scale }) => {
      const { amountMinor } = convert(jpy(yen), aRate({ numerator, scale }));
      const exact = yen * numerator * 100n;
      const unit = 10n ** BigInt(scale);
      expect(amountMinor * unit).toBeGreaterThanOrEqual(exact);
      expect((amountMinor - 1n) * unit).toBeLessThan(exact);
      const more = convert(jpy(yen + 1n), aRate({ numerator, scale }));
      expect(more.amountMinor).toBeGreaterThanOrEqual(amountMinor);
    }),
  );
});
