import {
  type Capture,
  type CreditLine,
  type Entry,
  type ErpEcho,
  exposureOf,
  type Hold,
} from '../../src/credit/index.ts';
import type { Clock } from '../../src/kernel/clock.ts';
import type { CaptureId, HoldId, LineId, TenantId } from '../../src/kernel/ids.ts';
import type { BatchIo, ChangeSet, Loaded, StoredKey } from '../../src/storage/batch/batch-io.ts';
import { keyName, type LoadPlan } from '../../src/storage/batch/plan.ts';
import type { LedgerEngine } from './ledger-engine.ts';

type Tables = {
  readonly lines: Map<LineId, CreditLine>;
  readonly holds: Map<HoldId, Hold>;
  readonly captures: Map<CaptureId, Capture>;
  readonly keys: Map<string, StoredKey>;
  readonly entries: Entry[];
};

/** The ledger in maps, with one transaction at a time: the rules without a database. */
export function createMemoryEngine(clock: Clock): LedgerEngine {
  const tables: Tables = {
    lines: new Map(),
    holds: new Map(),
    captures: new Map(),
    keys: new Map(),
    entries: [],
  };
  let staged: { readonly tenantId: TenantId; readonly changes: ChangeSet }[] = [];
  const io: BatchIo = {
    begin: () => {
      staged = [];
      return clock.now();
    },
    load: (_tenantId, plan) => load(tables, plan),
    write: (tenantId, changes) => {
      staged.push({ tenantId, changes });
    },
    commit: () => {
      for (const { tenantId, changes } of staged) write(tables, tenantId, changes);
      staged = [];
    },
    rollback: () => {
      staged = [];
    },
  };
  return {
    io: () => io,
    crash: async () => {
      staged = [];
    },
    line: async (_tenantId, lineId) => tables.lines.get(lineId as LineId) ?? null,
    holdsOfLine: async (_tenantId, lineId) =>
      [...tables.holds.values()].filter((hold) => hold.lineId === lineId),
    dump: async () => ({
      lines: [...tables.lines.values()],
      holds: [...tables.holds.values()],
      captures: [...tables.captures.values()],
      entries: tables.entries,
    }),
    close: async () => {},
  };
}

function load(tables: Tables, plan: LoadPlan): Loaded {
  const lines = new Map<LineId, CreditLine>();
  const holds = new Map<HoldId, Hold>();
  const captures = plan.captures.flatMap((id) => tables.captures.get(id) ?? []);
  const addHold = (hold: Hold | undefined) => {
    if (hold === undefined || holds.has(hold.holdId)) return;
    holds.set(hold.holdId, hold);
    if (hold.state !== 'open' && hold.source !== null) addHold(liveHold(tables, hold.source));
  };
  for (const id of plan.holds) addHold(tables.holds.get(id));
  for (const source of plan.sources) addHold(liveHold(tables, source));
  for (const { holdId } of captures) addHold(tables.holds.get(holdId));
  const addLine = (line: CreditLine | undefined) => {
    if (line === undefined || lines.has(line.lineId)) return;
    lines.set(line.lineId, line);
    if (line.parentLineId !== null) addLine(tables.lines.get(line.parentLineId));
  };
  for (const id of plan.lines) addLine(tables.lines.get(id));
  for (const { lineId } of holds.values()) addLine(tables.lines.get(lineId));
  for (const line of tables.lines.values()) {
    if (plan.organizations.includes(line.organizationId)) addLine(line);
  }
  return {
    keys: plan.keys.flatMap((key) => tables.keys.get(keyName(key)) ?? []),
    lines: [...lines.values()],
    holds: [...holds.values()],
    captures,
    levelsBelow: new Map([...lines.keys()].map((lineId) => [lineId, depthBelow(tables, lineId)])),
    echoes: plan.echoes.flatMap(({ organizationId, usedMinor }) => {
      const line = [...lines.values()].find((known) => known.organizationId === organizationId);
      const echo = line === undefined ? null : echoOf(tables, line, usedMinor);
      return line === undefined || echo === null ? [] : [{ lineId: line.lineId, usedMinor, echo }];
    }),
    sequences: [],
  };
}

function liveHold(tables: Tables, source: string): Hold | undefined {
  return [...tables.holds.values()].find((hold) => hold.source === source && hold.state === 'open');
}

function depthBelow(tables: Tables, lineId: LineId): number {
  const children = [...tables.lines.values()].filter((line) => line.parentLineId === lineId);
  return children.reduce((most, child) => Math.max(most, 1 + depthBelow(tables, child.lineId)), 0);
}

function echoOf(tables: Tables, line: CreditLine, usedMinor: bigint): ErpEcho | null {
  const entries = tables.entries.filter((entry) => entry.lineId === line.lineId);
  const versions = entries
    .filter(
      ({ lineVersion, figures }) =>
        lineVersion >= line.plainPostedVersion &&
        exposureOf(figures) === usedMinor &&
        figures.heldMinor + figures.capturedMinor > 0n,
    )
    .map(({ lineVersion }) => lineVersion);
  const [first] = versions;
  if (first === undefined) return null;
  const holds = [...tables.holds.values()].filter(
    (hold) => hold.lineId === line.lineId && hold.heldMinor + hold.unseenMinor > 0n,
  );
  return {
    versions,
    steps: entries
      .filter(({ lineVersion }) => lineVersion > first)
      .map(({ lineVersion, holdId, delta }) => ({
        version: lineVersion,
        holdId,
        heldDeltaMinor: delta.heldMinor,
      })),
    holds,
    captures: [...tables.captures.values()].filter(({ holdId }) =>
      holds.some((hold) => hold.holdId === holdId),
    ),
  };
}

function write(tables: Tables, tenantId: TenantId, changes: ChangeSet): void {
  for (const line of changes.newLines) tables.lines.set(line.lineId, line);
  for (const { line, loadedVersion } of changes.changedLines) {
    if (tables.lines.get(line.lineId)?.version !== loadedVersion) throw new Error('lost update');
    tables.lines.set(line.lineId, line);
  }
  for (const hold of changes.newHolds) tables.holds.set(hold.holdId, hold);
  for (const { hold, loadedVersion } of changes.changedHolds) {
    if (tables.holds.get(hold.holdId)?.version !== loadedVersion) throw new Error('lost update');
    tables.holds.set(hold.holdId, hold);
  }
  for (const capture of [...changes.newCaptures, ...changes.seenCaptures]) {
    tables.captures.set(capture.captureId, capture);
  }
  for (const key of changes.keys) tables.keys.set(keyName(key), key);
  for (const draft of changes.entries) {
    const number = BigInt(tables.entries.length + 1);
    tables.entries.push({ ...draft, tenantId, number, at: changes.at });
  }
}
