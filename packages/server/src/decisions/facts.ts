import type { Currency } from '../kernel/currency.ts';

export type Purpose = 'credit_check' | 'application';

/**
 * What a ruleset is told of a case. Null: not known, which is never the same as 0. Amounts are exact
 * decimals as text, in major units of `currency`; the line's figures are those before the order.
 */
export type CreditFacts = {
  readonly purpose: Purpose;
  readonly currency: Currency;
  /** What is asked for. */
  readonly amount: string;
  readonly limit: string | null;
  readonly headroom: string | null;
  /** Percent of the limit that is used, before the order. */
  readonly utilisation: string | null;
  readonly overdueDays: number | null;
  readonly overdueAmount: string | null;
  readonly oldestOpenItemDays: number | null;
  readonly companyKnown: boolean;
  readonly companyActive: boolean | null;
  readonly companyAgeMonths: number | null;
  readonly legalForm: string | null;
  /** Code of the main activity in the register. */
  readonly activity: string | null;
  /** ISO 3166-1 alpha-2. */
  readonly country: string | null;
  /** `prompt`, `slow` or `bad`. */
  readonly paymentBehaviour: string | null;
  readonly earlierApproved: number;
  readonly earlierRejected: number;
  /** The fields that the ruleset asks for beside these. */
  readonly extra: Readonly<Record<string, string | number | boolean>>;
};

export type FactName = Exclude<keyof CreditFacts, 'extra'>;

export type FactKind = 'amount' | 'percent' | 'count' | 'yes_no' | 'text';

/** Every fact with its kind: what a model may name as an input, beside its own extra fields. */
export const factKinds: Readonly<Record<FactName, FactKind>> = {
  purpose: 'text',
  currency: 'text',
  amount: 'amount',
  limit: 'amount',
  headroom: 'amount',
  utilisation: 'percent',
  overdueDays: 'count',
  overdueAmount: 'amount',
  oldestOpenItemDays: 'count',
  companyKnown: 'yes_no',
  companyActive: 'yes_no',
  companyAgeMonths: 'count',
  legalForm: 'text',
  activity: 'text',
  country: 'text',
  paymentBehaviour: 'text',
  earlierApproved: 'count',
  earlierRejected: 'count',
};

export const factNames = Object.keys(factKinds) as readonly FactName[];

/** The type that a model's input of this name must have. */
export function feelTypeOf(kind: FactKind): 'number' | 'boolean' | 'string' {
  if (kind === 'yes_no') return 'boolean';
  return kind === 'text' ? 'string' : 'number';
}
