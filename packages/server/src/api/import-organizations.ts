import type { NativeImportReport } from '@aval/wire';
import type { TenantId } from '../kernel/ids.ts';
import { fromImportRecord, importColumns, importRowsMax } from '../parties/index.ts';
import { type ApiAnswer, ok } from './answer.ts';
import { readCsvRecords } from './read-csv-records.ts';
import type { ApiServices } from './services.ts';
import { toWireImportReport } from './to-wire-import-report.ts';

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
  return ok(
    toWireImportReport(await parties.importOrganizations(tenantId, records.map(fromImportRecord))),
  );
}
