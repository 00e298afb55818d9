import type {
  CreditLine,
  Effect,
  EntryDraft,
  Hold,
  LedgerReader,
  Levels,
} from '../../credit/index.ts';
import { assert, present } from '../../kernel/assert.ts';
import type { CaptureId, HoldId, LineId, OrganizationId } from '../../kernel/ids.ts';
import type { ChangeSet, Loaded } from './batch-io.ts';
import type { LoadPlan } from './plan.ts';

/** Thrown where a unit needs facts that the batch itself has changed: it goes into the next batch. */
export class BatchSplit extends Error {
  override readonly name = 'BatchSplit';
}

/**
 * The rows of one tenant's batch while its commands run: what was loaded, overlaid with what the
 * commands before have changed. `checkpoint` and `restore` undo a unit that is refused half-way.
 */
export type WorkingSet = LedgerReader & {
  readonly apply: (effect: Effect) => void;
  readonly checkpoint: () => void;
  readonly restore: () => void;
  /** Makes the entries of a unit one row per line, and its versions dense. */
  readonly seal: () => void;
  readonly changes: () => Omit<ChangeSet, 'at' | 'rows' | 'keys' | 'sequences'>;
};

export function createWorkingSet(plan: LoadPlan, loaded: Loaded): WorkingSet {
  const lines = new Map(loaded.lines.map((line) => [line.lineId, line]));
  const lineOf = new Map(loaded.lines.map((line) => [line.organizationId, line.lineId]));
  // What an echo marks stands in the database as well, though no command named it.
  const known = [...loaded.echoes.flatMap(({ echo }) => echo.holds), ...loaded.holds];
  const holds = new Map(known.map((hold) => [hold.holdId, hold]));
  const captures = new Map(loaded.captures.map((capture) => [capture.captureId, capture]));
  const live = new Map<string, HoldId>();
  for (const hold of known) {
    if (hold.state === 'open' && hold.source !== null) live.set(hold.source, hold.holdId);
  }
  const loadedLines = new Map(lines);
  const loadedHolds = new Map(holds);
  const loadedCaptures = new Map(captures);
  const planned = {
    organizations: new Set(plan.organizations),
    lines: new Set(plan.lines),
    holds: new Set(plan.holds),
    sources: new Set(plan.sources),
  };
  const entries: EntryDraft[] = [];
  let undo: (() => void)[] = [];
  let sealedEntries = 0;

  const put = <Key, Value>(map: Map<Key, Value>, key: Key, value: Value) => {
    const before = map.get(key);
    undo.push(() => (before === undefined ? map.delete(key) : map.set(key, before)));
    map.set(key, value);
  };
  const remove = <Key, Value>(map: Map<Key, Value>, key: Key) => {
    const before = map.get(key);
    if (before === undefined) return;
    undo.push(() => map.set(key, before));
    map.delete(key);
  };
  const levelsFrom = (lineId: LineId): Levels => {
    const own = present(lines.get(lineId), 'loaded line');
    const above: CreditLine[] = [];
    for (let at = own.parentLineId; at !== null; ) {
      // A parent that the batch has not loaded was joined by an earlier unit of this batch.
      const parent = lines.get(at);
      if (parent === undefined) throw new BatchSplit();
      above.push(parent);
      at = parent.parentLineId;
    }
    return [own, ...above];
  };
  const changedSince = (lineId: LineId) => lines.get(lineId) !== loadedLines.get(lineId);

  return {
    levels: (organizationId: OrganizationId) => {
      const lineId = lineOf.get(organizationId);
      if (lineId !== undefined) return levelsFrom(lineId);
      assert(planned.organizations.has(organizationId), 'organization outside the plan');
      return null;
    },
    levelsOfLine: (lineId) => {
      if (lines.has(lineId)) return levelsFrom(lineId);
      assert(planned.lines.has(lineId), 'line outside the plan');
      return null;
    },
    hold: (holdId) => {
      const hold = holds.get(holdId);
      if (hold !== undefined) return hold;
      assert(planned.holds.has(holdId), 'hold outside the plan');
      return null;
    },
    liveHold: (source) => {
      const holdId = live.get(source);
      return holdId === undefined ? null : present(holds.get(holdId), 'live hold');
    },
    capture: (captureId: CaptureId) => captures.get(captureId) ?? null,
    levelsBelow: (lineId) => {
      if (entries.length > 0) throw new BatchSplit();
      return loaded.levelsBelow.get(lineId) ?? 0;
    },
    echo: (lineId, usedMinor) => {
      if (changedSince(lineId)) throw new BatchSplit();
      const found = loaded.echoes.find(
        (candidate) => candidate.lineId === lineId && candidate.usedMinor === usedMinor,
      );
      return found?.echo ?? null;
    },
    apply: (effect) => {
      for (const line of effect.lines) {
        put(lines, line.lineId, line);
        put(lineOf, line.organizationId, line.lineId);
      }
      for (const hold of effect.holds) {
        put(holds, hold.holdId, hold);
        if (hold.source === null) continue;
        if (hold.state === 'open') put(live, hold.source, hold.holdId);
        else if (live.get(hold.source) === hold.holdId) remove(live, hold.source);
      }
      for (const capture of effect.captures) put(captures, capture.captureId, capture);
      entries.push(...effect.entries);
    },
    checkpoint: () => {
      undo = [];
      sealedEntries = entries.length;
    },
    restore: () => {
      for (const step of undo.reverse()) step();
      undo = [];
      entries.length = sealedEntries;
    },
    seal: () => {
      const fresh = entries.splice(sealedEntries);
      const sealed = fresh.length < 2 ? fresh : mergeByLine(fresh);
      entries.push(...sealed);
      if (fresh.length < 2) return;
      const last = new Map(sealed.map((entry) => [entry.lineId, entry]));
      for (const entry of last.values()) {
        const line = present(lines.get(entry.lineId), 'line of an entry');
        if (line.version !== entry.lineVersion) lines.set(line.lineId, withVersion(line, entry));
      }
    },
    changes: () => ({
      ...newAndChanged(lines, loadedLines, loadedHolds, holds),
      newCaptures: [...captures.values()].filter(({ captureId }) => !loadedCaptures.has(captureId)),
      seenCaptures: [...captures.values()].filter((capture) => {
        const before = loadedCaptures.get(capture.captureId);
        return before !== undefined && before !== capture;
      }),
      entries,
    }),
  };
}

