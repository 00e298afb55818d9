import { present } from '../kernel/assert.ts';
import type { Instant } from '../kernel/clock.ts';
import type { HoldId } from '../kernel/ids.ts';
import { accept, refuse } from '../kernel/result.ts';
import type { SeeCaptures } from './commands.ts';
import type { CreditLine, Levels } from './credit-line.ts';
import { book, effectOf, type Ruling, unchanged } from './effect.ts';
import { type Capture, containedPartOf, type Hold } from './hold.ts';

/**
 * Takes captures out of the exposure because the ERP's figure contains them now. Either the ERP named
 * them, or some figure came after the capture and `erp.lag` has passed since: until then a capture
 * counts beside the figure, which counts it twice at worst. Captures that are not ready or seen
 * already are passed over.
 *
 * Refuses with `credit.no_line`, and with `credit.capture_unknown` for a capture of another line.
 */
export function seeCaptures(
  levels: Levels | null,
  captures: readonly (Capture | null)[],
  holdOf: (holdId: HoldId) => Hold | null,
  command: SeeCaptures,
  now: Instant,
): Ruling {
  if (levels === null) return refuse([{ code: 'credit.no_line' }]);
  const [line] = levels;
  const known = captures.filter((capture) => capture !== null);
  if (known.length < captures.length || known.some(({ lineId }) => lineId !== line.lineId)) {
    return refuse([{ code: 'credit.capture_unknown' }]);
  }
  const ready = [...new Set(known)].filter(
    (capture) =>
      capture.seenAt === null && (command.named || isReported(capture, line, command, now)),
  );
  if (ready.length === 0) return accept(unchanged(levels));
  const before = new Map<HoldId, Hold>();
  const after = new Map<HoldId, Hold>();
  for (const capture of ready) {
    const hold = after.get(capture.holdId) ?? present(holdOf(capture.holdId), 'hold of a capture');
    if (!before.has(hold.holdId)) before.set(hold.holdId, hold);
    after.set(hold.holdId, seeOf(hold, capture.amountMinor));
  }
  const contained = (holds: Iterable<Hold>) =>
    [...holds].reduce((sum, hold) => sum + containedPartOf(hold, line.containment), 0n);
  const amountMinor = ready.reduce((sum, capture) => sum + capture.amountMinor, 0n);
  const booking = book(
    levels,
    {
      capturedMinor: -amountMinor,
      containedMinor: contained(after.values()) - contained(before.values()),
    },
    {
      kind: 'capture.seen',
      origin: command.origin,
      amountMinor,
      reason: command.reason ?? null,
    },
  );
  const seen = ready.map((capture) => ({
    ...capture,
    seenAt: now,
    seenVersion: booking.levels[0].version,
  }));
  return accept(effectOf(booking, levels, { holds: [...after.values()], captures: seen }));
}

/**
 * What the ERP's figure contains of a hold is what it reports first. The mark goes down with it:
 * else what the hold has grown since would hide behind a part that is over.
 */
function seeOf(hold: Hold, amountMinor: bigint): Hold {
  const rest = hold.containedMinor - amountMinor;
  return {
    ...hold,
    unseenMinor: hold.unseenMinor - amountMinor,
    containedMinor: rest < 0n ? 0n : rest,
    version: hold.version + 1n,
  };
}

function isReported(
  capture: Capture,
  line: CreditLine,
  command: SeeCaptures,
  now: Instant,
): boolean {
  const reported = [line.postedAt, line.confirmedAt].some(
    (at) => at !== null && at > capture.capturedAt,
  );
  return reported && capture.capturedAt + command.policy.erpLagUs <= now;
}
