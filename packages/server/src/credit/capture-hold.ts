import type { Instant } from '../kernel/clock.ts';
import { plus, second } from '../kernel/clock.ts';
import { type Money, money } from '../kernel/money.ts';
import { accept, refuse } from '../kernel/result.ts';
import { shareOf } from '../kernel/rounding.ts';
import type { CaptureHold } from './commands.ts';
import type { Levels } from './credit-line.ts';
import { bookHold, type Ruling } from './effect.ts';
import type { Capture, Hold } from './hold.ts';
import { reasonsAgainst } from './judge-amount.ts';
import { convert } from './rate.ts';
import type { CreditRefusal } from './refusals.ts';
import { leftToRevive, reviveAs } from './revive-hold.ts';

/**
 * Turns a hold, wholly or in part, into debt. More than what is left is an over-capture: booked
 * within the tolerance, else refused for a person to look at, or as the policy says. Goods that were
 * shipped are always booked. A capture that comes after the hold expired follows `hold.lateCapture`.
 * `live` is the live hold of the same source, where this one has expired.
 *
 * Refuses with `credit.no_rate`, `credit.hold_not_open`, `credit.hold_exists`,
 * `credit.over_capture`, `credit.over_capture_review`, and late ones with the reasons of
 * `reasonsAgainst`.
 */
export function captureHold(
  hold: Hold,
  live: Hold | null,
  levels: Levels,
  command: CaptureHold,
  now: Instant,
): Ruling {
  if (command.amount.currency !== hold.askedCurrency) {
    const { currency: from } = command.amount;
    return refuse([{ code: 'credit.no_rate', from, to: hold.askedCurrency }]);
  }
  if (hold.state === 'expired') return captureLate(hold, live, levels, command, now);
  if (hold.state === 'released' && !command.shippedGoods) {
    return refuse([{ code: 'credit.hold_not_open', state: hold.state }]);
  }
  const part = split(hold, command.amount, hold.heldMinor);
  const refusal = judgeExcess(hold, part, command);
  if (refusal !== null) return refuse([refusal]);
  return accept(bookCapture(hold, hold, part, levels, command, now, 'hold.captured'));
}

/** A capture of a hold that has expired: it may be made again for the amount that is captured. */
function captureLate(
  expired: Hold,
  live: Hold | null,
  levels: Levels,
  command: CaptureHold,
  now: Instant,
): Ruling {
  const { lateCapture } = command.policy;
  const isBooked = command.shippedGoods || lateCapture === 'bookAndFlag';
  if (!isBooked && lateCapture === 'refuse') {
    return refuse([{ code: 'credit.hold_not_open', state: expired.state }]);
  }
  if (!isBooked && live !== null) {
    return refuse([{ code: 'credit.hold_exists', holdId: live.holdId }]);
  }
  const left = leftToRevive(expired);
  const part = splitLeft(expired, left, command.amount);
  if (!isBooked) {
    const refusal = judgeExcess(expired, part, command);
    if (refusal !== null) return refuse([refusal]);
    const reasons = reasonsAgainst(levels, part.drawnMinor + part.excessMinor, command.policy, now);
    if (reasons !== null) return refuse(reasons);
  }
  if (part.drawnMinor <= 0n) {
    return accept(bookCapture(expired, expired, part, levels, command, now, 'hold.captured'));
  }
  const revived = reviveAs(
    expired,
    command.revivedHoldId,
    { amountMinor: part.drawnMinor, askedMinor: part.askedDrawnMinor },
    now,
    plus(now, second),
  );
  return accept(
    bookCapture(null, revived.hold, part, levels, command, now, 'hold.revived', revived.expired),
  );
}

/** How an amount divides: drawn from what is held, and what goes beyond it. */
type Part = {
  readonly drawnMinor: bigint;
  readonly excessMinor: bigint;
  readonly askedDrawnMinor: bigint;
};

/**
 * Parts in another currency are converted as a running total, so that they add up to the hold's own
 * amount however they are cut.
 */
