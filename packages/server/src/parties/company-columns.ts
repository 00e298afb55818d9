import { accept, type Result, refuse } from '../kernel/result.ts';
import type { CompanyScheme } from './company-number.ts';
import type { CompanyDraft } from './read-company.ts';
import type { CompanyRefusal } from './refusals.ts';

/** The columns of a file of companies, by the member of a company that each of them holds. */
export const companyColumns: Readonly<Record<string, string>> = {
  kvk: 'kvk_number',
  'kvk-branch': 'branch_number',
  lei: 'lei',
  vat: 'vat_number',
  name: 'name',
  address: 'address',
  zipcode: 'zipcode',
  city: 'city',
  country: 'country',
  legalForm: 'legal_form',
  active: 'active',
  foundedOn: 'founded_on',
  activities: 'activities',
  partOf: 'part_of',
};

/**
 * The row of a file with the columns of {@link companyColumns}; an empty cell says nothing.
 * `activities` are parts like `01241 Growing of apples`, separated by `|`, the main one first.
 */
export function fromCompanyRecord(record: {
  readonly [column: string]: string;
}): Result<CompanyDraft, CompanyRefusal> {
  const cell = (member: string) => {
    const text = (record[companyColumns[member] ?? ''] ?? '').trim();
    return text === '' ? null : text;
  };
  const active = cell('active');
  if (active !== null && !Object.hasOwn(words, active.toLowerCase())) {
    return refuse({ code: 'parties.company_invalid', member: 'active', expected: 'yes or no' });
  }
  const numbers = numberColumns.flatMap((scheme) => {
    const number = cell(scheme);
    return number === null ? [] : [{ scheme, number }];
  });
  return accept({
    numbers,
    name: cell('name') ?? '',
    address: cell('address'),
    zipcode: cell('zipcode'),
    city: cell('city'),
    country: cell('country'),
    legalForm: cell('legalForm'),
    active: active === null ? null : (words[active.toLowerCase()] ?? null),
    foundedOn: cell('foundedOn'),
    activities: readActivityCell(cell('activities')),
    partOf: cell('partOf'),
  });
}

const numberColumns: readonly CompanyScheme[] = ['kvk', 'kvk-branch', 'lei', 'vat'];

const words: Readonly<Record<string, boolean>> = {
  yes: true,
  true: true,
  ja: true,
  no: false,
  false: false,
  nee: false,
};

function readActivityCell(text: string | null): NonNullable<CompanyDraft['activities']> {
  if (text === null) return [];
  return text.split('|').map((part, index) => {
    const [code = '', ...rest] = part.trim().split(/\s+/);
    return { code, text: rest.join(' '), isMain: index === 0 };
  });
}
