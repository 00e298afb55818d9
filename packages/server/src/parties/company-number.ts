/** Who gives the number; the first of these that a company has is the one that it is called by. */
export const companySchemes = ['kvk', 'kvk-branch', 'lei', 'vat'] as const;

export type CompanyScheme = (typeof companySchemes)[number];

/** A number in its one spelling, always a text: leading zeros count. */
export type CompanyNumber = { readonly scheme: CompanyScheme; readonly number: string };

type Form = {
  readonly pattern: RegExp;
  /** Ends the sentence "must be …". */
  readonly expected: string;
  readonly normalize: (text: string) => string;
};

const trimmed = (text: string) => text.trim();
const compact = (text: string) => text.replace(/[\s.-]/g, '').toUpperCase();

const forms: Readonly<Record<CompanyScheme, Form>> = {
  kvk: { pattern: /^\d{8}$/, expected: 'a KvK number: 8 digits', normalize: trimmed },
  'kvk-branch': { pattern: /^\d{12}$/, expected: 'a branch number: 12 digits', normalize: trimmed },
  lei: {
    pattern: /^[A-Z0-9]{18}\d{2}$/,
    expected: 'an LEI: 20 characters, the last two digits',
    normalize: compact,
  },
  vat: {
    pattern: /^(?:NL\d{9}B\d{2}|(?!NL)[A-Z]{2}[0-9A-Z+*]{2,12})$/,
    expected: 'a VAT number with its country, such as NL123456789B01',
    normalize: compact,
  },
};

/**
 * Reads a number of a scheme, or gives null. Its form alone is looked at: no check digit ever
 * refuses one, because older numbers, and those of sole traders, follow other rules.
 */
export function readCompanyNumber(scheme: CompanyScheme, text: string): CompanyNumber | null {
  const { pattern, normalize } = forms[scheme];
  const number = normalize(text);
  return pattern.test(number) ? { scheme, number } : null;
}

/** What a number of the scheme must be, to end the sentence "must be …". */
export function formOfNumber(scheme: CompanyScheme): string {
  return forms[scheme].expected;
}

export function isCompanyScheme(text: string): text is CompanyScheme {
  return Object.hasOwn(forms, text);
}

/**
 * What a registration number of 8 or 12 digits may name, in the order in which it is looked for.
 * Twelve digits are a branch number, or the older writing of a KvK number with a sub-file behind it:
 * then the first eight count. Which comes first is our choice. Empty for anything else.
 */
export function readRegNumber(text: string): readonly CompanyNumber[] {
  const digits = text.trim();
  if (/^\d{8}$/.test(digits)) return [{ scheme: 'kvk', number: digits }];
  if (!/^\d{12}$/.test(digits)) return [];
  return [
    { scheme: 'kvk-branch', number: digits },
    { scheme: 'kvk', number: digits.slice(0, 8) },
  ];
}

/** The number that a company is called by. */
export function principalOf(numbers: readonly CompanyNumber[]): CompanyNumber | null {
  for (const scheme of companySchemes) {
    const found = numbers.find((each) => each.scheme === scheme);
    if (found !== undefined) return found;
  }
  return null;
}

/** One text for one number: `kvk:28092355`. */
export function numberText({ scheme, number }: CompanyNumber): string {
  return `${scheme}:${number}`;
}
