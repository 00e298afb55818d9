import type { Instant } from '../kernel/clock.ts';
import type { HoldId, TenantId } from '../kernel/ids.ts';
import { accept, refuse } from '../kernel/result.ts';
import { judgeCurrency, judgeExpected, raisesAbove } from './change-line.ts';
import type { PostErpFigures } from './commands.ts';
import type { CreditLine, Levels } from './credit-line.ts';
import { book, type Effect, effectOf, type Ruling, unchanged } from './effect.ts';
import { containedPartOf, type Hold } from './hold.ts';
import type { ErpEcho } from './ledger-reader.ts';
import { newLine } from './new-line.ts';

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
  const isStale = command.asOf !== null && line.postedAt !== null && command.asOf < line.postedAt;
  if (isStale) return accept(unchanged(standing, { stale: true }));
  const limit = limitAfter(line, command);
  const isSame =
    !isAbsent &&
    line.postedAt !== null &&
    line.postedMinor === command.usedMinor &&
    line.limitMinor === limit.limitMinor &&
    (command.limitMinor === null || !line.unlimited || limit.waits);
  return isSame
    ? accept(confirm(standing, command, limit.waits, now))
    : accept(post(standing, echo, command, limit, now));
}

/** Equal figures: nothing moves, but the ERP has spoken, and later than any capture before. */
function confirm(
  levels: Levels,
  command: PostErpFigures,
  limitWaits: boolean,
  now: Instant,
): Effect {
  const [line, ...above] = levels;
  const confirmed = { ...line, confirmedAt: command.asOf ?? now };
  return { ...unchanged([confirmed, ...above], { limitWaits }), lines: [confirmed] };
}

function post(
  levels: Levels,
  echo: ErpEcho | null,
  command: PostErpFigures,
  limit: LimitAfter,
  now: Instant,
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
    { kind: 'erp.posted', origin: command.origin, amountMinor: command.usedMinor },
    {
      status: 'open',
      limitMinor: limit.limitMinor,
      unlimited: limit.isGiven ? false : line.unlimited,
      postedAt: command.asOf ?? now,
      confirmedAt: now,
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

type LimitAfter = {
  readonly limitMinor: bigint | null;
  readonly isGiven: boolean;
  readonly waits: boolean;
};

function limitAfter(line: CreditLine, command: PostErpFigures): LimitAfter {
  const { limitMinor, policy } = command;
  const opensAt = line.status === 'closed' ? 0n : line.limitMinor;
  if (limitMinor === null) return { limitMinor: opensAt, isGiven: false, waits: false };
  const waits = raisesAbove(policy.secondPersonAboveMinor, line, {
    ...line,
    limitMinor,
    unlimited: false,
  });
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
 * Of several such entries the one that leaves the most exposure counts.
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
  return least;
}

/** What of the holds that are open now was open at a version of the line. */
function containedAt(version: bigint, echo: ErpEcho, containment: bigint): Contained {
  const movedSince = new Map<HoldId, bigint>();
  for (const step of echo.steps) {
    if (step.version <= version || step.holdId === null) continue;
    movedSince.set(step.holdId, (movedSince.get(step.holdId) ?? 0n) + step.heldDeltaMinor);
  }
  const unseenThen = new Map<HoldId, bigint>();
  for (const capture of echo.captures) {
    const wasUnseen =
      capture.capturedVersion <= version &&
      (capture.seenVersion === null || capture.seenVersion > version);
    if (!wasUnseen) continue;
    unseenThen.set(capture.holdId, (unseenThen.get(capture.holdId) ?? 0n) + capture.amountMinor);
  }
  const holds = echo.holds.flatMap((hold) => {
    const heldThen = hold.heldMinor - (movedSince.get(hold.holdId) ?? 0n);
    const containedMinor = heldThen + (unseenThen.get(hold.holdId) ?? 0n);
    if (containedMinor <= 0n) return [];
    return [{ ...hold, containedMinor, containment, version: hold.version + 1n }];
  });
  return {
    holds,
    totalMinor: holds.reduce((sum, hold) => sum + containedPartOf(hold, containment), 0n),
  };
}
