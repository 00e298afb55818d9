import type { Difference } from '../credit/index.ts';
import type { LineId, OrganizationId, TenantId } from '../kernel/ids.ts';
import type { Reads } from './reads/reads.ts';
import type { Scan } from './scan.ts';

/** One database at one moment: every scan sees the same commits. `db` only makes the queries. */
export type Snapshot = { readonly db: Reads; readonly scan: Scan };

/** Where the books do not agree; the members that have no meaning for it are null. */
export type BookDifference = Difference & {
  readonly tenantId: TenantId;
  readonly lineId: LineId | null;
  readonly organizationId: OrganizationId | null;
  readonly holdId: string | null;
  readonly number: bigint | null;
};

/** What was looked at, and the first difference; null where the books agree. */
export type VerifyReport = {
  readonly tenants: number;
  readonly lines: number;
  readonly entries: number;
  readonly holds: number;
  readonly captures: number;
  readonly difference: BookDifference | null;
};

/** What the parts of the check count while they go. */
export type Tally = {
  tenants: number;
  lines: number;
  entries: number;
  holds: number;
  captures: number;
};

/** A difference with its place; members that are left out have no meaning for it. */
export function placed(
  tenantId: TenantId,
  difference: Difference,
  place: Partial<Omit<BookDifference, 'tenantId' | keyof Difference>> = {},
): BookDifference {
  const nowhere = { lineId: null, organizationId: null, holdId: null, number: null };
  return { tenantId, ...nowhere, ...place, ...difference };
}
