import type { CreditFacts } from '../decisions/index.ts';
import type { CalendarDate } from '../kernel/clock.ts';
import { ageInMonths, type Company, mainActivityOf } from '../parties/index.ts';

type CompanyFacts = Pick<
  CreditFacts,
  'companyKnown' | 'companyActive' | 'companyAgeMonths' | 'legalForm' | 'activity' | 'country'
>;

/** The names of what rules are told of a company. */
export const companyFactNames: readonly (keyof CompanyFacts)[] = [
  'companyKnown',
  'companyActive',
  'companyAgeMonths',
  'legalForm',
  'activity',
  'country',
];

/** What the register says of a company, as rules are told. */
export function companyFactsOf(company: Company | null, today: CalendarDate): CompanyFacts {
  return {
    companyKnown: company !== null,
    companyActive: company?.active ?? null,
    companyAgeMonths: company === null ? null : ageInMonths(company, today),
    legalForm: company?.legalForm ?? null,
    activity: company === null ? null : (mainActivityOf(company)?.code ?? null),
    country: company?.country ?? null,
  };
}
