import { assert } from './assert.ts';

declare const brand: unique symbol;

/** An ISO 4217 alphabetic code that is in force, in upper case. */
export type Currency = string & { readonly [brand]: 'Currency' };

/**
 * Decimals of the minor unit by ISO 4217 (list one). The table is ours because `Intl` follows
 * CLDR, which rounds many currencies to the digits that are common in shops (HUF 0 instead of 2).
 */
const codesByExponent: readonly (readonly [exponent: number, codes: string])[] = [
  [0, 'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF'],
  [3, 'BHD IQD JOD KWD LYD OMR TND'],
  [4, 'CLF UYW'],
  [
    2,
    `AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BMD BND BOB BOV BRL BSD BTN BWP BYN BZD CAD
     CDF CHE CHF CHW CNY COP COU CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS
     GIP GMD GTQ GYD HKD HNL HTG HUF IDR ILS INR IRR JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD
     LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MXV MYR MZN NAD NGN NIO NOK NPR NZD PAB
     PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP
     SZL THB TJS TMT TOP TRY TTD TWD TZS UAH USD USN UYU UZS VED VES WST XCD XCG YER ZAR ZMW ZWG`,
  ],
];

const exponents: ReadonlyMap<string, number> = new Map(
  codesByExponent.flatMap(([exponent, codes]) =>
    codes.split(/\s+/).map((code) => [code, exponent] as const),
  ),
);

export function isCurrency(text: string): text is Currency {
  return exponents.has(text);
}

/** The currency of a code that is known to be right: settings, rows, tests. */
export function currency(code: string): Currency {
  assert(isCurrency(code), `unknown currency ${code}`);
  return code;
}

/** Decimals of the currency's minor unit: 2 for EUR, 0 for JPY, 3 for KWD. */
export function exponentOf(code: Currency): number {
  const exponent = exponents.get(code);
  assert(exponent !== undefined, `unknown currency ${code}`);
  return exponent;
}

/** Every code, sorted; for schemas and documents. */
export const currencyCodes: readonly string[] = [...exponents.keys()].sort();
