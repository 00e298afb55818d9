import { assert } from '../kernel/assert.ts';
import type { Instant } from '../kernel/clock.ts';
import type { Money } from '../kernel/money.ts';
import { accept, refuse } from '../kernel/result.ts';
import type { ResizeHold } from './commands.ts';
import type { Levels } from './credit-line.ts';
import { bookHold, type Ruling, unchanged } from './effect.ts';
import type { Hold } from './hold.ts';
import { canTake, transition } from './hold-states.ts';
import { reasonsAgainst } from './judge-amount.ts';
import { convert } from './rate.ts';

/**
 * Gives a hold another amount. More is checked for the difference alone and changes nothing when it
 * is refused; less always passes and frees at once. Down to what was captured already, the hold is
 * done: captured.
 *
 * Refuses with `credit.hold_not_open`, `credit.no_rate`, `credit.below_captured`, then the reasons of `reasonsAgainst`.
 */
export function resizeHold(hold: Hold, levels: Levels, command: ResizeHold, now: Instant): Ruling {
  const asked = command.amount;
  assert(asked.amountMinor > 0n, 'a hold has an amount above 0');
  if (!canTake(hold.state, 'resize')) {
    return refuse([{ code: 'credit.hold_not_open', state: hold.state }]);
  }
  if (asked.currency !== hold.askedCurrency) {
    return refuse([{ code: 'credit.no_rate', from: asked.currency, to: levels[0].currency }]);
  }
  if (asked.amountMinor === hold.askedMinor) return accept(unchanged(levels, { hold }));
  if (asked.amountMinor < hold.askedDrawnMinor) {
    return refuse([{ code: 'credit.below_captured', drawnMinor: hold.drawnMinor }]);
  }
  const isDone = asked.amountMinor === hold.askedDrawnMinor;
  const amountMinor = isDone ? hold.drawnMinor : atLeastDrawn(hold, asked);
  const difference = amountMinor - hold.amountMinor;
  if (difference > 0n) {
    const reasons = reasonsAgainst(levels, difference, command.policy, now, command.isOverLimit);
    if (reasons !== null) return refuse(reasons);
  }
  const resized = transition(hold, isDone ? 'finish' : 'resize', now, {
    amountMinor,
    heldMinor: amountMinor - hold.drawnMinor,
    askedMinor: asked.amountMinor,
  });
  return accept(
    bookHold(levels, hold, resized, { kind: 'hold.resized', origin: command.origin, amountMinor }),
  );
}

/** The amount by the rate that was stored with the hold; rounding never takes it below the drawn. */
function atLeastDrawn(hold: Hold, asked: Money): bigint {
  const amount = hold.rate === null ? asked : convert(asked, hold.rate);
  return amount.amountMinor < hold.drawnMinor ? hold.drawnMinor : amount.amountMinor;
}
