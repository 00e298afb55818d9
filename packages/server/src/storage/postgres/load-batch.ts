import type { QueryResult } from 'pg';
import type { Capture, CreditLine, ErpEcho, Hold } from '../../credit/index.ts';
import { echoStepsMax } from '../../credit/index.ts';
import { present } from '../../kernel/assert.ts';
import { type Instant, instant } from '../../kernel/clock.ts';
import type { HoldId, LineId, TenantId } from '../../kernel/ids.ts';
import { BatchRetry, type Loaded, type StoredKey } from '../batch/batch-io.ts';
import { keyName, type LoadPlan } from '../batch/plan.ts';
import {
  fromRowCapture,
  fromRowHold,
  fromRowKey,
  fromRowLine,
  fromRowSequence,
} from '../schema/rows.ts';
import type {
  CreditCaptureRow,
  CreditHoldRow,
  CreditLineRow,
  TenantSequenceRow,
} from '../schema/tables.ts';
import type { Statement } from './bulk-sql.ts';
import { capturesAtRisk, echoSteps, openHolds, unseenHolds } from './echo-statements.ts';
import * as statements from './load-statements.ts';

/** Sends a statement behind those that are on their way; the answer is awaited later. */
export type Send = (statement: Statement) => Promise<QueryResult>;

export type LoadOptions = {
  readonly tenantId: TenantId;
  readonly plan: LoadPlan;
  readonly send: Send;
  /** The test's own clock; null reads the primary's. */
  readonly clockNow: (() => Instant) | null;
};

export type PostgresLoaded = Loaded & {
  readonly at: Instant;
  /** Keys that stand in the database without an outcome until the batch writes it. */
  readonly claimedKeys: LoadPlan['keys'];
};

/**
 * Claims the keys, locks the lines and reads the rest: one flight of statements, each of which sees
 * what was committed while the one before it waited. Throws {@link BatchRetry} where somebody moved
 * what was found before it could be locked.
 */
export async function loadBatch(options: LoadOptions): Promise<PostgresLoaded> {
  const { tenantId, plan, send, clockNow } = options;
  const ask = async (isNeeded: boolean, statement: () => Statement) =>
    isNeeded ? send(statement()) : null;
  const hasLines =
    plan.organizations.length + plan.lines.length + plan.sources.length > 0 ||
    plan.holds.length + plan.captures.length > 0;
  const [
    claimed,
    locked,
    byId,
    siblings,
    live,
    ofCaptures,
    captured,
    below,
    echoes,
    counted,
    times,
  ] = await inOrder([
    ask(plan.keys.length > 0, () =>
      statements.claimKeys(tenantId, plan.keys, clockNow?.() ?? null),
    ),
    ask(hasLines, () => statements.lockLines(tenantId, plan)),
    ask(plan.holds.length > 0, () => statements.holdsById(tenantId, plan.holds)),
    ask(plan.holds.length > 0, () => statements.liveSiblings(tenantId, plan.holds)),
    ask(plan.sources.length > 0, () => statements.liveHolds(tenantId, plan.sources)),
    ask(plan.captures.length > 0, () => statements.holdsOfCaptures(tenantId, plan.captures)),
    ask(plan.captures.length > 0, () => statements.capturesById(tenantId, plan.captures)),
    ask(plan.below.length > 0, () => statements.levelsBelow(tenantId, plan.below)),
    ask(plan.echoes.length > 0, () => echoSteps(tenantId, plan.echoes)),
    ask(plan.sequences.length > 0, () => statements.lockSequences(tenantId, plan.sequences)),
    ask(true, () => statements.instants(tenantId)),
  ]);
  const lines = rowsOf<CreditLineRow>(locked).map(fromRowLine);
  const holds = new Map<HoldId, Hold>();
  for (const row of [byId, siblings, live, ofCaptures].flatMap(rowsOf<CreditHoldRow>)) {
    const hold = fromRowHold(row);
    holds.set(hold.holdId, hold);
  }
  assertAllLocked(lines, holds);
  const keys = await findUsedKeys(options, claimed?.rowCount ?? 0);
  const used = new Set(keys.map(keyName));
  return {
    at: instantAfter(times, clockNow),
    keys,
    claimedKeys: plan.keys.filter((key) => !used.has(keyName(key))),
    lines,
    holds: [...holds.values()],
    captures: rowsOf<CreditCaptureRow>(captured).map(fromRowCapture),
    levelsBelow: new Map(rowsOf<BelowRow>(below).map((row) => [row.root_id, Number(row.depth)])),
    echoes: await loadEchoes(options, rowsOf<EchoRow>(echoes)),
    sequences: rowsOf<TenantSequenceRow>(counted).map(fromRowSequence),
  };
}

