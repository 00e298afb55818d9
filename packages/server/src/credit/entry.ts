import type { Instant } from '../kernel/clock.ts';
import type { ChangeContext } from '../kernel/context.ts';
import type { CaptureId, HoldId, LineId, OrganizationId, TenantId } from '../kernel/ids.ts';
import type { CreditLine, LineFigures, LineStatus, LineTerms } from './credit-line.ts';

export type EntryKind =
  | 'line.opened'
  | 'line.changed'
  | 'line.stopped'
  | 'line.resumed'
  | 'line.closed'
  | 'erp.posted'
  | 'capture.seen'
  | 'hold.placed'
  | 'hold.resized'
  | 'hold.extended'
  | 'hold.captured'
  | 'hold.released'
  | 'hold.expired'
  | 'hold.revived';

/** The settings of a line as one entry leaves them; only entries that changed one carry it. */
export type LineState = LineTerms &
  Pick<
    CreditLine,
    | 'status'
    | 'generation'
    | 'stopped'
    | 'plainPostedMinor'
    | 'plainPostedVersion'
    | 'postedAt'
    | 'reportedAvailableMinor'
    | 'containment'
  >;

/**
 * One step of one line, before it has a number: what moved (`delta`), what it left (`figures`), and
 * why. A line is the fold of its entries, and the entries are the change feed.
 */
export type EntryDraft = {
  readonly lineId: LineId;
  readonly organizationId: OrganizationId;
  readonly lineVersion: bigint;
  readonly kind: EntryKind;
  readonly context: ChangeContext;
  readonly actor: string;
  readonly holdId: HoldId | null;
  readonly captureId: CaptureId | null;
  /** The amount that the step is about: of the hold, the capture, the ERP's figure. */
  readonly amountMinor: bigint;
  readonly delta: LineFigures;
  readonly figures: LineFigures;
  readonly limitMinor: bigint | null;
  readonly status: LineStatus;
  /** Set where the step changed more than figures. */
  readonly state: LineState | null;
  /** What a person gave as the reason of a stop, a close or a release. */
  readonly reason: string | null;
};

export type Entry = EntryDraft & {
  readonly tenantId: TenantId;
  /** Dense and increasing within the tenant, in the order of commits. */
  readonly number: bigint;
  readonly at: Instant;
};

export function stateOf(line: CreditLine): LineState {
  return {
    limitMinor: line.limitMinor,
    unlimited: line.unlimited,
    toleranceBasisPoints: line.toleranceBasisPoints,
    toleranceMinor: line.toleranceMinor,
    temporaryLimits: line.temporaryLimits,
    parentLineId: line.parentLineId,
    status: line.status,
    generation: line.generation,
    stopped: line.stopped,
    plainPostedMinor: line.plainPostedMinor,
    plainPostedVersion: line.plainPostedVersion,
    postedAt: line.postedAt,
    reportedAvailableMinor: line.reportedAvailableMinor,
    containment: line.containment,
  };
}
