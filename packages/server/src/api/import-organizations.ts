import type { NativeImportReport } from '@aval/wire';
import type { TenantId } from '../kernel/ids.ts';
import {
  fromImportRecord,
  type ImportResult,
  importColumns,
  importRowsMax,
} from '../parties/index.ts';
import { type ApiAnswer, ok } from './answer.ts';
import { readCsvRecords } from './read-csv-records.ts';
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
  const records = readCsvRecords(text, {
    known: Object.keys(importColumns),
    needed: ['name'],
    rowsMax: importRowsMax,
  });
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
