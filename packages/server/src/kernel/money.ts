import { assert } from './assert.ts';
import { type Currency, exponentOf } from './currency.ts';

/** An exact amount: whole minor units (cents) of one currency. Never a float. */
export type Money = { readonly amountMinor: bigint; readonly currency: Currency };

/** Largest amount that we take in or write: 15 digits, exact in every JSON reader. */
export const amountMinorMax = 999_999_999_999_999n;

export function money(amountMinor: bigint, currency: Currency): Money {
  return { amountMinor, currency };
}

export function add(left: Money, right: Money): Money {
  assertSameCurrency(left, right);
  return money(left.amountMinor + right.amountMinor, left.currency);
}

export function subtract(left: Money, right: Money): Money {
  assertSameCurrency(left, right);
  return money(left.amountMinor - right.amountMinor, left.currency);
}

export function isLess(left: Money, right: Money): boolean {
  assertSameCurrency(left, right);
  return left.amountMinor < right.amountMinor;
}

export function isEqual(left: Money, right: Money): boolean {
  return left.currency === right.currency && left.amountMinor === right.amountMinor;
}

/**
 * Splits an amount by whole weights so that the parts add up exactly: each part gets its share
 * rounded towards zero, and what is left goes one unit at a time to the first parts.
 */
export function allocate(whole: Money, weights: readonly bigint[]): readonly Money[] {
  const total = weights.reduce((sum, weight) => sum + weight, 0n);
  assert(
    total > 0n && weights.every((weight) => weight >= 0n),
    'weights must add up to more than 0',
  );
  const shares = weights.map((weight) => (whole.amountMinor * weight) / total);
  let rest = whole.amountMinor - shares.reduce((sum, share) => sum + share, 0n);
  const step = rest < 0n ? -1n : 1n;
  return shares.map((share, index) => {
    if (rest === 0n || weights[index] === 0n) return money(share, whole.currency);
    rest -= step;
    return money(share + step, whole.currency);
  });
}

const decimalForm = /^(-?)(\d{1,15})(?:\.(\d{1,15}))?$/;

/**
 * The minor units of a decimal text such as `1250.00`, or null when the text is no plain decimal,
 * has more decimals than the currency, or more than 15 digits. No sign but a leading minus, no
 * exponent, no grouping.
 */
export function parseAmount(text: string, currency: Currency): Money | null {
  const match = decimalForm.exec(text);
  if (match === null) return null;
  const [, sign = '', whole = '', fraction = ''] = match;
  const exponent = exponentOf(currency);
  if (fraction.length > exponent) return null;
  const magnitude = BigInt(whole + fraction.padEnd(exponent, '0'));
  if (magnitude > amountMinorMax) return null;
  return money(sign === '-' ? -magnitude : magnitude, currency);
}

/** The amount as a decimal text with all decimals of its currency: `1250.00`, `-0.05`, `300`. */
export function formatAmount({ amountMinor, currency }: Money): string {
  const exponent = exponentOf(currency);
  const sign = amountMinor < 0n ? '-' : '';
  const digits = (amountMinor < 0n ? -amountMinor : amountMinor)
    .toString()
    .padStart(exponent + 1, '0');
  if (exponent === 0) return sign + digits;
  return `${sign}${digits.slice(0, -exponent)}.${digits.slice(-exponent)}`;
}

function assertSameCurrency(left: Money, right: Money): void {
  assert(left.currency === right.currency, `${left.currency} and ${right.currency} do not mix`);
}
