import { assert } from '../kernel/assert.ts';
import { dateOf, type Instant } from '../kernel/clock.ts';
import type { HoldId, TenantId } from '../kernel/ids.ts';
import { accept, refuse } from '../kernel/result.ts';
import { judgeCurrency, judgeExpected } from './change-line.ts';
import type { PostErpFigures } from './commands.ts';
import type { CreditLine, Levels } from './credit-line.ts';
import { book, type Effect, effectOf, type Ruling, unchanged } from './effect.ts';
import { type Capture, containedPartOf, type Hold } from './hold.ts';
import { raisesAbove } from './judge-raise.ts';
import type { ErpEcho } from './ledger-reader.ts';
import { newLine } from './new-line.ts';
import { policyIn } from './policy.ts';

/**
 * Takes the figures of the ERP as its word on what is used. They never touch a hold: what is held,
 * and captured but not yet reported, keeps counting beside them, unless the figure repeats one of our
 * own (see `contain`). Figures equal to those in force change nothing; figures that say they are
 * older than those in force are not applied (`stale`). A limit that needs a second person stays as it
 * was (`limitWaits`); the rest is applied.
 *
 * Source: document 002; meaning of the figures, order of arrival and containment are our choice.
 * Refuses with `credit.no_line` where figures may not open a line, `credit.version_changed`,
 * `credit.currency_fixed`.
 */
export function postErpFigures(
  tenantId: TenantId,
  levels: Levels | null,
  echo: ErpEcho | null,
  command: PostErpFigures,
  now: Instant,
): Ruling {
  const known = levels?.[0] ?? null;
  const isAbsent = known === null || known.status === 'closed';
  const refusal = judgeExpected(known, command.expected) ?? judgeCurrency(known, command);
  if (refusal !== null) return refuse([refusal]);
  if (isAbsent && !command.mayOpen) return refuse([{ code: 'credit.no_line' }]);
  const line = known ?? newLine(tenantId, command);
  const standing: Levels = levels ?? [line];
  const at = timeOf(command, now);
  if (isBeforeLast(line, at)) return accept(unchanged(standing, { stale: true }));
  const limit = limitAfter(line, command, now);
  const isSame =
    !isAbsent &&
    line.postedAt !== null &&
    line.postedMinor === command.usedMinor &&
    line.limitMinor === limit.limitMinor &&
    (command.limitMinor === null || !line.unlimited || limit.waits) &&
    (command.availableMinor === null || command.availableMinor === availableOf(line));
  return isSame
    ? accept(confirm(standing, limit.waits, at))
    : accept(post(standing, echo, command, limit, at));
}

/** What the figures say of their own time; a clock that runs ahead of ours is not believed. */
function timeOf({ asOf }: PostErpFigures, now: Instant): Instant {
  return asOf === null || asOf > now ? now : asOf;
}

/** Older than the last figures taken, whether those were applied or equal to the ones in force. */
function isBeforeLast({ postedAt, confirmedAt }: CreditLine, at: Instant): boolean {
  return (postedAt !== null && at < postedAt) || (confirmedAt !== null && at < confirmedAt);
}

/** What the ERP says is left; what its other figures leave, where it has not said so. */
function availableOf(line: CreditLine): bigint {
  return line.reportedAvailableMinor ?? (line.limitMinor ?? 0n) - line.postedMinor;
}

/** Equal figures: nothing moves, but the ERP has spoken, and later than any capture before. */
function confirm(levels: Levels, limitWaits: boolean, at: Instant): Effect {
  const [line, ...above] = levels;
  const confirmed = { ...line, confirmedAt: at };
  return { ...unchanged([confirmed, ...above], { limitWaits }), lines: [confirmed] };
}

function post(
  levels: Levels,
  echo: ErpEcho | null,
  command: PostErpFigures,
  limit: LimitAfter,
  at: Instant,
): Effect {
  const [line] = levels;
  const usedChanges = line.postedAt === null || line.postedMinor !== command.usedMinor;
  const contained = usedChanges ? contain(line, echo, command) : null;
  const isPlain = usedChanges && contained === null;
  const booking = book(
    levels,
    {
      postedMinor: command.usedMinor - line.postedMinor,
      containedMinor: usedChanges ? (contained?.totalMinor ?? 0n) - line.containedMinor : 0n,
    },
    stepOf(line, command),
    {
      status: 'open',
      limitMinor: limit.limitMinor,
      unlimited: limit.isGiven ? false : line.unlimited,
      postedAt: at,
      confirmedAt: at,
      reportedAvailableMinor: command.availableMinor,
      containment: usedChanges ? line.containment + 1n : line.containment,
      ...(isPlain
        ? { plainPostedMinor: command.usedMinor, plainPostedVersion: line.version + 1n }
        : {}),
    },
  );
  return effectOf(booking, levels, {
    holds: contained?.holds ?? [],
    limitWaits: limit.waits,
  });
}

