import type { NativeImportReport } from '@aval/wire';
import type { TenantId } from '../kernel/ids.ts';
import { importRowsMax, paymentColumns, paymentReferenceColumns } from '../parties/index.ts';
import { type ApiAnswer, ok } from './answer.ts';
import { readCsvRecords } from './read-csv-records.ts';
import type { ApiServices } from './services.ts';
import { toWireImportReport } from './to-wire-import-report.ts';

/**
 * Takes in a file of how organizations pay. A file that cannot be read, names a column that is not
 * known or has too many rows is refused whole; otherwise every row is written or refused by itself.
 */
export async function importPaymentBehaviour(
  payments: ApiServices['payments'],
  { tenantId, actor }: { readonly tenantId: TenantId; readonly actor: string },
  text: string,
): Promise<ApiAnswer<NativeImportReport>> {
  const records = readCsvRecords(text, {
    known: paymentColumns,
    needed: ['as_of'],
    neededOneOf: paymentReferenceColumns,
    rowsMax: importRowsMax,
  });
  return ok(toWireImportReport(await payments.importRows(tenantId, records, actor)));
}
