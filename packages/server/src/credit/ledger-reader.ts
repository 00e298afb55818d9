import type { CaptureId, HoldId, LineId, OrganizationId } from '../kernel/ids.ts';
import type { CreditCommand } from './commands.ts';
import type { Levels } from './credit-line.ts';
import type { Capture, Hold } from './hold.ts';

/**
 * The rows that a command works on, as they stand inside the transaction. Storage loads (and locks)
 * what `needsOf` names before it asks the rule; asking for anything else is a defect.
 */
export type LedgerReader = {
  readonly levels: (organizationId: OrganizationId) => Levels | null;
  readonly levelsOfLine: (lineId: LineId) => Levels | null;
  readonly hold: (holdId: HoldId) => Hold | null;
  readonly liveHold: (source: string) => Hold | null;
  readonly capture: (captureId: CaptureId) => Capture | null;
  /** How many levels hang below a line; asked only where a line moves in its group. */
  readonly levelsBelow: (lineId: LineId) => number;
  readonly echo: (lineId: LineId, usedMinor: bigint) => ErpEcho | null;
};

/**
 * What is needed to see whether an ERP figure repeats one of our own: the versions of the line from
 * the last plain figure on (`plainPostedVersion`, itself included) whose exposure was that figure
 * while something was held or captured, and what has happened since the first of them. Null when there is no such version, or when more than
 * `echoStepsMax` entries would have to be read: then the figure counts as a plain one, which counts
 * twice at worst.
 */
export type ErpEcho = {
  readonly versions: readonly bigint[];
  /** Entries of the line after the first of `versions`: what each moved of which hold. */
  readonly steps: readonly {
    readonly version: bigint;
    readonly holdId: HoldId | null;
    readonly heldDeltaMinor: bigint;
  }[];
  /** Holds of the line of which something is still held or unseen. */
  readonly holds: readonly Hold[];
  /** All captures of these holds, those that the ERP has reported too. */
  readonly captures: readonly Capture[];
};

export const echoStepsMax = 50_000;

/** What storage must load, and lock, before the rule of a command is asked. */
export type Needs = {
  readonly organizations: readonly OrganizationId[];
  readonly lines: readonly LineId[];
  readonly holds: readonly HoldId[];
  readonly sources: readonly string[];
  readonly captures: readonly CaptureId[];
  /** Lines of which `levelsBelow` will be asked. */
  readonly below: readonly OrganizationId[];
  /** ERP figures for which `echo` will be asked. */
  readonly echoes: readonly {
    readonly organizationId: OrganizationId;
    readonly usedMinor: bigint;
  }[];
};

const none: Needs = {
  organizations: [],
  lines: [],
  holds: [],
  sources: [],
  captures: [],
  below: [],
  echoes: [],
};

/**
 * The rows a command needs; the levels above each line and the line of each hold come with them. A
 * command with `echoes` or `below` reads more than rows by key, so storage writes what the batch has
 * so far before it loads for one.
 */
export function needsOf(command: CreditCommand): Needs {
  switch (command.type) {
    case 'placeHold':
      return {
        ...none,
        organizations: [command.organizationId],
        sources: command.source === null ? [] : [command.source],
      };
    case 'resizeHold':
    case 'captureHold':
    case 'releaseHold':
    case 'expireHold':
    case 'extendHold':
    case 'reviveHold':
      return { ...none, holds: [command.holdId] };
    case 'seeCaptures':
      return { ...none, organizations: [command.organizationId], captures: command.captureIds };
    case 'setLine': {
      const parent = command.terms.parentLineId;
      return {
        ...none,
        organizations: [command.organizationId],
        lines: parent === undefined || parent === null ? [] : [parent],
        below: parent === undefined || parent === null ? [] : [command.organizationId],
      };
    }
    case 'closeLine':
    case 'stopLine':
    case 'resumeLine':
      return { ...none, organizations: [command.organizationId] };
    case 'postErpFigures':
      return {
        ...none,
        organizations: [command.organizationId],
        echoes: [{ organizationId: command.organizationId, usedMinor: command.usedMinor }],
      };
  }
}
