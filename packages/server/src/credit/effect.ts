import type { Currency } from '../kernel/currency.ts';
import type { CaptureId, HoldId, LineId, OrganizationId } from '../kernel/ids.ts';
import type { Result } from '../kernel/result.ts';
import type { Origin } from '../kernel/unit-of-work.ts';
import { type CreditLine, exposureOf, type Levels, type LineFigures } from './credit-line.ts';
import { type EntryDraft, type EntryKind, stateOf } from './entry.ts';
import { type Capture, containedPartOf, type Hold } from './hold.ts';
import type { Reasons } from './refusals.ts';

/** What the caller of a command learns; plain data, stored with the caller's key. */
export type CreditResult = {
  /** False when the command found everything as it wants it, and wrote nothing. */
  readonly changed: boolean;
  readonly lineId: LineId;
  readonly organizationId: OrganizationId;
  readonly currency: Currency;
  readonly lineVersion: bigint;
  /** After the command; null when no limit binds. */
  readonly headroomMinor: bigint | null;
  readonly bindingLineId: LineId | null;
  readonly hold: Hold | null;
  readonly capture: Capture | null;
  /** More was booked than the headroom was asked for, and a level is past its limit. */
  readonly overLimit: boolean;
  /** An ERP figure older than the one in force: kept as history, not applied. */
  readonly stale: boolean;
  /** A raised limit that waits for a second person; the rest of the command was applied. */
  readonly limitWaits: boolean;
};

/** What a command writes: whole new rows, and one entry for each line that changed. */
export type Effect = {
  readonly lines: readonly CreditLine[];
  readonly holds: readonly Hold[];
  readonly captures: readonly Capture[];
  readonly entries: readonly EntryDraft[];
  readonly result: Omit<CreditResult, 'headroomMinor' | 'bindingLineId' | 'overLimit'>;
  /** More was booked than the headroom was asked for: the answer flags a level past its limit. */
  readonly hasExcess: boolean;
  /** The levels after the command, own line first, for the figures of the answer. */
  readonly levels: Levels;
};

export type Ruling = Result<Effect, Reasons>;

/** What an entry says beside its figures. */
export type Step = {
  readonly kind: EntryKind;
  readonly origin: Origin;
  readonly amountMinor: bigint;
  readonly holdId?: HoldId;
  readonly captureId?: CaptureId;
  readonly reason?: string | null;
};

type Booking = { readonly levels: Levels; readonly entries: readonly EntryDraft[] };

/**
 * Moves figures of the own line, passes the change of its exposure to every level above, and writes
 * one entry for each line that changes. `settings` are changes of the own line beside its figures.
 */
export function book(
  levels: Levels,
  delta: Partial<LineFigures>,
  step: Step,
  settings: Partial<CreditLine> | null = null,
): Booking {
  const [own] = levels;
  const moved = advance(settings === null ? own : { ...own, ...settings }, delta);
  const entries = [draftOf(moved, delta, step, settings !== null)];
  if (levels.length === 1) return { levels: [moved], entries };
  const exposureDelta = exposureOf(moved) - exposureOf(own);
  const parents = levels.slice(1).map((line) => {
    if (exposureDelta === 0n) return line;
    const parentDelta = { belowMinor: exposureDelta };
    const parent = advance(line, parentDelta);
    entries.push(draftOf(parent, parentDelta, step, false));
    return parent;
  });
  return { levels: [moved, ...parents], entries };
}

/**
 * Books the step from one state of a hold to the next. `before` is null for a new hold; `beside` is
 * another hold that the step marks without moving a figure.
 */
export function bookHold(
  levels: Levels,
  before: Hold | null,
  after: Hold,
  step: Step,
  extras: { readonly capture?: Capture | null; readonly beside?: Hold } = {},
): Effect {
  const [own] = levels;
  const { capture = null, beside } = extras;
  const booking = book(
    levels,
    {
      heldMinor: after.heldMinor - (before?.heldMinor ?? 0n),
      capturedMinor: after.unseenMinor - (before?.unseenMinor ?? 0n),
      containedMinor:
        containedPartOf(after, own.containment) -
        (before === null ? 0n : containedPartOf(before, own.containment)),
    },
    { holdId: after.holdId, ...step },
  );
  return effectOf(booking, levels, {
    holds: beside === undefined ? [after] : [after, beside],
    captures: capture === null ? [] : [capture],
    hold: after,
    capture,
    hasExcess: capture !== null && capture.excessMinor > 0n,
  });
}

