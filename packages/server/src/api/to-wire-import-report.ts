import type { NativeImportReport } from '@aval/wire';
import type { OrganizationId } from '../kernel/ids.ts';
import { describePartyRefusal } from './refusals.ts';

/** What became of a row of a file about organizations. */
type RowResult =
  | {
      readonly row: number;
      readonly outcome: 'created' | 'updated' | 'unchanged';
      readonly organizationId: OrganizationId;
    }
  | {
      readonly row: number;
      readonly outcome: 'refused';
      readonly refusal: Parameters<typeof describePartyRefusal>[0];
    };

/** Every row with what became of it, and how many of each there are. */
export function toWireImportReport(results: readonly RowResult[]): NativeImportReport {
  const count = (outcome: RowResult['outcome']) =>
    results.filter((result) => result.outcome === outcome).length;
  return {
    created: count('created'),
    updated: count('updated'),
    unchanged: count('unchanged'),
    refused: count('refused'),
    rows: results.map(toWireRow),
  };
}

function toWireRow(result: RowResult): NativeImportReport['rows'][number] {
  const { row, outcome } = result;
  if (result.outcome !== 'refused') {
    return { row, outcome, organizationId: result.organizationId, reason: null };
  }
  const { refusal } = result;
  const reason = { code: refusal.code, text: describePartyRefusal(refusal) };
  return { row, outcome, organizationId: null, reason };
}
