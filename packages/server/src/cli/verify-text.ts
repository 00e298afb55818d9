import { membersText } from './print-table.ts';
import type { VerifyReport } from './server-entry.ts';

/** The first difference in the books, for a person. */
export function differenceText(difference: NonNullable<VerifyReport['difference']>): string {
  const known = Object.entries(difference).filter(([, value]) => value !== null);
  return `The books do not agree. The first difference:\n${membersText(Object.fromEntries(known), '  ')}`;
}
