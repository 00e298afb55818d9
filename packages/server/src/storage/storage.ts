import type { CreditOutcome, CreditReader, CreditUnit, DueReader } from '../credit/index.ts';
import type { Instant } from '../kernel/clock.ts';
import type { Reads } from './reads/reads.ts';
import type { VerifyReport } from './verify-report.ts';

/** What an operator wants to know of the database beside that it answers. */
export type StorageState = {
  readonly engine: 'sqlite' | 'postgres';
  /** Standbys that have a commit before it is acknowledged; null where that cannot be known. */
  readonly synchronousStandbys: number | null;
};

/**
 * What the rooms see of a database: one way to write, and each room's reads. Both engines give
 * exactly this, and one suite holds them to it.
 */
export type Storage = {
  readonly engine: StorageState['engine'];
  /** Commits a unit of work; see the `Ledger` port of the credit room. */
  readonly commit: (unit: CreditUnit) => Promise<CreditOutcome>;
  /**
   * Asks what works beside the writing connection, where that is in a thread of its own; null where
   * it is not. What an answer says can be read from then on.
   */
  readonly askBeside: ((question: unknown) => Promise<unknown>) | null;
  readonly credit: CreditReader;
  readonly due: DueReader;
  /** For the composition alone, which makes the readers of the other rooms from it. */
  readonly db: Reads;
  /** The same, for reads that may pass over many rows: they keep nobody else waiting. */
  readonly scans: Reads;
  /**
   * Drops request keys that were used before a moment, at most so many, and tells how many. Who
   * repeats one of them later is a new caller.
   */
  readonly forgetKeys: (usedBefore: Instant, atMost: number) => Promise<number>;
  /**
   * Ready to answer: the database is reachable, its schema is the one of this program, and `inspect`
   * has found no damage. Throws a `Fault` where it is not.
   */
  readonly check: () => Promise<StorageState>;
  /**
   * Looks through the whole data file for damage, which takes its time and disturbs nobody: what was
   * found, or null. PostgreSQL keeps checksums of its own.
   */
  readonly inspect: () => Promise<string | null>;
  /** Recomputes the books as they stand at one moment, and names the first difference. */
  readonly verify: () => Promise<VerifyReport>;
  /** Lets what is under way end, then lets go of the database. */
  readonly close: () => Promise<void>;
};
