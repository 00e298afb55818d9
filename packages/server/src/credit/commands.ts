import type { Instant } from '../kernel/clock.ts';
import type { Currency } from '../kernel/currency.ts';
import type { CaptureId, HoldId, LineId, OrganizationId } from '../kernel/ids.ts';
import type { Money } from '../kernel/money.ts';
import type { Origin, UnitOfWork, UnitOutcome } from '../kernel/unit-of-work.ts';
import type { LineBasis, LineTerms } from './credit-line.ts';
import type { CreditResult } from './effect.ts';
import type { HoldKind, Rate } from './hold.ts';
import type { CreditPolicy } from './policy.ts';
import type { CreditRefusal } from './refusals.ts';

type Common = { readonly origin: Origin; readonly policy: CreditPolicy };

/** When a hold falls due: so long after the transaction's instant, or at a moment. */
export type Due = { readonly afterUs: bigint } | { readonly at: Instant };

/**
 * What the caller knows of the line: nothing, that there is none (or a closed one), that there is an
 * open one, or the version in force. A mismatch refuses with `credit.version_changed`.
 */
export type Expected = null | 'absent' | 'present' | bigint;

export type PlaceHold = Common & {
  readonly type: 'placeHold';
  readonly holdId: HoldId;
  readonly organizationId: OrganizationId;
  readonly kind: HoldKind;
  readonly amount: Money;
  /** Needed where the amount is not in the line's currency. */
  readonly rate: Rate | null;
  readonly source: string | null;
  /** What a live hold of the same source means: the same answer again, re-price, or refuse. */
  readonly ifLive: 'resize' | 'refuse';
  readonly due: Due;
  /** Taken whatever the line has left, and whatever its state: for goods that have left the house. */
  readonly isUnchecked?: boolean;
  /** A person granted it over the limit: headroom is not asked, a stop and a closed line still say no. */
  readonly isOverLimit?: boolean;
};

export type ResizeHold = Common & {
  readonly type: 'resizeHold';
  readonly holdId: HoldId;
  /** The new amount of the whole hold, captured parts included, in the asked currency. */
  readonly amount: Money;
  /** As for a new hold. */
  readonly isOverLimit?: boolean;
};

export type CaptureHold = Common & {
  readonly type: 'captureHold';
  readonly holdId: HoldId;
  readonly captureId: CaptureId;
  readonly amount: Money;
  readonly reference: string | null;
  /** Gives back what is left of the hold. */
  readonly isFinal: boolean;
  /** Goods that left the house are always booked, and flagged where they go over. */
  readonly shippedGoods: boolean;
  /** Id of the hold that a late capture revives. */
  readonly revivedHoldId: HoldId;
};

export type ReleaseHold = Common & {
  readonly type: 'releaseHold';
  readonly holdId: HoldId;
  readonly reason: string | null;
};

export type ExpireHold = Common & { readonly type: 'expireHold'; readonly holdId: HoldId };

export type ExtendHold = Common & {
  readonly type: 'extendHold';
  readonly holdId: HoldId;
  readonly due: Due;
};

export type ReviveHold = Common & {
  readonly type: 'reviveHold';
  readonly holdId: HoldId;
  readonly revivedHoldId: HoldId;
  readonly due: Due;
};

/**
 * Captures that the ERP has reported: by name (`named`), or because figure and lag have passed. With a
 * reason, captures that it never will report, because nothing was delivered.
 */
export type SeeCaptures = Common & {
  readonly type: 'seeCaptures';
  readonly organizationId: OrganizationId;
  readonly captureIds: readonly CaptureId[];
  readonly named: boolean;
  readonly reason?: string;
};

/** Opens a line where there is none (or a closed one), else changes the terms that are given. */
export type SetLine = Common & {
  readonly type: 'setLine';
  readonly organizationId: OrganizationId;
  readonly lineId: LineId;
  readonly currency: Currency;
  readonly terms: Partial<LineTerms>;
  readonly expected: Expected;
  /** What the line must still agree with, whatever was held or captured on it meanwhile. */
  readonly basis?: LineBasis;
  /** A second person approved it: the threshold for raised limits does not apply. */
  readonly approved: boolean;
  readonly reason: string | null;
};

export type CloseLine = Common & {
  readonly type: 'closeLine';
  readonly organizationId: OrganizationId;
  readonly expected: Expected;
  readonly reason: string | null;
};

export type StopLine = Common & {
  readonly type: 'stopLine' | 'resumeLine';
  readonly organizationId: OrganizationId;
  readonly reason: string;
};

/** The figures of an ERP: what is used, and on some wires the limit and what is left. */
export type PostErpFigures = Common & {
  readonly type: 'postErpFigures';
  readonly organizationId: OrganizationId;
  /** Id of the line that is opened where there is none. */
  readonly lineId: LineId;
  readonly currency: Currency;
  readonly usedMinor: bigint;
  readonly limitMinor: bigint | null;
  readonly availableMinor: bigint | null;
  /** What the figures say of their own time; null: when they come. */
  readonly asOf: Instant | null;
  readonly expected: Expected;
  /** Whether figures alone may open a line. */
  readonly mayOpen: boolean;
};

export type CreditCommand =
  | PlaceHold
  | ResizeHold
  | CaptureHold
  | ReleaseHold
  | ExpireHold
  | ExtendHold
  | ReviveHold
  | SeeCaptures
  | SetLine
  | CloseLine
  | StopLine
  | PostErpFigures;

export type CreditUnit = UnitOfWork<CreditCommand>;
export type CreditOutcome = UnitOutcome<CreditResult, CreditRefusal>;
