import type { CalendarDate } from '../kernel/clock.ts';
import { accept, type Result, refuse } from '../kernel/result.ts';
import type { CompanyActivity, CompanyFacts } from './company.ts';
import { readActivityCode } from './company-facts.ts';
import {
  type CompanyNumber,
  type CompanyScheme,
  companySchemes,
  formOfNumber,
  numberText,
  readCompanyNumber,
} from './company-number.ts';
import { readLegalForm } from './legal-form.ts';
import { readVisible } from './name.ts';
import type { CompanyRefusal } from './refusals.ts';

/** A company as somebody wrote it down: nothing is checked yet. */
export type CompanyDraft = {
  readonly numbers: readonly { readonly scheme: CompanyScheme; readonly number: string }[];
  readonly name: string;
  readonly address?: string | null;
  readonly zipcode?: string | null;
  readonly city?: string | null;
  readonly country?: string | null;
  readonly legalForm?: string | null;
  readonly active?: boolean | null;
  readonly foundedOn?: string | null;
  readonly activities?: readonly {
    readonly code: string;
    readonly text?: string | null;
    readonly isMain?: boolean;
    readonly edition?: CompanyActivity['edition'];
  }[];
  readonly partOf?: string | null;
};

export type ReadCompany = {
  readonly numbers: readonly CompanyNumber[];
  readonly facts: CompanyFacts;
};

export const companyNumbersMax = 20;
export const companyActivitiesMax = 50;

/** Refuses at the first member that is not well formed, with its name and what it must be. */
export function readCompany(draft: CompanyDraft): Result<ReadCompany, CompanyRefusal> {
  const numbers = new Map<string, CompanyNumber>();
  for (const { scheme, number } of draft.numbers) {
    const read = readCompanyNumber(scheme, number);
    if (read === null) return invalid(scheme, formOfNumber(scheme));
    numbers.set(numberText(read), read);
  }
  if (numbers.size === 0) return refuse({ code: 'parties.company_number_missing' });
  if (numbers.size > companyNumbersMax) {
    return invalid('numbers', `at most ${companyNumbersMax} numbers`);
  }
  const name = readVisible(draft.name, 500);
  if (name === null) return invalid('name', '1 to 500 visible characters');
  const texts: Record<string, string | null> = {};
  for (const [member, { lengthMax, expected, pattern }] of Object.entries(textForms)) {
    const text = draft[member as TextMember] ?? null;
    const read = text === null || text.trim() === '' ? null : readVisible(text, lengthMax);
    const isWrong = text !== null && text.trim() !== '' && read === null;
    if (isWrong || (read !== null && !pattern.test(read))) return invalid(member, expected);
    texts[member] = read;
  }
  const foundedOn = readDay(draft.foundedOn ?? null);
  if (foundedOn === undefined) return invalid('foundedOn', 'a day such as 2016-09-01');
  const activities = readActivities(draft.activities ?? []);
  if (!activities.ok) return activities;
  const { address = null, zipcode = null, city = null, country = null, partOf = null } = texts;
  const legalForm = texts['legalForm'] ?? null;
  return accept({
    numbers: inOrder([...numbers.values()]),
    facts: {
      name,
      address,
      zipcode,
      city,
      country,
      legalForm: legalForm === null ? null : readLegalForm(legalForm),
      active: draft.active ?? null,
      foundedOn,
      activities: activities.value,
      partOf,
    },
  });
}

/** In the order of the schemes, so that equal lists are equal. */
export function inOrder(numbers: readonly CompanyNumber[]): readonly CompanyNumber[] {
  const rank = ({ scheme }: CompanyNumber) => companySchemes.indexOf(scheme);
  return [...numbers].sort(
    (left, right) => rank(left) - rank(right) || (left.number < right.number ? -1 : 1),
  );
}

type TextMember = 'address' | 'zipcode' | 'city' | 'country' | 'legalForm' | 'partOf';

const anything = /^/;
const textForms: Readonly<
  Record<
    TextMember,
    { readonly lengthMax: number; readonly expected: string; readonly pattern: RegExp }
  >
> = {
  address: { lengthMax: 300, expected: 'at most 300 visible characters', pattern: anything },
  zipcode: { lengthMax: 50, expected: 'at most 50 visible characters', pattern: anything },
  city: { lengthMax: 100, expected: 'at most 100 visible characters', pattern: anything },
  country: {
    lengthMax: 2,
    expected: 'two capital letters of ISO 3166, such as NL',
    pattern: /^[A-Z]{2}$/,
  },
  legalForm: { lengthMax: 200, expected: 'at most 200 visible characters', pattern: anything },
  partOf: { lengthMax: 8, expected: 'a KvK number: 8 digits', pattern: /^\d{8}$/ },
};

/** Undefined for a text that is no day. Companies may be older than the days of the ledger. */
function readDay(text: string | null): CalendarDate | null | undefined {
  if (text === null || text.trim() === '') return null;
  const day = text.trim();
  if (!/^[12]\d{3}-\d{2}-\d{2}$/.test(day)) return undefined;
  const at = Date.parse(`${day}T00:00:00Z`);
  const isReal = !Number.isNaN(at) && new Date(at).toISOString().slice(0, 10) === day;
  return isReal ? (day as CalendarDate) : undefined;
}

function readActivities(
  drafts: NonNullable<CompanyDraft['activities']>,
): Result<readonly CompanyActivity[], CompanyRefusal> {
  const expected = `at most ${companyActivitiesMax} codes of 2 to 6 digits, one of them the main one`;
  if (drafts.length > companyActivitiesMax) return invalid('activities', expected);
  const activities: CompanyActivity[] = [];
  for (const { code: written, text = null, isMain = false, edition = null } of drafts) {
    const code = readActivityCode(written);
    const shown = text === null || text.trim() === '' ? null : readVisible(text, 300);
    const isTextWrong = text !== null && text.trim() !== '' && shown === null;
    if (code === null || code.length < 2 || isTextWrong) return invalid('activities', expected);
    activities.push({ code, text: shown, isMain, edition });
  }
  const isOneMain = activities.filter(({ isMain }) => isMain).length <= 1;
  return isOneMain ? accept(activities) : invalid('activities', expected);
}

function invalid(member: string, expected: string) {
  return refuse({ code: 'parties.company_invalid', member, expected } as const);
}