/**
 * One entry for each line: about the line's own step where there is one, deltas added up, the last
 * step's figures, the first version of the unit. What merges is a line above others of them: a
 * capture names the version of its own line. So a line of which several holds step keeps an entry of
 * each.
 */
function mergeByLine(entries: readonly EntryDraft[]): readonly EntryDraft[] {
  const merged = new Map<string, EntryDraft>();
  // A level above only has its exposure below changed; the line's own step never does that.
  const own = new Map<LineId, EntryDraft>();
  const withSeveral = new Set<LineId>();
  for (const entry of entries) {
    if (entry.delta.belowMinor !== 0n) continue;
    if (own.has(entry.lineId)) withSeveral.add(entry.lineId);
    own.set(entry.lineId, entry);
  }
  for (const entry of entries) {
    const key = withSeveral.has(entry.lineId)
      ? `${entry.lineId} ${entry.lineVersion}`
      : entry.lineId;
    const before = merged.get(key);
    if (before === undefined) {
      merged.set(key, entry);
      continue;
    }
    assert(entry.state === null || before.state === null, 'two changes of one line in a unit');
    merged.set(key, {
      ...entry,
      ...stepOf(own.get(entry.lineId) ?? entry),
      lineVersion: before.lineVersion,
      state: entry.state ?? before.state,
      delta: {
        postedMinor: before.delta.postedMinor + entry.delta.postedMinor,
        heldMinor: before.delta.heldMinor + entry.delta.heldMinor,
        capturedMinor: before.delta.capturedMinor + entry.delta.capturedMinor,
        containedMinor: before.delta.containedMinor + entry.delta.containedMinor,
        belowMinor: before.delta.belowMinor + entry.delta.belowMinor,
      },
    });
  }
  return [...merged.values()].map((entry) => {
    const { state, lineVersion } = entry;
    if (state === null || state.plainPostedVersion <= lineVersion) return entry;
    return { ...entry, state: { ...state, plainPostedVersion: lineVersion } };
  });
}

/** What an entry is about. A line's own step says more than one of a line below it. */
function stepOf({ kind, context, actor, holdId, captureId, amountMinor, reason }: EntryDraft) {
  return { kind, context, actor, holdId, captureId, amountMinor, reason };
}

function withVersion(line: CreditLine, entry: EntryDraft): CreditLine {
  const version = entry.lineVersion;
  assert(version <= line.version, 'an entry ahead of its line');
  const plainPostedVersion = line.plainPostedVersion > version ? version : line.plainPostedVersion;
  return { ...line, version, plainPostedVersion };
}

function newAndChanged(
  lines: ReadonlyMap<LineId, CreditLine>,
  loadedLines: ReadonlyMap<LineId, CreditLine>,
  loadedHolds: ReadonlyMap<HoldId, Hold>,
  holds: ReadonlyMap<HoldId, Hold>,
): Pick<ChangeSet, 'newLines' | 'changedLines' | 'newHolds' | 'changedHolds'> {
  const newLines: CreditLine[] = [];
  const changedLines: ChangeSet['changedLines'][number][] = [];
  for (const line of lines.values()) {
    const before = loadedLines.get(line.lineId);
    if (before === undefined) newLines.push(line);
    else if (before !== line) changedLines.push({ line, loadedVersion: before.version });
  }
  const newHolds: Hold[] = [];
  const changedHolds: ChangeSet['changedHolds'][number][] = [];
  for (const hold of holds.values()) {
    const before = loadedHolds.get(hold.holdId);
    if (before === undefined) newHolds.push(hold);
    else if (before !== hold) changedHolds.push({ hold, loadedVersion: before.version });
  }
  return { newLines, changedLines, newHolds, changedHolds };
}
