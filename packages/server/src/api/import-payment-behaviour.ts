import type { NativeImportReport } from '@aval/wire';
import type { TenantId } from '../kernel/ids.ts';
import {
  importRowsMax,
  type PaymentImportResult,
  paymentColumns,
  paymentReferenceColumns,
} from '../parties/index.ts';
import { type ApiAnswer, ok } from './answer.ts';
import { readCsvRecords } from './read-csv-records.ts';
import { describePartyRefusal } from './refusals.ts';
import type { ApiServices } from './services.ts';

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
  const results = await payments.importRows(tenantId, records, actor);
  const count = (outcome: PaymentImportResult['outcome']) =>
    results.filter((result) => result.outcome === outcome).length;
  return ok({
    created: count('created'),
    updated: count('updated'),
    unchanged: count('unchanged'),
    refused: count('refused'),
    rows: results.map(toWireRow),
  });
}

function toWireRow(result: PaymentImportResult): NativeImportReport['rows'][number] {
  const { row, outcome } = result;
  if (result.outcome !== 'refused') {
    return { row, outcome, organizationId: result.organizationId, reason: null };
  }
  const { refusal } = result;
  const reason = { code: refusal.code, text: describePartyRefusal(refusal) };
  return { row, outcome, organizationId: null, reason };
}
