import { exponentOf } from '../kernel/currency.ts';
import { type Money, money } from '../kernel/money.ts';
import { divide, type Rounding } from '../kernel/rounding.ts';
import type { Rate } from './hold.ts';

/**
 * The amount in the rate's other currency. Exposure is rounded up: a fraction of a cent never adds
 * headroom.
 */
export function convert(amount: Money, rate: Rate, rounding: Rounding = 'up'): Money {
  const up = amount.amountMinor * rate.numerator * 10n ** BigInt(exponentOf(rate.to));
  const down = 10n ** BigInt(rate.scale + exponentOf(rate.from));
  return money(divide(up, down, rounding), rate.to);
}
