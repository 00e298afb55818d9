import type { Currency } from '../kernel/currency.ts';
import type { LineId, OrganizationId, TenantId } from '../kernel/ids.ts';
import { type CreditLine, noFigures } from './credit-line.ts';

/** A line before its first entry: version 0, no credit, no figures. The entry that opens it follows. */
export function newLine(
  tenantId: TenantId,
  ids: {
    readonly lineId: LineId;
    readonly organizationId: OrganizationId;
    readonly currency: Currency;
  },
): CreditLine {
  return {
    ...noFigures,
    tenantId,
    lineId: ids.lineId,
    organizationId: ids.organizationId,
    currency: ids.currency,
    status: 'open',
    generation: 1n,
    stopped: false,
    limitMinor: 0n,
    unlimited: false,
    toleranceBasisPoints: null,
    toleranceMinor: null,
    temporaryLimits: [],
    parentLineId: null,
    plainPostedMinor: 0n,
    plainPostedVersion: 0n,
    postedAt: null,
    confirmedAt: null,
    reportedAvailableMinor: null,
    containment: 0n,
    version: 0n,
  };
}
