import { present } from '../kernel/assert.ts';
import type { Ids, TenantId } from '../kernel/ids.ts';
import type { Page } from '../kernel/page.ts';
import { accept, type Result, refuse } from '../kernel/result.ts';
import { rowsOnly } from '../kernel/unit-of-work.ts';
import type { Company, CompanySource } from './company.ts';
import { type CompanyNumber, numberText } from './company-number.ts';
import { companyChangeRows, newCompanyRows } from './company-rows.ts';
import {
  type CompanyImport,
  type CompanyImportRefusal,
  type ImportedCompany,
  importCompanies,
} from './import-companies.ts';
import { type CompanyAnswer, createLookUp, type LookUpDeps } from './look-up-company.ts';
import { isSameCompany, mergeCompany } from './merge-company.ts';
import { type CompanyDraft, type ReadCompany, readCompany } from './read-company.ts';
import type { CompanyRefusal } from './refusals.ts';

export type CompanyService = {
  /**
   * What is known of a registration number of 8 or 12 digits; a provider is asked where the register
   * does not know, or not any more. Anything that is no such number is unknown.
   */
  readonly companyOf: (tenantId: TenantId, regNumber: string) => Promise<CompanyAnswer>;
  /** What the register has, without asking anybody. */
  readonly company: (tenantId: TenantId, number: CompanyNumber) => Promise<Company | null>;
  readonly companies: (
    tenantId: TenantId,
    page: { readonly after: string | null; readonly limit: number },
  ) => Promise<Page<Company>>;
  /**
   * Says all there is to say of a company: what is left out is not known any more. Without `numbers`
   * it keeps those that it has. Its source is the tenant from then on.
   */
  readonly putCompany: (
    tenantId: TenantId,
    number: CompanyNumber,
    put: {
      readonly draft: Omit<CompanyDraft, 'numbers'>;
      readonly numbers: CompanyDraft['numbers'] | null;
      readonly expected: bigint | 'absent' | 'present' | null;
    },
  ) => Promise<Result<{ readonly company: Company; readonly isNew: boolean }, CompanyRefusal>>;
  /** At most `companyRowsMax`; see `importCompanies`. */
  readonly importCompanies: (
    tenantId: TenantId,
    companies: readonly ImportedCompany[],
    source: Exclude<CompanySource, 'kvk'>,
  ) => Promise<Result<CompanyImport, CompanyImportRefusal>>;
};

/** The register of companies: what the tenant took in, and what a provider said. */
export function createCompanyService(deps: LookUpDeps): CompanyService {
  return {
    companyOf: createLookUp(deps),
    company: deps.reader.companyOfNumber,
    companies: deps.reader.companies,
    putCompany: async (tenantId, number, { draft, numbers, expected }) => {
      const all = [number, ...(numbers ?? [])];
      const read = readCompany({ ...draft, numbers: all });
      if (!read.ok) return read;
      for (let attempt = 1; ; attempt += 1) {
        const before = await deps.reader.companyOfNumber(tenantId, number);
        const version = before?.version ?? 0n;
        const overtaken = refuse({ code: 'parties.version_changed', version } as const);
        if (!isExpected(before, expected)) return overtaken;
        const taken = await takenBy(deps, tenantId, read.value, before);
        if (taken !== null) return refuse(taken);
        const incoming = { ...read.value, source: 'import', asOf: deps.clock.now() } as const;
        const state = mergeCompany(before, incoming, numbers === null ? 'renew' : 'replace');
        if (before !== null && isSameCompany(before, state)) {
          return accept({ company: before, isNew: false });
        }
        const rows =
          before === null ? madeRows(deps.ids, tenantId, state) : companyChangeRows(before, state);
        const outcome = await deps.commit(rowsOnly(tenantId, rows));
        if (outcome.kind === 'done') {
          const company = await deps.reader.companyOfNumber(tenantId, number);
          return accept({
            company: present(company, 'company that was put'),
            isNew: before === null,
          });
        }
        if (attempt === attemptsMax) return overtaken;
      }
    },
    importCompanies: (tenantId, companies, source) =>
      importCompanies(deps, tenantId, companies, source),
  };
}

const attemptsMax = 20;

function madeRows(ids: Ids, tenantId: TenantId, state: Parameters<typeof newCompanyRows>[2]) {
  return newCompanyRows(tenantId, ids.next('comp'), state);
}

function isExpected(
  before: Company | null,
  expected: bigint | 'absent' | 'present' | null,
): boolean {
  if (expected === null) return true;
  if (expected === 'absent') return before === null;
  if (expected === 'present') return before !== null;
  return before?.version === expected;
}

async function takenBy(
  { reader }: LookUpDeps,
  tenantId: TenantId,
  { numbers }: ReadCompany,
  before: Company | null,
): Promise<CompanyRefusal | null> {
  const own = new Set(before?.numbers.map(numberText));
  for (const each of numbers) {
    if (own.has(numberText(each))) continue;
    if ((await reader.companyOfNumber(tenantId, each)) === null) continue;
    return { code: 'parties.company_number_taken', scheme: each.scheme, number: each.number };
  }
  return null;
}
