import { assert, assertNever } from '../kernel/assert.ts';
import { type Instant, plus, second } from '../kernel/clock.ts';
import type { Currency } from '../kernel/currency.ts';
import { type Money, money } from '../kernel/money.ts';
import { accept, refuse } from '../kernel/result.ts';
import { shareOf } from '../kernel/rounding.ts';
import type { CaptureHold } from './commands.ts';
import type { Levels } from './credit-line.ts';
import { bookHold, type Effect, type Ruling } from './effect.ts';
import type { Capture, Hold } from './hold.ts';
import { transition } from './hold-states.ts';
import { reasonsAgainst } from './judge-amount.ts';
import { policyIn } from './policy.ts';
import { convert } from './rate.ts';
import type { CreditRefusal } from './refusals.ts';
import { leftToRevive, reviveAs } from './revive-hold.ts';

/**
 * Turns a hold, wholly or in part, into debt. More than what is left is an over-capture: booked
 * within the tolerance, else refused for a person to look at, or as the policy says. Goods that were
 * shipped are always booked. A capture that comes after the hold expired follows `hold.lateCapture`
 * for what the hold had left, and the rule of over-captures for what goes beyond it.
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
  assert(command.amount.amountMinor > 0n, 'a capture has an amount above 0');
  if (command.amount.currency !== hold.askedCurrency) {
    const { currency: from } = command.amount;
    return refuse([{ code: 'credit.no_rate', from, to: hold.askedCurrency }]);
  }
  if (hold.state === 'expired') return captureLate(hold, live, levels, command, now);
  if (hold.state === 'released' && !command.shippedGoods) {
    return refuse([{ code: 'credit.hold_not_open', state: hold.state }]);
  }
  const part = split(hold, command.amount);
  const refusal = judgeExcess(hold, levels[0].currency, part, command);
  if (refusal !== null) return refuse([refusal]);
  const after = draw(hold, part, command, now);
  return accept(
    bookCapture(
      { before: hold, after, part, kind: 'hold.captured', isUnchecked: false },
      levels,
      command,
      now,
    ),
  );
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
  const isUnchecked = command.shippedGoods || lateCapture === 'bookAndFlag';
  if (!isUnchecked && lateCapture === 'refuse') {
    return refuse([{ code: 'credit.hold_not_open', state: expired.state }]);
  }
  if (!isUnchecked && live !== null) {
    return refuse([{ code: 'credit.hold_exists', holdId: live.holdId }]);
  }
  const part = split(expired, command.amount);
  const refusal = judgeExcess(expired, levels[0].currency, part, command);
  if (refusal !== null) return refuse([refusal]);
  if (!isUnchecked) {
    const reasons = reasonsAgainst(levels, part.drawnMinor + part.excessMinor, command.policy, now);
    if (reasons !== null) return refuse(reasons);
  }
  if (part.drawnMinor === 0n) {
    const after = draw(expired, part, command, now);
    return accept(
      bookCapture(
        { before: expired, after, part, kind: 'hold.captured', isUnchecked },
        levels,
        command,
        now,
      ),
    );
  }
  const revived = reviveAs(
    expired,
    command.revivedHoldId,
    { amountMinor: part.drawnMinor, askedMinor: part.askedDrawnMinor },
    now,
    plus(now, second),
  );
  const { version } = revived.hold;
  const after = { ...draw(revived.hold, part, command, now), version };
  return accept(
    bookCapture(
      { before: null, after, part, kind: 'hold.revived', beside: revived.expired, isUnchecked },
      levels,
      command,
      now,
    ),
  );
}

/** How an amount divides: drawn from what the hold has left, and what goes beyond it. */
type Part = {
  readonly drawnMinor: bigint;
  readonly excessMinor: bigint;
  readonly askedDrawnMinor: bigint;
};

/**
 * Parts in another currency are converted as a running total, and the last part takes all that is
 * left: so they add up to the hold's own amount however they are cut, and no rounding strands a cent
 * or runs out before the last part.
 */
function split(hold: Hold, amount: Money): Part {
  const left = leftToCapture(hold);
  const asked = min(amount.amountMinor, left.askedMinor);
  const excessMinor = inLine(hold, amount.amountMinor - asked);
  if (asked === left.askedMinor) {
    return { drawnMinor: left.amountMinor, excessMinor, askedDrawnMinor: asked };
  }
  const before = hold.askedDrawnMinor + hold.askedRevivedMinor;
  const drawn = inLine(hold, before + asked) - inLine(hold, before);
  return { drawnMinor: min(drawn, left.amountMinor), excessMinor, askedDrawnMinor: asked };
}

