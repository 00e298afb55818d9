import { applyCommand, type Hold, type Levels, type PlaceHold } from '../credit/index.ts';
import { Defect } from '../kernel/assert.ts';
import type { Instant } from '../kernel/clock.ts';
import type { TenantId } from '../kernel/ids.ts';
import type { CheckReason } from './credit-check.ts';

/** The line and the hold of a basket as they were read, before any transaction. */
export type LineView = { readonly levels: Levels | null; readonly live: Hold | null };

/**
 * Headroom and status: what the ledger's own rule says of the line as it was read. It is asked again
 * inside the transaction, on the line as it is then, and that answer counts. No reason: it fits.
 */
export function judgeLine(
  tenantId: TenantId,
  { levels, live }: LineView,
  command: PlaceHold,
  now: Instant,
): readonly CheckReason[] {
  if (live !== null && live.organizationId !== command.organizationId) {
    return [{ code: 'credit.hold_exists', holdId: live.holdId }];
  }
  const ruling = applyCommand(
    tenantId,
    {
      levels: () => levels,
      levelsOfLine: () => levels,
      liveHold: () => live,
      hold: () => live,
      capture: notAsked,
      levelsBelow: notAsked,
      echo: notAsked,
    },
    command,
    now,
  );
  return ruling.ok ? [] : ruling.refusal;
}

function notAsked(): never {
  throw new Defect('placing a hold asks for the line and its live hold alone');
}