type Extras = {
  readonly holds?: readonly Hold[];
  readonly captures?: readonly Capture[];
  readonly hold?: Hold | null;
  readonly capture?: Capture | null;
  readonly hasExcess?: boolean;
  readonly limitWaits?: boolean;
};

/** The effect of a booking: the lines that it changed, with what else the command writes. */
export function effectOf(booking: Booking, before: Levels, extras: Extras = {}): Effect {
  const changed = booking.levels.filter((line, index) => line !== before[index]);
  return {
    lines: changed,
    holds: extras.holds ?? [],
    captures: extras.captures ?? [],
    entries: booking.entries,
    levels: booking.levels,
    hasExcess: extras.hasExcess ?? false,
    result: {
      ...resultOf(booking.levels[0], true),
      hold: extras.hold ?? null,
      capture: extras.capture ?? null,
      limitWaits: extras.limitWaits ?? false,
    },
  };
}

/** Everything is as the command wants it: nothing is written, and the answer says so. */
export function unchanged(
  levels: Levels,
  found: { readonly hold?: Hold; readonly stale?: boolean; readonly limitWaits?: boolean } = {},
): Effect {
  return {
    lines: [],
    holds: [],
    captures: [],
    entries: [],
    levels,
    hasExcess: false,
    result: { ...resultOf(levels[0], false), hold: null, ...found },
  };
}

function resultOf(line: CreditLine, changed: boolean): Effect['result'] {
  return {
    changed,
    lineId: line.lineId,
    organizationId: line.organizationId,
    currency: line.currency,
    lineVersion: line.version,
    hold: null,
    capture: null,
    stale: false,
    limitWaits: false,
  };
}

function advance(line: CreditLine, delta: Partial<LineFigures>): CreditLine {
  // Member by member, as storage makes lines: all of them are objects of one kind then, and quick ones.
  return {
    tenantId: line.tenantId,
    lineId: line.lineId,
    organizationId: line.organizationId,
    parentLineId: line.parentLineId,
    currency: line.currency,
    status: line.status,
    generation: line.generation,
    stopped: line.stopped,
    limitMinor: line.limitMinor,
    unlimited: line.unlimited,
    toleranceBasisPoints: line.toleranceBasisPoints,
    toleranceMinor: line.toleranceMinor,
    temporaryLimits: line.temporaryLimits,
    postedMinor: line.postedMinor + (delta.postedMinor ?? 0n),
    heldMinor: line.heldMinor + (delta.heldMinor ?? 0n),
    capturedMinor: line.capturedMinor + (delta.capturedMinor ?? 0n),
    containedMinor: line.containedMinor + (delta.containedMinor ?? 0n),
    belowMinor: line.belowMinor + (delta.belowMinor ?? 0n),
    plainPostedMinor: line.plainPostedMinor,
    plainPostedVersion: line.plainPostedVersion,
    postedAt: line.postedAt,
    confirmedAt: line.confirmedAt,
    reportedAvailableMinor: line.reportedAvailableMinor,
    containment: line.containment,
    version: line.version + 1n,
  };
}

function draftOf(
  line: CreditLine,
  delta: Partial<LineFigures>,
  step: Step,
  hasState: boolean,
): EntryDraft {
  return {
    lineId: line.lineId,
    organizationId: line.organizationId,
    lineVersion: line.version,
    kind: step.kind,
    context: step.origin.context,
    actor: step.origin.actor,
    holdId: step.holdId ?? null,
    captureId: step.captureId ?? null,
    amountMinor: step.amountMinor,
    delta: {
      postedMinor: delta.postedMinor ?? 0n,
      heldMinor: delta.heldMinor ?? 0n,
      capturedMinor: delta.capturedMinor ?? 0n,
      containedMinor: delta.containedMinor ?? 0n,
      belowMinor: delta.belowMinor ?? 0n,
    },
    figures: {
      postedMinor: line.postedMinor,
      heldMinor: line.heldMinor,
      capturedMinor: line.capturedMinor,
      containedMinor: line.containedMinor,
      belowMinor: line.belowMinor,
    },
    limitMinor: line.limitMinor,
    status: line.status,
    state: hasState ? stateOf(line) : null,
    reason: step.reason ?? null,
  };
}
