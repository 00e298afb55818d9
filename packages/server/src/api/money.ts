import { type Currency, exponentOf, isCurrency } from '../kernel/currency.ts';
import { formatAmount, type Money, parseAmount } from '../kernel/money.ts';
import { apiFault } from './problems.ts';

/** An amount as the API writes it. */
export type WireMoney = { readonly amount: string; readonly currency: string };

export function toWireMoney(amountMinor: bigint, currency: Currency): WireMoney {
  return { amount: formatAmount({ amountMinor, currency }), currency };
}

export function toWireMoneyOrNull(
  amountMinor: bigint | null,
  currency: Currency,
): WireMoney | null {
  return amountMinor === null ? null : toWireMoney(amountMinor, currency);
}

/** Throws a `HttpFault` that says what is wrong with the amount; `at` is its place in the body. */
export function fromWireMoney(value: WireMoney, at: string): Money {
  const currency = fromWireCurrency(value.currency, `${at}/currency`);
  const read = parseAmount(value.amount, currency);
  if (read !== null) return read;
  const decimals = value.amount.split('.')[1]?.length ?? 0;
  const isTooFine = decimals > exponentOf(currency);
  const code = isTooFine ? 'money.too_many_decimals' : 'money.out_of_range';
  throw apiFault(code, { at: `${at}/amount` });
}

/** An amount that must be in a currency that the request names elsewhere. */
export function fromWireMoneyIn(currency: Currency, value: WireMoney, at: string): bigint {
  const read = fromWireMoney(value, at);
  if (read.currency !== currency) throw apiFault('money.currency_mismatch', { at });
  return read.amountMinor;
}

export function fromWireCurrency(text: string, at: string): Currency {
  if (!isCurrency(text)) throw apiFault('money.unknown_currency', { at });
  return text;
}
