import type { Pool, PoolClient, QueryResult } from 'pg';
import { type Clock, type Instant, instant } from '../../kernel/clock.ts';
import { type BatchIo, BatchRetry, type ChangeSet, RowGuardFailed } from '../batch/batch-io.ts';
import type { Statement } from './bulk-sql.ts';
import {
  commitUnknown,
  failureBeforeCommit,
  isDefiniteNo,
  isGuardFailure,
  rowGuardOf,
  unavailable,
} from './failures.ts';
import { inOrder, loadBatch, type PostgresLoaded } from './load-batch.ts';
import { beforeCommitText, beginText } from './transaction-text.ts';
import { entryStatement, ledgerStatements } from './write-batch.ts';
import { roomStatements } from './write-room-rows.ts';

export type PostgresBatchIo = BatchIo & {
  /** Gives the connection back; call it between batches. */
  readonly release: () => void;
};

export type PostgresBatchIoOptions = {
  readonly pool: Pool;
  /** The test's own clock; null takes the time of the primary. */
  readonly clock: Clock | null;
  /** Told what a batch found, so that the next one can be sent the right way. */
  readonly onLoaded: (loaded: PostgresLoaded) => void;
};

/**
 * Transactions over one pooled connection, each in two flights. The first one opens it, claims the
 * keys, locks the lines and reads. The second one writes everything and commits: no answer is needed
 * in between, because each guard fails as an error, and behind an error the commit is a rollback. So
 * the tenant's counter row is held for no longer than the commit takes.
 */
export function createPostgresBatchIo(options: PostgresBatchIoOptions): PostgresBatchIo {
  const { pool, clock, onLoaded } = options;
  const clockNow = clock === null ? null : () => clock.now();
  let client: PoolClient | null = null;
  let isBroken = false;
  let begun: Promise<unknown> | null = null;
  let loaded: PostgresLoaded | null = null;
  let writes: Write[] = [];
  let latest: Instant = instant(0n);

  const send = ({ text, values }: Statement): Promise<QueryResult> => {
    if (client === null) throw new Error('no transaction is open');
    const answer = client.query({ text, values: values as (string | null)[] });
    // It is awaited with its whole flight; until then nobody has to hear of its failure.
    answer.catch(() => {});
    return answer;
  };
  const run = (text: string) => send({ text, values: [] });

  const release = () => {
    client?.release(isBroken);
    client = null;
    isBroken = false;
  };

  const commit = async () => {
    const flight = writes;
    const finish = [run(beforeCommitText), run('commit')] as const;
    writes = [];
    begun = null;
    const answers = await Promise.allSettled([...flight.map(({ answer }) => answer), ...finish]);
    const last = answers.at(-1);
    if (last?.status === 'fulfilled' && last.value.command === 'COMMIT') return;
    const at = answers.findIndex(({ status }) => status === 'rejected');
    const first = answers[at];
    const reason: unknown = first?.status === 'rejected' ? first.reason : new Error('rolled back');
    if (last?.status === 'rejected' && !isDefiniteNo(last.reason)) {
      isBroken = true;
      // Behind an error that the server has told us, a commit can only be a rollback.
      if (!isDefiniteNo(reason)) throw commitUnknown(reason);
    }
    throw failureOf(reason, flight[at]?.table ?? null);
  };

  return {
    begin: async () => {
      if (client !== null && isBroken) release();
      client ??= await connect(pool);
      begun = run(beginText);
      return latest;
    },
    load: async (tenantId, plan) => {
      try {
        const [, found] = await inOrder([
          Promise.resolve(begun),
          loadBatch({ tenantId, plan, send, clockNow }),
        ]);
        loaded = found;
        latest = found.at;
        onLoaded(found);
        return found;
      } catch (error) {
        throw failureBeforeCommit(error);
      }
    },
    write: (tenantId, changes) => {
      const before = {
        lines: new Map(loaded?.lines.map((line) => [line.lineId, line])),
        claimedKeys: loaded?.claimedKeys ?? [],
      };
      const add = (statement: Statement, table: string | null) => {
        writes.push({ answer: send(statement), table });
      };
      for (const statement of ledgerStatements(tenantId, changes, before)) add(statement, null);
      for (const statement of roomStatements(changes.rows)) add(statement, statement.table);
      if (movesTime(changes)) add(entryStatement(tenantId, changes), null);
    },
    commit,
    rollback: async () => {
      writes = [];
      begun = null;
      if (client === null) return;
      await run('rollback').catch(() => {
        isBroken = true;
      });
    },
    release,
  };
}

type Write = {
  readonly answer: Promise<QueryResult>;
  /** The room's table that the statement guards; null for the ledger's own rows. */
  readonly table: string | null;
};

/** A change without an entry (an ERP that repeats its figures) still has its place in time. */
function movesTime({ entries, changedLines }: ChangeSet): boolean {
  return entries.length + changedLines.length > 0;
}

/**
 * What the first error of a flight means. Only rows of a room have guards that a caller hears of: the
 * ledger's own rows are locked, so another version there is for the next try.
 */
function failureOf(reason: unknown, table: string | null): unknown {
  if (table !== null && isGuardFailure(reason)) return new RowGuardFailed('row.changed', table);
  if (table !== null) return rowGuardOf(reason) ?? failureBeforeCommit(reason);
  if (isGuardFailure(reason)) return new BatchRetry('a row changed under its lock');
  return failureBeforeCommit(reason);
}

async function connect(pool: Pool): Promise<PoolClient> {
  try {
    return await pool.connect();
  } catch (error) {
    throw unavailable(error);
  }
}
