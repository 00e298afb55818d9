import { type Static, Type } from 'typebox';
import { operation } from './operation.ts';
import {
  CompanyIdSchema,
  CountSchema,
  closed,
  DateSchema,
  InstantSchema,
  line,
  NextSchema,
  pageQuery,
  VersionSchema,
} from './scalars.ts';

const schemes = ['kvk', 'kvk-branch', 'lei', 'vat'] as const;

const companyNumberForm =
  '(?:kvk:[0-9]{8}|kvk-branch:[0-9]{12}|lei:[A-Z0-9]{18}[0-9]{2}|' +
  'vat:(?:NL[0-9]{9}B[0-9]{2}|(?!NL)[A-Z]{2}[0-9A-Z+*]{2,12}))';

const CompanyNumberSchema = Type.Object(
  { scheme: Type.Enum([...schemes]), number: line(20, 'The number; no check digit is looked at.') },
  closed,
);

const orNull = <Schema extends Parameters<typeof Type.Union>[0][number]>(schema: Schema) =>
  Type.Union([schema, Type.Null()]);

const ActivitySchema = Type.Object(
  {
    code: Type.String({ pattern: '^[0-9]{2,6}$', description: 'Digits of the code, no points.' }),
    text: Type.Optional(orNull(line(300, 'What it says in words.'))),
    isMain: Type.Boolean(),
    edition: Type.Optional(orNull(Type.Enum(['SBI2008', 'SBI2025']))),
  },
  closed,
);

const CountrySchema = Type.String({ pattern: '^[A-Z]{2}$', description: 'ISO 3166-1 alpha-2.' });
const OwnerSchema = Type.String({
  pattern: '^[0-9]{8}$',
  description: 'Of a branch: the KvK number of the company that it belongs to.',
});
const NameSchema = line(500, 'The name of the company.');
const address = line(300, 'Street and house number, or a post box.');
const legalForm = line(
  200,
  'Dutch forms by one name each, such as `Besloten vennootschap` (also for `BV`) or `Eenmanszaak`.',
);

export const CompanySchema = Type.Object({
  companyId: CompanyIdSchema,
  number: Type.String({ description: 'The number that it is called by, such as `kvk:28092355`.' }),
  numbers: Type.Array(CompanyNumberSchema),
  name: NameSchema,
  address: orNull(address),
  zipcode: orNull(line(50, 'Postal code.')),
  city: orNull(line(100, 'Place.')),
  country: orNull(CountrySchema),
  legalForm: orNull(legalForm),
  active: orNull(Type.Boolean()),
  foundedOn: orNull(DateSchema),
  activities: Type.Array(
    Type.Object({
      code: Type.String(),
      text: orNull(Type.String()),
      isMain: Type.Boolean(),
      edition: orNull(Type.Enum(['SBI2008', 'SBI2025'])),
    }),
  ),
  partOf: orNull(OwnerSchema),
  source: Type.Enum(['import', 'gleif', 'kvk']),
  asOf: InstantSchema,
  version: VersionSchema,
});
export type NativeCompany = Static<typeof CompanySchema>;

const CompanyParams = Type.Object(
  {
    companyNumber: Type.String({
      pattern: `^${companyNumberForm}$`,
      description:
        'Scheme and number: `kvk:28092355`, `kvk-branch:000037178598`, `lei:…`, `vat:…`.',
    }),
  },
  closed,
);

export const CompanyImportSchema = Type.Object({
  created: CountSchema,
  updated: CountSchema,
  unchanged: CountSchema,
});
export type NativeCompanyImport = Static<typeof CompanyImportSchema>;

const LookUpSchema = Type.Object({
  answer: Type.Enum(['found', 'unknown', 'silent']),
  company: orNull(CompanySchema),
  reason: Type.Union([Type.String(), Type.Null()], {
    description: 'Why there is no answer, where it is `silent`.',
  }),
});
export type NativeCompanyLookUp = Static<typeof LookUpSchema>;

const tag = 'Companies';