function split(hold: Hold, amount: Money, heldMinor: bigint): Part {
  const askedLeft = hold.askedMinor - hold.askedDrawnMinor;
  const asked = heldMinor === 0n ? 0n : min(amount.amountMinor, askedLeft);
  const excessMinor = inLine(hold, amount.amountMinor - asked);
  // The last part takes all that is left, so that no rounding strands a cent in the hold.
  if (asked === askedLeft && asked > 0n) {
    return { drawnMinor: heldMinor, excessMinor, askedDrawnMinor: asked };
  }
  const drawn = inLine(hold, hold.askedDrawnMinor + asked) - inLine(hold, hold.askedDrawnMinor);
  return { drawnMinor: min(drawn, heldMinor), excessMinor, askedDrawnMinor: asked };
}

function splitLeft(
  expired: Hold,
  left: { readonly amountMinor: bigint; readonly askedMinor: bigint },
  amount: Money,
): Part {
  const rest: Hold = {
    ...expired,
    askedMinor: left.askedMinor,
    askedDrawnMinor: 0n,
    heldMinor: left.amountMinor,
  };
  return split(rest, amount, left.amountMinor);
}

function inLine(hold: Hold, askedMinor: bigint): bigint {
  if (hold.rate === null) return askedMinor;
  return convert(money(askedMinor, hold.askedCurrency), hold.rate).amountMinor;
}

/** An over-capture against the policy; what went over before counts towards the tolerance. */
function judgeExcess(hold: Hold, part: Part, command: CaptureHold): CreditRefusal | null {
  const { mode, basisPoints, amountMinor } = command.policy.overCapture;
  if (part.excessMinor === 0n || command.shippedGoods || mode === 'bookAndFlag') return null;
  const share = shareOf(hold.amountMinor, basisPoints, 'down');
  const toleratedMinor = share > amountMinor ? share : amountMinor;
  const excessMinor = hold.excessMinor + part.excessMinor;
  const facts = { heldMinor: hold.heldMinor, excessMinor, toleratedMinor };
  if (mode === 'refuse') return { code: 'credit.over_capture', ...facts };
  if (excessMinor <= toleratedMinor) return null;
  return { code: 'credit.over_capture_review', ...facts };
}

function bookCapture(
  before: Hold | null,
  hold: Hold,
  part: Part,
  levels: Levels,
  command: CaptureHold,
  now: Instant,
  kind: 'hold.captured' | 'hold.revived',
  beside?: Hold,
) {
  const amountMinor = part.drawnMinor + part.excessMinor;
  const capture: Capture = {
    tenantId: hold.tenantId,
    captureId: command.captureId,
    holdId: hold.holdId,
    lineId: hold.lineId,
    amountMinor,
    excessMinor: part.excessMinor,
    reference: command.reference,
    capturedAt: now,
    capturedVersion: levels[0].version + 1n,
    seenVersion: null,
    seenAt: null,
  };
  const drawn: Hold = {
    ...hold,
    heldMinor: hold.heldMinor - (hold.state === 'open' ? part.drawnMinor : 0n),
    drawnMinor: hold.drawnMinor + part.drawnMinor,
    excessMinor: hold.excessMinor + part.excessMinor,
    unseenMinor: hold.unseenMinor + amountMinor,
    askedDrawnMinor: hold.askedDrawnMinor + part.askedDrawnMinor,
    version: before === null ? hold.version : hold.version + 1n,
  };
  const after = isDone(drawn, part, command) ? end(drawn, now) : drawn;
  return bookHold(
    levels,
    before,
    after,
    { kind, origin: command.origin, amountMinor, captureId: command.captureId },
    beside === undefined ? { capture } : { capture, beside },
  );
}

/** Nothing is left, the caller says so, or the policy frees the rest with the first capture. */
function isDone(hold: Hold, part: Part, command: CaptureHold): boolean {
  if (hold.state !== 'open') return false;
  return (
    hold.heldMinor === 0n ||
    command.isFinal ||
    part.excessMinor > 0n ||
    command.policy.captureRemainder === 'free'
  );
}

function end(hold: Hold, now: Instant): Hold {
  return { ...hold, state: 'captured', heldMinor: 0n, endedAt: now };
}

function min(left: bigint, right: bigint): bigint {
  return left < right ? left : right;
}
