import { type CalendarDate, instant } from '../../kernel/clock.ts';
import type { CompanyId, TenantId } from '../../kernel/ids.ts';
import type {
  Company,
  CompanyNumber,
  CompanyReader,
  CompanyScheme,
  CompanySource,
} from '../../parties/index.ts';
import type { CompanyNumberRow, CompanyRow } from '../schema/tables.ts';
import { pageOf, type Reads } from './reads.ts';

/** How many numbers one statement asks for: engines bound the values of a statement. */
const numbersAtOnce = 500;

/** The reads of the register of companies. Each shows the last commit; none locks. */
export function createCompanyReader(db: Reads): CompanyReader {
  const withNumbers = async (tenantId: TenantId, rows: readonly CompanyRow[]) => {
    const ids = rows.map((row) => row.company_id);
    const numbers = await readNumbers(db, tenantId, ids);
    return rows.map((row) => fromRowCompany(row, numbers.get(row.company_id) ?? []));
  };
  const ofNumbers = (tenantId: TenantId, scheme: CompanyScheme, numbers: readonly string[]) =>
    db
      .selectFrom('company_number')
      .innerJoin('company', (join) =>
        join
          .onRef('company.tenant_id', '=', 'company_number.tenant_id')
          .onRef('company.company_id', '=', 'company_number.company_id'),
      )
      .selectAll('company')
      .where('company_number.tenant_id', '=', tenantId)
      .where('company_number.scheme', '=', scheme)
      .where('company_number.number', 'in', numbers)
      .execute();

  return {
    company: async (tenantId, companyId) => {
      const rows = await db
        .selectFrom('company')
        .selectAll()
        .where('tenant_id', '=', tenantId)
        .where('company_id', '=', companyId)
        .execute();
      return (await withNumbers(tenantId, rows))[0] ?? null;
    },

    companyOfNumber: async (tenantId, { scheme, number }) => {
      const rows = await ofNumbers(tenantId, scheme, [number]);
      return (await withNumbers(tenantId, rows))[0] ?? null;
    },

    companiesOfNumbers: async (tenantId, scheme, numbers) => {
      const found: Company[] = [];
      for (let from = 0; from < numbers.length; from += numbersAtOnce) {
        const some = numbers.slice(from, from + numbersAtOnce);
        const rows = await ofNumbers(tenantId, scheme, some);
        found.push(...(await withNumbers(tenantId, rows)));
      }
      return found;
    },

    companies: async (tenantId, { after, limit }) => {
      const rows = await db
        .selectFrom('company')
        .selectAll()
        .where('tenant_id', '=', tenantId)
        .where('company_id', '>', after ?? '')
        .orderBy('company_id')
        .limit(limit + 1)
        .execute();
      const companies = await withNumbers(tenantId, rows);
      return pageOf(
        companies,
        limit,
        (company) => company,
        ({ companyId }) => companyId,
      );
    },
  };
}

async function readNumbers(
  db: Reads,
  tenantId: TenantId,
  companyIds: readonly string[],
): Promise<ReadonlyMap<string, readonly CompanyNumber[]>> {
  const numbers = new Map<string, CompanyNumber[]>();
  if (companyIds.length === 0) return numbers;
  const rows = await db
    .selectFrom('company_number')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .where('company_id', 'in', companyIds)
    .orderBy('scheme')
    .orderBy('number')
    .execute();
  for (const row of rows) {
    const of = numbers.get(row.company_id);
    if (of === undefined) numbers.set(row.company_id, [fromRowNumber(row)]);
    else of.push(fromRowNumber(row));
  }
  return numbers;
}

function fromRowNumber(row: CompanyNumberRow): CompanyNumber {
  return { scheme: row.scheme as CompanyScheme, number: row.number };
}

function fromRowCompany(row: CompanyRow, numbers: readonly CompanyNumber[]): Company {
  return {
    tenantId: row.tenant_id as TenantId,
    companyId: row.company_id as CompanyId,
    scheme: row.scheme as CompanyScheme,
    number: row.number,
    numbers,
    name: row.name,
    address: row.address,
    zipcode: row.zipcode,
    city: row.city,
    country: row.country,
    legalForm: row.legal_form,
    active: row.active === null ? null : row.active === 1n,
    foundedOn: row.founded_on as CalendarDate | null,
    activities: JSON.parse(row.activities) as Company['activities'],
    partOf: row.part_of,
    source: row.source as CompanySource,
    asOf: instant(row.as_of_us),
    version: row.version,
  };
}
