import {
  applyCommand,
  type Capture,
  type CreditCommand,
  type CreditLine,
  type CreditRefusal,
  type CreditResult,
  type Effect,
  type EntryDraft,
  type ErpEcho,
  exposureOf,
  type Hold,
  type LedgerReader,
  type Levels,
  type Reasons,
} from '../../src/credit/index.ts';
import { present } from '../../src/kernel/assert.ts';
import { hour, type Instant, minute } from '../../src/kernel/clock.ts';
import type { CaptureId, HoldId, LineId } from '../../src/kernel/ids.ts';
import type { Result } from '../../src/kernel/result.ts';
import {
  aLine,
  captureId,
  eur,
  holdId,
  later,
  lineId,
  noon,
  placing,
  posting,
  tenantId,
} from './credit.ts';

/** The rows of one tenant in plain maps, and the rules over them: one command after the other. */
export type TestLedger = {
  readonly run: (command: CreditCommand, at?: Instant) => Result<CreditResult, Reasons>;
  /** The answer of a command that a test expects to pass. */
  readonly done: (command: CreditCommand, at?: Instant) => CreditResult;
  /** The reasons of a command that a test expects to be refused. */
  readonly refused: (command: CreditCommand, at?: Instant) => readonly CreditRefusal[];
  readonly line: (name?: string) => CreditLine;
  readonly hold: (name?: string) => Hold;
  readonly capture: (name?: string) => Capture;
  readonly exposure: (name?: string) => bigint;
  readonly rows: {
    readonly lines: ReadonlyMap<LineId, CreditLine>;
    readonly holds: ReadonlyMap<HoldId, Hold>;
    readonly captures: ReadonlyMap<CaptureId, Capture>;
    readonly entries: readonly EntryDraft[];
  };
  readonly lastEffect: () => Effect | null;
};

export function aLedger(
  lines: readonly CreditLine[],
  holds: readonly Hold[] = [],
  captures: readonly Capture[] = [],
): TestLedger {
  const rows = {
    lines: new Map(lines.map((line) => [line.lineId, line])),
    holds: new Map(holds.map((hold) => [hold.holdId, hold])),
    captures: new Map(captures.map((capture) => [capture.captureId, capture])),
    entries: [] as EntryDraft[],
  };
  let last: Effect | null = null;
  const reader = readerOf(rows);

  const run = (command: CreditCommand, at = noon): Result<CreditResult, Reasons> => {
    last = null;
    const applied = applyCommand(tenantId, reader, command, at);
    if (!applied.ok) return applied;
    const { effect, result } = applied.value;
    for (const line of effect.lines) rows.lines.set(line.lineId, line);
    for (const hold of effect.holds) rows.holds.set(hold.holdId, hold);
    for (const capture of effect.captures) rows.captures.set(capture.captureId, capture);
    rows.entries.push(...effect.entries);
    last = effect;
    return { ok: true, value: result };
  };
  const line = (name = 'own') => present(rows.lines.get(lineId(name)), `line ${name}`);

  return {
    run,
    done: (command, at) => {
      const result = run(command, at);
      if (!result.ok) throw new Error(`refused: ${result.refusal.map(({ code }) => code)}`);
      return result.value;
    },
    refused: (command, at) => {
      const result = run(command, at);
      if (result.ok) throw new Error(`${command.type} was not refused`);
      return result.refusal;
    },
    line,
    hold: (name = 'one') => present(rows.holds.get(holdId(name)), `hold ${name}`),
    capture: (name = 'one') => present(rows.captures.get(captureId(name)), `capture ${name}`),
    exposure: (name) => exposureOf(line(name)),
    rows,
    lastEffect: () => last,
  };
}

/** A line of 10,000 euro of which the ERP says that 1000 are used. */
export function reported(): TestLedger {
  const ledger = aLedger([aLine({ limitMinor: 10_000_00n })]);
  ledger.done(posting(1_000_00n), later(-hour));
  return ledger;
}

/** The same with a hold of 240 euro: the line shows 1240. */
export function holding(): TestLedger {
  const ledger = reported();
  ledger.done(placing({ amount: eur(240_00n) }), later(-minute));
  return ledger;
}

type Rows = {
  readonly lines: ReadonlyMap<LineId, CreditLine>;
  readonly holds: ReadonlyMap<HoldId, Hold>;
  readonly captures: ReadonlyMap<CaptureId, Capture>;
  readonly entries: readonly EntryDraft[];
};

function readerOf(rows: Rows): LedgerReader {
  const all = () => [...rows.lines.values()];
  const levelsOfLine = (id: LineId): Levels | null => {
    const line = rows.lines.get(id);
    if (line === undefined) return null;
    const above = line.parentLineId === null ? null : levelsOfLine(line.parentLineId);
    return above === null ? [line] : [line, ...above];
  };
  const levelsBelow = (id: LineId): number => {
    const children = all().filter(({ parentLineId }) => parentLineId === id);
    return Math.max(0, ...children.map((child) => 1 + levelsBelow(child.lineId)));
  };
  return {
    levels: (organizationId) => {
      const line = all().find((candidate) => candidate.organizationId === organizationId);
      return line === undefined ? null : levelsOfLine(line.lineId);
    },
    levelsOfLine,
    hold: (id) => rows.holds.get(id) ?? null,
    liveHold: (source) =>
      [...rows.holds.values()].find((hold) => hold.source === source && hold.state === 'open') ??
      null,
    capture: (id) => rows.captures.get(id) ?? null,
    levelsBelow,
    echo: (id, usedMinor) => echoOf(rows, id, usedMinor),
  };
}

function echoOf(rows: Rows, id: LineId, usedMinor: bigint): ErpEcho | null {
  const entries = rows.entries.filter((entry) => entry.lineId === id);
  const plainVersion = rows.lines.get(id)?.plainPostedVersion ?? 0n;
  const versions = entries
    .filter(({ lineVersion }) => lineVersion >= plainVersion)
    .filter(({ figures }) => figures.heldMinor + figures.capturedMinor > 0n)
    .filter(({ figures }) => exposureOf(figures) === usedMinor)
    .map(({ lineVersion }) => lineVersion);
  const [first] = versions;
  if (first === undefined) return null;
  const holds = [...rows.holds.values()].filter(
    (hold) => hold.lineId === id && hold.heldMinor + hold.unseenMinor > 0n,
  );
  return {
    versions,
    steps: entries
      .filter(({ lineVersion }) => lineVersion > first)
      .map((entry) => ({
        version: entry.lineVersion,
        holdId: entry.holdId,
        heldDeltaMinor: entry.delta.heldMinor,
      })),
    holds,
    captures: [...rows.captures.values()].filter((capture) =>
      holds.some(({ holdId: open }) => open === capture.holdId),
    ),
  };
}
