import type { NativeCompany, NativeOperations } from '@aval/wire';
import { present } from '../../kernel/assert.ts';
import { formatInstant } from '../../kernel/clock.ts';
import { pageSizeDefault } from '../../kernel/page.ts';
import {
  type Company,
  type CompanyNumber,
  type CompanyService,
  isCompanyScheme,
  numberText,
} from '../../parties/index.ts';
import { type Answered, type Handlers, ok } from '../answer.ts';
import type { Cursors } from '../cursors.ts';
import { importCompanyFile } from '../import-companies.ts';
import { importLeiFile } from '../import-lei-records.ts';
import { companyProblem, notFound } from '../refusals.ts';
import { remembered } from '../remembered.ts';
import type { ApiServices } from '../services.ts';

type ImportOperations = Pick<NativeOperations, 'importCompanies' | 'importLeiRecords'>;

type CompanyOperations = ImportOperations &
  Pick<NativeOperations, 'listCompanies' | 'getCompany' | 'putCompany' | 'lookUpCompany'>;

export function createCompanyHandlers(
  services: Pick<ApiServices, 'companies' | 'keys' | 'commitRows'>,
  cursors: Cursors,
): Handlers<CompanyOperations> {
  const { companies } = services;
  return {
    listCompanies: async ({ principal: { tenantId }, query }) => {
      const { limit = pageSizeDefault, cursor } = query;
      const list = `${tenantId} companies`;
      const after = cursor === undefined ? null : cursors.read(list, cursor);
      const page = await companies.companies(tenantId, { after, limit });
      const next = page.next === null ? null : cursors.write(list, page.next);
      return ok({ items: page.items.map(toWireCompany), next });
    },

    getCompany: async ({ principal: { tenantId }, params }) => {
      const company = await companies.company(tenantId, readNumber(params.companyNumber));
      return company === null ? notFound() : companyAnswer(company);
    },

    putCompany: ({ principal: { tenantId }, params, body, key, expected }) =>
      remembered(services, tenantId, key, async () => {
        const number = readNumber(params.companyNumber);
        const { numbers = null, activities = [], ...draft } = body;
        const made = await companies.putCompany(tenantId, number, {
          draft: {
            ...draft,
            activities: activities.map(({ text = null, edition = null, ...activity }) => ({
              ...activity,
              text,
              edition,
            })),
          },
          numbers,
          expected,
        });
        if (!made.ok) return companyProblem(made.refusal);
        const { company, isNew } = made.value;
        return { ...companyAnswer(company), status: isNew ? 201 : 200 };
      }),

    lookUpCompany: async ({ principal: { tenantId }, body }) => {
      const answer = await companies.companyOf(tenantId, body.regNumber);
      const company = answer.kind === 'found' ? toWireCompany(answer.company) : null;
      const reason = answer.kind === 'silent' ? answer.reason : null;
      return ok({ answer: answer.kind, company, reason });
    },

    ...createCompanyImportHandlers(companies),
  };
}

/** The imports alone: the command line has them on the database itself. */
export function createCompanyImportHandlers(
  companies: Pick<CompanyService, 'importCompanies'>,
): Handlers<ImportOperations> {
  return {
    importCompanies: ({ principal: { tenantId }, body }) =>
      importCompanyFile(companies, tenantId, body),
    importLeiRecords: ({ principal: { tenantId }, body }) =>
      importLeiFile(companies, tenantId, body),
  };
}

/** The path has been checked: a scheme, a colon and a number of its form. */
function readNumber(text: string): CompanyNumber {
  const at = text.indexOf(':');
  const scheme = text.slice(0, at);
  return {
    scheme: present(isCompanyScheme(scheme) ? scheme : null, 'scheme'),
    number: text.slice(at + 1),
  };
}

function companyAnswer(company: Company): Answered<NativeCompany> {
  return ok(toWireCompany(company), { version: Number(company.version) });
}

function toWireCompany(company: Company): NativeCompany {
  return {
    companyId: company.companyId,
    number: numberText(company),
    numbers: company.numbers.map(({ scheme, number }) => ({ scheme, number })),
    name: company.name,
    address: company.address,
    zipcode: company.zipcode,
    city: company.city,
    country: company.country,
    legalForm: company.legalForm,
    active: company.active,
    foundedOn: company.foundedOn,
    activities: company.activities.map(({ code, text, isMain, edition }) => ({
      code,
      text,
      isMain,
      edition,
    })),
    partOf: company.partOf,
    source: company.source,
    asOf: formatInstant(company.asOf),
    version: Number(company.version),
  };
}
