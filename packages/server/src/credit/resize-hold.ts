import { assert } from '../kernel/assert.ts';
import type { Instant } from '../kernel/clock.ts';
import { type Money, money } from '../kernel/money.ts';
import { accept, refuse } from '../kernel/result.ts';
import type { ResizeHold } from './commands.ts';
import type { Levels } from './credit-line.ts';
import { bookHold, type Ruling, unchanged } from './effect.ts';
import type { Hold } from './hold.ts';
import { reasonsAgainst } from './judge-amount.ts';
import { convert } from './rate.ts';

/**
 * Gives a hold another amount. More is checked for the difference alone and changes nothing when it
 * is refused; less always passes and frees at once. Down to what was captured already, the hold is
 * done: captured.
 *
 * Refuses with `credit.hold_not_open`, `credit.below_captured`, then the reasons of `reasonsAgainst`.
 */
export function resizeHold(hold: Hold, levels: Levels, command: ResizeHold, now: Instant): Ruling {
  if (hold.state !== 'open') return refuse([{ code: 'credit.hold_not_open', state: hold.state }]);
  const amount = inHoldCurrency(hold, command.amount);
  if (amount === null) {
    const { currency: from } = command.amount;
    return refuse([{ code: 'credit.no_rate', from, to: levels[0].currency }]);
  }
  if (amount < hold.drawnMinor) {
    return refuse([{ code: 'credit.below_captured', drawnMinor: hold.drawnMinor }]);
  }
  if (amount === hold.amountMinor && command.amount.amountMinor === hold.askedMinor) {
    return accept(unchanged(levels, { hold }));
  }
  const difference = amount - hold.amountMinor;
  if (difference > 0n) {
    const reasons = reasonsAgainst(levels, difference, command.policy, now);
    if (reasons !== null) return refuse(reasons);
  }
  const isDone = amount === hold.drawnMinor;
  const resized: Hold = {
    ...hold,
    amountMinor: amount,
    heldMinor: amount - hold.drawnMinor,
    askedMinor: command.amount.amountMinor,
    state: isDone ? 'captured' : 'open',
    endedAt: isDone ? now : null,
    version: hold.version + 1n,
  };
  return accept(
    bookHold(levels, hold, resized, {
      kind: 'hold.resized',
      origin: command.origin,
      amountMinor: amount,
    }),
  );
}

/** The amount in the line's currency, by the rate that was stored when the hold was placed. */
function inHoldCurrency(hold: Hold, amount: Money): bigint | null {
  assert(amount.amountMinor > 0n, 'a hold has an amount above 0');
  if (amount.currency !== hold.askedCurrency) return null;
  if (hold.rate === null) return amount.amountMinor;
  return convert(money(amount.amountMinor, amount.currency), hold.rate).amountMinor;
}