export const companyOperations = {
  listCompanies: operation({
    method: 'GET',
    path: '/v1/companies',
    tag,
    summary: 'List the companies of the register',
    query: Type.Object(pageQuery, closed),
    answers: { 200: Type.Object({ items: Type.Array(CompanySchema), next: NextSchema }) },
  }),
  getCompany: operation({
    method: 'GET',
    path: '/v1/companies/{companyNumber}',
    tag,
    summary: 'Read a company by any of its numbers',
    description: 'What the register has; nobody is asked.',
    params: CompanyParams,
    hasEtag: true,
    answers: { 200: CompanySchema },
  }),
  putCompany: operation({
    method: 'PUT',
    path: '/v1/companies/{companyNumber}',
    tag,
    summary: 'Say all there is to say of a company',
    description:
      'What is left out is not known any more, but for `numbers`: without it the company keeps those ' +
      'that it has. From then on the company is your own word, and no provider is asked about it.',
    params: CompanyParams,
    body: Type.Object(
      {
        name: NameSchema,
        numbers: Type.Optional(Type.Array(CompanyNumberSchema, { maxItems: 20 })),
        address: Type.Optional(orNull(address)),
        zipcode: Type.Optional(orNull(line(50, 'Postal code.'))),
        city: Type.Optional(orNull(line(100, 'Place.'))),
        country: Type.Optional(orNull(CountrySchema)),
        legalForm: Type.Optional(orNull(legalForm)),
        active: Type.Optional(orNull(Type.Boolean())),
        foundedOn: Type.Optional(orNull(DateSchema)),
        activities: Type.Optional(Type.Array(ActivitySchema, { maxItems: 50 })),
        partOf: Type.Optional(orNull(OwnerSchema)),
      },
      closed,
    ),
    isKeyed: true,
    condition: 'versionOrAbsent',
    hasEtag: true,
    answers: { 200: CompanySchema, 201: CompanySchema },
  }),
  lookUpCompany: operation({
    method: 'POST',
    path: '/v1/companies/look-up',
    tag,
    summary: 'Look a registration number up, also at the KVK',
    description:
      'Twelve digits are a branch number, or else a KvK number by their first eight. Where the ' +
      'register does not know, or its answer is too old (`company.maxAge`), the KVK is asked if the ' +
      'tenant has a connection of the kind `kvk`; `silent` says that it did not answer in time.',
    body: Type.Object(
      {
        regNumber: Type.String({
          pattern: '^(?:[0-9]{8}|[0-9]{12})$',
          description: 'A KvK number of 8 digits, or 12 digits.',
        }),
      },
      closed,
    ),
    answers: { 200: LookUpSchema },
  }),
  importCompanies: operation({
    method: 'POST',
    path: '/v1/companies/import',
    tag,
    summary: 'Import companies from CSV',
    description:
      'UTF-8, separated by commas or semicolons. The first line names the columns, in any order: ' +
      '`name` and at least one of `kvk_number`, `branch_number`, `lei`, `vat_number`; and any of ' +
      '`address`, `zipcode`, `city`, `country`, `legal_form`, `active` (yes or no), `founded_on`, ' +
      '`activities` (codes with words, separated by `|`, the main one first), `part_of`. What a row ' +
      'does not say of a company that is known stays. A row that cannot be taken refuses the whole ' +
      'file and is named by its line and column. At most 1 MiB and 10,000 rows.',
    body: Type.String(),
    bodyType: 'text/csv',
    answers: { 200: CompanyImportSchema },
  }),
  importLeiRecords: operation({
    method: 'POST',
    path: '/v1/companies/import-lei-records',
    tag,
    summary: 'Import companies from records of the LEI register (GLEIF)',
    description:
      'The JSON that `https://api.gleif.org/api/v1/lei-records` answers. Companies are known again by ' +
      'LEI, and by KvK number where the record has one. It adds to what you or the KVK have said, and ' +
      'never says it over. A record that cannot be taken refuses the whole file and is named by its ' +
      'place. At most 8 MiB and 10,000 records.',
    body: Type.String(),
    bodyType: 'application/vnd.api+json',
    answers: { 200: CompanyImportSchema },
  }),
} as const;
