import type { NativeImportReport } from '@aval/wire';
import { CsvError, parse } from 'csv-parse/sync';
import type { TenantId } from '../kernel/ids.ts';
import {
  fromImportRecord,
  type ImportResult,
  importColumns,
  importRowsMax,
} from '../parties/index.ts';
import { type ApiAnswer, ok } from './answer.ts';
import { apiFault } from './problems.ts';
import { describePartyRefusal } from './refusals.ts';
import type { ApiServices } from './services.ts';

/**
 * Takes in a file of organizations. A file that cannot be read, names a column that is not known or
 * has too many rows is refused whole; otherwise every row is written or refused by itself.
 */
export async function importOrganizations(
  parties: ApiServices['parties'],
  tenantId: TenantId,
  text: string,
): Promise<ApiAnswer<NativeImportReport>> {
  const records = readRecords(text);
  const results = await parties.importOrganizations(tenantId, records.map(fromImportRecord));
  const count = (outcome: ImportResult['outcome']) =>
    results.filter((result) => result.outcome === outcome).length;
  return ok({
    created: count('created'),
    updated: count('updated'),
    unchanged: count('unchanged'),
    refused: count('refused'),
    rows: results.map(toWireRow),
  });
}

function toWireRow(result: ImportResult): NativeImportReport['rows'][number] {
  const { row, outcome } = result;
  if (result.outcome !== 'refused') {
    return { row, outcome, organizationId: result.organizationId, reason: null };
  }
  const { refusal } = result;
  const reason = { code: refusal.code, text: describePartyRefusal(refusal) };
  return { row, outcome, organizationId: null, reason };
}

type CsvRecord = Readonly<Record<string, string>>;

/** The rows below the names of the columns, each with all of them. Throws a `HttpFault`. */
function readRecords(text: string): readonly CsvRecord[] {
  const [names = [], ...rows] = readRows(text);
  const known = Object.keys(importColumns);
  const unknown = names.find((name) => !known.includes(name));
  const isTwice = new Set(names).size < names.length;
  if (unknown !== undefined || isTwice || !names.includes('name')) {
    throw apiFault('request.csv', { rule: 'columns', known });
  }
  if (rows.length > importRowsMax) {
    throw apiFault('request.csv', { rule: 'rows', rowsMax: importRowsMax });
  }
  return rows.map((row) => Object.fromEntries(names.map((name, at) => [name, row[at] ?? ''])));
}

function readRows(text: string): readonly (readonly string[])[] {
  // The line of the names says which: a name further down may well hold the other one.
  const delimiter = /^[^\r\n]*;/.test(text) ? ';' : ',';
  try {
    return parse(text, { bom: true, delimiter, trim: true, skip_empty_lines: true });
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const line = typeof error['lines'] === 'number' ? error['lines'] : null;
    throw apiFault('request.csv', { rule: 'syntax', line });
  }
}
