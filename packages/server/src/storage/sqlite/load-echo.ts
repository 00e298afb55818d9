import { type CreditLine, type ErpEcho, echoStepsMax, type Hold } from '../../credit/index.ts';
import type { HoldId } from '../../kernel/ids.ts';
import { fromRowCapture, fromRowHold } from '../schema/rows.ts';
import type { CreditCaptureRow, CreditHoldRow } from '../schema/tables.ts';
import { type Statements, selectFrom } from './statements.ts';

const versionsSelect = `select line_version from credit_entry
  where tenant_id = ? and line_id = ? and line_version >= ?
    and posted_minor + held_minor + captured_minor - contained_minor + below_minor = ?
    and held_minor + captured_minor > 0
  order by line_version`;
const stepsSelect = `select line_version, hold_id, held_delta_minor from credit_entry
  where tenant_id = ? and line_id = ? and line_version > ?
  order by line_version`;
const openHoldsSelect = `${selectFrom('credit_hold')}
  where tenant_id = ? and line_id = ? and state = 'open' limit ${echoStepsMax + 1}`;
const unseenHoldsSelect = `${selectFrom('credit_hold')}
  where tenant_id = ?1 and state <> 'open' and hold_id in (
    select hold_id from credit_capture
    where tenant_id = ?1 and line_id = ?2 and seen_at_us is null)
  limit ${echoStepsMax + 1}`;
const capturesSelect = `${selectFrom('credit_capture')} where tenant_id = ? and hold_id = ?`;

type VersionRow = { readonly line_version: bigint };
type StepRow = VersionRow & { readonly hold_id: string | null; readonly held_delta_minor: bigint };

/**
 * Reads what the rule of ERP figures needs to see an echo; see `ErpEcho`. Entries, open holds and
 * unseen captures are bounded alike: beyond the bound the figure counts as a plain one.
 */
export function loadEcho(
  statements: Statements,
  line: CreditLine,
  usedMinor: bigint,
): ErpEcho | null {
  const { tenantId, lineId, plainPostedVersion, plainPostedMinor, version } = line;
  // The rule looks no further at a figure that is not above the last plain one.
  if (usedMinor <= plainPostedMinor) return null;
  if (version - plainPostedVersion >= BigInt(echoStepsMax)) return null;
  const versions = (
    statements(versionsSelect).all(tenantId, lineId, plainPostedVersion, usedMinor) as VersionRow[]
  ).map((row) => row.line_version);
  const [first] = versions;
  if (first === undefined) return null;
  const holds = loadHoldsAtRisk(statements, line);
  if (holds === null) return null;
  const steps = (statements(stepsSelect).all(tenantId, lineId, first) as StepRow[]).map((row) => ({
    version: row.line_version,
    holdId: row.hold_id as HoldId | null,
    heldDeltaMinor: row.held_delta_minor,
  }));
  const captures = holds
    .filter((hold) => hold.drawnMinor + hold.excessMinor > 0n)
    .flatMap((hold) => statements(capturesSelect).all(tenantId, hold.holdId) as CreditCaptureRow[])
    .map(fromRowCapture);
  return { versions, steps, holds, captures };
}

/** Holds of the line of which something is still held or unseen; null when there are too many. */
function loadHoldsAtRisk(statements: Statements, line: CreditLine): readonly Hold[] | null {
  const { tenantId, lineId } = line;
  const open = statements(openHoldsSelect).all(tenantId, lineId) as CreditHoldRow[];
  const unseen = statements(unseenHoldsSelect).all(tenantId, lineId) as CreditHoldRow[];
  if (open.length > echoStepsMax || unseen.length > echoStepsMax) return null;
  return [...open, ...unseen].map(fromRowHold);
}
