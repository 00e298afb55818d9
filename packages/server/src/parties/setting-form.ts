import { day, hour, minute, second } from '../kernel/clock.ts';
import { type Currency, isCurrency } from '../kernel/currency.ts';
import { parseAmount } from '../kernel/money.ts';

/** Settings by their names, each as a text: the form in which they are stored and shown. */
export type SettingTexts = { readonly [name: string]: string };

/**
 * How the text of a setting is read. `expected` ends the sentence "must be …"; `read` gives null for
 * a text that is not one.
 */
export type SettingForm<Value> = {
  readonly expected: string;
  readonly read: (text: string, currency: Currency) => { readonly value: Value } | null;
};

export function choice<const Word extends string>(words: readonly Word[]): SettingForm<Word> {
  return {
    expected: `one of ${words.join(', ')}`,
    read: (text) => {
      const value = words.find((word) => word === text);
      return value === undefined ? null : { value };
    },
  };
}

/** Whole percent, 1 to 100. */
export const wholePercent: SettingForm<bigint> = {
  expected: 'a whole number from 1 to 100',
  read: (text) => (/^(?:[1-9]\d?|100)$/.test(text) ? { value: BigInt(text) } : null),
};

/** A whole number between two, both included. */
export function wholeNumber(least: number, most: number): SettingForm<number> {
  return {
    expected: `a whole number from ${least} to ${most}`,
    read: (text) => {
      const value = /^(?:0|[1-9]\d{0,8})$/.test(text) ? Number(text) : -1;
      return value < least || value > most ? null : { value };
    },
  };
}

/** Days as a whole number, 0 to 366. */
export const wholeDays: SettingForm<number> = {
  expected: 'a whole number of days from 0 to 366',
  read: (text) => {
    if (!/^(?:0|[1-9]\d{0,2})$/.test(text)) return null;
    const value = Number(text);
    return value > 366 ? null : { value };
  },
};

/** Percent with up to two decimals, as hundredths of a percent. */
export const basisPoints: SettingForm<bigint> = {
  expected: 'a percentage from 0 to 1000 with at most two decimals',
  read: (text) => {
    const match = /^(\d{1,4})(?:\.(\d{1,2}))?$/.exec(text);
    if (match === null) return null;
    const [, whole = '', fraction = ''] = match;
    const value = BigInt(whole + fraction.padEnd(2, '0'));
    return value > 100_000n ? null : { value };
  },
};

/** An amount in the tenant's currency, in minor units. */
export const amount: SettingForm<bigint> = {
  expected: "an amount of the tenant's currency, 0 or more, such as 1500.00",
  read: (text, currency) => {
    const money = parseAmount(text, currency);
    return money === null || money.amountMinor < 0n ? null : { value: money.amountMinor };
  },
};

/** `none`, or what another form reads. */
export function orNone<Value>(form: SettingForm<Value>): SettingForm<Value | null> {
  return {
    expected: `none, or ${form.expected}`,
    read: (text, currency) => (text === 'none' ? { value: null } : form.read(text, currency)),
  };
}

const unitsUs = { ms: 1_000n, s: second, min: minute, h: hour, d: day } as const;

/** A length of time such as `90 s`, `30 min`, `24 h` or `7 d`, in microseconds. */
export function duration(least: string, most: string): SettingForm<bigint> {
  const from = readDuration(least) ?? 0n;
  const to = readDuration(most) ?? 0n;
  return {
    expected: `a time from ${least} to ${most}, in ms, s, min, h or d`,
    read: (text) => {
      const value = readDuration(text);
      return value === null || value < from || value > to ? null : { value };
    },
  };
}

/** `first-invoice`, `term`, or a number of months such as `months(12)`. */
export const recurringBase: SettingForm<'first-invoice' | 'term' | { readonly months: number }> = {
  expected: 'first-invoice, term, or months(n) with n from 1 to 120',
  read: (text) => {
    if (text === 'first-invoice' || text === 'term') return { value: text };
    const [, digits = ''] = /^months\(([1-9]\d{0,2})\)$/.exec(text) ?? [];
    const months = Number(digits);
    return digits === '' || months > 120 ? null : { value: Object.freeze({ months }) };
  },
};

/** `tenant`, for the tenant's own currency, or the code of another one. */
export const currencyOrOwn: SettingForm<Currency> = {
  expected: 'tenant, or the code of a currency, such as EUR',
  read: (text, currency) => {
    if (text === 'tenant') return { value: currency };
    return isCurrency(text) ? { value: text } : null;
  },
};

function readDuration(text: string): bigint | null {
  const match = /^(\d{1,6}) ?(ms|s|min|h|d)$/.exec(text);
  if (match === null) return null;
  const [, count = '', unit = ''] = match;
  return BigInt(count) * unitsUs[unit as keyof typeof unitsUs];
}
