import { assertNever, present } from '../kernel/assert.ts';
import { dateOf, type Instant } from '../kernel/clock.ts';
import type { HoldId, TenantId } from '../kernel/ids.ts';
import { amountMinorMax } from '../kernel/money.ts';
import { type Result, refuse } from '../kernel/result.ts';
import { captureHold } from './capture-hold.ts';
import { closeLine, setLine, stopLine } from './change-line.ts';
import type { CreditCommand, SetLine } from './commands.ts';
import { exposureOf, type Levels, type LineFigures } from './credit-line.ts';
import type { CreditResult, Effect, Ruling } from './effect.ts';
import { headroomOf } from './headroom.ts';
import type { Hold } from './hold.ts';
import type { LedgerReader } from './ledger-reader.ts';
import { placeHold } from './place-hold.ts';
import { postErpFigures } from './post-erp-figures.ts';
import type { Reasons } from './refusals.ts';
import { expireHold, extendHold, releaseHold } from './release-hold.ts';
import { resizeHold } from './resize-hold.ts';
import { reviveHold } from './revive-hold.ts';
import { seeCaptures } from './see-captures.ts';

export type Applied = { readonly effect: Effect; readonly result: CreditResult };

/**
 * Asks the rule of a command, with the rows that storage has locked, and says what to write. Pure:
 * the same rows, command and instant give the same answer on every engine.
 */
export function applyCommand(
  tenantId: TenantId,
  reader: LedgerReader,
  command: CreditCommand,
  now: Instant,
): Result<Applied, Reasons> {
  const ruling = ruleOn(tenantId, reader, command, now);
  if (!ruling.ok) return ruling;
  const effect = ruling.value;
  if (isTooLarge(effect)) return refuse([{ code: 'credit.amount_too_large' }]);
  const { changed, lineId, organizationId, currency, lineVersion } = effect.result;
  const { hold, capture, stale, limitWaits } = effect.result;
  const headroom = headroomOf(effect.levels, command.policy, dateOf(now));
  const { headroomMinor, bindingLineId } = headroom;
  const result: CreditResult = {
    changed,
    lineId,
    organizationId,
    currency,
    lineVersion,
    headroomMinor,
    bindingLineId,
    hold,
    capture,
    overLimit: effect.hasExcess && headroomMinor !== null && headroomMinor < 0n,
    stale,
    limitWaits,
  };
  return { ok: true, value: { effect, result } };
}

/** What grows past the largest amount that is told; what is there already can still shrink. */
function isTooLarge({ entries }: Effect): boolean {
  return entries.some(
    ({ figures, delta }) =>
      figureNames.some((name) => isBeyond(figures[name], delta[name])) ||
      isBeyond(exposureOf(figures), exposureOf(delta)),
  );
}

const figureNames = [
  'postedMinor',
  'heldMinor',
  'capturedMinor',
  'containedMinor',
  'belowMinor',
] as const satisfies readonly (keyof LineFigures)[];

function isBeyond(figure: bigint, delta: bigint): boolean {
  return (figure > amountMinorMax && delta > 0n) || (figure < -amountMinorMax && delta < 0n);
}

function ruleOn(
  tenantId: TenantId,
  reader: LedgerReader,
  command: CreditCommand,
  now: Instant,
): Ruling {
  switch (command.type) {
    case 'placeHold': {
      const hold = command.source === null ? null : reader.liveHold(command.source);
      const live = hold === null ? null : { hold, levels: levelsOf(reader, hold) };
      return placeHold(reader.levels(command.organizationId), live, command, now);
    }
    case 'resizeHold':
      return withHold(reader, command.holdId, (hold, levels) =>
        resizeHold(hold, levels, command, now),
      );
    case 'captureHold':
      return withHold(reader, command.holdId, (hold, levels) =>
        captureHold(hold, liveSibling(reader, hold), levels, command, now),
      );
    case 'releaseHold':
      return withHold(reader, command.holdId, (hold, levels) =>
        releaseHold(hold, levels, command, now),
      );
    case 'expireHold':
      return withHold(reader, command.holdId, (hold, levels) =>
        expireHold(hold, levels, command, now),
      );
    case 'extendHold':
      return withHold(reader, command.holdId, (hold, levels) =>
        extendHold(hold, levels, command, now),
      );
    case 'reviveHold':
      return withHold(reader, command.holdId, (hold, levels) =>
        reviveHold(hold, liveSibling(reader, hold), levels, command, now),
      );
    case 'seeCaptures':
      return seeCaptures(
        reader.levels(command.organizationId),
        command.captureIds.map(reader.capture),
        reader.hold,
        command,
        now,
      );
    case 'setLine': {
      const levels = reader.levels(command.organizationId);
      return setLine(tenantId, levels, groupFacts(reader, levels, command), command, now);
    }
    case 'closeLine':
      return closeLine(reader.levels(command.organizationId), command);
    case 'stopLine':
    case 'resumeLine':
      return stopLine(reader.levels(command.organizationId), command);
    case 'postErpFigures': {
      const levels = reader.levels(command.organizationId);
      const echo = levels === null ? null : reader.echo(levels[0].lineId, command.usedMinor);
      return postErpFigures(tenantId, levels, echo, command, now);
    }
    default:
      return assertNever(command);
  }
}

function withHold(
  reader: LedgerReader,
  holdId: HoldId,
  rule: (hold: Hold, levels: Levels) => Ruling,
): Ruling {
  const hold = reader.hold(holdId);
  return hold === null
    ? refuse([{ code: 'credit.hold_unknown' }])
    : rule(hold, levelsOf(reader, hold));
}

function levelsOf(reader: LedgerReader, hold: Hold): Levels {
  return present(reader.levelsOfLine(hold.lineId), 'line of a hold');
}

/** The live hold of the same source, where this hold is over. */
function liveSibling(reader: LedgerReader, hold: Hold): Hold | null {
  return hold.state === 'open' || hold.source === null ? null : reader.liveHold(hold.source);
}

function groupFacts(reader: LedgerReader, levels: Levels | null, command: SetLine) {
  const parentLineId = command.terms.parentLineId;
  if (parentLineId === undefined || parentLineId === null) return null;
  if (levels !== null && levels[0].parentLineId === parentLineId) return null;
  return {
    parentLevels: reader.levelsOfLine(parentLineId),
    levelsBelow: levels === null ? 0 : reader.levelsBelow(levels[0].lineId),
  };
}