/** Figures by which a line begins, for the first time or again, are its opening. */
function stepOf({ version, status }: CreditLine, { origin, usedMinor }: PostErpFigures) {
  const isOpening = version === 0n || status === 'closed';
  const kind = isOpening ? ('line.opened' as const) : ('erp.posted' as const);
  return { kind, origin, amountMinor: usedMinor };
}

type LimitAfter = {
  readonly limitMinor: bigint | null;
  readonly isGiven: boolean;
  readonly waits: boolean;
};

function limitAfter(line: CreditLine, command: PostErpFigures, now: Instant): LimitAfter {
  const { limitMinor, policy } = command;
  assert(limitMinor === null || limitMinor >= 0n, 'a limit is not below 0');
  const opensAt = line.status === 'closed' ? 0n : line.limitMinor;
  if (limitMinor === null) return { limitMinor: opensAt, isGiven: false, waits: false };
  const asked = { ...line, limitMinor, unlimited: false };
  const threshold = policyIn(line.currency, policy).secondPersonAboveMinor;
  const waits = raisesAbove(threshold, line, asked, dateOf(now));
  return waits
    ? { limitMinor: opensAt, isGiven: false, waits }
    : { limitMinor, isGiven: true, waits };
}

type Contained = { readonly holds: readonly Hold[]; readonly totalMinor: bigint };

/**
 * Whether the figure contains what we hold. A figure above the last plain one that equals the
 * exposure of an entry since, at which something was held or captured, is an echo of what we showed,
 * or the posting of that very order: either way it contains what was open at that entry. Each open
 * hold is marked with its share; what it grows beyond that, and what is placed later, counts on top.
 * Of several such entries the one that leaves the most exposure counts. However the entries read, a
 * figure never contains more than it exceeds the last plain one: the exposure stays at that figure
 * and all that is open, or above.
 */
function contain(
  line: CreditLine,
  echo: ErpEcho | null,
  command: PostErpFigures,
): Contained | null {
  if (echo === null || command.policy.sameFigure === 'countTwice') return null;
  if (command.usedMinor <= line.plainPostedMinor) return null;
  let least: Contained | null = null;
  for (const version of echo.versions) {
    const candidate = containedAt(version, echo, line.containment + 1n);
    if (least === null || candidate.totalMinor < least.totalMinor) least = candidate;
  }
  return least === null || least.totalMinor > command.usedMinor - line.plainPostedMinor
    ? null
    : least;
}

/**
 * What of the holds that are open now was open at a version of the line. What the ERP has reported
 * since was open then and is over now, so it leaves that much less.
 */
function containedAt(version: bigint, echo: ErpEcho, containment: bigint): Contained {
  const movedSince = new Map<HoldId, bigint>();
  for (const step of echo.steps) {
    if (step.version <= version || step.holdId === null) continue;
    movedSince.set(step.holdId, (movedSince.get(step.holdId) ?? 0n) + step.heldDeltaMinor);
  }
  const capturesSince = new Map<HoldId, bigint>();
  for (const capture of echo.captures) {
    const change = unseenThenLessSeen(capture, version);
    capturesSince.set(capture.holdId, (capturesSince.get(capture.holdId) ?? 0n) + change);
  }
  const holds = echo.holds.flatMap((hold) => {
    const heldThen = hold.heldMinor - (movedSince.get(hold.holdId) ?? 0n);
    const containedMinor = heldThen + (capturesSince.get(hold.holdId) ?? 0n);
    if (containedMinor <= 0n) return [];
    return [{ ...hold, containedMinor, containment, version: hold.version + 1n }];
  });
  return {
    holds,
    totalMinor: holds.reduce((sum, hold) => sum + containedPartOf(hold, containment), 0n),
  };
}

/** What a capture adds to what was held at a version: unseen then, less what was reported since. */
function unseenThenLessSeen(capture: Capture, version: bigint): bigint {
  const isOld = capture.capturedVersion <= version;
  if (capture.seenVersion === null) return isOld ? capture.amountMinor : 0n;
  return isOld || capture.seenVersion <= version ? 0n : -capture.amountMinor;
}
