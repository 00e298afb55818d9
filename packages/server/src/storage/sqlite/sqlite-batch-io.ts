import type { CreditLine } from '../../credit/index.ts';
import { type Clock, createMonotoneClock, type Instant, instant } from '../../kernel/clock.ts';
import type { LineId } from '../../kernel/ids.ts';
import type { BatchIo, ChangeSet } from '../batch/batch-io.ts';
import type { SqliteConnection } from './driver.ts';
import { commitUnknownFault, stoppedFault } from './faults.ts';
import { createLineCache, type LineCache } from './line-cache.ts';
import { loadPlan } from './load-plan.ts';
import { isDiskFull, sqliteErrorOf } from './sqlite-error.ts';
import { createStatements, type Statements } from './statements.ts';
import { writeEntries, writeKeys, writeLedger, writeSequences } from './write-changes.ts';
import { writeRoomRows } from './write-room-rows.ts';

/** A number that changes when another connection has committed something. */
const dataVersion = 'pragma data_version';
const lastSelect = 'select max(last_at_us) as last from tenant_counter';

export type SqliteBatchIoOptions = {
  readonly connection: SqliteConnection;
  readonly clock: Clock;
  /** Called once, when what the file holds is not known any more: the process must end. */
  readonly onFatal: (error: Error) => void;
};

export type SqliteBatchIo = BatchIo & {
  /** Lines as the last commit left them, where they are in memory. */
  readonly levelsAtHand: LineCache['levels'];
};

/**
 * Transactions on the one writing connection. Its instants never go back: the last one is stored
 * with every commit, so that a restart with a clock that was set back goes on after it.
 */
export function createSqliteBatchIo(options: SqliteBatchIoOptions): SqliteBatchIo {
  const { connection } = options;
  const statements = createStatements(connection);
  const clock = createMonotoneClock(options.clock, lastInstant(statements));
  const cache = createLineCache();
  let knownVersion: bigint | null = null;
  let lines: ReadonlyMap<LineId, CreditLine> = new Map();
  let written: CreditLine[] = [];
  let fatal: Error | null = null;

  const stop = (error: Error) => {
    fatal ??= error;
    options.onFatal(error);
  };
  // Nobody else should write here; one who did must not be overlooked. Under the write lock the
  // answer holds until the commit.
  const forgetForeignChanges = () => {
    const row = statements(dataVersion).get() as { readonly data_version: bigint };
    if (row.data_version !== knownVersion) cache.clear();
    knownVersion = row.data_version;
  };
  const rollback = () => {
    written = [];
    try {
      statements('rollback').run();
    } catch (error) {
      // After some failures SQLite has rolled back by itself.
      if (/no transaction is active/.test(sqliteErrorOf(error)?.message ?? '')) return;
      stop(new Error('The database cannot take a change back.', { cause: error }));
    }
  };

  return {
    levelsAtHand: cache.levels,
    begin: () => {
      if (fatal !== null) throw stoppedFault(fatal);
      statements('begin immediate').run();
      forgetForeignChanges();
      return clock.now();
    },
    load: (tenantId, plan) => {
      const loaded = loadPlan(statements, cache, tenantId, plan);
      lines = new Map(loaded.lines.map((line) => [line.lineId, line]));
      return loaded;
    },
    write: (tenantId, changes) => {
      if (isEmpty(changes)) return;
      writeKeys(statements, tenantId, changes);
      writeLedger(statements, tenantId, changes, lines);
      writeSequences(statements, tenantId, changes);
      writeRoomRows(statements, changes.rows);
      writeEntries(statements, tenantId, changes);
      for (const line of changes.newLines) written.push(line);
      for (const { line } of changes.changedLines) written.push(line);
    },
    commit: () => {
      try {
        statements('commit').run();
      } catch (error) {
        // A full disk is found while the log is written, before the flush: nothing counts of it.
        if (isDiskFull(error)) {
          rollback();
          throw error;
        }
        const reason = new Error(
          'A commit failed, and whether it stands is unknown until the file is opened again.',
          { cause: error },
        );
        stop(reason);
        throw commitUnknownFault(error);
      }
      for (const line of written) cache.put(line);
      written = [];
    },
    rollback,
  };
}

function isEmpty(changes: ChangeSet): boolean {
  const { newLines, changedLines, newHolds, changedHolds, newCaptures, seenCaptures } = changes;
  const { rows, keys, entries } = changes;
  return (
    entries.length + rows.length + keys.length === 0 &&
    newLines.length + changedLines.length + newHolds.length + changedHolds.length === 0 &&
    newCaptures.length + seenCaptures.length === 0
  );
}

function lastInstant(statements: Statements): Instant {
  const { last } = statements(lastSelect).get() as { readonly last: bigint | null };
  return instant(last ?? 0n);
}