function leftToCapture(hold: Hold): {
  readonly amountMinor: bigint;
  readonly askedMinor: bigint;
} {
  switch (hold.state) {
    case 'open':
      return {
        amountMinor: hold.heldMinor,
        askedMinor: hold.askedMinor - hold.askedDrawnMinor,
      };
    case 'expired':
      return leftToRevive(hold);
    case 'captured':
    case 'released':
      return { amountMinor: 0n, askedMinor: 0n };
    default:
      return assertNever(hold.state);
  }
}

function inLine(hold: Hold, askedMinor: bigint): bigint {
  if (hold.rate === null) return askedMinor;
  return convert(money(askedMinor, hold.askedCurrency), hold.rate).amountMinor;
}

/** An over-capture against the policy; what went over before counts towards the tolerance. */
function judgeExcess(
  hold: Hold,
  currency: Currency,
  part: Part,
  command: CaptureHold,
): CreditRefusal | null {
  const { mode, basisPoints, amountMinor } = policyIn(currency, command.policy).overCapture;
  if (part.excessMinor === 0n || command.shippedGoods || mode === 'bookAndFlag') return null;
  const share = shareOf(hold.amountMinor, basisPoints, 'down');
  const toleratedMinor = share > amountMinor ? share : amountMinor;
  const excessMinor = hold.excessMinor + part.excessMinor;
  const facts = { heldMinor: leftToCapture(hold).amountMinor, excessMinor, toleratedMinor };
  if (mode === 'refuse') return { code: 'credit.over_capture', ...facts };
  if (excessMinor <= toleratedMinor) return null;
  return { code: 'credit.over_capture_review', ...facts };
}

/** The hold with the part captured; amounts that come after its end leave its state as it is. */
function draw(hold: Hold, part: Part, command: CaptureHold, now: Instant): Hold {
  const amounts = {
    heldMinor: hold.state === 'open' ? hold.heldMinor - part.drawnMinor : 0n,
    drawnMinor: hold.drawnMinor + part.drawnMinor,
    excessMinor: hold.excessMinor + part.excessMinor,
    unseenMinor: hold.unseenMinor + part.drawnMinor + part.excessMinor,
    askedDrawnMinor: hold.askedDrawnMinor + part.askedDrawnMinor,
  };
  if (hold.state !== 'open') return transition(hold, 'exceed', now, amounts);
  // Nothing is left, the caller says so, or the policy frees the rest with the first capture.
  const isDone =
    amounts.askedDrawnMinor === hold.askedMinor ||
    command.isFinal ||
    command.policy.captureRemainder === 'free';
  return transition(hold, isDone ? 'finish' : 'capture', now, amounts);
}

type Captured = {
  /** Null where the capture makes the hold. */
  readonly before: Hold | null;
  readonly after: Hold;
  readonly part: Part;
  readonly kind: 'hold.captured' | 'hold.revived';
  /** The expired hold that is marked. */
  readonly beside?: Hold;
  /** Booked whatever the headroom says: the answer flags it where a level goes over. */
  readonly isUnchecked: boolean;
};

function bookCapture(
  { before, after, part, kind, beside, isUnchecked }: Captured,
  levels: Levels,
  command: CaptureHold,
  now: Instant,
): Effect {
  const amountMinor = part.drawnMinor + part.excessMinor;
  const capture: Capture = {
    tenantId: after.tenantId,
    captureId: command.captureId,
    holdId: after.holdId,
    lineId: after.lineId,
    amountMinor,
    excessMinor: part.excessMinor,
    reference: command.reference,
    capturedAt: now,
    capturedVersion: levels[0].version + 1n,
    seenVersion: null,
    seenAt: null,
  };
  const effect = bookHold(
    levels,
    before,
    after,
    { kind, origin: command.origin, amountMinor, captureId: command.captureId },
    beside === undefined ? { capture } : { capture, beside },
  );
  return isUnchecked ? { ...effect, hasExcess: true } : effect;
}

function min(left: bigint, right: bigint): bigint {
  return left < right ? left : right;
}
