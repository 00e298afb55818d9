import type { CaptureId } from '../kernel/ids.ts';
import type { EntryKind } from './entry.ts';
import { type Difference, unlike } from './fold-entries.ts';
import type { Capture, Hold, HoldState } from './hold.ts';

/** What an entry of the hold's own line says of the hold. */
export type HoldEntry = {
  readonly kind: EntryKind;
  readonly lineVersion: bigint;
  readonly heldDeltaMinor: bigint;
  readonly captureId: CaptureId | null;
};

/** A hold as the entries of its line tell it. */
export type HoldFold = {
  readonly heldMinor: bigint;
  /** The entry that ended it, and the one end that a hold has. */
  readonly end: EntryKind | null;
  readonly captures: ReadonlyMap<CaptureId, bigint>;
};

export type HoldFolded =
  | { readonly ok: true; readonly fold: HoldFold }
  | { readonly ok: false; readonly difference: Difference };

/** The entries that can end a hold in each state. A rest is given back by any of them. */
const ends: { readonly [State in HoldState]: readonly EntryKind[] } = {
  open: [],
  captured: ['hold.captured', 'hold.released', 'hold.resized', 'hold.revived'],
  released: ['hold.released'],
  expired: ['hold.expired'],
};

/** Adds the next entry to what the entries before it tell of the hold; null before the first. */
export function foldHoldEntry(before: HoldFold | null, entry: HoldEntry): HoldFolded {
  const isFirst = before === null;
  const starts = entry.kind === 'hold.placed' || entry.kind === 'hold.revived';
  if (isFirst !== starts) {
    return differ('first entry of the hold', isFirst ? 'hold.placed' : 'only one', entry.kind);
  }
  const isOver = before !== null && before.end !== null;
  // What is captured after the end is owed, and moves nothing that is held.
  if (isOver && (entry.kind !== 'hold.captured' || entry.heldDeltaMinor !== 0n)) {
    return differ('end of the hold', `one, by ${before.end}`, `then ${entry.kind}`);
  }
  const heldMinor = (before?.heldMinor ?? 0n) + entry.heldDeltaMinor;
  if (heldMinor < 0n) return differ('held of the hold', 'at least 0', String(heldMinor));
  const isEnd = entry.kind === 'hold.released' || entry.kind === 'hold.expired';
  if (isEnd && heldMinor !== 0n) {
    return differ(`held of the hold after ${entry.kind}`, '0', String(heldMinor));
  }
  const end = before?.end ?? (heldMinor === 0n ? entry.kind : null);
  const captures = new Map(before?.captures);
  if (entry.captureId !== null) captures.set(entry.captureId, entry.lineVersion);
  return { ok: true, fold: { heldMinor, end, captures } };
}

/** The stored hold and its captures against the fold, and against each other. */
export function compareHold(
  fold: HoldFold | null,
  hold: Hold,
  captures: readonly Capture[],
): Difference | null {
  if (fold === null) return { what: 'entries of the hold', expected: 'at least 1', found: '0' };
  return (
    unlike('held of the hold', fold.heldMinor, hold.heldMinor) ??
    unlikeEnd(fold.end, hold.state) ??
    unlikeAmount(hold) ??
    unlikeCaptures(fold, captures) ??
    unlike('drawn by the captures', sum(captures, drawnOf), hold.drawnMinor) ??
    unlike('captured beyond the amount', sum(captures, excessOf), hold.excessMinor) ??
    unlike('captured and not reported', sum(captures, unseenOf), hold.unseenMinor)
  );
}

function unlikeEnd(end: EntryKind | null, state: HoldState): Difference | null {
  if (end === null) return unlike('state of a hold that has no end', 'open', state);
  const isRight = ends[state].includes(end);
  return isRight ? null : { what: 'state of the hold', expected: `one after ${end}`, found: state };
}

/** What was drawn and is still held never exceeds the amount, and makes all of it while open. */
function unlikeAmount(hold: Hold): Difference | null {
  const { state, amountMinor, heldMinor, drawnMinor } = hold;
  const used = heldMinor + drawnMinor;
  if (used === amountMinor || (state !== 'open' && used < amountMinor)) return null;
  const expected = state === 'open' ? String(amountMinor) : `at most ${amountMinor}`;
  return { what: 'held and drawn of the hold', expected, found: String(used) };
}

function unlikeCaptures(fold: HoldFold, captures: readonly Capture[]): Difference | null {
  for (const { captureId, capturedVersion } of captures) {
    const difference = unlike(
      `version of ${captureId}`,
      fold.captures.get(captureId) ?? null,
      capturedVersion,
    );
    if (difference !== null) return difference;
  }
  return unlike('captures of the hold', fold.captures.size, captures.length);
}

function sum(captures: readonly Capture[], partOf: (capture: Capture) => bigint): bigint {
  return captures.reduce((total, capture) => total + partOf(capture), 0n);
}

function drawnOf({ amountMinor, excessMinor }: Capture): bigint {
  return amountMinor - excessMinor;
}

function excessOf({ excessMinor }: Capture): bigint {
  return excessMinor;
}

function unseenOf({ seenAt, amountMinor }: Capture): bigint {
  return seenAt === null ? amountMinor : 0n;
}

function differ(what: string, expected: string, found: string): HoldFolded {
  return { ok: false, difference: { what, expected, found } };
}
