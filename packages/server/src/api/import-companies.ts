import type { NativeCompanyImport } from '@aval/wire';
import { CsvError, parse } from 'csv-parse/sync';
import type { TenantId } from '../kernel/ids.ts';
import {
  type CompanyRefusal,
  type CompanyService,
  companyColumns,
  companyRowsMax,
  fromCompanyRecord,
  type ImportedCompany,
} from '../parties/index.ts';
import { type ApiAnswer, ok } from './answer.ts';
import { apiFault } from './problems.ts';
import { describePartyRefusal } from './refusals.ts';

/**
 * Takes in a file of companies. A file that cannot be read, and one with a row that cannot be taken,
 * is refused whole, with the line and the column of the first mistake.
 */
export async function importCompanyFile(
  companies: Pick<CompanyService, 'importCompanies'>,
  tenantId: TenantId,
  text: string,
): Promise<ApiAnswer<NativeCompanyImport>> {
  const rows = readRows(text);
  const imported: ImportedCompany[] = [];
  for (const { line, record } of rows) {
    const draft = fromCompanyRecord(record);
    if (!draft.ok) return cellFault(line, draft.refusal);
    imported.push({ draft: draft.value, asOf: null });
  }
  const report = await companies.importCompanies(tenantId, imported, 'import');
  if (report.ok) return ok({ ...report.value });
  const { at, refusal } = report.refusal;
  return cellFault(rows[at]?.line ?? 0, refusal);
}

type Row = { readonly line: number; readonly record: Readonly<Record<string, string>> };

/** The rows below the names of the columns, with their lines. Throws a `HttpFault`. */
function readRows(text: string): readonly Row[] {
  const [head, ...rest] = parseCsv(text);
  const names = head?.record ?? [];
  const known = Object.values(companyColumns);
  const unknown = names.find((name) => !known.includes(name));
  const hasNumber = ['kvk_number', 'branch_number', 'lei', 'vat_number'].some((name) =>
    names.includes(name),
  );
  const isTwice = new Set(names).size < names.length;
  if (unknown !== undefined || isTwice || !names.includes('name') || !hasNumber) {
    const column = unknown === undefined ? {} : { column: unknown.slice(0, 100) };
    throw apiFault('request.csv', { rule: 'columns', line: head?.line ?? 1, ...column, known });
  }
  if (rest.length > companyRowsMax) {
    throw apiFault('request.csv', { rule: 'rows', rowsMax: companyRowsMax });
  }
  return rest.map(({ line, record }) => ({
    line,
    record: Object.fromEntries(names.map((name, at) => [name, record[at] ?? ''])),
  }));
}

type Parsed = { readonly line: number; readonly record: readonly string[] };

function parseCsv(text: string): readonly Parsed[] {
  // The line of the names says which: a name further down may well hold the other one.
  const delimiter = /^[^\r\n]*;/.test(text) ? ';' : ',';
  try {
    const rows = parse(text, {
      bom: true,
      delimiter,
      trim: true,
      skip_empty_lines: true,
      info: true,
    }) as unknown as readonly {
      readonly info: { readonly lines: number };
      readonly record: readonly string[];
    }[];
    return rows.map(({ info, record }) => ({ line: info.lines, record }));
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const line = typeof error['lines'] === 'number' ? error['lines'] : null;
    throw apiFault('request.csv', { rule: 'syntax', line });
  }
}

function cellFault(line: number, refusal: CompanyRefusal) {
  const column = columnOf(refusal);
  const text = `Line ${line}, column ${column}: ${describePartyRefusal(refusal)}`;
  return apiFault('request.csv', { rule: refusal.code, line, column }, text);
}

function columnOf(refusal: CompanyRefusal): string {
  const member =
    refusal.code === 'parties.company_invalid'
      ? refusal.member
      : refusal.code === 'parties.company_number_taken'
        ? refusal.scheme
        : 'kvk';
  return companyColumns[member] ?? member;
}
