import type { CalendarDate, Instant } from '../kernel/clock.ts';
import type { Currency } from '../kernel/currency.ts';
import type { LineId, OrganizationId, TenantId } from '../kernel/ids.ts';

/** A limit for a span of days, both ends included: instead of the own limit, or on top of it. */
export type TemporaryLimit = {
  readonly mode: 'override' | 'additive';
  readonly amountMinor: bigint;
  readonly from: CalendarDate;
  readonly to: CalendarDate;
};

export type LineStatus = 'open' | 'closed';

/** What is agreed on a line. A person or an integration sets it. */
export type LineTerms = {
  /** Null is an empty own limit: the line above decides alone. 0 is no credit. */
  readonly limitMinor: bigint | null;
  readonly unlimited: boolean;
  /** Null leaves the tenant's setting. Hundredths of a percent of the limit. */
  readonly toleranceBasisPoints: bigint | null;
  readonly toleranceMinor: bigint | null;
  readonly temporaryLimits: readonly TemporaryLimit[];
  readonly parentLineId: LineId | null;
};

/** The agreement that a proposed change was made for. Holds, captures and figures do not alter it. */
export type LineBasis = LineTerms & Pick<CreditLine, 'status' | 'generation' | 'stopped'>;

/**
 * The running figures, in minor units of the line's currency. They change only together with the
 * entry that explains them.
 */
export type LineFigures = {
  /** Used, as the ERP reports it. */
  readonly postedMinor: bigint;
  /** What is left of the open holds. */
  readonly heldMinor: bigint;
  /** Captured and not yet reported by the ERP. */
  readonly capturedMinor: bigint;
  /** The part of held and captured that the ERP's figure contains already; it counts once. */
  readonly containedMinor: bigint;
  /** Exposure of all lines below this one. */
  readonly belowMinor: bigint;
};

/** A credit line of one organization. `version` counts its entries. */
export type CreditLine = LineTerms &
  LineFigures & {
    readonly tenantId: TenantId;
    readonly lineId: LineId;
    readonly organizationId: OrganizationId;
    readonly currency: Currency;
    readonly status: LineStatus;
    /** Goes up by one each time the line is closed; what an older one held keeps counting. */
    readonly generation: bigint;
    /** A stop outranks headroom; it is set and lifted by hand. */
    readonly stopped: boolean;
    /** The last ERP figure that contained none of our own, and the version at which it came. */
    readonly plainPostedMinor: bigint;
    readonly plainPostedVersion: bigint;
    /** Time of the ERP figure in force: what it says of itself, else when it came. */
    readonly postedAt: Instant | null;
    /** What the ERP said was left; compared and shown, never trusted. */
    readonly reportedAvailableMinor: bigint | null;
    /**
     * Time of the last ERP figure, applied or equal to those in force. No part of the fold: it moves
     * nothing.
     */
    readonly confirmedAt: Instant | null;
    /** Which containment the marks on the holds belong to; see `post-erp-figures.ts`. */
    readonly containment: bigint;
    readonly version: bigint;
  };

/** The line that is asked, then its parent, up to the root. */
export type Levels = readonly [CreditLine, ...CreditLine[]];

export const levelsMax = 8;

/** What is at risk now on a line, the lines below it included. */
export function exposureOf(figures: LineFigures): bigint {
  return (
    figures.postedMinor +
    figures.heldMinor +
    figures.capturedMinor -
    figures.containedMinor +
    figures.belowMinor
  );
}

export const noFigures: LineFigures = {
  postedMinor: 0n,
  heldMinor: 0n,
  capturedMinor: 0n,
  containedMinor: 0n,
  belowMinor: 0n,
};
