import { expect, test } from 'vitest';
import type { CalendarDate } from '../kernel/clock.ts';
import { ageInMonths, hasActivity, mainActivityOf } from './company-facts.ts';
import { principalOf, readCompanyNumber, readRegNumber } from './company-number.ts';
import { readLegalForm } from './legal-form.ts';
import { type CompanyDraft, readCompany } from './read-company.ts';

const day = (text: string) => text as CalendarDate;

test('no check digit refuses a number, and leading zeros stay', () => {
  // 28092355 fails the eleven-test that the newer numbers pass.
  for (const number of ['28092355', '33014286', '97123456', '00000001', '68750110']) {
    expect(readCompanyNumber('kvk', ` ${number} `)).toEqual({ scheme: 'kvk', number });
  }
  expect(readCompanyNumber('kvk-branch', '000037178598')?.number).toBe('000037178598');
  expect(readCompanyNumber('vat', 'nl 0000.00.000.b-01')?.number).toBe('NL000000000B01');
  expect(readCompanyNumber('lei', '5299000000000000zz99')?.number).toBe('5299000000000000ZZ99');
});

test.each([
  ['kvk', '2809235'],
  ['kvk', '280923551'],
  ['kvk', '2809 2355'],
  ['kvk', '28O92355'],
  ['kvk', '٢٨٠٩٢٣٥٥'],
  ['kvk-branch', '00003717859'],
  ['vat', 'NL12345678B01'],
  ['vat', '123456789'],
  ['lei', '5299000000000000ZZZZ'],
] as const)('%s %j is no number', (scheme, text) => {
  expect(readCompanyNumber(scheme, text)).toBeNull();
});

test('twelve digits are a branch first, and then the first eight of them', () => {
  expect(readRegNumber('28092355')).toEqual([{ scheme: 'kvk', number: '28092355' }]);
  expect(readRegNumber(' 000037178598')).toEqual([
    { scheme: 'kvk-branch', number: '000037178598' },
    { scheme: 'kvk', number: '00003717' },
  ]);
  for (const text of ['', '2809235', '280923550', '28092355000', '2809235500000', '28092355a']) {
    expect(readRegNumber(text)).toEqual([]);
  }
});

test('a company is called by its KvK number where it has one', () => {
  const lei = { scheme: 'lei', number: '5299000000000000ZZ99' } as const;
  const kvk = { scheme: 'kvk', number: '28092355' } as const;
  expect(principalOf([lei, kvk])).toBe(kvk);
  expect(principalOf([lei])).toBe(lei);
  expect(principalOf([])).toBeNull();
});

test('the age of a company is in complete months, and never below zero', () => {
  const age = (from: string, on: string) => ageInMonths({ foundedOn: day(from) }, day(on));
  expect(age('2016-09-01', '2026-09-01')).toBe(120);
  expect(age('2016-09-01', '2026-08-31')).toBe(119);
  expect(age('2026-01-31', '2026-02-28')).toBe(0);
  expect(age('1899-12-31', '1900-01-31')).toBe(1);
  expect(age('2027-01-01', '2026-01-01')).toBe(0);
  expect(ageInMonths({ foundedOn: null }, day('2026-01-01'))).toBeNull();
});

test('an activity is matched by the beginning of its code, however it is written', () => {
  const company = read({ activities: [{ code: '01.13.1' }, { code: 'F43310', isMain: true }] });
  expect(company.activities.map(({ code }) => code)).toEqual(['01131', '43310']);
  for (const prefix of ['01', '01.13', 'A01131', '433', 'F43']) {
    expect([prefix, hasActivity(company, prefix)]).toEqual([prefix, true]);
  }
  for (const prefix of ['1', '02', '4332', '011311', '', 'F', '.']) {
    expect([prefix, hasActivity(company, prefix)]).toEqual([prefix, false]);
  }
});

test('the main activity is the marked one, or the only one, and never a guess', () => {
  const two = [{ code: '0111' }, { code: '0112' }];
  expect(mainActivityOf(read({ activities: two }))).toBeNull();
  expect(mainActivityOf(read({ activities: [{ code: '0111' }] }))?.code).toBe('0111');
  const marked = [...two, { code: '0113', isMain: true }];
  expect(mainActivityOf(read({ activities: marked }))?.code).toBe('0113');
  expect(mainActivityOf(read({}))).toBeNull();
});

test('one legal form has one name, whoever spells it', () => {
  const spelled = [
    ...['BeslotenVennootschap', 'B.V.', 'bv'],
    'Besloten vennootschap met gewone structuur',
  ];
  expect(new Set(spelled.map(readLegalForm))).toEqual(new Set(['Besloten vennootschap']));
  expect(readLegalForm('Coöperatie met beperkte aansprakelijkheid')).toBe('Coöperatie');
  expect(readLegalForm('Vereniging van Eigenaars')).toBe('Vereniging van eigenaars');
  expect(readLegalForm(' GmbH ')).toBe('GmbH');
});

test.each<readonly [string, Partial<CompanyDraft>]>([
  ['name', { name: ' ' }],
  ['name', { name: 'a\u202eb' }],
  ['country', { country: 'nl' }],
  ['country', { country: 'NLD' }],
  ['foundedOn', { foundedOn: '2016-02-30' }],
  ['foundedOn', { foundedOn: '20160901' }],
  ['activities', { activities: [{ code: 'x' }] }],
  ['activities', { activities: [{ code: '1' }] }],
  [
    'activities',
    {
      activities: [
        { code: '01', isMain: true },
        { code: '02', isMain: true },
      ],
    },
  ],
  ['partOf', { partOf: '1234' }],
  ['kvk', { numbers: [{ scheme: 'kvk', number: '1' }] }],
])('a company whose %s is not well formed is refused with its name', (member, change) => {
  const answer = readCompany({ ...aDraft, ...change });
  expect(answer).toMatchObject({
    ok: false,
    refusal: { code: 'parties.company_invalid', member },
  });
});

test('a company without any number is refused', () => {
  expect(readCompany({ ...aDraft, numbers: [] })).toMatchObject({
    refusal: { code: 'parties.company_number_missing' },
  });
});

test('what is not said is not known, and an empty text says nothing', () => {
  expect(read({ city: ' ' })).toEqual({
    name: 'Test BV Donald',
    address: null,
    zipcode: null,
    city: null,
    country: null,
    legalForm: null,
    active: null,
    foundedOn: null,
    activities: [],
    partOf: null,
  });
});

const aDraft: CompanyDraft = {
  numbers: [{ scheme: 'kvk', number: '68750110' }],
  name: 'Test BV Donald',
};

function read(change: Partial<CompanyDraft>) {
  const answer = readCompany({ ...aDraft, ...change });
  if (!answer.ok) throw new Error(JSON.stringify(answer.refusal));
  return answer.value.facts;
}
