import type { Instant } from '../kernel/clock.ts';
import { accept, refuse } from '../kernel/result.ts';
import type { ExpireHold, ExtendHold, ReleaseHold } from './commands.ts';
import type { Levels } from './credit-line.ts';
import { bookHold, type Ruling, unchanged } from './effect.ts';
import type { Hold } from './hold.ts';
import { canTake, transition } from './hold-states.ts';
import { dueInstant } from './place-hold.ts';

/**
 * Gives back what is left of a hold. A hold of which a part was captured ends as captured, any other
 * as released. Releasing a released hold again is a success without effect.
 */
export function releaseHold(
  hold: Hold,
  levels: Levels,
  command: ReleaseHold,
  now: Instant,
): Ruling {
  if (hold.state === 'released') return accept(unchanged(levels, { hold }));
  if (!canTake(hold.state, 'release')) return notOpen(hold);
  const released = transition(hold, hold.askedDrawnMinor > 0n ? 'finish' : 'release', now);
  return accept(
    bookHold(levels, hold, released, {
      kind: 'hold.released',
      origin: command.origin,
      amountMinor: hold.heldMinor,
      reason: command.reason,
    }),
  );
}

/**
 * Ends a hold that has fallen due. The transaction's instant decides, and nothing but this entry ends
 * a hold by time. What was captured of it stays captured. Expiring an expired hold is no effect.
 */
export function expireHold(hold: Hold, levels: Levels, command: ExpireHold, now: Instant): Ruling {
  if (hold.state === 'expired') return accept(unchanged(levels, { hold }));
  if (!canTake(hold.state, 'expire')) return notOpen(hold);
  if (hold.dueAt > now) return refuse([{ code: 'credit.hold_not_due' }]);
  const expired = transition(hold, 'expire', now);
  return accept(
    bookHold(levels, hold, expired, {
      kind: 'hold.expired',
      origin: command.origin,
      amountMinor: hold.heldMinor,
    }),
  );
}

/** Lets a hold fall due later, never earlier, and never past the longest life of a hold. */
export function extendHold(hold: Hold, levels: Levels, command: ExtendHold, now: Instant): Ruling {
  if (!canTake(hold.state, 'extend')) return notOpen(hold);
  const dueAt = dueInstant(command.due, now, hold.placedAt);
  if (!dueAt.ok) return dueAt;
  if (dueAt.value === hold.dueAt) return accept(unchanged(levels, { hold }));
  if (dueAt.value < hold.dueAt) return refuse([{ code: 'credit.due_not_later' }]);
  const extended = transition(hold, 'extend', now, { dueAt: dueAt.value });
  return accept(
    bookHold(levels, hold, extended, {
      kind: 'hold.extended',
      origin: command.origin,
      amountMinor: hold.heldMinor,
    }),
  );
}

function notOpen({ state }: Hold): Ruling {
  return refuse([{ code: 'credit.hold_not_open', state }]);
}