/** Awaits a whole flight; of several failures the first is the cause and the rest its echo. */
export async function inOrder<Answers extends readonly unknown[]>(
  flight: readonly [...{ [Index in keyof Answers]: Promise<Answers[Index]> }],
): Promise<Answers> {
  const settled = await Promise.allSettled(flight);
  for (const answer of settled) if (answer.status === 'rejected') throw answer.reason;
  return settled.map((answer) =>
    answer.status === 'fulfilled' ? answer.value : null,
  ) as unknown as Answers;
}

/** The rows of an answer, as the statement names them. */
function rowsOf<Row>(result: QueryResult | null): readonly Row[] {
  return (result?.rows ?? []) as Row[];
}

/**
 * The lines were found before they were locked. Where one has another parent by now, or a hold stands
 * on a line that was not found, the locked rows are not all that the rules will look at.
 */
function assertAllLocked(lines: readonly CreditLine[], holds: ReadonlyMap<HoldId, Hold>): void {
  const locked = new Set(lines.map(({ lineId }) => lineId));
  for (const { parentLineId } of lines) {
    if (parentLineId !== null && !locked.has(parentLineId)) throw new BatchRetry('a line moved');
  }
  for (const { lineId } of holds.values()) {
    if (!locked.has(lineId)) throw new BatchRetry('a hold came to be');
  }
}

/** A key that could not be claimed was used before, or by a batch that we have waited for. */
async function findUsedKeys(
  { tenantId, plan, send }: LoadOptions,
  claimed: number,
): Promise<readonly StoredKey[]> {
  if (claimed === plan.keys.length) return [];
  const used = await send(statements.usedKeys(tenantId, plan.keys));
  if (used.rows.length + claimed !== plan.keys.length) throw new BatchRetry('a key was dropped');
  return used.rows.map(fromRowKey);
}

/**
 * The instant of the batch: later than that of every batch that was committed before, which all
 * batches on these lines were. So it grows with the versions of each line, also after a failover to
 * a machine whose clock is behind.
 */
function instantAfter(times: QueryResult | null, clockNow: (() => Instant) | null): Instant {
  const row = present(rowsOf<TimesRow>(times)[0], 'time of the primary');
  const now = clockNow?.() ?? row.now_us;
  const last = row.last_at_us ?? 0n;
  return instant(now > last ? now : last + 1n);
}

type TimesRow = { readonly now_us: bigint; readonly last_at_us: bigint | null };
type BelowRow = { readonly root_id: LineId; readonly depth: number };
type EchoRow = {
  readonly line_id: LineId;
  readonly used_minor: bigint;
  readonly line_version: bigint;
  readonly hold_id: HoldId | null;
  readonly held_delta_minor: bigint;
  readonly is_shown: boolean;
};

/** The second look, which few batches need: a figure of an ERP that is one of our own. */
async function loadEchoes(
  options: LoadOptions,
  rows: readonly EchoRow[],
): Promise<Loaded['echoes']> {
  const groups = new Map<string, EchoRow[]>();
  for (const row of rows) {
    const name = `${row.line_id} ${row.used_minor}`;
    const group = groups.get(name);
    if (group === undefined) groups.set(name, [row]);
    else group.push(row);
  }
  const echoes: Loaded['echoes'][number][] = [];
  for (const group of groups.values()) {
    const [first] = group as [EchoRow];
    const atRisk = await loadAtRisk(options, first.line_id);
    if (atRisk === null) continue;
    const versions = group.filter((row) => row.is_shown).map((row) => row.line_version);
    const steps = group
      .filter((row) => row.line_version > first.line_version)
      .map((row) => ({
        version: row.line_version,
        holdId: row.hold_id,
        heldDeltaMinor: row.held_delta_minor,
      }));
    const echo: ErpEcho = { versions, steps, ...atRisk };
    echoes.push({ lineId: first.line_id, usedMinor: first.used_minor, echo });
  }
  return echoes;
}

/** Holds of which something is held or unseen, with their captures; null when there are too many. */
async function loadAtRisk(
  { tenantId, send }: LoadOptions,
  lineId: LineId,
): Promise<{ readonly holds: readonly Hold[]; readonly captures: readonly Capture[] } | null> {
  const [open, unseen] = await inOrder([
    send(openHolds(tenantId, lineId)),
    send(unseenHolds(tenantId, lineId)),
  ]);
  if (open.rows.length > echoStepsMax || unseen.rows.length > echoStepsMax) return null;
  const captures = await send(capturesAtRisk(tenantId, lineId));
  return {
    holds: [...open.rows, ...unseen.rows].map(fromRowHold),
    captures: captures.rows.map(fromRowCapture),
  };
}
