import type { Instant } from '../kernel/clock.ts';
import type { HoldId } from '../kernel/ids.ts';
import { accept, refuse } from '../kernel/result.ts';
import type { ReviveHold } from './commands.ts';
import type { Levels } from './credit-line.ts';
import { bookHold, type Ruling } from './effect.ts';
import type { Hold } from './hold.ts';
import { canTake, transition } from './hold-states.ts';
import { reasonsAgainst } from './judge-amount.ts';
import { dueInstant } from './place-hold.ts';

/**
 * Makes an expired hold again, for what was neither captured nor revived of it, when the headroom
 * allows. The expired hold stays as it ended: the revived one is a new hold that names it, so that
 * every hold has exactly one end. `live` is the live hold of the same source.
 *
 * Refuses with `credit.hold_not_expired`, `credit.hold_exists`, `credit.nothing_left`,
 * a due time out of range, then the reasons of `reasonsAgainst`.
 */
export function reviveHold(
  expired: Hold,
  live: Hold | null,
  levels: Levels,
  command: ReviveHold,
  now: Instant,
): Ruling {
  if (!canTake(expired.state, 'revive')) {
    return refuse([{ code: 'credit.hold_not_expired', state: expired.state }]);
  }
  if (live !== null) return refuse([{ code: 'credit.hold_exists', holdId: live.holdId }]);
  const left = leftToRevive(expired);
  if (left.amountMinor <= 0n) return refuse([{ code: 'credit.nothing_left' }]);
  const dueAt = dueInstant(command.due, now, now);
  if (!dueAt.ok) return dueAt;
  const reasons = reasonsAgainst(levels, left.amountMinor, command.policy, now);
  if (reasons !== null) return refuse(reasons);
  const revived = reviveAs(expired, command.revivedHoldId, left, now, dueAt.value);
  return accept(
    bookHold(
      levels,
      null,
      revived.hold,
      { kind: 'hold.revived', origin: command.origin, amountMinor: left.amountMinor },
      { beside: revived.expired },
    ),
  );
}

type Part = { readonly amountMinor: bigint; readonly askedMinor: bigint };

/** What of an expired hold was neither captured nor revived. */
export function leftToRevive(expired: Hold): Part {
  return {
    amountMinor: expired.amountMinor - expired.drawnMinor - expired.revivedMinor,
    askedMinor: expired.askedMinor - expired.askedDrawnMinor - expired.askedRevivedMinor,
  };
}

/** An open hold for a part of an expired one, with its source, currency and rate; and the mark. */
export function reviveAs(
  expired: Hold,
  holdId: HoldId,
  part: Part,
  now: Instant,
  dueAt: Instant,
): { readonly hold: Hold; readonly expired: Hold } {
  const hold: Hold = {
    ...expired,
    holdId,
    state: 'open',
    amountMinor: part.amountMinor,
    heldMinor: part.amountMinor,
    drawnMinor: 0n,
    excessMinor: 0n,
    unseenMinor: 0n,
    containedMinor: 0n,
    containment: 0n,
    askedMinor: part.askedMinor,
    askedDrawnMinor: 0n,
    revivedFrom: expired.holdId,
    revivedMinor: 0n,
    askedRevivedMinor: 0n,
    placedAt: now,
    dueAt,
    endedAt: null,
    version: 1n,
  };
  const marked = transition(expired, 'revive', now, {
    revivedMinor: expired.revivedMinor + part.amountMinor,
    askedRevivedMinor: expired.askedRevivedMinor + part.askedMinor,
  });
  return { hold, expired: marked };
}
