import { assert } from '../kernel/assert.ts';
import { type Instant, plus } from '../kernel/clock.ts';
import { isEqual, type Money, money } from '../kernel/money.ts';
import { accept, type Result, refuse } from '../kernel/result.ts';
import type { Due, PlaceHold } from './commands.ts';
import type { Levels } from './credit-line.ts';
import { bookHold, type Ruling, unchanged } from './effect.ts';
import type { Hold, Rate } from './hold.ts';
import { reasonsAgainst } from './judge-amount.ts';
import { holdLifeMaxUs } from './policy.ts';
import { convert } from './rate.ts';
import type { Reasons } from './refusals.ts';
import { resizeHold } from './resize-hold.ts';

/**
 * Takes a hold when the amount fits on every level. A live hold of the same source and the same
 * asked amount is the answer again, with no second effect; with another amount it is re-priced, or
 * refused where the command says so. What is unchecked is taken beyond the line, which shows it.
 *
 * Refuses with `credit.no_line`, `credit.hold_exists`, `credit.no_rate`, a due time that is out of
 * range, then the reasons of `reasonsAgainst`.
 */
export function placeHold(
  levels: Levels | null,
  live: { readonly hold: Hold; readonly levels: Levels } | null,
  command: PlaceHold,
  now: Instant,
): Ruling {
  assert(command.amount.amountMinor > 0n, 'a hold has an amount above 0');
  if (live !== null) return meetLiveHold(live.hold, live.levels, command, now);
  if (levels === null) return refuse([{ code: 'credit.no_line' }]);
  const [line] = levels;
  const amount = inLineCurrency(command.amount, line.currency, command.rate);
  if (amount === null) {
    const { currency: from } = command.amount;
    return refuse([{ code: 'credit.no_rate', from, to: line.currency }]);
  }
  const dueAt = dueInstant(command.due, now, now);
  if (!dueAt.ok) return dueAt;
  if (command.isUnchecked !== true) {
    const { policy, isOverLimit } = command;
    const reasons = reasonsAgainst(levels, amount.amountMinor, policy, now, isOverLimit);
    if (reasons !== null) return refuse(reasons);
  }
  const hold: Hold = {
    tenantId: line.tenantId,
    holdId: command.holdId,
    lineId: line.lineId,
    organizationId: line.organizationId,
    kind: command.kind,
    state: 'open',
    source: command.source,
    amountMinor: amount.amountMinor,
    heldMinor: amount.amountMinor,
    drawnMinor: 0n,
    excessMinor: 0n,
    unseenMinor: 0n,
    containedMinor: 0n,
    containment: 0n,
    askedMinor: command.amount.amountMinor,
    askedCurrency: command.amount.currency,
    askedDrawnMinor: 0n,
    rate: command.amount.currency === line.currency ? null : command.rate,
    revivedFrom: null,
    revivedMinor: 0n,
    askedRevivedMinor: 0n,
    placedAt: now,
    dueAt: dueAt.value,
    endedAt: null,
    version: 1n,
  };
  return accept(
    bookHold(levels, null, hold, {
      kind: 'hold.placed',
      origin: command.origin,
      amountMinor: hold.amountMinor,
    }),
  );
}

function meetLiveHold(hold: Hold, levels: Levels, command: PlaceHold, now: Instant): Ruling {
  const isSame =
    hold.organizationId === command.organizationId &&
    isEqual(money(hold.askedMinor, hold.askedCurrency), command.amount);
  if (isSame) return accept(unchanged(levels, { hold }));
  const mayResize =
    command.ifLive === 'resize' &&
    hold.organizationId === command.organizationId &&
    hold.askedCurrency === command.amount.currency;
  if (!mayResize) return refuse([{ code: 'credit.hold_exists', holdId: hold.holdId }]);
  const { origin, policy, amount } = command;
  return resizeHold(
    hold,
    levels,
    {
      ...{ type: 'resizeHold', holdId: hold.holdId, amount, origin, policy },
      isOverLimit: command.isOverLimit ?? false,
    },
    now,
  );
}

/** The amount in the line's currency, by the rate where it is another one; null without a rate. */
function inLineCurrency(amount: Money, currency: string, rate: Rate | null): Money | null {
  if (amount.currency === currency) return amount;
  const isRight = rate !== null && rate.from === amount.currency && rate.to === currency;
  return isRight ? convert(amount, rate) : null;
}

/**
 * The moment at which a hold falls due. It lies after `now` and within the longest life of a hold,
 * counted from its placing.
 */
export function dueInstant(due: Due, now: Instant, placedAt: Instant): Result<Instant, Reasons> {
  const dueAt = 'at' in due ? due.at : plus(now, due.afterUs);
  if (dueAt <= now) return refuse([{ code: 'credit.due_not_later' }]);
  if (dueAt > placedAt + holdLifeMaxUs) return refuse([{ code: 'credit.due_too_late' }]);
  return accept(dueAt);
}
